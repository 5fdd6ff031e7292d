import Foundation
import Synchronization

/// The temporary folders of this process, so that an interrupted driver leaves none behind.
package enum TemporaryFolders {
  private static let paths = Mutex<Set<String>>([])

  static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }

  /// Removes one.
  static func remove(_ path: String) {
    guard paths.withLock({ $0.remove(path) }) != nil else { return }
    delete(path)
  }

  /// Removes them all.
  package static func removeAll() {
    let all = paths.withLock { paths in
      defer { paths = [] }
      return paths
    }
    for path in all { delete(path) }
  }

  /// An interrupted driver may just be writing a copy, which keeps the folder from being empty.
  private static func delete(_ path: String) {
    for _ in 0..<20 {
      try? FileManager.default.removeItem(atPath: path)
      guard FileManager.default.fileExists(atPath: path) else { return }
      Thread.sleep(forTimeInterval: 0.005)
    }
  }
}
