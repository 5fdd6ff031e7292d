/// The style that names figures on a telephone, where a table's rows are blocks and its headings are not above its columns.
///
/// A name beside each figure would weigh megabytes in a page of ten thousand benchmarks, so a table has one class for all its
/// headings, and the page's style sheet names the columns of each such class once.
enum TableLabels {
  /// The headings of columns whose content needs no name.
  private static let plain = Set(
    ([
      .benchmark, .series, .faster, .claim, .metric, .change, .evidence, .changeAndEvidence,
      .useOfLimit, .step, .function, .suite, .verdict, .placeInIteration, .what,
    ] as [ReportHeading]).map(\.text) + [""])

  /// The class of tables with these headings, of which nil is a drawing.
  static func name(of headings: [String?]) -> String {
    // FNV-1a with 32 bits.
    var hash: UInt32 = 2_166_136_261
    for byte in headings.map({ $0 ?? "\u{1}" }).joined(separator: "\u{0}").utf8 {
      hash = (hash ^ UInt32(byte)) &* 16_777_619
    }
    return "k" + String(hash, radix: 36)
  }

  /// The rules for all tables of a page; empty without one.
  static func rules(in body: String) -> String {
    let rules = heads(in: body).flatMap { name, headings in
      headings.enumerated().compactMap { column, heading -> String? in
        guard let heading, !plain.contains(heading) else { return nil }
        return ".\(name) td:nth-child(\(column + 1))::before{content:\"\(escaped(heading)) \"}"
      }
    }
    return rules.isEmpty
      ? "" : "\n@media screen and (max-width:600px){\(rules.joined(separator: "\n"))}"
  }

  /// The classes of the page's tables with the texts of their headings, each class once.
  private static func heads(in body: String) -> [(name: String, headings: [String?])] {
    var found: [(name: String, headings: [String?])] = []
    var seen: Set<String> = []
    for start in places(of: "<table class=\"k", in: body.utf8) {
      let tail = body[start...]
      let name = String(tail.dropFirst(14).prefix { $0.isLetter || $0.isNumber })
      guard seen.insert(name).inserted, let end = tail.firstRange(of: "</thead>") else { continue }
      let cells = tail[..<end.lowerBound].split(separator: "</th>").dropLast()
      found.append((name, cells.map(text)))
    }
    return found
  }

  /// The text of a heading; nil of a drawing.
  private static func text(_ cell: Substring) -> String? {
    guard let start = cell.lastRange(of: "<th ") else { return nil }
    let content = cell[start.upperBound...].drop { $0 != ">" }.dropFirst()
    if content.hasPrefix("<span class=\"unseen\"") { return "" }
    if content.hasPrefix("<") { return nil }
    return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
      .reduce(String(content)) { $0.replacing($1.0, with: $1.1) }
  }

  /// Where a text of ASCII begins in another; a page has megabytes, of which bytes are looked at faster than characters.
  private static func places(of text: String, in view: String.UTF8View) -> [String.Index] {
    let wanted = Array(text.utf8)
    let bytes = Array(view)
    var places: [String.Index] = []
    var place = 0
    while place <= bytes.count - wanted.count {
      // The second and the third letter are rarer than `<`.
      if bytes[place + 1] == wanted[1], bytes[place + 2] == wanted[2],
        bytes[place..<place + wanted.count].elementsEqual(wanted)
      {
        places.append(view.index(view.startIndex, offsetBy: place))
        place += wanted.count
      } else {
        place += 1
      }
    }
    return places
  }

  /// A text within quotes in a style sheet: all but letters, digits and blanks as codes, so that nothing ends the text.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      if isPlain || scalar == " " {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\" + String(scalar.value, radix: 16) + " "
      }
    }
    return result
  }
}

extension Substring {
  fileprivate func lastRange(of text: String) -> Range<Index>? { ranges(of: text).last }
}
