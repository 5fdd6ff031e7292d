import Foundation
package import GateFiles
package import GateRecords

/// One event that another program adds to the history directly.
package struct SingleEvent: Sendable {
  /// The line of the log.
  package let line: EventLine
  /// The type of the event.
  package let type: EventType
  /// Whether its timestamp names no time zone, so that it was read as UTC.
  package let isZoneless: Bool

  /// Reads an event: `event_type` and `payload`, and what is known of `timestamp`, `producer_component`, `run_id`, `suite`,
  /// `commit`, `branch` and `environment`.
  ///
  /// - Parameters:
  ///   - bytes: A JSON object.
  ///   - path: Where it comes from, for messages.
  ///   - now: The moment where it names none.
  ///   - producer: The producer where it names none.
  /// - Throws: `FileError` with the place of the first mistake.
  package init(
    _ bytes: [UInt8], path: String, now: Timestamp, producer: String
  ) throws(FileError) {
    let document = try JSON5Document(bytes: bytes, path: path, dialect: .strict)
    self = try SingleEventReader(document: document).event(now: now, producer: producer)
  }

  /// Makes the line; the same fact at the same moment always has the same identifier.
  init<Payload: Codable & Hashable & Sendable>(
    _ type: EventType, at time: Timestamp, origin: EventOrigin, payload: Payload, isZoneless: Bool
  ) throws(FileError) {
    let text = try RecordFile.encode(payload, path: "(event \(type.rawValue))")
    let subject = origin.producer + "\u{0}" + String(decoding: text, as: UTF8.self)
    line = try EventLine(
      Event(type, subject: subject, at: time, origin: origin, payload: payload))
    self.type = type
    self.isZoneless = isZoneless
  }
}
