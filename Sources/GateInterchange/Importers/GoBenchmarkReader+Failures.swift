import GateRecords

/// Reads the benchmarks that give no figures.
extension GoBenchmarkReader {
  mutating func expect(_ name: String, number: Int, isRow: Bool) {
    dropPending()
    pending = Pending(name: name, line: number, isRow: isRow)
  }

  mutating func dropPending() {
    guard let lost = pending else { return }
    pending = nil
    guard lost.isRow else { return }
    unread.append(
      Unread(reason: InterchangeMessage.goRowWithoutFigures.line, place: "\(path):\(lost.line)"))
  }

  mutating func failPending(_ message: String) {
    guard let failed = pending else { return }
    pending = nil
    broken.append(
      Broken(
        key: key(of: failed.name), failure: .init(kind: .crashed, message: message),
        awaitsMessage: false))
  }

  /// `--- FAIL: name` or `--- SKIP: name`, with what was logged on the lines after it.
  ///
  /// - Parameter pendingName: The name before it on the line.
  mutating func takeMark(_ words: [String], pendingName: String?) {
    guard words.count >= 2 else { return }
    let name = words.count > 2 ? words[2] : pendingName ?? ""
    guard name.hasPrefix("Benchmark"), Self.isBenchmark(name) else { return }
    let kind: BenchmarkFailure.Kind
    switch words[1] {
    case "FAIL:": kind = .threw
    case "SKIP:": kind = .skipped
    // The logs of a benchmark that passed.
    default: return
    }
    if pending?.name == name || pending?.isRow == false { pending = nil }
    dropPending()
    broken.append(
      Broken(
        key: key(of: name),
        failure: .init(
          kind: kind, message: kind == .skipped ? "skipped" : InterchangeMessage.goFailed.line),
        awaitsMessage: true))
    isAwaitingMessage = true
  }

  /// The end of a package: `PASS`, `FAIL`, or `FAIL`, a tab and the package.
  mutating func takeEnd(_ bytes: ArraySlice<UInt8>) {
    if bytes.starts(with: "PASS".utf8) { return dropPending() }
    guard bytes.starts(with: "FAIL".utf8) else { return }
    if pending?.isRow == true { failPending(InterchangeMessage.goEndedEarly.line) }
    pending = nil
    let words = Self.words(bytes)
    guard words[0] == "FAIL", words.count > 1 else { return }
    defer { failuresBefore = broken.count }
    guard !broken[failuresBefore...].contains(where: { $0.failure.kind != .skipped }) else {
      return
    }
    let build = words.dropFirst(2).joined(separator: " ")
    let detail = build.hasPrefix("[") ? " \(build)" : ""
    warnings.append(
      InterchangeMessage.goPackageFailed(package: String(words[1]), detail: detail).line)
  }
}
