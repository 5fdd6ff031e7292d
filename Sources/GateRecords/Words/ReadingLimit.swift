/// How much is read of what others wrote.
package enum ReadingLimit {
  /// The most bytes that are read whole: of a file, a pipe or standard input.
  package static let wholeFile: Int64 = 256 << 20
}
