import Synchronization
import Testing

@testable import GateCommandLine

@Suite struct ProgressLineTests {
  private final class Clock: Sendable {
    let milliseconds = Mutex<Int64>(0)
  }

  /// What is written when something is reported after this many seconds.
  private static func written(
    isTerminal: Bool, isQuiet: Bool = false, width: Int = 60, after seconds: Int64 = 10,
    _ report: (ProgressLine) -> Void
  ) -> String {
    let world = TestWorld()
    let clock = Clock()
    var context = world.context
    context.errorOutput = TerminalAbilities(isTerminal: isTerminal, width: width, hasColour: false)
    context.now = { clock.milliseconds.withLock { $0 } }
    let line = ProgressLine(context: context, isQuiet: isQuiet)
    clock.milliseconds.withLock { $0 = seconds * 1_000 }
    report(line)
    return world.err
  }

  @Test(
    arguments: [
      (0.25, 10, "25 %  sorting  about 30 s left"), (0.5, 60, "50 %  sorting  about 60 s left"),
      (0.1, 60, "10 %  sorting  about 9 min left"),
      // Too early to estimate, or over.
      (0.25, 1, "25 %  sorting"), (0.01, 10, "1 %  sorting"), (1, 10, "100 %  sorting"),
    ] as [(Double, Int64, String)])
  func `the time left follows from the share that is done`(
    _ done: Double, _ seconds: Int64, _ line: String
  ) {
    let text = Self.written(isTerminal: true, after: seconds) { $0.update(done: done, "sorting") }
    #expect(text == "\r\u{1B}[K" + line)
  }

  @Test func `a line that is drawn over never breaks`() {
    let text = Self.written(isTerminal: true, width: 20) {
      $0.update(done: 0.25, "a name\nthat is longer than the terminal is wide")
    }
    #expect(text.dropFirst("\r\u{1B}[K".count).count == 19 && !text.contains("\n"))
  }

  @Test func `elsewhere than on a terminal only what is finished is reported, a line each`() {
    #expect(Self.written(isTerminal: false) { $0.update(done: 0.5, "a") }.isEmpty)
    #expect(Self.written(isTerminal: false) { $0.clear() }.isEmpty)
    #expect(Self.written(isTerminal: false) { $0.finished("1 of 2: a") } == "1 of 2: a\n")
    #expect(
      Self.written(isTerminal: true) { $0.finished("1 of 2: a") } == "\r\u{1B}[K1 of 2: a\n")
  }

  @Test func `quiet is quiet`() {
    for isTerminal in [true, false] {
      let text = Self.written(isTerminal: isTerminal, isQuiet: true) {
        $0.update(done: 0.5, "a")
        $0.finished("a")
        $0.clear()
      }
      #expect(text.isEmpty)
    }
  }
}
