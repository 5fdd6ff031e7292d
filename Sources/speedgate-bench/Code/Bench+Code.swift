import GateCode
import GateCommandLine
import GateFiles
import GateLinking
import GateRecords

extension Command {
  /// `speedgate-bench code`.
  static let code = Command(
    CommandDefinition(
      "speedgate-bench code", summary: "Tells which functions two builds do not have in common.",
      details: """
        It compares what the two programs were linked from, by their link kits, so a function that only \
        moved is not told. A function counts as edited when its own code changed; its callers do not. What \
        the optimiser copied into a caller shows there.

        Data are tables, constants, variables and metadata. 'Unclear' are names with several definitions \
        that differ, of which it is not known which one the linker takes.
        """,
      positionals: [
        .init("BASELINE", "One build of a suite, with its link kit."),
        .init("CANDIDATE", "Another build, with its link kit."),
      ], options: [],
      examples: ["speedgate-bench code old/OrderBenchmarks .build/release/OrderBenchmarks"])
  ) { arguments, context in
    guard arguments.positionals.count == 2 else {
      throw UsageError("name two builds of a suite, the baseline first")
    }
    let sides = try arguments.positionals.map { named in
      let program = try SuiteLocation.path(of: named, context: context)
      do {
        return try KitCode(LinkKit(of: program, hash: SHA256.hexDigest(ofFile: program)))
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
    if !names.isReadable, !difference.functions.isEmpty {
      context.err("note: names are the linker's, because there is no swift-demangle here\n")
    }
    return .passed
  }
}
