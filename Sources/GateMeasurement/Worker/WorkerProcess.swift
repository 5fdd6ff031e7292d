import CSpeedgate
import Foundation
import GateProtocol
import GateRecords

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A suite's program running as a worker, behind two pipes.
final class WorkerProcess: WorkerLink {
  private let process: pid_t
  private let commands: Int32
  private let replies: Int32
  private let output: Int32
  private var buffer: [UInt8] = []
  private var isEnded = false
  /// The position in the output at which the prints of the running benchmark begin.
  private var outputStart: off_t = 0

  /// The data that a worker needs to start.
  struct Start {
    var path: String
    var environment: [String]
    /// The arguments after the program's own name.
    var arguments: [String] = []
  }

  /// The most that a worker's prints may fill before they are thrown away.
  static let outputLimit: off_t = 16 << 20
  /// The longest message; a program that prints more is not a suite.
  private static let lineLimit = 1 << 20
  /// Seconds of silence after which a worker is looked after: whether it lives, how much it prints.
  private static let watchInterval = 0.1

  /// Starts a program.
  ///
  /// - Throws: ``WorkerFault`` when the system refuses.
  init(_ start: Start) throws(WorkerFault) {
    var input = PipeEnds()
    var answers = PipeEnds()
    var error = input.open()
    if error == 0 { error = answers.open() }
    let capture = OutputFile.open()
    var started: pid_t = 0
    if error == 0, capture >= 0 {
      error = LiveWorkers.start(isCommand: false, &started) { process in
        Self.spawn(start, input.read, answers.write, capture, &process)
      }
    }
    // The worker's ends belong to the worker: while they are open here, no end of file arrives.
    for descriptor in [input.read, answers.write] where descriptor >= 0 { close(descriptor) }
    guard error == 0, capture >= 0 else {
      for descriptor in [input.write, answers.read, capture] where descriptor >= 0 {
        close(descriptor)
      }
      let reason = unsafe String(cString: strerror(error == 0 ? errno : error)).lowercased()
      throw WorkerFault(.notStarted, .startRefused(reason: reason))
    }
    process = started
    commands = input.write
    replies = answers.read
    output = capture
  }

  deinit { end() }

  func send(_ message: DriverMessage) throws(WorkerFault) {
    // Earlier output belongs to another benchmark.
    if case .run = message { outputStart = lseek(output, 0, SEEK_END) }
    let bytes = Array((message.line + "\n").utf8)
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes {
        unsafe write(commands, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw ended()
      }
      sent += count
    }
  }

