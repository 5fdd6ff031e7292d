import Foundation
import PackagePlugin

/// A file whose time says when a build began.
struct BuildMarker {
  let file: URL

  /// Writes it into a folder.
  init(in folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = folder.appending(path: "build-began")
    try write()
  }

  /// Writes it again, before another build.
  func write() throws {
    // A file that was just edited must not have the same timestamp as the build's beginning.
    Thread.sleep(forTimeInterval: 0.02)
    try Data("speedgate\n".utf8).write(to: file)
  }
}

extension ReleaseBuilder {
  /// More rounds than this never helped: each removes what was compiled against something older.
  private static let mostRounds = 20

  /// Builds one executable product until it is proven to be what its sources make.
  ///
  /// The package manager rebuilds too little where modules export others again, and for headers in C and macros.
  ///
  /// - Throws: ``GateError`` when the build fails, or when it stays unproven.
  func freshExecutable(_ product: String, checkedBy bench: URL, since marker: BuildMarker) throws
    -> URL
  {
    for _ in 0..<Self.mostRounds {
      let program = try executable(product)
      let checked = try Child(
        bench, ["freshen", program.path, "--since", marker.file.path],
        in: program.deletingLastPathComponent(),
        keeping: marker.file.deletingLastPathComponent())
      if !checked.output.isEmpty {
        // The plugin itself does what the tool advises.
        Diagnostics.progress(
          checked.output.trimmingCharacters(in: .whitespacesAndNewlines)
            .replacingOccurrences(
              of: "; build again and check again", with: "; it is built again"))
      }
      guard checked.status != 2 else { break }
      guard checked.status != 0 else { return program }
      try marker.write()
    }
    throw GateError.notFresh(product)
  }
}
