import Foundation
package import GateFiles
package import GateRecords

/// An event as a line of the log, and the month it belongs to.
///
/// The keys are in a fixed order with the payload last, so that a reader that filters by time,
/// branch or type can leave a line before it reaches the payload.
package struct EventLine: Hashable, Sendable {
  /// The event's identifier.
  package let id: RunIdentifier
  /// The month of the event's time: `2026-11`.
  package let month: String
  /// The line with its end.
  package let bytes: [UInt8]

  /// Writes an event.
  ///
  /// The identifier follows from time, run, type and subject alone, so that a run that is appended
  /// twice, after a build was killed, gives the same identifiers and counts once.
  ///
  /// - Throws: ``FileError/notWritable(path:reason:)`` when a figure is not finite.
  package init<Payload>(_ event: Event<Payload>) throws(FileError) {
    let origin = event.origin
    let key = [origin.runID?.rawValue ?? "", event.type.rawValue, event.subject]
    var hash = SHA256()
    hash.update(key.joined(separator: "\u{0}").utf8)
    id = RunIdentifier(time: event.timestamp, digest: hash.digest())
    let time = event.timestamp.rawValue
    month = String(time.prefix(7))
    var line = JSONLineWriter()
    line.member("schema", EventFormat.schema.rawValue)
    line.member("id", id.rawValue)
    line.member("event_type", event.type.rawValue)
    line.member("timestamp", time)
    line.member("run_id", origin.runID?.rawValue)
    line.member("suite", origin.suite)
    line.member("commit", origin.commit)
    line.member("branch", origin.branch)
    line.member("environment", origin.environment)
    line.member("producer_component", origin.producer)
    let payload = try RecordFile.encode(event.payload, path: "(event \(event.type.rawValue))")
    line.member("payload", encoded: payload.dropLast())
    bytes = line.finished
  }
}

/// Writes one JSON object on one line.
struct JSONLineWriter {
  private var bytes: [UInt8] = [UInt8(ascii: "{")]

  /// Adds a member; nil adds nothing.
  mutating func member(_ key: String, _ value: String?) {
    guard let value else { return }
    begin(key)
    bytes.append(contentsOf: Self.quoted(value).utf8)
  }

  /// Adds a member whose value is JSON already.
  mutating func member(_ key: String, encoded value: some Sequence<UInt8>) {
    begin(key)
    bytes.append(contentsOf: value)
  }

  /// The line with its end.
  var finished: [UInt8] { bytes + Array("}\n".utf8) }

  private mutating func begin(_ key: String) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    bytes.append(contentsOf: Self.quoted(key).utf8)
    bytes.append(UInt8(ascii: ":"))
  }

  /// A text in quotes, with what JSON cannot hold as it is escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
