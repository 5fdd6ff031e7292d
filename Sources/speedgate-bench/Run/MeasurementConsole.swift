import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords
import GateReports
import GateStatistics

/// The output of a measuring command, while it measures and at the end.
struct MeasurementConsole {
  static let options: [OptionDefinition] = [
    .output("Write the record here; - is standard output."),
    .display("histogram", "Draw the samples of each benchmark below its row."),
    .display("growth", "Show how series of benchmarks grow with their parameter."),
    .display("progress-only", "Show progress and no table, where a verdict follows."),
    .display("json-lines", "Write events as JSON, one per line, instead of the table."),
  ]

  private let arguments: ParsedArguments
  private let context: CommandContext
  private let line: ProgressLine
  private let writesEvents: Bool

  /// - Throws: `UsageError` when standard output is asked for twice.
  init(_ arguments: ParsedArguments, _ context: CommandContext) throws(UsageError) {
    self.arguments = arguments
    self.context = context
    writesEvents = arguments.flag("json-lines")
    guard !writesEvents || arguments.value("output") != "-" else {
      throw UsageError("--json-lines and --output - both write to standard output; name a file")
    }
    line = ProgressLine(context: context, isQuiet: arguments.flag("quiet") || writesEvents)
  }

  /// Shows how far measuring is: on a terminal in one line with the time left, in a log with a line a benchmark.
  func report(_ progress: SuiteMeasurement.Progress) {
    if let notice = progress.notice {
      if writesEvents { event(NoticeEvent(message: notice)) } else { line.finished(notice) }
      return
    }
    if writesEvents {
      if let finished = progress.finished {
        event(
          ProgressEvent(
            benchmark: finished.rawValue, settled: progress.settled, total: progress.total,
            done: progress.done))
      }
      return
    }
    let counts = "\(progress.settled) of \(progress.total) measured"
    if let finished = progress.finished, !context.errorOutput.isTerminal {
      line.finished("\(counts): \(finished)")
    } else {
      line.update(done: progress.done, counts)
    }
  }

  /// Reports the progress of measuring beside the anchor; events are about the measurement before.
  func reportAnchor(_ progress: SuiteMeasurement.Progress) {
    report(progress, words: "beside the anchor")
  }

  /// Reports the progress of measuring layouts; events are about the measurement before.
  func reportLayouts(_ progress: SuiteMeasurement.Progress) {
    report(progress, words: "over layouts")
  }

  /// Reports the progress of finding out which functions cost more.
  func reportProfiles(_ done: Int, _ total: Int) {
    guard !writesEvents else { return }
    line.update(done: Double(done) / Double(max(1, total)), "\(done) of \(total) explained")
  }

  private func report(_ progress: SuiteMeasurement.Progress, words: String) {
    guard !writesEvents else { return }
    line.update(
      done: progress.done, "\(progress.settled) of \(progress.total) measured \(words)")
  }

  /// Removes the line that was drawn.
  func clear() { line.clear() }

