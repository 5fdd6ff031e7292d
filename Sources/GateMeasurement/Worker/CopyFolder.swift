import Foundation
import GateFiles

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// The folder for the copies of programs from which launches run.
///
/// A suite that carries its runtime has some ten megabytes, and every launch copies it again. In
/// memory that takes a few milliseconds; on a disk it takes more, and what the disk writes later
/// disturbs what is measured then.
enum CopyFolder {
  /// `ST_NOEXEC` of the kernel's interface, which the C library's headers hide.
  private static let noExecution: UInt = 8

  #if os(Linux)
    private static let inMemory = URL(fileURLWithPath: "/dev/shm", isDirectory: true)
  #endif

  /// Makes a folder for copies, after those of drivers that were killed are out of the way.
  ///
  /// - Throws: ``FileError`` when there is no place for it.
  static func make(for programs: [String]) throws(FileError) -> DriverFolder {
    let usual = FileManager.default.temporaryDirectory
    DriverFolder.removeAbandoned(in: usual)
    #if os(Linux)
      DriverFolder.removeAbandoned(in: inMemory)
    #endif
    return try DriverFolder(in: choose(for: programs, else: usual))
  }

  /// The system's folder in memory, where programs may run from it and it has room; else the usual
  /// one.
  private static func choose(for programs: [String], else usual: URL) -> URL {
    #if os(Linux)
      let sizes = programs.map { path in
        let attributes = try? FileManager.default.attributesOfItem(
          atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        return (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
      }
      var system = statvfs()
      guard unsafe statvfs(inMemory.path, &system) == 0,
        system.f_flag & noExecution == 0,
        FileManager.default.isWritableFile(atPath: inMemory.path),
        // The old copy of each side and its new one, and as much again for others.
        UInt64(system.f_bavail) * UInt64(system.f_frsize) > 4 * sizes.reduce(0, +)
      else { return usual }
      return inMemory
    #else
      return usual
    #endif
  }
}
