/// Where the functions of the measured programs lay in memory.
public struct LayoutRecord: Hashable, Sendable, Codable {
  /// Where the layouts come from.
  public enum Mode: String, Hashable, Sendable, Codable {
    /// Every launch had a layout of its own, drawn at random.
    case fresh
    /// All launches of a program had the one that its build gave it.
    case fixed
  }

  /// Where the layouts come from.
  public var mode: Mode

  /// Why all launches had one layout; absent where each had its own.
  public var reason: String?

  /// The layouts in the order in which they were drawn; absent where all launches had one.
  public var launches: [LaunchLayout]?

  /// Creates a description of layouts.
  public init(mode: Mode, reason: String? = nil, launches: [LaunchLayout]? = nil) {
    self.mode = mode
    self.reason = reason
    self.launches = launches
  }

  /// A remark for the reader of a comparison; nil where each launch had a layout of its own.
  package var remark: String? {
    guard mode == .fixed else { return nil }
    return
      RecordMessage.oneLayout(reason: reason).line
  }
}

/// The layout of one launch.
public struct LaunchLayout: Hashable, Sendable, Codable {
  /// The round, from 1.
  public var round: Int

  /// Whose program it was.
  public var side: Side

  /// The seed that the linker put the functions in order by.
  public var seed: UInt32

  /// Creates a description of a launch's layout.
  public init(round: Int, side: Side, seed: UInt32) {
    self.round = round
    self.side = side
    self.seed = seed
  }
}
