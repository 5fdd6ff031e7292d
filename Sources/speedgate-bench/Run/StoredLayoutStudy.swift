import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

/// The stored study of layouts, for a run's record.
struct StoredLayoutStudy {
  private let study: LayoutStudy?
  /// Why the stored study cannot be used; nil where it can, and where there is none.
  let warning: String?

  /// Reads a suite's study from `--baseline`.
  ///
  /// It decides nothing, so a study that cannot be read is only a warning.
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
      warning = BenchMessage.layoutStudyUnusable(error: "\(error)").line
    }
  }

  /// The study of a run's benchmarks; nil where there is none of its kind of machine.
  func study(of run: RunRecord) -> LayoutStudy? {
    guard let study, study.environmentKey == run.environment.key, study.suite == run.suite.name
    else { return nil }
    return study.restricted(to: Set(run.benchmarks.map(\.name)))
  }
}
