import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

/// What the baselines keep of layouts, for a run's record.
struct StoredLayoutStudy {
  private let study: LayoutStudy?
  /// Why what is kept cannot be used; nil where it can, and where nothing is kept.
  let warning: String?

  /// Reads what `--baseline` keeps of a suite.
  ///
  /// It decides nothing, so what cannot be read ends no run; but it is told.
  init(_ arguments: ParsedArguments, suite: String) {
    guard let root = arguments.value("baseline") else {
      (study, warning) = (nil, nil)
      return
    }
    let here = EnvironmentProbe.machineKey
    do {
      study = try BaselineDirectory(root: root).layoutStudy(suite: suite) { $0.hasPrefix(here) }
      warning = nil
    } catch {
      study = nil
      warning =
        "what layouts do is not known, because the study that is kept cannot be used: \(error); remove it, or "
        + "make another with 'speedgate-bench aa-check --baseline'"
    }
  }

  /// The study of a run's benchmarks; nil where there is none of its kind of machine.
  func study(of run: RunRecord) -> LayoutStudy? {
    guard let study, study.environmentKey == run.environment.key, study.suite == run.suite.name
    else { return nil }
    return study.restricted(to: Set(run.benchmarks.map(\.name)))
  }
}
