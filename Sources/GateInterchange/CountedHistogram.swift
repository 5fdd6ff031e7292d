import GateFiles

/// A high-dynamic-range histogram: counts of values in buckets whose width grows with the value.
///
/// Bucket 0 holds 2 · half slots of one unit each; every later bucket b holds half slots of 2^b units,
/// so that a value is known to a fixed number of significant digits. Layout: G. Tene, HdrHistogram,
/// hdrhistogram.org, "Internals".
struct CountedHistogram {
  /// The middle of every slot that counted something, with its count, ascending.
  let values: [(value: Double, count: Int)]

  init(_ histogram: ImportValue) throws(FileError) {
    let magnitude = try Self.power(histogram, "subBucketHalfCountMagnitude")
    let unit = try Self.power(histogram, "unitMagnitude")
    guard magnitude + unit <= 61 else {
      throw histogram.error(.unknownHistogram)
    }
    let half = 1 << magnitude
    var values: [(value: Double, count: Int)] = []
    for (index, slot) in try histogram.required("counts").elements().enumerated() {
      let count = try slot.measured()
      guard count > 0 else { continue }
      guard count == count.rounded(), count < 9e15 else { throw slot.error(.notACount) }
      let bucket = max(0, index / half - 1)
      let width = unit + bucket
      guard width <= 62 else { throw slot.error(.slotTooLarge) }
      let start = Double(index - bucket * half) * Double(UInt64(1) << UInt64(width))
      // A slot of one unit holds one value; a wider one is represented by its middle.
      let middle = width == 0 ? start : start + Double(UInt64(1) << UInt64(width - 1))
      values.append((middle, Int(count)))
    }
    self.values = values
  }

  private static func power(_ value: ImportValue, _ key: String) throws(FileError) -> Int {
    let power = try value.required(key)
    let figure = try power.measured()
    guard figure == figure.rounded(), figure <= 61 else {
      throw power.error(.notAMagnitude)
    }
    return Int(figure)
  }
}
