import Foundation

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Where the copies of programs go that launches run from.
///
/// A suite that carries its runtime has some ten megabytes, and every launch copies it afresh. In
/// memory that takes a few milliseconds; on a disk it takes more, and what the disk writes later
/// disturbs what is measured then.
enum CopyFolder {
  /// `ST_NOEXEC` of the kernel's interface, which the C library's headers hide.
  private static let noExecution: UInt = 8

  /// The system's folder in memory, where programs may run from it and it has room; else the folder
  /// for temporary files.
  static func choose(for programs: [String]) -> URL {
    let usual = FileManager.default.temporaryDirectory
    #if os(Linux)
      let sizes = programs.map { path in
        let attributes = try? FileManager.default.attributesOfItem(
          atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        return (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
      }
      let inMemory = "/dev/shm"
      var system = statvfs()
      guard unsafe statvfs(inMemory, &system) == 0,
        system.f_flag & noExecution == 0,
        FileManager.default.isWritableFile(atPath: inMemory),
        // The old copy of each side and its new one, and as much again for others.
        UInt64(system.f_bavail) * UInt64(system.f_frsize) > 4 * sizes.reduce(0, +)
      else { return usual }
      return URL(fileURLWithPath: inMemory, isDirectory: true)
    #else
      return usual
    #endif
  }
}
