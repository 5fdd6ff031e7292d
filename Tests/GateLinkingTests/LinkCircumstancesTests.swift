import GateRecords
import Testing

@testable import GateLinking

@Suite struct LinkCircumstancesTests {
  static func circumstances(_ words: [LinkWord], _ others: [(String, String)] = [])
    -> LinkCircumstances
  {
    LinkCircumstances(
      arguments: words,
      others: others.map { LinkInput(name: $0.0, hash: $0.1, bytes: 1, path: nil) })
  }

  static let old = circumstances(
    [.text("-L"), .text("/old"), .input(0), .text("-l"), .text("m")], [("cl.c.o", "aa")])

  @Test func `other folders and more objects give no doubt`() {
    let new = Self.circumstances(
      [.text("-L"), .text("/new"), .input(0), .input(1), .text("-l"), .text("m")],
      [("cl.c.o", "aa")])
    #expect(Self.old.doubt(new) == nil)
  }

  @Test func `an option of only one link is a doubt`() {
    let new = Self.circumstances(
      [.input(0), .text("-l"), .text("m"), .text("--wrap"), .text("work")], [("cl.c.o", "aa")])
    #expect(Self.old.doubt(new)?.contains("--wrap") == true)
    #expect(new.doubt(Self.old)?.contains("baseline only") == true)
  }

  @Test(arguments: [[("cl.c.o", "bb")], [], [("cl.c.o", "aa"), ("more.so", "cc")]])
  func `another file that is not compared is a doubt`(_ others: [(String, String)]) {
    let new = Self.circumstances([.input(0), .text("-l"), .text("m")], others)
    #expect(Self.old.doubt(new)?.contains("not an object") == true)
  }
}
