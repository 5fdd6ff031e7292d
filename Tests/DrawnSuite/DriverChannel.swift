import GateProtocol

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The driver's two pipes, and what else the suite asks of the system.
struct DriverChannel {
  private var buffer: [UInt8] = []

  /// The next command; nil when the driver is gone.
  mutating func receive() -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeSubrange(...end)
        return line
      }
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(3, $0.baseAddress, $0.count) }
      guard count > 0 else { return nil }
      buffer += chunk.prefix(count)
    }
  }

  /// Sends replies, in one go where the pipe takes them.
  func send(_ replies: [WorkerMessage]) {
    Self.write(4, replies.reduce(into: "") { $0 += $1.line + "\n" })
  }

  /// The value of a variable; nil when it is not set.
  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// Counts one more in a file and gives its number, from 1.
  static func next(in path: String) -> UInt64 {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    guard file >= 0 else { exit("DrawnSuite: \(path): cannot be written\n") }
    write(file, ".")
    let size = lseek(file, 0, SEEK_END)
    close(file)
    return UInt64(size)
  }

  /// A number that no other launch has.
  static var unrepeatable: UInt64 {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return UInt64(now.tv_sec) << 32 ^ UInt64(now.tv_nsec) << 8 ^ UInt64(getpid())
  }

  /// Ends the process as a fault would.
  static func crash() -> Never { abort() }

  /// Ends the process with status 2 and its reason.
  static func exit(_ reason: String) -> Never {
    write(2, reason)
    _exit(2)
  }

  private static func write(_ descriptor: Int32, _ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe systemWrite(descriptor, $0) }
      guard count > 0 else { _exit(0) }
      rest = rest.dropFirst(count)
    }
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
