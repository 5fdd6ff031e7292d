/// Tells benchmarks of one title apart: the second `sort` of a file is `sort #2`.
///
/// Two benchmarks that share a title are two benchmarks, so their figures must not share a series.
struct TitleCounter {
  private var counts: [String: Int] = [:]
  private var taken: Set<String> = []

  /// The name of the next benchmark of this title.
  mutating func name(for title: String) -> String {
    var count = counts[title, default: 0] + 1
    var name = count == 1 ? title : "\(title) #\(count)"
    // Somebody may have called a benchmark `sort #2` in earnest.
    while taken.contains(name) {
      count += 1
      name = "\(title) #\(count)"
    }
    counts[title] = count
    taken.insert(name)
    return name
  }
}
