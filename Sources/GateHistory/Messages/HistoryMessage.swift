import GateRecords

/// Messages about the event log, the archive, alerts and single events.
package enum HistoryMessage: Message {
  case compressedMonth(path: String)
  case unreadableLines(place: String, count: Int)
  case noTimeZone(place: String)
  case aboveLevel(status: String, metric: String, value: String, limit: String)
  case breakerChanged(from: String, to: String, benchmark: String?)
  case notAnObject
  case cannotRemove
  case notGzip
  case identifierGiven
  case reservedType(type: String, command: String)
  case invalidType(text: String)
  case unknownEfficiency(text: String)
  case stagesDiffer(payload: String, type: String)
  case notWithoutJobs(key: String)
  case doesNotFollow(key: String, given: String, expected: String)
  case unknownState(key: String, text: String)
  case repeatedStep(id: String)
  case noSteps
  case wrongBottleneck(given: String, longest: String)
  case invalidTime(text: String)
  case missingMilliseconds(key: String)

  package static let examples: [Self] = [
    .compressedMonth(path: "history/events-2026-01.ndjson.gz"),
    .unreadableLines(place: "history/events-2026-01.ndjson:12", count: 1),
    .unreadableLines(place: "history/events-2026-01.ndjson:12", count: 4),
    .noTimeZone(place: "history/events-2026-01.ndjson:12"),
    .aboveLevel(status: "breach", metric: "wall_time", value: "61.0 s", limit: "60 s"),
    .breakerChanged(from: "closed", to: "open", benchmark: "ingest/orders"),
    .notAnObject,
    .cannotRemove,
    .notGzip,
    .identifierGiven,
    .reservedType(type: "regression", command: "history append"),
    .invalidType(text: "my event"),
    .unknownEfficiency(text: "bad"),
    .stagesDiffer(payload: "formation", type: "ingest"),
    .notWithoutJobs(key: "efficiency_pct"),
    .doesNotFollow(key: "speedup", given: "4.0", expected: "3.0"),
    .unknownState(key: "to", text: "broken"),
    .repeatedStep(id: "query_orders"),
    .noSteps,
    .wrongBottleneck(given: "query_orders", longest: "write_orders"),
    .invalidTime(text: "yesterday"),
    .missingMilliseconds(key: "query_ms"),
  ]
}
