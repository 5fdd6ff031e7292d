import Foundation
package import GateFiles
package import GateRecords

/// An event whose payload has not been decoded.
package struct RecordedEvent: Hashable, Sendable {
  /// The identifier; events from before there were any have none.
  package let id: RunIdentifier?
  /// What it says has happened.
  package let type: EventType
  /// When it happened.
  package let timestamp: Timestamp
  /// Where it happened.
  package let origin: EventOrigin
  /// The whole line.
  package let line: [UInt8]

  /// Decodes the payload.
  ///
  /// - Throws: `DecodingError` when it is not what the type says.
  package func payload<Payload: Decodable>(as type: Payload.Type) throws -> Payload {
    try JSONDecoder().decode(Frame<Payload>.self, from: Data(line)).payload
  }

  private struct Frame<Payload: Decodable>: Decodable {
    let payload: Payload
  }
}

extension EventLog {
  /// Gives every wanted event to a closure.
  ///
  /// For events of which there are few: each is copied.
  ///
  /// - Throws: ``FileError``.
  @discardableResult
  package func forEachEvent(
    _ filter: EventFilter, _ body: (RecordedEvent) -> Void
  ) throws(FileError) -> ReadReport {
    try EventReader(self, filter).forEachEvent { line, event, scanner in
      body(RecordedEvent(line, event, scanner))
      return true
    }.report
  }
}

extension RecordedEvent {
  /// Copies an event out of the log.
  init(_ line: Span<UInt8>, _ event: ScannedEvent, _ scanner: EventScanner) {
    id = event.id.flatMap { text in
      RunIdentifier(rawValue: String(decoding: text.range.map { line[$0] }, as: UTF8.self))
    }
    type = scanner.type(event.type)
    timestamp = Timestamp(millisecondsSinceEpoch: event.milliseconds)
    origin = scanner.origins[Int(event.origin)]
    self.line = line.indices.map { line[$0] }
  }
}
