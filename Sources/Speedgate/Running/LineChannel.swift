import CSpeedgate

/// Lines in, lines out: what a worker speaks over.
protocol LineChannel: AnyObject {
  /// Returns the next line without its end; nil when the other side has ended.
  func receive() -> String?

  /// Sends one line; false when the other side has ended.
  func send(_ line: String) -> Bool
}

/// Lines over two file descriptors.
final class DescriptorChannel: LineChannel {
  private let input: Int32
  private let output: Int32
  private var buffer: [UInt8] = []

  /// The longest message; a program that sends more is not a driver.
  private static let lineLimit = 1 << 16

  init(input: Int32, output: Int32) {
    self.input = input
    self.output = output
  }

  /// The descriptors that a driver hands to its worker, kept from the worker's own children; nil when
  /// they are not open, so that there is no driver.
  static func ofWorker() -> DescriptorChannel? {
    guard speedgate_is_channel(3), speedgate_is_channel(4) else { return nil }
    _ = speedgate_close_on_exec(3)
    _ = speedgate_close_on_exec(4)
    Platform.ignoreBrokenPipes()
    return DescriptorChannel(input: 3, output: 4)
  }

  func receive() -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeSubrange(...end)
        return line
      }
      let more = Platform.read(input, atMost: 4096)
      guard !more.isEmpty, buffer.count < Self.lineLimit else { return nil }
      buffer += more
    }
  }

  func send(_ line: String) -> Bool {
    Platform.write(output, Array(line.utf8) + [UInt8(ascii: "\n")])
  }
}
