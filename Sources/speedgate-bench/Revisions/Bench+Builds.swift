import Foundation
import GateCommandLine
import GateFiles
import GateRecords
import GateRevisions

extension Command {
  /// `speedgate-bench builds list`.
  static let buildsList = Command(
    CommandDefinition(
      "speedgate-bench builds list", summary: "Lists the stored programs of commits.",
      details:
        "They are in .git/speedgate; 'compare', 'bisect', 'gate --against' and the hook share them.",
      examples: ["speedgate-bench builds list"])
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
      "speedgate-bench builds prune",
      summary: "Removes the programs that were not used for the longest time.",
      details:
        "Files that no build needs, such as those of an interrupted build, are always removed.",
      options: [
        .value("store-limit", "MB", "Keep at most this much, in megabytes (default: 4000)."),
        .flag("all", "Remove every program, and the measurements of bisections."),
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
      throw UsageError(BenchMessage.storeInUse(path: store.root))
    }
    if !arguments.flag("quiet") {
      context.out("freed \(QuantityFormat.string(Double(freed), unit: .bytes))\n")
    }
    return .passed
  }

  /// `speedgate-bench builds make`.
  static let buildsMake = Command(
    CommandDefinition(
      "speedgate-bench builds make",
      summary: "Builds the suite of a commit and prints the program's path.",
      details: """
        The commit is built from a copy of its files in .git/speedgate; the work tree is not touched. A stored program \
        is not built again.

        Exit status: 0 the path is printed, 2 it does not build.
        """,
      positionals: [.init("REF", "A branch, a tag or a hash.")],
      options: RevisionOptions.definitions,
      examples: [
        "speedgate-bench run .build/release/Suite --against \"$(speedgate-bench builds make main)\""
      ])
  ) { arguments, context in
    guard let name = arguments.positionals.first else {
      throw UsageError(BenchMessage.commitNeeded)
    }
    let options = try RevisionOptions(arguments, context)
    let revision = try Revision(name, in: options.repository)
    let suites = try options.suites()
    guard suites.count == 1 else {
      throw UsageError(BenchMessage.severalSuites(names: suites))
    }
    switch try options.program(revision, suite: suites[0]) {
    case .built(let path, _):
      options.tidy()
      context.out(path + "\n")
      return .passed
    case .failed(let reason):
      throw UsageError(
        BenchMessage.commitNotBuilt(commit: revision.record().label, reason: reason))
    }
  }
}
