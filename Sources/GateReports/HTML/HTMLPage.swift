import Foundation
import GateFiles

/// A page around its content: one style, at most one script, and a policy that allows nothing else.
enum HTMLPage {
  /// Builds a page.
  ///
  /// - Parameters:
  ///   - title: Plain text.
  ///   - body: The content of the main element, as HTML.
  ///   - script: A script without `</script` in it; the page must work without.
  ///   - head: More for the head, as HTML.
  static func render(
    title: String, body: String, style: String, script: String? = nil, head: String = ""
  ) -> String {
    let style = style + TableLabels.rules(in: body)
    let scripts = script.map { " script-src '\(hash($0))';" } ?? ""
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(hash(style))';\(scripts) base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(VisibleText.html(title))</title>
      \(head.isEmpty ? "" : head + "\n")<style>\(style)</style>
      </head>
      <body>
      <main>
      \(body)
      </main>
      \(script.map { "<script>\($0)</script>\n" } ?? "")</body>
      </html>

      """
  }

  /// The source expression that allows a text by its hash.
  private static func hash(_ text: String) -> String {
    var hash = SHA256()
    hash.update(Array(text.utf8))
    var digits = Array(hash.hexDigest())[...]
    var bytes = Data()
    while digits.count >= 2 {
      bytes.append(UInt8(String(digits.prefix(2)), radix: 16) ?? 0)
      digits = digits.dropFirst(2)
    }
    return "sha256-" + bytes.base64EncodedString()
  }
}
