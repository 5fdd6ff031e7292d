import GateRecords
import Synchronization

/// Writes how long calls of a program's own functions take, as lines that `speedgate-bench import --from lines` reads.
///
/// ```swift
/// let monitor = try CallMonitor.fromEnvironment()
/// let price = try CallMonitor.measure("orders/price", with: monitor) { try price(of: order) }
/// ```
///
/// Without a monitor the function is called and nothing else happens. What it returns and throws is never changed, and
/// a line that cannot be written is counted in ``lostLines`` and never an error of the program.
///
/// Every call is one write of whole lines to the end of the file, so that threads and processes may share a file of a
/// local file system. The format is described in `docs/formats/lines.md`.
public final class CallMonitor: Sendable {
  private let file: LineFile
  /// The member of every line that names this process, with the quotes and the comma before it.
  private let launch: [UInt8]

  /// Opens a file, or creates it, and writes the header of this process to its end.
  ///
  /// - Parameters:
  ///   - path: The file, on a local file system.
  ///   - suite: The suite's name, by which baselines are found.
  ///   - job: The job that this process is a part of.
  /// - Throws: ``OpeningError`` when the file cannot be written.
  public init(path: String, suite: String? = nil, job: String? = nil) throws(OpeningError) {
    file = try LineFile(path)
    let now = Timestamp(millisecondsSinceEpoch: Platform.millisecondsSinceEpoch())
    let name = "\(Platform.processNumber())-\(String(now.millisecondsSinceEpoch, radix: 36))"
    var launch = MonitorLine()
    launch.member("launch", text: name)
    self.launch = Array(launch.content)
    var header = MonitorLine()
    header.member("schema", text: "speedgate.lines/1")
    header.member("suite", text: suite)
    header.member("job", text: job)
    header.member("harness", text: "Speedgate \(ToolVersion.current)")
    header.member("time", text: now.rawValue)
    file.append(header.finished(self.launch))
  }

  /// Returns the monitor for the file that an environment variable names.
  ///
  /// - Parameters:
  ///   - variable: The variable that holds the file's path.
  ///   - suite: The suite's name.
  ///   - job: The job's name.
  /// - Returns: Nil where the variable is not set or empty: nothing is monitored.
  /// - Throws: ``OpeningError`` when it is set and the file cannot be written.
  public static func fromEnvironment(
    _ variable: String = "SPEEDGATE_MONITOR", suite: String? = nil, job: String? = nil
  ) throws(OpeningError) -> CallMonitor? {
    guard let path = Platform.environment(variable), !path.isEmpty else { return nil }
    return try CallMonitor(path: path, suite: suite, job: job)
  }

  /// How many lines could not be written, for instance because the disk was full.
  public var lostLines: Int { file.lost }

  /// The error when a monitor's file cannot be opened.
  public struct OpeningError: Error, Hashable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The system's words.
    public let reason: String

    /// One line: file and reason.
    public var description: String { "\(path): cannot be opened for monitoring: \(reason)" }
  }

  /// The kind of work that a step does.
  public typealias StepKind = BenchmarkRun.StepKind
}

// MARK: - Figures of other kinds

extension CallMonitor {
  /// Writes a value that the program knows, such as a rate or a number of rows.
  ///
  /// - Parameters:
  ///   - metric: The metric's name, such as `match_rate`.
  ///   - value: The value; one that is not finite is not written and counts as lost.
  ///   - unit: The unit, such as `ratio`, `MB` or `ms` (default: a count).
  ///   - higherIsBetter: Whether more is better.
  ///   - benchmark: The benchmark that the value belongs to.
  public func record(
    _ metric: String, _ value: Double, unit: String = "count", higherIsBetter: Bool = false,
    of benchmark: String
  ) {
    guard value.isFinite else { return file.lose() }
    var line = MonitorLine()
    line.member("benchmark", text: benchmark)
    line.member("metric", text: metric)
    line.member("value", number: "\(value)")
    line.member("unit", text: unit)
    if higherIsBetter { line.member("better", text: "higher") }
    file.append(line.finished(launch))
  }

  /// Writes how a stage ran its jobs in parallel.
  ///
  /// - Parameters:
  ///   - stage: The stage, such as `ingest`.
  ///   - jobs: The number of jobs that ran.
  ///   - workers: The number of jobs that could run at the same time.
  ///   - duration: The time from the first job's start to the last one's end.
  ///   - sequential: The sum of the jobs' own times: the time that they would take one after the other.
  public func recordStage(
    _ stage: String, jobs: Int, workers: Int, duration: Duration, sequential: Duration? = nil
  ) {
    guard jobs >= 0, workers > 0, duration >= .zero, sequential ?? .zero >= .zero else {
      return file.lose()
    }
    var line = MonitorLine()
    line.member("stage", text: stage)
    line.member("jobs", number: "\(jobs)")
    line.member("workers", number: "\(workers)")
    line.member("duration_ms", nanoseconds: duration.wholeNanoseconds)
    if let sequential {
      line.member("sequential_ms", nanoseconds: sequential.wholeNanoseconds)
    }
    file.append(line.finished(launch))
  }
}

// MARK: - Calls

extension CallMonitor {
  /// The clock when a call begins, in nanoseconds.
  @usableFromInline
  func begin() -> UInt64 { Platform.monotonicNanoseconds() }

  /// Writes a call that returned.
  @usableFromInline
  func end(_ name: String, _ start: UInt64, _ call: CallRecorder?) {
    append(name, Platform.monotonicNanoseconds() &- start, call, error: nil)
  }

  /// Writes a call that threw.
  @usableFromInline
  func fail(_ name: String, _ start: UInt64, _ call: CallRecorder?, _ error: any Error) {
    let elapsed = Platform.monotonicNanoseconds() &- start
    append(name, elapsed, call, error: "\(error)")
  }

  private func append(
    _ name: String, _ nanoseconds: UInt64, _ call: CallRecorder?, error: String?
  ) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(160)
    for step in call?.steps ?? [] {
      var line = MonitorLine()
      line.member("benchmark", text: name)
      line.member("step", text: step.name)
      line.member("kind", text: step.kind?.recorded.rawValue)
      line.member("duration_ms", nanoseconds: step.nanoseconds)
      line.member("rows_read", rows: step.rowsRead)
      line.member("rows_written", rows: step.rowsWritten)
      bytes += line.finished(launch)
    }
    var line = MonitorLine()
    line.member("benchmark", text: name)
    line.member("duration_ms", nanoseconds: nanoseconds)
    line.member("rows_read", rows: call?.rowsRead)
    line.member("rows_written", rows: call?.rowsWritten)
    line.member("ok", number: error == nil ? "true" : "false")
    line.member("error", text: error.map { String($0.prefix(500)) })
    bytes += line.finished(launch)
    file.append(bytes)
  }
}

extension Duration {
  /// Whole nanoseconds; at most what fits.
  fileprivate var wholeNanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = UInt64(clamping: seconds).multipliedReportingOverflow(
      by: 1_000_000_000)
    let rest = UInt64(clamping: attoseconds / 1_000_000_000)
    return overflow ? .max : product &+ rest
  }
}
