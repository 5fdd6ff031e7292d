/// The messages of a module: an enum with one case for each message.
///
/// A message says what is the case and, where something can be done about it, what to do. Every module keeps its messages
/// in one enum, so that the terminal, Markdown, HTML, JSON and the documentation say the same; `docs/messages.md` shows
/// them all.
///
/// The optimiser takes as long for one function with a text for each of a hundred cases as for a thousand lines of other
/// code, so texts and remedies are `@_optimize(none)`; a message is made once and is never in a loop that is waited for.
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
