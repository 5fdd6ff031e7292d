import GateRecords

extension CauseWords {
  /// The sentences on a page, a line a function.
  var html: String {
    sentences().map { pieces in
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
