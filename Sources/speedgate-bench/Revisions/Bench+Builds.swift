import Foundation
import GateCommandLine
import GateFiles
import GateRecords
import GateRevisions

extension Command {
  /// `speedgate-bench builds list`.
  static let buildsList = Command(
    CommandDefinition(
      "speedgate-bench builds list", summary: "Lists the commits whose programs are kept.",
      details: "They lie in .git/speedgate, for 'compare', 'bisect', 'gate --against' and the hook."
    )
  ) { arguments, context in
    let store = BuildStore(
      try Repository(around: context.currentDirectory), environment: context.environment,
      now: context.now, say: { _ in })
    let content = try store.content()
    for entry in content.entries {
      let used = Timestamp(millisecondsSinceEpoch: Int64(entry.usedAt.timeIntervalSince1970 * 1000))
      context.out(
        "\(entry.record.commit.prefix(9))  \(entry.record.product)  used \(used.description.prefix(10))  "
          + "\(Program.oneLine(entry.record.title))\n")
    }
    for error in content.unreadable { context.err("warning: \(Program.oneLine("\(error)"))\n") }
    func size(_ bytes: Int64) -> String { QuantityFormat.string(Double(bytes), unit: .bytes) }
    context.out(
      "\(content.entries.count) builds, \(size(content.bytes)) in \(store.root), "
        + "\(size(content.workBytes)) of it the last build's files\n")
    return .passed
  }

  /// `speedgate-bench builds prune`.
  static let buildsPrune = Command(
    CommandDefinition(
      "speedgate-bench builds prune", summary: "Removes programs that were not used for longest.",
      details: "What no build needs goes in any case, such as what an interruption left.",
      options: [
        .value("store-limit", "MB", "Keep at most so much; 4000 unless given."),
        .flag("all", "Remove every program, and what bisections have measured."),
      ],
      examples: ["speedgate-bench builds prune --store-limit 500"])
  ) { arguments, context in
    let repository = try Repository(around: context.currentDirectory)
    let store = BuildStore(
      repository, environment: context.environment, now: context.now, say: { _ in })
    let limit =
      try arguments.integer("store-limit", in: 0...Int64(1_000_000_000)).map { $0 * 1_000_000 }
      ?? BuildStore.usualLimit
    let freed = try StoreUse(of: store.root).alone {
      try arguments.flag("all") ? store.removeAll() : store.prune(limit: limit)
    }
    guard let freed else {
      throw UsageError(
        "\(store.root): another command uses it; try again when that has ended")
    }
    if !arguments.flag("quiet") {
      context.out("freed \(QuantityFormat.string(Double(freed), unit: .bytes))\n")
    }
    return .passed
  }

  /// `speedgate-bench builds make`.
  static let buildsMake = Command(
    CommandDefinition(
      "speedgate-bench builds make", summary: "Builds a commit's suite apart and prints its path.",
      details: """
        What is kept is not built again. Exit status 2, with the first error, where it does not build.
        """,
      positionals: [.init("REF", "A branch, a tag or a hash.")],
      options: RevisionOptions.definitions,
      examples: [
        "speedgate-bench run .build/release/Suite --against \"$(speedgate-bench builds make main)\""
      ])
  ) { arguments, context in
    guard let name = arguments.positionals.first else {
      throw UsageError("no commit is named; give a branch, a tag or a hash")
    }
    let options = try RevisionOptions(arguments, context)
    let revision = try Revision(name, in: options.repository)
    let suites = try options.suites()
    guard suites.count == 1 else {
      throw UsageError(
        "there are several suites; name one with --suite: \(suites.joined(separator: ", "))")
    }
    switch try options.program(revision, suite: suites[0]) {
    case .built(let path, _):
      options.tidy()
      context.out(path + "\n")
      return .passed
    case .failed(let reason):
      throw UsageError("\(revision.record().label) does not build: \(reason)")
    }
  }
}
