import Foundation
package import GateRecords
import Synchronization

/// How the stored records of a suite are read.
package enum RecordReading {
  /// Reads the record at a path; it may leave out what the caller does not need.
  package typealias Reader = @Sendable (_ path: String) throws(FileError) -> RunRecord

  /// Reads the whole record.
  package static let whole: Reader = { path throws(FileError) in
    try RecordFile.read(RunRecord.self, schema: RunRecord.schema, at: path)
  }

  /// How many records are read at once: a record of ten thousand benchmarks takes some 60 MB while it is read.
  private static let mostAtOnce = 2
  /// Below this many bytes in all, threads take longer than they save.
  private static let leastBytes = 1 << 20

  /// Reads records, several at once where they are large.
  ///
  /// - Returns: What became of each, in the order of the paths.
  static func records(
    at paths: [String], _ reader: Reader
  ) -> [Result<RunRecord, FileError>] {
    let bytes = paths.reduce(0) { $0 + (TextFile.size($1) ?? 0) }
    let lanes = min(ProcessInfo.processInfo.activeProcessorCount, paths.count, mostAtOnce)
    guard lanes > 1, bytes >= leastBytes else { return paths.map { record(at: $0, reader) } }
    let next = Atomic(0)
    let found = Mutex([Result<RunRecord, FileError>?](repeating: nil, count: paths.count))
    DispatchQueue.concurrentPerform(iterations: lanes) { _ in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < paths.count else { return }
        let result = record(at: paths[place], reader)
        found.withLock { $0[place] = result }
      }
    }
    return found.withLock { $0.compactMap(\.self) }
  }

  private static func record(
    at path: String, _ reader: Reader
  ) -> Result<RunRecord, FileError> {
    do throws(FileError) {
      return .success(try reader(path))
    } catch {
      return .failure(error)
    }
  }
}
