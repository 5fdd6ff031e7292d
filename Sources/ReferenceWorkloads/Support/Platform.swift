#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The suite's only door to the C library: a suite without Foundation starts in a few milliseconds.
enum Platform {
  /// The value of an environment variable; nil when it is not set.
  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// The names of all environment variables with which the program was started.
  static func environmentNames() -> [String] {
    #if canImport(Darwin)
      var entries: [String] = []
      var place = unsafe _NSGetEnviron().pointee
      while let list = unsafe place, let entry = unsafe list.pointee {
        unsafe entries.append(String(cString: entry))
        unsafe place = list + 1
      }
    #else
      let entries = (readFile("/proc/self/environ", atMost: 1 << 22) ?? [])
        .split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    #endif
    return entries.map { String($0.prefix { $0 != "=" }) }
  }

  /// A file's first bytes; nil when it cannot be read.
  static func readFile(_ path: String, atMost count: Int) -> [UInt8]? {
    guard let file = unsafe fopen(path, "r") else { return nil }
    defer { unsafe fclose(file) }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = unsafe fread(buffer.baseAddress, 1, count, file)
    }
  }
}
