#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// What an output stream can show.
package struct TerminalAbilities: Hashable, Sendable {
  /// Whether a person looks at it directly.
  package var isTerminal: Bool
  /// Columns; 100 where nothing says otherwise.
  package var width: Int
  /// The columns that a line must fit; nil in a log, whose lines may be of any length.
  package var lineWidth: Int?
  /// Whether colours are wanted.
  package var hasColour: Bool

  /// Creates abilities.
  package init(isTerminal: Bool, width: Int, hasColour: Bool) {
    self.isTerminal = isTerminal
    self.width = width
    lineWidth = isTerminal ? width : nil
    self.hasColour = hasColour
  }

  /// A file or a pipe.
  package static let plain = TerminalAbilities(isTerminal: false, width: 100, hasColour: false)

  /// Asks the system and the customary variables NO_COLOR, CLICOLOR_FORCE, TERM and COLUMNS.
  package static func detect(
    descriptor: Int32, environment: [String: String]
  ) -> TerminalAbilities {
    let isTerminal = isatty(descriptor) == 1
    let isForced = environment["CLICOLOR_FORCE"].map { $0 != "0" && !$0.isEmpty } ?? false
    let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    let isAble = isTerminal && environment["TERM"] != "dumb"
    let width = environment["COLUMNS"].flatMap { Int($0) } ?? windowWidth(descriptor)
    var abilities = TerminalAbilities(
      isTerminal: isTerminal, width: width ?? 100, hasColour: !isRefused && (isForced || isAble))
    // Whoever sets COLUMNS for a log wants lines that fit.
    abilities.lineWidth = width ?? abilities.lineWidth
    return abilities
  }

  private static func windowWidth(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Lets a write to a closed pipe fail instead of ending the process.
  package static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }
}
