import GateRecords

extension JSONText {
  /// Decodes a run, and makes something of each of its benchmarks, so that they need not all be in memory.
  ///
  /// - Returns: The run without its benchmarks, and what was made of them, in their order.
  /// - Throws: What ``decode(_:)`` throws of the whole run.
  func decodeRun<Kept>(
    keeping body: (BenchmarkRecord) -> Kept
  ) throws -> (run: RunRecord, kept: [Kept]) {
    if let place = lastMember("benchmarks"),
      let kept = BenchmarkReader(self).map(at: place, body)
    {
      return (try JSONText(self, leavingOut: place).decode(RunRecord.self), kept)
    }
    var run = try decode(RunRecord.self)
    let kept = run.benchmarks.map(body)
    run.benchmarks = []
    return (run, kept)
  }

  /// The benchmarks of an array, where they are read here; nil where the types read themselves.
  func benchmarks(at index: Int) -> [BenchmarkRecord]? {
    index == leftOut ? [] : BenchmarkReader(self).map(at: index) { $0 }
  }

  /// The entry of a member of the whole text, of equal keys the last one's; nil where there is none.
  private func lastMember(_ name: String) -> Int? {
    guard entries[0].kind == .object else { return nil }
    let signature = JSONSignature.of(name.utf8)
    var found: Int?
    var key = 1
    let end = Int(entries[0].next)
    while key < end {
      if entries[key].detail == signature, content(of: key) == name { found = key + 1 }
      key = Int(entries[key + 1].next)
    }
    return found
  }
}
