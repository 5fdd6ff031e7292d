#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

extension Program {
  /// Runs what this process was started with.
  ///
  /// - Parameter files: The files that the program must be able to hold open at the same time.
  package func run(needing files: Int, context: CommandContext) async -> ExitStatus {
    do {
      try Self.requireFiles(files)
      return await run(try Self.givenArguments(), context: context)
    } catch {
      context.err("\(name): \(Self.oneLine("\(error)"))\n")
      return .couldNotJudge
    }
  }

  /// The arguments behind the program's name.
  ///
  /// - Throws: ``UsageError`` where the system does not show them, or one of them is not text: as text it would name
  ///   another file.
  private static func givenArguments() throws(UsageError) -> [String] {
    let arguments = CommandLine.arguments
    guard !arguments.isEmpty else { throw UsageError(CommandLineMessage.argumentsHidden) }
    // Proof: the runtime keeps as many pointers to C strings as it has arguments, for as long as the process lives.
    for place in 1..<max(1, Int(CommandLine.argc)) {
      guard let argument = unsafe CommandLine.unsafeArgv[place] else { continue }
      guard unsafe String(validatingCString: argument) != nil else {
        let shown = place < arguments.count ? arguments[place] : ""
        throw UsageError(CommandLineMessage.argumentNotUTF8(shown: shown))
      }
    }
    return Array(arguments.dropFirst())
  }

  /// - Throws: ``UsageError`` where the system lets this process open too few files.
  private static func requireFiles(_ least: Int) throws(UsageError) {
    let limit = sysconf(Int32(_SC_OPEN_MAX))
    guard limit >= 0, limit < least else { return }
    throw UsageError(CommandLineMessage.tooFewFiles(limit: limit, least: least))
  }
}
