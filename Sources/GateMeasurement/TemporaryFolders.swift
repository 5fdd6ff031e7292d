import Foundation
import Synchronization

/// The temporary folders of this process, so that an interrupted driver leaves none behind.
package enum TemporaryFolders {
  private static let paths = Mutex<Set<String>>([])

  static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }
  static func forget(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Removes them all.
  package static func removeAll() {
    paths.withLock { paths in
      for path in paths { try? FileManager.default.removeItem(atPath: path) }
      paths = []
    }
  }
}
