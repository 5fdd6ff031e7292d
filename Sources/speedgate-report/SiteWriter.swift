import Foundation
import GateFiles
import GateReports

/// Writes the files of a site on all processors, each only where something changed.
struct SiteWriter {
  let folder: String

  /// Writes files, the last of them after all others, because it leads to them.
  ///
  /// - Returns: How many files were not there, or were different.
  func write(_ files: [DashboardSite.File]) async throws -> Int {
    var written = 0
    try await withThrowingTaskGroup(of: Bool.self) { group in
      // As many at once as there are processors, so that a few files are in memory and not all.
      var rest = files.dropLast()[...]
      for file in rest.prefix(ProcessInfo.processInfo.activeProcessorCount) {
        group.addTask { try update(file) }
      }
      rest = rest.dropFirst(ProcessInfo.processInfo.activeProcessorCount)
      while let isNew = try await group.next() {
        written += isNew ? 1 : 0
        if let file = rest.popFirst() { group.addTask { try update(file) } }
      }
    }
    if let last = files.last, try update(last) { written += 1 }
    return written
  }

  private func update(_ file: DashboardSite.File) throws -> Bool {
    try TextFile.update(try file.content(), at: folder + "/" + file.path)
  }
}
