/// How a path came to be read, which says what may be at it.
package enum FileOrigin: Hashable, Sendable {
  /// It was found in a folder, or made from other names. Only a regular file is read: a pipe that lies there
  /// would be waited for without end.
  case folder
  /// The user named it. A pipe or a device, such as `/dev/stdin` and a shell's `<(…)`, is read to its end.
  case argument
}
