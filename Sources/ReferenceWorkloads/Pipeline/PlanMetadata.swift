/// What a paragraph of a plan says about itself: words, years, figures, whether it is a heading.
struct PlanMetadata: Hashable, Sendable {
  var words = 0
  var years: [Int] = []
  var figures = 0
  var isHeading = false

  init(_ paragraph: Substring) {
    isHeading = paragraph.hasPrefix("#")
    for word in paragraph.split(whereSeparator: \.isWhitespace) {
      words += 1
      let digits = word.filter(\.isNumber)
      guard !digits.isEmpty else { continue }
      figures += 1
      if digits.count == 4, let year = Int(digits), (1900...2100).contains(year) {
        years.append(year)
      }
    }
  }
}
