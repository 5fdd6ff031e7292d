import CSpeedgate

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The harness's only door to the C library.
enum Platform {
  /// The value of an environment variable; nil when it is not set.
  ///
  /// Never part of a suite's own code: the callers of `getenv` show which of that asks for variables.
  @inline(never)
  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// Takes an environment variable away.
  static func unsetEnvironment(_ name: String) {
    _ = unsafe unsetenv(name)
  }

  /// Ends the process.
  static func exit(_ status: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(status)
    #elseif canImport(Musl)
      Musl.exit(status)
    #elseif canImport(Darwin)
      Darwin.exit(status)
    #endif
  }

  /// The system's words for an error.
  static func reason(_ error: Int64) -> String {
    unsafe String(cString: strerror(Int32(clamping: error))).lowercased()
  }

  /// Reads at most `count` bytes; empty at the end of the file or on an error.
  static func read(_ descriptor: Int32, atMost count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var got = -1
      repeat {
        got = unsafe systemRead(descriptor, buffer)
      } while got < 0 && errno == EINTR
      filled = max(0, got)
    }
  }

  /// Writes all bytes; false when the other side has ended.
  static func write(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe systemWrite(descriptor, $0) }
      if written < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(written)
    }
    return true
  }

  /// Opens a file for appending, which is made when it is not there; the error's number where that fails.
  static func openForAppending(_ path: String) -> (descriptor: Int32, error: Int32) {
    // A pipe without a reader must not make a program wait.
    let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK
    let descriptor = unsafe open(path, flags, 0o644)
    return (descriptor, descriptor < 0 ? errno : 0)
  }

  /// Whether a descriptor is a file's.
  static func isRegularFile(_ descriptor: Int32) -> Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The last byte of a file; nil for an empty one.
  static func lastByte(_ descriptor: Int32) -> UInt8? {
    let end = lseek(descriptor, 0, SEEK_END)
    var byte: UInt8 = 0
    guard end > 0, unsafe pread(descriptor, &byte, 1, end - 1) == 1 else { return nil }
    return byte
  }

  /// Writes with one call; how many bytes went out, or -1.
  static func writeOnce(_ descriptor: Int32, _ bytes: [UInt8]) -> Int {
    unsafe bytes.withUnsafeBytes { bytes in
      var written: Int
      repeat {
        written = unsafe systemWrite(descriptor, bytes)
      } while written < 0 && errno == EINTR
      return written
    }
  }

  /// Closes a descriptor.
  static func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #elseif canImport(Musl)
      _ = Musl.close(descriptor)
    #elseif canImport(Darwin)
      _ = Darwin.close(descriptor)
    #endif
  }

  /// A clock that never steps, in nanoseconds.
  static func monotonicNanoseconds() -> UInt64 { speedgate_clock(0) }

  /// The time of day, in milliseconds since 1970.
  static func millisecondsSinceEpoch() -> Int64 {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return 0 }
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// The number of this process.
  static func processNumber() -> Int32 { getpid() }

  /// Lets a write to a closed pipe fail instead of ending the process.
  static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  private static func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>)
    -> Int
  {
    #if canImport(Glibc)
      unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      unsafe Musl.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Darwin)
      unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      unsafe Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Darwin)
      unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}
