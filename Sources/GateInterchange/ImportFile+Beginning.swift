import Foundation
import GateFiles

extension ImportFile {
  /// The first 64 KiB as text, by which its format is recognised.
  ///
  /// - Throws: `FileError` when it cannot be read.
  var beginningText: Substring {
    get throws(FileError) {
      let limit = 65_536
      if let known { return String(decoding: known.prefix(limit), as: UTF8.self)[...] }
      guard let handle = FileHandle(forReadingAtPath: path) else {
        return String(decoding: try bytes.prefix(limit), as: UTF8.self)[...]
      }
      defer { try? handle.close() }
      do {
        let data = try handle.read(upToCount: limit) ?? Data()
        return String(decoding: data, as: UTF8.self)[...]
      } catch {
        throw .unreadable(path: path, reason: error.localizedDescription)
      }
    }
  }
}
