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

        Where it was recorded what the baseline's benchmarks execute ('speedgate-bench trace'), it also tells \
        which of them run the same code in both builds.
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
        context.err("note: it is not known which benchmarks run the same code: \(reason)\n")
      }
      context.out(CodeReport.text(comparer.findings))
    }
    if !names.isReadable, !difference.functions.isEmpty {
      context.err("note: names are the linker's, because there is no swift-demangle here\n")
    }
    return .passed
  }
}
