import GateFiles
import GateRecords

/// Reads the run records that pipelines keep of their jobs: `run_id`, `job_id`, `duration_ms`, `rows_read`, `rows_written`,
/// and in newer ones `status`, `started_at`, `completed_at`, `errors`, `step_timings` and `performance_indicators`.
///
/// A file holds one record, an array of them, or one a line. A record is a launch of the benchmark that is called after
/// its job. The indicators are worked out again from the steps, so that they mean the same in every record.
enum JobRecordImporter {
  static func read(_ file: ImportFile, into results: inout ImportedResults) throws(FileError) {
    for (process, (record, line)) in try records(file).enumerated() {
      results.sawRow()
      do throws(FileError) {
        try read(record, process: process, into: &results)
      } catch {
        throw error.movedDown(lines: line)
      }
    }
  }

  /// The records, and by how many lines the places in each are to be moved down.
  private static func records(
    _ file: ImportFile
  ) throws(FileError) -> [(ImportValue, line: Int)] {
    let bytes = try file.bytes
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let filled = lines.enumerated().filter { $1.contains { $0 > 0x20 } }
    if filled.count > 1, let (_, first) = filled.first,
      let value = try? ImportValue(ImportFile(path: file.path, bytes: Array(first))), value.isObject
    {
      var records: [(ImportValue, line: Int)] = []
      for (index, line) in filled {
        do throws(FileError) {
          records.append((try ImportValue(ImportFile(path: file.path, bytes: Array(line))), index))
        } catch {
          throw error.movedDown(lines: index)
        }
      }
      return records
    }
    let root = try ImportValue(file)
    return (root.isArray ? try root.elements() : [root]).map { ($0, 0) }
  }

  private static func read(
    _ record: ImportValue, process: Int, into results: inout ImportedResults
  ) throws(FileError) {
    let job = try record.required("job_id").name()
    let run = try record.required("run_id").name()
    let milliseconds = try duration(record)
    guard results.origin.isNew(job: job, inRun: run) else {
      throw record.error(
        .recordTwice(run: String(run.prefix(60)), job: String(job.prefix(60))))
    }
    checkKeys(record, keys, of: job, in: &results)
    results.origin.take(job: job)
    if let run = RunIdentifier(rawValue: run) { results.origin.take(run: run) }
    try takeTimes(of: record, into: &results.origin)
    let errors = try record["errors"]?.elements().map(\.message) ?? []
    for error in errors { results.origin.fail("\(job): \(error)") }
    switch try record["status"]?.text() {
    case nil, "success": break
    case "partial" where errors.isEmpty:
      results.origin.fail(InterchangeMessage.endedAsPartial(job: job).line)
    case "partial": break
    case "failure":
      return results.fail(job, errors.first ?? InterchangeMessage.endedAsFailure.line)
    case .some(let status):
      throw record["status"]?.error(
        .unknownStatus(status: String(status.prefix(40))))
        ?? record.error(.unknownStatus(status: String(status.prefix(40))))
    }
    results.update(job) { $0.sampling = .perIteration }
    results.add(milliseconds * 1e6, .wallTime, to: job, process: process)
    var read = try rows(record, "rows_read")
    var written = try rows(record, "rows_written")
    for share in try steps(record, of: job, lasting: milliseconds, into: &results) {
      results.update(job) { $0.steps.add(share) }
      results.add(share.milliseconds * 1e6, .step(share.name), to: job, process: process)
      // Of a record without a number of its own the steps' numbers count.
      if record["rows_read"] == nil { read = ImportedSteps.Share.sum(read, share.rowsRead) ?? read }
      if record["rows_written"] == nil {
        written = ImportedSteps.Share.sum(written, share.rowsWritten) ?? written
      }
    }
    if let read { results.add(Double(read), .rowsRead, to: job, process: process) }
    if let written { results.add(Double(written), .rowsWritten, to: job, process: process) }
  }

