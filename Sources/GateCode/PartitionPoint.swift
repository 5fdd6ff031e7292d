extension RandomAccessCollection where Index == Int {
  /// The place of the first element that does not lie before, in a collection in which all that lie before come first;
  /// the end where all do.
  ///
  /// - Complexity: O(log *n*).
  func partitionPoint(where isBefore: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
