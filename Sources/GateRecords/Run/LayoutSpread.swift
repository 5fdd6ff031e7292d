/// How much of a benchmark's spread comes from where the code of its program lies.
///
/// The figures are standard deviations of the logarithm of a launch's time: 0.025 is ± 2.5 %.
public struct LayoutSpread: Hashable, Sendable, Codable {
  /// How many layouts were measured, each in several launches.
  public var layouts: Int

  /// Launches of all layouts together.
  public var launches: Int

  /// The standard deviation by layout alone; 0 where the estimate would be less.
  public var byLayout: Double

  /// The lower end of its interval.
  public var low: Double

  /// The upper end of its interval.
  public var high: Double

  /// The standard deviation of launches with one layout.
  public var withinLayout: Double

  /// The layouts' share of the variance of a launch, in [0, 1].
  public var share: Double

  /// The two speeds of a benchmark whose layouts fall into two groups; absent for all others.
  public var twoSpeeds: SpeedPair?

  private enum CodingKeys: String, CodingKey {
    case layouts, launches, low, high, share
    case byLayout = "by_layout"
    case withinLayout = "within_layout"
    case twoSpeeds = "two_speeds"
  }

  /// Creates a spread; the share follows from both deviations.
  public init(
    layouts: Int, launches: Int, byLayout: Double, low: Double, high: Double,
    withinLayout: Double, twoSpeeds: SpeedPair? = nil
  ) {
    self.layouts = layouts
    self.launches = launches
    self.byLayout = byLayout
    self.low = low
    self.high = high
    self.withinLayout = withinLayout
    share = Self.share(byLayout, withinLayout)
    self.twoSpeeds = twoSpeeds
  }

  private static func share(_ byLayout: Double, _ within: Double) -> Double {
    let sum = byLayout * byLayout + within * within
    return sum > 0 ? byLayout * byLayout / sum : 0
  }

  /// The standard deviation of a launch that has a layout of its own.
  package var ofLaunch: Double {
    (byLayout * byLayout + withinLayout * withinLayout).squareRoot()
  }

  /// Whether a reader of a comparison should know of it.
  ///
  /// It is so where the layout moves the time for certain, by half a percent at least, and makes a quarter
  /// of the variance; or where there are two speeds.
  package var matters: Bool {
    twoSpeeds != nil || (low > 0 && byLayout >= 0.005 && share >= 0.25)
  }

  /// Why the figures cannot be; nil when they can.
  package var contradiction: String? {
    guard layouts >= 2, launches > layouts else {
      return RecordMessage.layoutsTooFew(launches: launches, layouts: layouts).line
    }
    let figures = [byLayout, low, high, withinLayout, share]
    guard figures.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
      return RecordMessage.deviationInvalid.line
    }
    guard low <= byLayout, byLayout <= high else {
      return RecordMessage.spreadOutside(value: byLayout).line
    }
    guard abs(share - Self.share(byLayout, withinLayout)) <= 1e-6 else {
      return RecordMessage.layoutShare.line
    }
    return twoSpeeds?.contradiction
  }
}

/// The two speeds of a benchmark whose launches fall into two groups.
public struct SpeedPair: Hashable, Sendable, Codable {
  /// The median time of the faster group, in nanoseconds.
  public var fast: Double

  /// The median time of the slower group, in nanoseconds.
  public var slow: Double

  /// The slower group's share of all, in (0, 1).
  public var shareOfSlow: Double

  private enum CodingKeys: String, CodingKey {
    case fast = "fast_ns"
    case slow = "slow_ns"
    case shareOfSlow = "share_of_slow"
  }

  /// Creates a pair of speeds.
  public init(fast: Double, slow: Double, shareOfSlow: Double) {
    self.fast = fast
    self.slow = slow
    self.shareOfSlow = shareOfSlow
  }

  /// How many times as long the slower one takes.
  package var ratio: Double { slow / fast }

  /// Both speeds in a unit that suits them: `106 and 156 µs`.
  package var inWords: String {
    let texts = [fast, slow].map { QuantityFormat.string($0, unit: .nanoseconds) }
    let parts = texts.map { $0.split(separator: " ").map(String.init) }
    guard parts.allSatisfy({ $0.count == 2 }), parts[0][1] == parts[1][1] else {
      return texts.joined(separator: " and ")
    }
    return "\(parts[0][0]) and \(texts[1])"
  }

  /// Why they cannot be; nil when they can.
  package var contradiction: String? {
    guard fast > 0, slow > fast, slow.isFinite, shareOfSlow > 0, shareOfSlow < 1 else {
      return RecordMessage.notTwoSpeeds(fast: fast, slow: slow).line
    }
    return nil
  }
}

extension LayoutSpread {
  /// The effect of layouts in words: `±2.5 % by layout alone (one standard deviation, 61 % of the variance of a
  /// launch)`, or the two speeds that they give.
  package var inWords: String {
    let size =
      RecordMessage.layoutSpread(
        size: QuantityFormat.percent(byLayout),
        share: QuantityFormat.briefPercent((share * 100).rounded() / 100)
      ).line
    return twoSpeeds.map {
      RecordMessage.twoSpeedsByPlacement(speeds: $0.inWords, spread: size).line
    } ?? size
  }
}
