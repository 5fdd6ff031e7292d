#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The abilities of an output stream, such as colours and width.
package struct TerminalAbilities: Hashable, Sendable {
  /// Whether it is a terminal.
  package var isTerminal: Bool
  /// Columns; 100 where the size is unknown.
  package var width: Int
  /// The columns that a line must fit; nil in a log, whose lines may be of any length.
  package var lineWidth: Int?
  /// Lines; 40 where the size is unknown.
  package var height: Int
  /// Whether colours are wanted.
  package var hasColour: Bool

  /// Creates abilities.
  package init(isTerminal: Bool, width: Int, height: Int = 40, hasColour: Bool) {
    self.isTerminal = isTerminal
    self.width = width
    lineWidth = isTerminal ? width : nil
    self.height = height
    self.hasColour = hasColour
  }

  /// A file or a pipe.
  package static let plain = TerminalAbilities(isTerminal: false, width: 100, hasColour: false)

  /// Asks the system and the usual variables NO_COLOR, CLICOLOR_FORCE, TERM, COLUMNS and LINES.
  package static func detect(
    descriptor: Int32, environment: [String: String]
  ) -> TerminalAbilities {
    let isTerminal = isatty(descriptor) == 1
    let isForced = environment["CLICOLOR_FORCE"].map { $0 != "0" && !$0.isEmpty } ?? false
    let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    let isAble = isTerminal && environment["TERM"] != "dumb"
    let window = windowSize(descriptor)
    // A terminal of no columns is none.
    func size(_ name: String) -> Int? {
      environment[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }
    let width = size("COLUMNS") ?? window?.width
    var abilities = TerminalAbilities(
      isTerminal: isTerminal, width: width ?? 100,
      height: size("LINES") ?? window?.height ?? 40,
      hasColour: !isRefused && (isForced || isAble))
    // A log whose environment sets COLUMNS gets lines that fit.
    abilities.lineWidth = width ?? abilities.lineWidth
    return abilities
  }

  private static func windowSize(_ descriptor: Int32) -> (width: Int, height: Int)? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0,
      size.ws_row > 0
    else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Lets a write to a closed pipe fail instead of ending the process.
  package static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }
}
