import GateCode
import GateCommandLine
import GateFiles
import GateLinking
import GateRecords

extension Command {
  /// `speedgate-bench code`.
  static let code = Command(
    CommandDefinition(
      "speedgate-bench code", summary: "Lists the functions in which two builds differ.",
      details: """
        It compares the objects that the two programs were linked from, by their link kits, so a function that only \
        moved is not listed. A function is edited if its own code changed; its callers are not. Code that the \
        optimiser copied into a caller counts as the caller's.

        Data are tables, constants, variables and metadata. Unclear are names with several different definitions, of \
        which the linker's choice is unknown.

        If the baseline's link kit has a record of what its benchmarks execute ('speedgate-bench trace'), the \
        benchmarks that run the same code in both builds are counted, too.
        """,
      positionals: [
        .init("BASELINE", "A build of the suite, with its link kit."),
        .init("CANDIDATE", "Another build of the suite, with its link kit."),
      ], options: [],
      examples: ["speedgate-bench code old/OrderBenchmarks .build/release/OrderBenchmarks"])
  ) { arguments, context in
    guard arguments.positionals.count == 2 else {
      throw UsageError(BenchMessage.twoBuildsNeeded)
    }
    let programs = try arguments.positionals.map { named in
      let path = try SuiteLocation.path(of: named, context: context)
      return (path: path, hash: try SHA256.hexDigest(ofFile: path))
    }
    let sides = try programs.map { program in
      do {
        return try KitCode(LinkKit(of: program.path, hash: program.hash))
      } catch let error as LinkingError {
        throw UsageError("\(error)")
      }
    }
    let difference: CodeDifference
    do {
      difference = CodeDifference(
        try CodeIdentity(
          baseline: sides[0].files, candidate: sides[1].files, thinMember: KitCode.member))
    } catch {
      throw UsageError("\(error)")
    }
    let names = ReadableNames(toolFolder: sides[1].toolFolder)
    context.out(CodeReport(difference, names: names).text)
    if KitPlace.found(of: programs[0].path).map({ PathKind(of: $0.executed) != .absent }) == true {
      let comparer = CodeComparer(
        baseline: programs[0], candidate: programs[1], environment: context.environment)
      if let reason = comparer.record.reason {
        context.err("note: \(BenchMessage.executionUnknown(reason: reason).line)\n")
      }
      context.out(CodeReport.text(comparer.findings))
    }
    if !names.isReadable, !difference.functions.isEmpty {
      context.err("note: \(BenchMessage.namesUnreadable.line)\n")
    }
    return .passed
  }
}
