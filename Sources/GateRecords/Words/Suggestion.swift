/// The nearest of some known words to a mistyped one.
package enum Suggestion {
  /// A clause such as `; did you mean --output?`, or nothing when no word is near.
  package static func text(for word: String, among known: [String]) -> String {
    nearest(to: word, among: known).map { "; did you mean \($0)?" } ?? ""
  }

  /// The nearest known word, if it is at most a third of the word's letters away.
  package static func nearest(to word: String, among known: [String]) -> String? {
    let allowed = max(1, word.count / 3)
    let ranked = known.map { (distance(word, $0), $0) }.filter { $0.0 <= allowed }
    return ranked.min { ($0.0, $0.1) < ($1.0, $1.1) }?.1
  }

  /// The edit distance: insertions, deletions and replacements.
  ///
  /// Source: Wagner, Fischer, "The String-to-String Correction Problem", JACM 21 (1974).
  static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, other) in right.enumerated() {
        let replaced = diagonal + (letter == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
