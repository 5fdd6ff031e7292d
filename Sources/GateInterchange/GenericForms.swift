import GateFiles

/// The forms that `--from generic` reads.
///
/// `generic` names no tool: it is the shared array of `name`, `unit` and `value`, or any form that says by
/// its content what it is.
enum GenericForms {
  private static let length = 64 << 10

  /// The format of a file, recognised by its beginning; nil for the shared array and for unknown formats.
  ///
  /// - Throws: `FileError` when the file cannot be read.
  static func format(of file: ImportFile) throws(FileError) -> InterchangeFormat? {
    InterchangeFormat.recognised(path: file.path, text: try file.beginning(length).text)
      .first { $0 != .generic }
  }
}

extension ImportFile {
  /// Whether the file's beginning has a signature.
  ///
  /// - Throws: `FileError` when the file cannot be read.
  func begins(as signature: FormatSignature) throws(FileError) -> Bool {
    signature.matches(FormatSample(path: path, text: try beginning(64 << 10).text))
  }
}
