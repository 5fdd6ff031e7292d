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
    let milliseconds = try record.required("duration_ms").measured()
    results.origin.take(job: job)
    if let run = RunIdentifier(rawValue: run) { results.origin.take(run: run) }
    if let date = record["started_at"] { results.origin.takeDate(try date.text()) }
    if let end = record["completed_at"].flatMap({ $0.plainText }).flatMap(ImportedMoment.init) {
      results.origin.completed = max(results.origin.completed ?? end.time, end.time)
    }
    let errors = try record["errors"]?.elements().map(\.message) ?? []
    for error in errors { results.origin.fail("\(job): \(error)") }
    switch try record["status"]?.text() {
    case nil, "success": break
    case "partial" where errors.isEmpty: results.origin.fail("\(job): it ended as partial")
    case "partial": break
    case "failure":
      return results.fail(job, errors.first ?? "the job ended as failure and gives no error")
    case .some(let status):
      throw record["status"]?.error(
        "the status '\(status.prefix(40))' is not known; it is success, failure or partial")
        ?? record.error("the status is not known")
    }
    results.update(job) { $0.sampling = .perIteration }
    results.add(milliseconds * 1e6, .wallTime, to: job, process: process)
    var read = try rows(record, "rows_read")
    var written = try rows(record, "rows_written")
    for share in try steps(record) {
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
    _ record: ImportValue
  ) throws(FileError) -> [ImportedSteps.Share] {
    var shares: [ImportedSteps.Share] = []
    for step in try record["step_timings"]?.elements() ?? [] { shares.append(try share(step)) }
    do throws(LineIterations.Reason) {
      return try LineIterations.summed(shares)
    } catch {
      throw record.error(error.text)
    }
  }

  private static func share(_ step: ImportValue) throws(FileError) -> ImportedSteps.Share {
    let kind = try step["kind"].map { value throws(FileError) -> StepKind in
      guard let kind = StepKind(rawValue: try value.text()) else {
        throw value.error("a step's kind is read, transform or write")
      }
      return kind
    }
    return ImportedSteps.Share(
      name: try step.required("step_id").name(), kind: kind,
      milliseconds: try step.required("duration_ms").measured(),
      rowsRead: try rows(step, "rows_read"), rowsWritten: try rows(step, "rows_written"))
  }

  private static func rows(_ value: ImportValue, _ key: String) throws(FileError) -> Int64? {
    guard let rows = value[key] else { return nil }
    let number = try rows.measured()
    guard number == number.rounded(), number <= 9_007_199_254_740_992 else {
      throw rows.error("this is no number of rows; it is a whole number from 0")
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
