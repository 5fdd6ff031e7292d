/// A speed-up in words, the same in messages and in every report: a factor where the rule asks for one, and a
/// reduction where it asks for that.
extension SpeedupEvidence {
  /// The ratio, or the reduction, beside what is asked for.
  package var figures: FigureAndLimits { figures(of: ratio) }

  /// The measured ratio with its bounds: `3.02× [2.91, 3.14]`, or `−94.9 % [−95.3, −94.4]`.
  package var found: String {
    let size = reduction == nil ? figures.value + "×" : figures.value
    guard low != nil || high != nil else { return size }
    // A larger ratio is a larger reduction, so the bounds keep their order of size.
    let ends = [low, high].map { $0.map(end) ?? "…" }
    return "\(size) [\(ends.joined(separator: ", "))]"
  }

  /// The required ratio: `2.5×`, or `−95 %`.
  package var demand: String {
    reduction == nil ? figures.limits[0] + "×" : "−" + figures.limits[0]
  }

  /// The ratio that its author expected: `3×`, or `3× to 4×`; nil if there is none.
  package var expectation: String? {
    guard let expected else { return nil }
    let ends = [expected] + (expectedHigh.map { [$0] } ?? [])
    // 10000 ÷ 500 is not always 20 to the last bit.
    let reached = ends.first { abs(ratio - $0) <= $0 * 1e-12 }
    return FigureAndLimits(number: reached ?? ratio, ends).limits.map { $0 + "×" }
      .joined(separator: " to ")
  }

  /// The fault in the results of both sides, in two words; nil if they agree or are not compared.
  package var fault: String? {
    if lacksDigest == true { return RecordMessage.noDigest.line }
    return hasSameResult == false ? RecordMessage.resultsDiffer.line : nil
  }

  /// The two benchmarks and what is asked of them, in one sentence.
  ///
  /// - Parameters:
  ///   - faster: The benchmark that must be faster.
  ///   - metric: The compared metric.
  package func sentence(_ faster: BenchmarkIdentifier, _ metric: MetricName) -> String {
    let figures = figures
    guard reduction != nil else {
      return RecordMessage.speedupTimes(
        faster: faster.rawValue, ratio: figures.value, slower: slower.rawValue,
        least: figures.limits[0]
      ).line
    }
    let direction = ratio < 1 ? "more" : "less"
    let size = figures.value.drop { $0 == "−" || $0 == "+" }
    return RecordMessage.speedupLess(
      faster: faster.rawValue, size: String(size), direction: direction, metric: metric.rawValue,
      slower: slower.rawValue, least: figures.limits[0]
    ).line
  }

  private func end(_ ratio: Double) -> String {
    let value = figures(of: ratio).value
    return reduction == nil ? value : String(value.dropLast(2))
  }

  private func figures(of ratio: Double) -> FigureAndLimits {
    // 10000 ÷ 500 is not always 20 to the last bit; the rule takes it for 20, and so do the words.
    let isReached = abs(ratio - atLeast) <= atLeast * 1e-12
    guard let reduction else {
      return FigureAndLimits(number: isReached ? atLeast : ratio, [atLeast])
    }
    // A benchmark that takes no time has an infinite ratio and a reduction of 100 %.
    let change = isReached ? -reduction : 1 / ratio - 1
    return FigureAndLimits(percent: change, [-reduction], isSigned: true)
  }
}