  func receive(within seconds: Double) throws(WorkerFault) -> WorkerMessage {
    let deadline = Self.now + seconds
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeSubrange(...end)
        guard let message = WorkerMessage(line: line) else {
          throw WorkerFault(
            .unintelligible, .lineUnknown(String(line.prefix(80))), outputTail: tail)
        }
        return message
      }
      guard buffer.count < Self.lineLimit else {
        throw WorkerFault(.unintelligible, .lineEndless, outputTail: tail)
      }
      try wait(until: deadline, seconds)
      try fill()
    }
  }

  /// Seconds on a clock that is never set.
  private static var now: Double { Double(speedgate_clock(0)) / 1e9 }

  /// Waits for something to read.
  private func wait(until deadline: Double, _ seconds: Double) throws(WorkerFault) {
    while true {
      let left = deadline - Self.now
      guard left > 0 else { throw silent(seconds) }
      if isReadable(within: min(left, Self.watchInterval)) { return }
      // A body that only prints sends nothing that would bring us here otherwise.
      discardFlood()
      // Its children may hold its pipe open; its last words may be in there.
      if speedgate_has_ended(process) {
        if isReadable(within: 0) { return }
        throw ended()
      }
    }
  }

  private func isReadable(within seconds: Double) -> Bool {
    var wish = pollfd(fd: replies, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&wish, 1, Int32((seconds * 1000).rounded(.up))) > 0
  }

  private func silent(_ seconds: Double) -> WorkerFault {
    WorkerFault(.silent, .silent(seconds: seconds), outputTail: tail)
  }

  private func fill() throws(WorkerFault) {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 16_384) { target, count in
      var got = -1
      repeat {
        got = unsafe read(replies, target.baseAddress, target.count)
      } while got < 0 && errno == EINTR
      count = max(0, got)
    }
    guard !bytes.isEmpty else { throw ended() }
    buffer += bytes
    discardFlood()
  }

  func end() {
    guard !isEnded else { return }
    _ = reap()
    close(output)
  }

  /// Lets the program end by itself, as it does when its driver is done.
  ///
  /// - Throws: ``WorkerFault`` when it takes longer than `seconds`, or ends otherwise than it should.
  func quit(within seconds: Double) throws(WorkerFault) {
    try send(.quit)
    var left = Int(seconds * 200)
    while !speedgate_has_ended(process) {
      guard left > 0 else {
        end()
        throw WorkerFault(.ended, .quitIgnored)
      }
      left -= 1
      usleep(5_000)
    }
    let fate = reap()
    defer { close(output) }
    guard fate.exited != 0, fate.status == 0 else {
      throw WorkerFault(
        kind: .ended, message: Self.words(exited: fate.exited != 0, status: fate.status),
        outputTail: tail)
    }
  }

  /// Kills the process and its children, closes its pipes and returns how it ended.
  private func reap() -> speedgate_child_end {
    isEnded = true
    close(commands)
    // Its children go with it; it has nothing more to report.
    kill(-process, SIGKILL)
    kill(process, SIGKILL)
    var fate = speedgate_child_end()
    _ = unsafe speedgate_wait(process, true, &fate)
    close(replies)
    LiveWorkers.endLeft(of: process)
    return fate
  }

  /// The fault of a worker whose pipe has closed, with how it ended.
  private func ended() -> WorkerFault {
    // Closing the pipe and ending are two moments; the second follows at once, or never.
    for _ in 0..<200 {
      if speedgate_has_ended(process) {
        let fate = reap()
        defer { close(output) }
        return WorkerFault(
          kind: .ended, message: Self.words(exited: fate.exited != 0, status: fate.status),
          outputTail: tail)
      }
      usleep(5_000)
    }
    return WorkerFault(.ended, .pipeClosed, outputTail: tail)
  }

  /// How a process ended, as the end of a sentence.
  static func words(exited: Bool, status: Int32) -> String {
    guard !exited else { return MeasurementMessage.exited(status: status).line }
    let names: [Int32: String] = [
      SIGSEGV: "SIGSEGV, a bad memory access", SIGILL: "SIGILL, a trap such as fatalError",
      SIGTRAP: "SIGTRAP, a trap such as fatalError", SIGABRT: "SIGABRT, an abort",
      SIGBUS: "SIGBUS, a bad memory access", SIGFPE: "SIGFPE, an arithmetic error",
      SIGKILL: "SIGKILL, perhaps because memory ran out", SIGTERM: "SIGTERM",
    ]
    return MeasurementMessage.crashed(signal: names[status] ?? "signal \(status)").line
  }

  // MARK: What it prints

  /// The last lines that the benchmark printed; nil when it printed nothing.
  private var tail: String? { OutputFile.tail(of: output, from: outputStart) }

  /// The size of what is kept of its prints.
  var printedBytes: off_t { lseek(output, 0, SEEK_END) }

  private func discardFlood() {
    guard printedBytes > Self.outputLimit else { return }
    _ = ftruncate(output, 0)
    outputStart = 0
  }

  private static func spawn(
    _ start: Start, _ input: Int32, _ answers: Int32, _ capture: Int32, _ process: inout pid_t
  ) -> Int32 {
    let arguments = unsafe ([start.path] + start.arguments).map { unsafe strdup($0) } + [nil]
    let environment = unsafe start.environment.map { unsafe strdup($0) } + [nil]
    defer {
      unsafe arguments.forEach { unsafe free($0) }
      unsafe environment.forEach { unsafe free($0) }
    }
    // A program that was just copied counts as busy while another child, forked in that moment, still
    // holds the copy open for writing; that child's exec lets go of it.
    var failure: Int32 = 0
    for _ in 0..<500 {
      failure = unsafe speedgate_spawn(
        start.path, arguments, environment, input, answers, capture, &process)
      guard failure == ETXTBSY else { return failure }
      usleep(10_000)
    }
    return failure
  }
}

/// The two ends of a pipe; −1 while it is not open.
private struct PipeEnds {
  var read: Int32 = -1
  var write: Int32 = -1

  /// Opens it; 0 or the system's error number.
  mutating func open() -> Int32 { unsafe speedgate_pipe(&read, &write) }
}