  /// Writes the record to the output that was named, and shows what is in it.
  ///
  /// - Parameter remark: A remark about all rows of the table.
  func finish(_ run: RunRecord, remark: String? = nil) throws {
    let output = arguments.value("output")
    if output == "-" {
      context.out(String(decoding: try RecordFile.encode(run, path: "-"), as: UTF8.self))
      return
    }
    if let output { try RecordFile.write(run, to: output) }
    if writesEvents {
      for benchmark in run.benchmarks { event(BenchmarkEvent(benchmark)) }
      event(FinishEvent(run, output: output))
      return
    }
    let isProgressOnly = arguments.flag("progress-only") && !arguments.flag("histogram")
    guard !arguments.flag("quiet"), !isProgressOnly || output == nil else { return }
    context.out(Self.table(run, arguments, context))
    if let remark { context.out("\n\(remark)\n") }
    if let evidence = run.evidence {
      context.out(
        "\nearlier: \(Self.counted(evidence.earlierPairs, "launch pair")) of "
          + "\(Self.counted(evidence.runs, "earlier run")) of the same two programs\n")
    }
    // A warning says why layouts are not fresh, and that mostly is why code is not compared.
    if let code = run.code, code.isMade || code.reason != run.layouts?.reason {
      let same = run.benchmarks.count(where: \.hasSameCode)
      let proven = same == 0 ? "" : "; \(Self.counted(same, "benchmark")) with the same code"
      context.out("\ncode: \(Program.oneLine(CodeWords(code).sentence))\(proven)\n")
    }
    if let anchor = run.anchor {
      context.out(
        "\nanchor: \(Self.counted(anchor.benchmarks.count, "benchmark")) measured beside "
          + "\(anchor.inWords), \(QuantityFormat.duration(milliseconds: anchor.durationMilliseconds))\n"
      )
    }
    for warning in run.warnings { context.out("warning: \(Program.oneLine(warning))\n") }
    if let output {
      context.out("\nrecord: \(output)\n")
    } else {
      context.out("\nno record was written; add --output run.json to judge this run\n")
    }
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A run's table as this terminal shows it.
  static func table(
    _ run: RunRecord, _ arguments: ParsedArguments, _ context: CommandContext
  ) -> String {
    let style = TerminalStyle(width: context.output.lineWidth, hasColour: context.output.hasColour)
    let table = RunTable(run, style: style, showsHistograms: arguments.flag("histogram")).text
    let scaling = arguments.flag("growth") ? ScalingTable(run).text : ""
    return scaling.isEmpty ? table : table + "\n" + scaling
  }

  private func event(_ event: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Figures of events are finite: an infinite one would have stopped the record before.
    guard let data = try? encoder.encode(event) else { return }
    context.out(String(decoding: data, as: UTF8.self) + "\n")
  }
}

/// A notice before measuring begins.
private struct NoticeEvent: Encodable {
  let event = "notice"
  let message: String
}

/// A benchmark has been settled.
private struct ProgressEvent: Encodable {
  let event = "settled"
  let benchmark: String
  let settled: Int
  let total: Int
  let done: Double
}

/// The result of a benchmark.
private struct BenchmarkEvent: Encodable {
  struct Figures: Encodable {
    let unit: String
    let median: Double
    let p95: Double
    let baselineMedian: Double?
    let launches: Int
    let samples: Int

    private enum CodingKeys: String, CodingKey {
      case unit, median, p95, launches, samples
      case baselineMedian = "baseline_median"
    }
  }

  let event = "benchmark"
  let benchmark: String
  let status: BenchmarkStatus
  let message: String?
  let metrics: [String: Figures]

  init(_ record: BenchmarkRecord) {
    benchmark = record.name.rawValue
    status = record.status
    message = record.failure?.message
    var metrics: [String: Figures] = [:]
    for series in record.metrics {
      guard let summary = SampleSummary(series.samples) else { continue }
      metrics[series.metric.rawValue] = Figures(
        unit: series.unit.rawValue, median: summary.median, p95: summary.p95,
        baselineMedian: series.baselineLaunches.flatMap {
          Percentile.median(of: $0.flatMap { $0 })
        }, launches: series.launches.count, samples: summary.count)
    }
    self.metrics = metrics
  }
}

/// The run is over.
private struct FinishEvent: Encodable {
  let event = "finished"
  let runID: String
  let status: RunStatus
  let durationMilliseconds: Int64
  let output: String?
  let warnings: [String]

  private enum CodingKeys: String, CodingKey {
    case event, status, output, warnings
    case runID = "run_id"
    case durationMilliseconds = "duration_ms"
  }

  init(_ run: RunRecord, output: String?) {
    runID = run.runID.rawValue
    status = run.status
    durationMilliseconds = run.durationMilliseconds
    self.output = output
    warnings = run.warnings
  }
}