  /// The steps, each once.
  private static func steps(
    _ record: ImportValue, of job: String, lasting milliseconds: Double,
    into results: inout ImportedResults
  ) throws(FileError) -> [ImportedSteps.Share] {
    var shares: [ImportedSteps.Share] = []
    for step in try record["step_timings"]?.elements() ?? [] {
      let share = try share(step)
      checkKeys(step, stepKeys, of: job, in: &results)
      if share.isLonger(than: milliseconds) {
        results.origin.warn(
          InterchangeMessage.stepLongerThanJob(
            step: share.name, job: job, milliseconds: share.milliseconds, whole: milliseconds
          ).line)
      }
      shares.append(share)
    }
    do throws(LineIterations.Reason) {
      return try LineIterations.summed(shares)
    } catch {
      throw record.error(error.text)
    }
  }

  private static func share(_ step: ImportValue) throws(FileError) -> ImportedSteps.Share {
    let kind = try step["kind"].map { value throws(FileError) -> StepKind in
      guard let kind = StepKind(rawValue: try value.text()) else {
        throw value.error(.unknownStepKind)
      }
      return kind
    }
    return ImportedSteps.Share(
      name: try step.required("step_id").name(), kind: kind,
      milliseconds: try duration(step),
      rowsRead: try rows(step, "rows_read"), rowsWritten: try rows(step, "rows_written"))
  }

  // MARK: Times and keys

  private static func duration(_ value: ImportValue) throws(FileError) -> Double {
    let place = try value.required("duration_ms")
    let milliseconds = try place.measured()
    guard milliseconds <= longest else {
      throw place.error(.tooLong(key: "duration_ms"))
    }
    return milliseconds
  }

  /// Of several records the earliest start and the latest end count.
  private static func takeTimes(
    of record: ImportValue, into origin: inout ImportedOrigin
  ) throws(FileError) {
    let start = try moment(record, "started_at", into: &origin)
    let end = try moment(record, "completed_at", into: &origin)
    if let start, let end, end < start {
      throw record["completed_at"]?.error(.endsBeforeStart)
        ?? record.error(.endsBeforeStart)
    }
    if let start { origin.date = min(origin.date ?? start, start) }
    if let end { origin.completed = max(origin.completed ?? end, end) }
  }

  private static func moment(
    _ record: ImportValue, _ key: String, into origin: inout ImportedOrigin
  ) throws(FileError) -> Timestamp? {
    guard let value = record[key] else { return nil }
    let text = try value.text()
    guard let moment = ImportedMoment(text) else {
      throw value.error(.invalidTime(key: key, text: String(text.prefix(60))))
    }
    if !moment.hasZone { origin.warn(ImportedOrigin.zoneless) }
    return moment.time
  }

  /// Warns of keys that are nearly ones that are read; others are the pipeline's own.
  private static func checkKeys(
    _ value: ImportValue, _ known: [String], of job: String, in results: inout ImportedResults
  ) {
    for (key, member) in (try? value.members()) ?? [] where !known.contains(key) {
      guard let meant = Suggestion.nearest(to: String(key.prefix(60)), among: known),
        value[meant] == nil, !member.isNull
      else { continue }
      results.origin.warn(InterchangeMessage.misspeltKey(key: key, job: job, meant: meant).line)
    }
  }

  private static let keys = [
    "run_id", "job_id", "duration_ms", "rows_read", "rows_written", "status", "started_at",
    "completed_at", "errors", "step_timings", "performance_indicators",
  ]
  private static let stepKeys = ["step_id", "duration_ms", "rows_read", "rows_written", "kind"]
  /// Thirty years in milliseconds: more is a mistake in the unit.
  private static let longest = 1e12

  private static func rows(_ value: ImportValue, _ key: String) throws(FileError) -> Int64? {
    guard let rows = value[key] else { return nil }
    let number = try rows.measured()
    guard number == number.rounded(), number <= 9_007_199_254_740_992 else {
      throw rows.error(.notRows)
    }
    return Int64(number)
  }
}

extension ImportValue {
  /// A message: a text, or what an object says under the usual keys.
  fileprivate var message: String {
    if isObject { return self["message"]?.plainText ?? self["error"]?.plainText ?? "an error" }
    return word
  }
}
