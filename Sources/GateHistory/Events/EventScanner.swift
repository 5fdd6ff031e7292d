import GateRecords

/// Finds the parts of an event's line and decides quickly whether a query includes it.
///
/// Lines of one run follow each other and say the same about where they come from. The scanner
/// remembers the last of each name, so that most lines cost a comparison of bytes and no text.
struct EventScanner {
  /// The result of scanning a line.
  enum Outcome {
    /// An event that the query includes.
    case event(ScannedEvent)
    /// An event that it does not want.
    case unwanted
    /// Not an event.
    case malformed
    /// An event of a newer version, which must not be guessed at.
    case newer(String)
  }

  private let filter: EventFilter
  private var types = NameTable()
  private var isTypeWanted: [Bool] = []
  private var runs = NameTable()
  private var suites = NameTable()
  private var commits = NameTable()
  private var branches = NameTable()
  private var environments = NameTable()
  private var producers = NameTable()
  private var times = NameTable()
  /// Whether the moment of any line names no time zone.
  private(set) var holdsZoneless = false
  private var lastTime: (number: Int32, milliseconds: Int64) = (-1, 0)
  private var numbers: [OriginKey: Int32] = [:]
  private var isOriginWanted: [Bool] = []
  private var lastOrigin: (key: OriginKey, number: Int32) = (OriginKey(), -1)
  private var placeNumbers: [PlaceKey: Int32] = [:]
  private var lastFrame = Frame()
  private var places: [Int32] = []

  /// Where events come from, by the number that a ``ScannedEvent`` names.
  private(set) var origins: [EventOrigin] = []

  init(_ filter: EventFilter) {
    self.filter = filter
  }

  /// The type by the number that a ``ScannedEvent`` names.
  func type(_ number: Int32) -> EventType { EventType(rawValue: types.names[Int(number)]) }

  /// Takes a line apart as far as needed.
  ///
  /// - Parameter isWhole: Whether the line has its end. A line without it is looked at to the last
  ///   byte, because it may be torn anywhere.
  mutating func scan(_ line: Span<UInt8>, isWhole: Bool) -> Outcome {
    if isWhole, lastFrame.isFrame(of: line) {
      guard let event = lastFrame.event else { return .unwanted }
      return .event(event)
    }
    var at = 0
    guard JSONScan.take(UInt8(ascii: "{"), line, &at) else { return .malformed }
    var fields = EventFields()
    var isFirst = true
    while true {
      guard let more = JSONScan.more(end: UInt8(ascii: "}"), isFirst: isFirst, line, &at) else {
        return .malformed
      }
      guard more else { break }
      isFirst = false
      guard let key = JSONScan.text(line, &at), JSONScan.take(UInt8(ascii: ":"), line, &at) else {
        return .malformed
      }
      if JSONScan.equals(line, key.range, "payload") {
        // With everything around it known, nothing behind the payload can matter.
        if isWhole, fields.isComplete {
          guard JSONScan.next(line, &at) != nil else { return .malformed }
          fields.payload = at
          let outcome = judge(line, fields)
          remember(line, fields, outcome)
          return outcome
        }
        guard let range = JSONScan.value(line, &at) else { return .malformed }
        fields.payload = range.lowerBound
      } else if JSONScan.next(line, &at) == UInt8(ascii: "\"") {
        guard let text = JSONScan.text(line, &at) else { return .malformed }
        fields.set(line, key.range, text)
      } else {
        guard JSONScan.value(line, &at) != nil else { return .malformed }
      }
    }
    guard JSONScan.next(line, &at) == nil else { return .malformed }
    return judge(line, fields)
  }

  /// Keeps the bytes around the identifier and before the payload: the next line of the same run
  /// has the same ones, and then means the same.
  private mutating func remember(_ line: Span<UInt8>, _ fields: EventFields, _ outcome: Outcome) {
    guard let id = fields.id, let payload = fields.payload else { return }
    let event: ScannedEvent?
    switch outcome {
    case .event(let wanted): event = wanted
    case .unwanted: event = nil
    case .malformed, .newer: return
    }
    lastFrame = Frame(
      beforeID: (0..<id.range.lowerBound).map { line[$0] },
      afterID: (id.range.upperBound..<payload).map { line[$0] },
      idLength: id.range.count, event: event)
  }

  private mutating func judge(_ line: Span<UInt8>, _ fields: EventFields) -> Outcome {
    if let schema = fields.schema, !JSONScan.equals(line, schema.range, "speedgate.event/1") {
      let text = String(decoding: schema.range.map { line[$0] }, as: UTF8.self)
      guard let found = SchemaVersion(rawValue: text), found.name == EventFormat.schema.name else {
        return .malformed
      }
      guard found.version <= EventFormat.schema.version else { return .newer(text) }
    }
    guard let typeText = fields.type, let timeText = fields.timestamp,
      let time = milliseconds(line, timeText)
    else { return .malformed }
    let type = types.number(line, typeText)
    while isTypeWanted.count < types.names.count {
      let name = EventType(rawValue: types.names[isTypeWanted.count])
      isTypeWanted.append(filter.types?.contains(name) ?? true)
    }
    guard isTypeWanted[Int(type)], isWanted(time) else { return .unwanted }
    let origin = originNumber(line, fields)
    guard isOriginWanted[Int(origin)] else { return .unwanted }
    return .event(
      ScannedEvent(
        type: type, milliseconds: time, origin: origin, place: places[Int(origin)], id: fields.id,
        payload: fields.payload))
  }

  private func isWanted(_ time: Int64) -> Bool {
    (filter.since.map { time >= $0.millisecondsSinceEpoch } ?? true)
      && (filter.until.map { time <= $0.millisecondsSinceEpoch } ?? true)
  }

