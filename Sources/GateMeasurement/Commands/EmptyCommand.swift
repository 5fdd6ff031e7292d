/// A command that does nothing, so that its time is what starting and ending it costs.
package struct EmptyCommand: Hashable, Sendable {
  /// The program and its arguments.
  package let words: [String]
  /// The subject of a sentence: "starting a process took …".
  package let subject: String

  /// An empty program, for commands that are started directly.
  package static func process(_ program: String) -> EmptyCommand {
    EmptyCommand(words: [program], subject: "a process")
  }

  /// A shell that is given nothing to do, for commands that a shell starts.
  package static let shell = EmptyCommand(words: ["/bin/sh", "-c", ""], subject: "a shell")
}
