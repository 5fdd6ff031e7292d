import GateRecords

extension CauseWords {
  /// Where a change comes from on a page: a line for its steps, and a line a function.
  static func html(_ finding: Finding) -> String {
    all(finding).map { pieces in
      let words = pieces.map { piece in
        switch piece {
        case .words(let words): VisibleText.html(VisibleText.plain(words))
        case .name(let name):
          "<code>\(VisibleText.html(VisibleText.shortened(VisibleText.plain(name), to: 160)))</code>"
        }
      }
      return "<span class=\"note cause\">\(words.joined())</span>"
    }.joined()
  }
}
