import Foundation
import Synchronization

/// A folder that is gone when the last who holds it is, and at the latest with the process.
package final class TemporaryFolder: Sendable {
  /// Where it is, without a slash at the end.
  package let path: String

  /// Those that stand; one that a static property holds would outlive its tests.
  private static let standing = Mutex<Set<String>>([])
  private static let removesAtExit: Void = {
    _ = atexit {
      for path in TemporaryFolder.standing.withLock({ $0 }) {
        try? FileManager.default.removeItem(atPath: path)
      }
    }
  }()

  /// Makes one that is empty.
  package init() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "speedgate-test-\(UUID().uuidString)").path
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    _ = Self.removesAtExit
    _ = Self.standing.withLock { $0.insert(path) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    _ = Self.standing.withLock { $0.remove(path) }
  }

  /// The path of a file in it.
  package func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file, and the folders on the way to it; returns its path.
  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String {
    let file = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: false, encoding: .utf8)
    return self.file(name)
  }

  /// A file's text.
  package func read(_ name: String) throws -> String {
    try String(contentsOfFile: file(name), encoding: .utf8)
  }

  /// Every name in the folder, sorted, so that nothing hidden is left behind.
  package var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
  }
}
