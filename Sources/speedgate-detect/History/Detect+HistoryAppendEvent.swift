import Foundation
import GateCommandLine
import GateFiles
import GateHistory
import GateRecords

extension Command {
  /// `speedgate-detect history append-event`.
  static let historyAppendEvent = Command(
    CommandDefinition(
      "speedgate-detect history append-event",
      summary: "Adds single events to the history, such as those of a pipeline.",
      details: """
        TYPE and KEY=VALUE describe one event; a value that is a number, true, false, null or other \
        JSON is kept as JSON, anything else is a text. With - the events are read from standard input, \
        one JSON object per line, and either all of them are added or none.

        phase_performance and parallel_stage_performance, or formation.performance and \
        ingest.parallel_performance for a stage by its name, are checked key by key; so are \
        step_timings and breaker_transition. An event of any other type is stored unchanged. An event \
        that is added twice counts once.
        """,
      positionals: [
        .init("TYPE", "The event's type; - reads events from standard input."),
        .init("KEY=VALUE", "A figure of the event.", isOptional: true, isRepeated: true),
      ],
      options: [
        .value("run", "ID", "The run that it belongs to."),
        .value("component", "NAME", "Where it comes from (default: the stage or the benchmark)."),
        .value("at", "TIME", "When it happened, such as 2026-01-31T12:00:00Z (default: now)."),
        .value("suite", "NAME", "The suite that it belongs to."),
        .value("commit", "COMMIT", "The commit that it belongs to."),
        .value("branch", "NAME", "The branch that it belongs to."), .history,
      ],
      examples: [
        "speedgate-detect history append-event ingest.parallel_performance job_count=4 max_workers=4 "
          + "duration_ms=40000 sequential_ms=120000 --run 01KH4SATJ0CWDFWGC8NVQ5HF36",
        "echo '{\"event_type\": \"formation.performance\", \"payload\": {\"query_ms\": 2134, \"transform_ms\": "
          + "11936, \"write_ms\": 1164}}' | speedgate-detect history append-event -",
      ])
  ) { arguments, context in
    guard let type = arguments.positionals.first else {
      throw UsageError(DetectMessage.eventNotNamed)
    }
    let events =
      type == "-"
      ? try eventsOfInput(arguments, context) : [try eventOfArguments(type, arguments, context)]
    let log = arguments.eventLog(context)
    for repair in try log.append(events.map(\.line)) { context.err("\(repair.sentence)\n") }
    if events.contains(where: \.isZoneless) {
      context.err("note: \(DetectMessage.noTimeZone.line)\n")
    }
    if !arguments.flag("quiet") {
      context.out("\(DetectMessage.eventsAdded(count: events.count, path: log.root).line)\n")
    }
    return .passed
  }

  private static let eventOptions = ["run", "component", "at", "suite", "commit", "branch"]

  private static var producerOfEvents: String { "speedgate-detect/\(ToolVersion.current)" }

  private static func eventsOfInput(
    _ arguments: ParsedArguments, _ context: CommandContext
  ) throws -> [SingleEvent] {
    guard arguments.positionals.count == 1 else {
      throw UsageError(DetectMessage.eventsFromInput)
    }
    if let option = eventOptions.first(where: { arguments.value($0) != nil }) {
      throw UsageError(DetectMessage.optionInLine(option: option))
    }
    let path = "standard input"
    let data = try context.readInput()
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var events: [SingleEvent] = []
    for (index, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
      do {
        events.append(
          try SingleEvent(
            Array(line), path: path, now: context.time, producer: producerOfEvents))
      } catch {
        throw error.movedDown(lines: index)
      }
    }
    guard !events.isEmpty else { throw FileError.empty(path: path) }
    return events
  }

  private static func eventOfArguments(
    _ type: String, _ arguments: ParsedArguments, _ context: CommandContext
  ) throws -> SingleEvent {
    var payload = JSONObjectText()
    for word in arguments.positionals.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError(
          DetectMessage.notAPayload(word: word))
      }
      payload.add(String(parts[0]), written: String(parts[1]))
    }
    var event = JSONObjectText()
    event.add("event_type", text: type)
    for (key, option) in [
      ("timestamp", "at"), ("run_id", "run"), ("producer_component", "component"),
      ("suite", "suite"), ("commit", "commit"), ("branch", "branch"),
    ] {
      if let value = arguments.value(option) { event.add(key, text: value) }
    }
    event.add("payload", json: payload.text)
    do {
      return try SingleEvent(
        Array(event.text.utf8), path: "the event", now: context.time, producer: producerOfEvents)
    } catch {
      // The text was made from the arguments, so its lines and columns would not help.
      throw UsageError(error.reason)
    }
  }
}

/// The text of a JSON object that is put together from words.
private struct JSONObjectText {
  private var members: [String] = []

  var text: String { "{" + members.joined(separator: ",") + "}" }

  mutating func add(_ key: String, text: String) {
    add(key, json: Self.quoted(text))
  }

  mutating func add(_ key: String, json: String) { members.append(Self.quoted(key) + ":" + json) }

  /// Adds a value unchanged if it is JSON, and as a text otherwise.
  mutating func add(_ key: String, written: String) {
    let isJSON =
      (try? JSON5Document(bytes: Array(written.utf8), path: "", dialect: .strict)) != nil
    if isJSON { add(key, json: written) } else { add(key, text: written) }
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
