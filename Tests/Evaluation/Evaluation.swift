import Foundation

/// Measures whether the method keeps its promises: a program that is run on demand, for minutes.
///
/// `docs/evaluation.md` has its results and the commands that made them.
@main
enum Evaluation {
  static let usage = """
    usage: Evaluation simulate [SUITES]
           Evaluation within [SUITES]
           Evaluation coverage [TRIALS]
           Evaluation fleets [FLEETS]
           Evaluation decisions [TRIALS]
           Evaluation percentiles [TRIALS]
           Evaluation cached [SUITES]
           Evaluation change-points [SERIES]
           Evaluation false-alarms SUITE [RUNS] [PLOT.svg]
           Evaluation power SUITE [RUNS] [PLOT.svg]
           Evaluation allocations SUITE [RUNS]
           Evaluation datum SUITE [PAIRS]
           Evaluation trace SUITE PLOT.svg
           Evaluation layouts FOLDER [SUITES [MOST_SPREAD_OF_A_LAUNCH_IN_PERCENT]]
           Evaluation edits SOURCES WORK [EDITS] [SEED]
           Evaluation json <TEXTS
    """

  static func main() throws {
    var arguments = CommandLine.arguments.dropFirst()
    let command = arguments.popFirst()
    func number(_ usual: Int) -> Int { arguments.popFirst().flatMap { Int($0) } ?? usual }
    switch command {
    case "simulate": Simulation(suites: number(10_000)).run()
    case "within": WithinTolerance(suites: number(200)).run()
    case "fleets": Fleets(fleets: number(10_000)).run()
    case "coverage": Coverage(trials: number(2000)).run()
    case "decisions": Decisions(trials: number(500)).run()
    case "percentiles": PercentileCoverage(trials: number(2_000)).run()
    case "cached": CachedNumbers(suites: number(1000)).run()
    case "burst": Burst.run()
    case "layouts":
      guard let folder = arguments.popFirst() else { fail() }
      let suites = number(1000)
      let most = arguments.popFirst().flatMap { Double($0) } ?? .infinity
      try LayoutSuites(folder: folder, suites: suites, most: most / 100).run()
    case "edits":
      guard let sources = arguments.popFirst(), let work = arguments.popFirst() else { fail() }
      let edits = number(500)
      var evaluation = try SameCodeEdits(sources: sources, work: work, seed: UInt64(number(1)))
      try evaluation.run(edits)
    case "json": try JSONAgreement().run()
    case "change-points": ChangePoints(trials: number(1000)).run()
    case "false-alarms", "power", "allocations", "datum", "trace":
      guard let suite = arguments.popFirst() else { fail() }
      let bench = Bench(suite: suite)
      switch command {
      case "false-alarms":
        try FalseAlarms(bench: bench, runs: number(100)).run(plot: arguments.popFirst())
      case "power": try Power(bench: bench, runs: number(100)).run(plot: arguments.popFirst())
      case "datum": try DatumChoice(bench: bench, pairs: number(80)).run()
      case "trace":
        guard let plot = arguments.popFirst() else { fail() }
        try Trace(bench: bench).run(plot: plot)
      default: try Allocations(bench: bench, runs: number(100)).run()
      }
    default: fail()
    }
  }

  private static func fail() -> Never {
    FileHandle.standardError.write(Data((usage + "\n").utf8))
    exit(2)
  }
}
