import Foundation

/// The first lines of what a failed build printed that are about errors.
enum CompilerErrors {
  /// Lines that are shown at most.
  static let most = 12

  /// The first error with the lines of source behind it, without the folder it was built in.
  ///
  /// - Parameters:
  ///   - output: All that the build printed.
  ///   - folder: The package's folder.
  static func firstLines(of output: String, in folder: String) -> [String] {
    let lines = output.split(separator: "\n").map { line in
      line.replacing(folder + "/", with: "").filter { $0 != "\r" }
    }
    let start = lines.firstIndex { $0.contains("error:") }
    guard let start else { return Array(lines.suffix(most)) }
    return Array(lines[start...].prefix(most))
  }
}
