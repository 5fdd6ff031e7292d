import Foundation
import GateFiles
import GateHistory
import GateRecords

/// Writes the record of one benchmark, whose points are most of what a dashboard consists of.
///
/// A history of a few hundred series has millions of points. What all points of a run have in common is encoded once,
/// for all series; the bytes are those that `RecordFile` would write of the whole record.
struct BenchmarkHistoryFile {
  /// The text before the value of a run's points: `{"commit":"…","run_id":"…","time":"…","value":`.
  private let starts: [[UInt8]]
  /// The moment that each of them names.
  private let times: [Int64?]
  private let origins: [EventOrigin]

  /// Prepares the runs of a history.
  ///
  /// - Throws: ``FileError``.
  init(_ histories: MetricHistories) throws(FileError) {
    origins = histories.origins
    var times = [Int64?](repeating: nil, count: histories.origins.count)
    for series in histories.series {
      for point in series.points where times[Int(point.origin)] == nil {
        times[Int(point.origin)] = point.milliseconds
      }
    }
    var starts: [[UInt8]] = []
    starts.reserveCapacity(times.count)
    for (origin, time) in zip(histories.origins, times) {
      starts.append(try time.map { (time) throws(FileError) in try Self.start(origin, time) } ?? [])
    }
    self.times = times
    self.starts = starts
  }

  /// The record's bytes.
  ///
  /// - Throws: ``FileError/notWritable(path:reason:)`` when a figure is not finite.
  func data(_ record: BenchmarkHistory, path: String) throws(FileError) -> Data {
    var bytes = Data(capacity: 200 * record.series.reduce(100) { $0 + $1.points.count })
    bytes.append(text: "{\"benchmark\":")
    bytes.append(try Self.encoded(record.benchmark, path))
    bytes.append(text: ",\"id\":")
    bytes.append(try Self.encoded(record.id, path))
    bytes.append(text: ",\"series\":[")
    for (place, series) in record.series.enumerated() {
      bytes.append(text: place == 0 ? "{\"changes\":" : ",{\"changes\":")
      bytes.append(try Self.encoded(series.changes, path))
      bytes.append(text: ",\"points\":[")
      bytes.append(contentsOf: try points(series.points, path))
      bytes.append(text: "],\"state\":")
      bytes.append(try Self.encoded(series.state, path))
      bytes.append(text: "}")
    }
    bytes.append(text: "],\"suite\":")
    bytes.append(try Self.encoded(record.suite, path))
    bytes.append(text: "}\n")
    return bytes
  }

  private func points(
    _ points: [MetricHistory.Point], _ path: String
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(190 * points.count)
    for point in points {
      guard point.value.isFinite else {
        throw .notWritable(path: path, reason: "a figure in it is not a finite number")
      }
      if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
      let origin = Int(point.origin)
      bytes +=
        times[origin] == point.milliseconds
        ? starts[origin] : try Self.start(origins[origin], point.milliseconds)
      JSONDigits.append(point.value, to: &bytes)
      bytes.append(UInt8(ascii: "}"))
    }
    return bytes
  }

  private static func start(
    _ origin: EventOrigin, _ milliseconds: Int64
  ) throws(FileError) -> [UInt8] {
    var text: [UInt8] = [UInt8(ascii: "{")]
    let time = Timestamp(millisecondsSinceEpoch: milliseconds).rawValue
    for (key, value) in [
      ("commit", origin.commit), ("run_id", origin.runID?.rawValue), ("time", time),
    ] {
      guard let value else { continue }
      text += Array("\"\(key)\":".utf8)
      text += try encoded(value, "")
      text.append(UInt8(ascii: ","))
    }
    return text + Array("\"value\":".utf8)
  }

  private static func encoded(_ value: some Encodable, _ path: String) throws(FileError) -> Data {
    try RecordFile.encode(value, path: path).dropLast()
  }
}

extension Data {
  fileprivate mutating func append(text: String) { append(contentsOf: text.utf8) }
}