  /// The moment that a text names; nil when it names none.
  private mutating func milliseconds(_ line: Span<UInt8>, _ text: JSONScan.Text) -> Int64? {
    let number = times.number(line, text)
    if number == lastTime.number { return lastTime.milliseconds }
    let name = times.names[Int(number)]
    guard let time = Timestamp(rawValue: name) ?? foreign(name) else { return nil }
    lastTime = (number, time.millisecondsSinceEpoch)
    return time.millisecondsSinceEpoch
  }

  /// The moment as another program writes it; without a zone it counts as UTC.
  private mutating func foreign(_ text: String) -> Timestamp? {
    guard let moment = ImportedMoment(text) else { return nil }
    if !moment.hasZone { holdsZoneless = true }
    return moment.time
  }

  private mutating func originNumber(_ line: Span<UInt8>, _ fields: EventFields) -> Int32 {
    let key = OriginKey(
      run: fields.run.map { runs.number(line, $0) } ?? -1,
      suite: fields.suite.map { suites.number(line, $0) } ?? -1,
      commit: fields.commit.map { commits.number(line, $0) } ?? -1,
      branch: fields.branch.map { branches.number(line, $0) } ?? -1,
      environment: fields.environment.map { environments.number(line, $0) } ?? -1,
      producer: fields.producer.map { producers.number(line, $0) } ?? -1)
    if key == lastOrigin.key, lastOrigin.number >= 0 { return lastOrigin.number }
    let number: Int32
    if let known = numbers[key] {
      number = known
    } else {
      number = Int32(origins.count)
      numbers[key] = number
      let origin = EventOrigin(
        runID: runs.name(key.run).flatMap { RunIdentifier(rawValue: $0) },
        suite: suites.name(key.suite), commit: commits.name(key.commit),
        branch: branches.name(key.branch), environment: environments.name(key.environment),
        producer: producers.name(key.producer) ?? "")
      origins.append(origin)
      isOriginWanted.append(filter.includes(origin))
      let place = PlaceKey(suite: key.suite, environment: key.environment)
      let next = Int32(placeNumbers.count)
      places.append(placeNumbers[place] ?? next)
      placeNumbers[place] = places.last
    }
    lastOrigin = (key, number)
    return number
  }
}

/// An event of which only the frame is known.
struct ScannedEvent {
  /// The type's number in the scanner.
  let type: Int32
  /// When it happened, in milliseconds since 1970.
  let milliseconds: Int64
  /// The origin's number in the scanner.
  let origin: Int32
  /// The number of the suite and the environment together: what makes values comparable.
  let place: Int32
  /// Where the identifier is.
  let id: JSONScan.Text?
  /// Where the payload begins; nil when the line has none.
  let payload: Int?
}

/// The members of a line before its payload, without the identifier.
private struct Frame {
  var beforeID: [UInt8] = []
  var afterID: [UInt8] = []
  var idLength = 0
  /// The content of such a line; nil when no query includes it.
  var event: ScannedEvent?

  /// Whether a line begins like this, so that only identifier and payload differ.
  @inline(__always)
  func isFrame(of line: Span<UInt8>) -> Bool {
    let end = beforeID.count + idLength
    guard !afterID.isEmpty, JSONScan.same(line, at: end, as: afterID),
      JSONScan.same(line, at: 0, as: beforeID)
    else { return false }
    for at in beforeID.count..<end
    where line[at] == UInt8(ascii: "\"") || line[at] == UInt8(ascii: "\\") {
      return false
    }
    return true
  }
}

private struct OriginKey: Hashable {
  var run: Int32 = -1
  var suite: Int32 = -1
  var commit: Int32 = -1
  var branch: Int32 = -1
  var environment: Int32 = -1
  var producer: Int32 = -1
}

private struct PlaceKey: Hashable {
  let suite: Int32
  let environment: Int32
}

/// Where the parts of a line are.
private struct EventFields {
  var schema: JSONScan.Text?
  var id: JSONScan.Text?
  var type: JSONScan.Text?
  var timestamp: JSONScan.Text?
  var run: JSONScan.Text?
  var suite: JSONScan.Text?
  var commit: JSONScan.Text?
  var branch: JSONScan.Text?
  var environment: JSONScan.Text?
  var producer: JSONScan.Text?
  var payload: Int?

  /// Whether everything that a query can ask for is there.
  var isComplete: Bool {
    schema != nil && id != nil && type != nil && timestamp != nil && run != nil && suite != nil
      && commit != nil && branch != nil && environment != nil && producer != nil
  }

  @inline(__always)
  mutating func set(_ line: Span<UInt8>, _ key: Range<Int>, _ text: JSONScan.Text) {
    switch key.count {
    case 2 where JSONScan.equals(line, key, "id"): id = text
    case 5 where JSONScan.equals(line, key, "suite"): suite = text
    case 6:
      if JSONScan.equals(line, key, "run_id") {
        run = text
      } else if JSONScan.equals(line, key, "commit") {
        commit = text
      } else if JSONScan.equals(line, key, "branch") {
        branch = text
      } else if JSONScan.equals(line, key, "schema") {
        schema = text
      }
    case 9 where JSONScan.equals(line, key, "timestamp"): timestamp = text
    case 10 where JSONScan.equals(line, key, "event_type"): type = text
    case 11 where JSONScan.equals(line, key, "environment"): environment = text
    case 18 where JSONScan.equals(line, key, "producer_component"): producer = text
    default: break
    }
  }
}

extension NameTable {
  fileprivate func name(_ number: Int32) -> String? {
    number < 0 ? nil : names[Int(number)]
  }
}
