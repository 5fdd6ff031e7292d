import Foundation
import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The temporary folders of this process, so that an interrupted driver leaves none behind.
package enum TemporaryFolders {
  private struct State {
    var paths: Set<String> = []
    var isEnding = false
  }

  private static let state = Mutex(State())

  /// Makes one that only this user may enter; 0 or the system's error number.
  ///
  /// After all folders have been removed, no more are made, because an interruption can come at any moment.
  package static func make(_ path: String) -> Int32 {
    state.withLock { state in
      guard !state.isEnding else { return ECANCELED }
      guard unsafe mkdir(path, 0o700) == 0 else { return errno }
      state.paths.insert(path)
      return 0
    }
  }

  /// Removes one.
  package static func remove(_ path: String) {
    guard state.withLock({ $0.paths.remove(path) }) != nil else { return }
    delete(path)
  }

  /// Removes them all, at the end of the process.
  package static func removeAll() {
    let all = state.withLock { state in
      defer { state = State(isEnding: true) }
      return state.paths
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
