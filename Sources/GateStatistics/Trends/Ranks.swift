/// Places in order, ties sharing the mean of theirs.
package enum Ranks {
  /// The rank of each value, from 1.
  ///
  /// - Complexity: O(*n* log *n*).
  package static func of(_ values: [Double]) -> [Double] {
    // Pairs sort quicker than places that are looked up.
    var order: [(value: Double, place: Int)] = []
    order.reserveCapacity(values.count)
    for (place, value) in values.enumerated() { order.append((value, place)) }
    order.sort { $0.value < $1.value }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, order[end].value == order[start].value { end += 1 }
      for index in start..<end { ranks[order[index].place] = Double(start + 1 + end) / 2 }
      start = end
    }
    return ranks
  }

  /// How many values each group of equal ones has; groups of one are left out.
  static func tieSizes(_ values: [Double]) -> [Int] {
    let sorted = values.sorted()
    var sizes: [Int] = []
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      if end - start > 1 { sizes.append(end - start) }
      start = end
    }
    return sizes
  }
}

/// Order statistics without sorting everything.
package enum Selection {
  /// The median, the mean of the two middle values when their number is even; 0 for none.
  ///
  /// - Complexity: O(*n*) expected; the values end in another order.
  package static func median(_ values: inout [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let middle = values.count / 2
    let upper = smallest(middle, &values)
    guard values.count % 2 == 0 else { return upper }
    // Everything before the middle is at most the upper one; the largest of it is the lower one.
    let lower = values[..<middle].max() ?? upper
    return lower + (upper - lower) / 2
  }

  /// The value that would be at a place, from 0, if the values were sorted.
  ///
  /// Source: Hoare, "Algorithm 65: Find", Comm. ACM 4 (1961), with the median of three as pivot.
  static func smallest(_ place: Int, _ values: inout [Double]) -> Double {
    var low = 0
    var high = values.count - 1
    while low < high {
      let pivot = middle(values[low], values[(low + high) / 2], values[high])
      var left = low
      var right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if place <= right {
        high = right
      } else if place >= left {
        low = left
      } else {
        return values[place]
      }
    }
    return values[place]
  }

  private static func middle(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
}
