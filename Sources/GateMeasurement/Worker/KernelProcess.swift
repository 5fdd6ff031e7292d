import Foundation

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A process as the kernel shows it in `/proc`.
struct KernelProcess: Hashable, Sendable {
  let process: pid_t
  let name: String
  let state: String
  let parent: pid_t
  let group: pid_t
  let session: pid_t
  /// When it was started, in ticks since the machine's start.
  let started: UInt64

  /// The variable that every launch has and this process's own children have not.
  private static let mark = "SPEEDGATE_PADDING="

  /// Parses a line of `/proc/PROCESS/stat`: the number, the name in parentheses, which may hold any character, and
  /// the fields of the kernel's documentation (proc_pid_stat, from the third on).
  init?(line: String) {
    guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")"), open < close,
      let process = pid_t(line[..<open].trimmingCharacters(in: .whitespaces))
    else { return nil }
    let fields = line[line.index(after: close)...].split(whereSeparator: \.isWhitespace)
    guard fields.count >= 20, let parent = pid_t(fields[1]), let group = pid_t(fields[2]),
      let session = pid_t(fields[3]), let started = UInt64(fields[19])
    else { return nil }
    self.process = process
    name = String(line[line.index(after: open)..<close])
    state = String(fields[0])
    self.parent = parent
    self.group = group
    self.session = session
    self.started = started
  }

  /// Whether it has ended and only waits for its parent.
  var hasEnded: Bool { state == "Z" || state == "X" }

  /// Whether a launch since a moment has started it, and not this process itself.
  func isLeft(startedSince ticks: UInt64) -> Bool {
    guard started >= ticks else { return false }
    if session != getsid(0) { return true }
    // In a process that a launch has started itself, all children have the mark.
    guard ProcessInfo.processInfo.environment[String(Self.mark.dropLast())] == nil else {
      return false
    }
    let variables = FileManager.default.contents(atPath: "/proc/\(process)/environ") ?? Data()
    return variables.split(separator: 0).contains { $0.starts(with: Self.mark.utf8) }
  }

  /// The moment, in ticks since the machine's start.
  static var now: UInt64 {
    #if os(Linux)
      var time = timespec()
      guard unsafe clock_gettime(CLOCK_BOOTTIME, &time) == 0 else { return .max }
      let ticks = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))
      return UInt64(time.tv_sec) * ticks + UInt64(time.tv_nsec) * ticks / 1_000_000_000
    #else
      return .max
    #endif
  }

  /// The children of a process; none where the kernel does not show them.
  ///
  /// - Parameter known: Children that are left out.
  static func children(of parent: pid_t, except known: Set<pid_t>) -> [KernelProcess] {
    (listedChildren(of: parent) ?? allProcesses()).filter { !known.contains($0) }
      .compactMap { process in
        FileManager.default.contents(atPath: "/proc/\(process)/stat")
          .flatMap { KernelProcess(line: String(decoding: $0, as: UTF8.self)) }
      }.filter { $0.parent == parent }
  }

  /// The children by the kernel's list, which not every kernel has.
  private static func listedChildren(of parent: pid_t) -> [pid_t]? {
    let tasks = "/proc/\(parent)/task"
    guard let threads = try? FileManager.default.contentsOfDirectory(atPath: tasks) else {
      return nil
    }
    var isListed = false
    var children: [pid_t] = []
    for thread in threads {
      // A thread may end meanwhile; the kernel gives its children to another one.
      guard let data = FileManager.default.contents(atPath: "\(tasks)/\(thread)/children") else {
        continue
      }
      isListed = true
      children += String(decoding: data, as: UTF8.self).split(separator: " ").compactMap {
        pid_t($0)
      }
    }
    return isListed ? children : nil
  }

  private static func allProcesses() -> [pid_t] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap(pid_t.init)
  }
}
