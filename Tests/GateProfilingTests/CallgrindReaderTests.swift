import GateProfiling
import Testing

/// Reading what callgrind writes.
@Suite struct CallgrindReaderTests {
  static let whole = """
    # callgrind format
    version: 1
    creator: callgrind-3.19.0
    pid: 1
    cmd:  /tmp/suite
    part: 1
    desc: Trigger: Program termination
    positions: line
    events: Ir
    summary: 30

    ob=(1) /tmp/suite
    fl=(1) ???
    fn=(1) own'caller
    0 10
    cob=(2) /lib/libc.so.6
    cfi=(2) malloc.c
    cfn=(2) malloc'own
    calls=2 0
    0 15
    +3 5

    ob=(2)
    fn=(2)
    * 15

    totals: 30

    """

  private func read(_ text: String) throws(ProfileError) -> CallProfile {
    try CallgrindReader.read(Array(text.utf8), file: "profile")
  }

  @Test func `functions, their callers and their calls are read, abbreviated or not`() throws {
    let profile = try read(Self.whole)
    #expect(profile.nodes.map(\.chain) == [["own", "caller"], ["malloc", "own"]])
    #expect(profile.nodes.map(\.object) == ["/tmp/suite", "/lib/libc.so.6"])
    #expect(profile.nodes.map(\.cost) == [15, 15])
    #expect(profile.edges == [.init(caller: 0, callee: 1, calls: 2, cost: 15)])
    #expect(profile.total == 30)
    #expect(profile.perIteration(3).total == 10)
  }

  @Test func `parts are added up, and abbreviations go on from part to part`() throws {
    let second = """
      part: 2
      events: Ir
      ob=(1)
      fn=(1)
      7 3
      totals: 3

      """
    let profile = try read(Self.whole + second)
    #expect(profile.nodes.map(\.cost) == [18, 15])
  }

  @Test func `recursions of a function are one function`() throws {
    let text = "events: Ir\nob=/s\nfn=f'2'g\n0 1\ntotals: 1\n"
    #expect(try read(text).nodes.map(\.chain) == [["f", "g"]])
  }

  @Test(arguments: [
    ("calls=2 0", "calls=x 0", 19, "number of calls"),
    ("cfn=(2)", "cfx=(2)", 18, "unknown kind"),
    ("0 15", "0 1x5", 20, "not a number"), ("* 15", "z 15", 25, "unknown kind"),
    ("0 10", "0x 10", 15, "position is missing"), ("fn=(2)\n", "fn=(9)\n", 24, "has no name"),
    ("events: Ir", "events:", 9, "no kind of event"),
    ("totals: 30", "totals: -", 27, "total is missing"),
    ("positions: line", "positions: a b c", 8, "positions"),
    ("fn=(1) own", "xn=(1) own", 14, "unknown"),
    ("0 10", "0 99999999999999999999", 15, "not a number"), ("0 15", "fn=x", 20, "has no cost"),
  ])
  func `what is no profile is refused with its line`(
    good: String, bad: String, line: Int, reason: String
  ) {
    let place = Self.whole.firstRange(of: good)
    let text = place.map { Self.whole.replacingCharacters($0, bad) } ?? ""
    let error = #expect(throws: ProfileError.self) { try self.read(text) }
    #expect(
      error?.line == line && error?.message.line.contains(reason) == true,
      "\(String(describing: error))")
  }

  @Test(arguments: 1..<9)
  func `a profile that is cut off is refused`(part: Int) {
    let bytes = Array(Self.whole.utf8)
    let cut = Array(bytes.prefix(bytes.count * part / 9))
    #expect(throws: ProfileError.self) { try CallgrindReader.read(cut, file: "profile") }
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<Index>, _ text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
