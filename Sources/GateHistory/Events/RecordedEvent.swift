import Foundation
package import GateFiles
package import GateRecords

/// An event whose payload has not been decoded.
package struct RecordedEvent: Hashable, Sendable {
  /// The identifier; events from before there were any have none.
  package let id: RunIdentifier?
  /// The type of the event.
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
  /// Calls a closure with every event that the filter selects.
  ///
  /// For events of which there are few: each is copied.
  ///
  /// - Throws: ``FileError``.
  @discardableResult
  package func forEachEvent(
    _ filter: EventFilter, _ body: (RecordedEvent) -> Void
  ) throws(FileError) -> ReadReport {
    try forEachSoundEvent(filter) { event in
      body(event)
      return true
    }
  }

  /// The number of events that a filter selects; an event that was appended twice counts twice.
  ///
  /// - Throws: ``FileError``.
  package func count(_ filter: EventFilter) throws(FileError) -> Int {
    var count = 0
    _ = try EventReader(self, filter).forEachEvent { _, _, _ in
      count += 1
      return true
    }
    return count
  }

  /// Calls a closure with every event that the filter selects; the closure returns whether the payload fits the type.
  ///
  /// - Returns: The lines that were passed over; invalid events are among them.
  /// - Throws: ``FileError``.
  package func forEachSoundEvent(
    _ filter: EventFilter, _ body: (RecordedEvent) -> Bool
  ) throws(FileError) -> ReadReport {
    try EventReader(self, filter).forEachEvent { line, event, scanner in
      body(RecordedEvent(line, event, scanner))
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
