/// The messages of a module: an enum with one case for each message.
///
/// A message says what is the case and, where something can be done about it, what to do. Every module keeps its messages
/// in one enum, so that the terminal, Markdown, HTML, JSON and the documentation say the same; `docs/messages.md` shows
/// them all.
package protocol Message: Hashable, Sendable {
  /// The statement, without a full stop at the end.
  var text: String { get }

  /// The remedy; nil where there is nothing to do.
  var remedy: String? { get }

  /// One message or more of each case, with figures and names as they occur.
  static var examples: [Self] { get }
}

extension Message {
  /// The message in one line: what is the case, then what to do.
  package var line: String { remedy.map { "\(text); \($0)" } ?? text }
}
