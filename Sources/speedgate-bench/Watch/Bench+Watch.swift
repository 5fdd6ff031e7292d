import GateCommandLine

extension Command {
  /// `speedgate-bench watch`.
  static let watch = Command(
    CommandDefinition(
      "speedgate-bench watch", summary: "Measures again whenever a source file changes.",
      details: """
        It keeps a copy of the suite's present program. When you save a file, it builds the suite in release, measures it \
        in launch pairs beside the kept program, and shows each benchmark's change with its confidence interval on one \
        screen. A change during a measurement starts it again. A compile error shows its first lines. Ctrl-C ends it.

        It is for working, not for gating: a round takes only a few launch pairs, so some benchmarks stay unproven. \
        The intervals are computed as in a gate. Nothing is stored.

        It watches the files of the git repository that git does not ignore or, outside of a repository, Package.swift \
        and the folders Sources, Plugins and budgets. If the output is not a terminal, each round is a block of lines.

        Exit status, with --rounds: 0 the last round was measured, or its program was the same as before; 2 it could \
        not be built or measured.
        """,
      positionals: [
        .init(
          "PRODUCT", "The suite's product (default: the package's only suite).", isOptional: true)
      ],
      options: [
        .value(
          "against", "PROGRAM",
          "Measure beside this program (default: the suite as it is when watching begins)."),
        .value("package-path", "DIR", "The package's folder (default: the current folder)."),
        .value(
          "build-command", "COMMAND",
          "Build with this shell command instead of 'swift build'; its last line is the program's path."
        ),
        .value("time", "TIME", "Measure each round for at most this long (default: 20s)."),
        .value("rounds", "NUMBER", "End after this number of rounds (default: no limit)."),
        .value("budgets", "DIR", "Read tolerances from here (default: ./budgets if it exists)."),
        LayoutChoice.option,
      ] + SelectionOptions.definitions,
      examples: [
        "speedgate-bench watch", "speedgate-bench watch OrderBenchmarks --filter 'parse/*'",
        "speedgate-bench watch --against \"$(speedgate-bench builds make main)\"",
      ])
  ) { arguments, context in
    var watching = try Watching(arguments, context)
    return try watching.perform()
  }
}
