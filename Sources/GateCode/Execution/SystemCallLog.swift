import GateRecords

/// The system calls of a process, as valgrind's `--trace-syscalls` logs them: the ways in which something from
/// outside can change the code that it executes.
///
/// Counted is what comes after the harness has taken its channel, which it does before any of the suite's own
/// code: it marks descriptor 4 to be closed on execution. Before that only the loader and the runtime ask, but for
/// initialisers of C and C++, whose files are counted, too, whether they are opened or only looked for.
package struct SystemCallLog: Hashable, Sendable {
  /// The options with which valgrind logs the calls, apart from the one that names the log.
  package static let arguments = ["--trace-syscalls=yes"]

  /// Paths of files that the suite asked for, in order, each once.
  package private(set) var files: [String] = []
  /// The first reason why what it executes may differ from run to run.
  package private(set) var doubt: String?
  /// Whether the whole environment was read.
  package private(set) var readsEnvironment = false

  private var isMarked = false

  /// Reads a log.
  ///
  /// - Throws: ``CodeError`` when the suite's beginning is not in it.
  package init(_ bytes: [UInt8], file: String) throws(CodeError) {
    for line in bytes.split(separator: 0x0a) where line.starts(with: Array("SYSCALL[".utf8)) {
      add(String(decoding: line, as: UTF8.self))
    }
    guard isMarked else {
      throw CodeError(
        file: file, offset: bytes.count, reason: .malformed("the suite's beginning is not logged"))
    }
  }

  private mutating func add(_ line: String) {
    guard let call = Call(line) else {
      note(.callNotUnderstood(line: String(line.prefix(80))))
      return
    }
    guard isMarked else {
      isMarked = call.name == "fcntl" && call.arguments.hasPrefix("4, 2, 1")
      if Self.opens.contains(call.name) || Self.asksForFile.contains(call.name),
        let path = call.path, !Self.isOfStart(path)
      {
        take(path, call)
      }
      return
    }
    if let path = call.path {
      if path == "/proc/self/environ" {
        readsEnvironment = true
      } else if Self.opens.contains(call.name) || Self.asksForFile.contains(call.name) {
        take(path, call)
      } else {
        note(.asksSystem(path: path, call: call.name))
      }
      return
    }
    guard !Self.harmless.contains(call.name) else { return }
    if call.name == "ioctl", call.arguments.contains("0x5401") { return }
    note(Self.reason(call.name))
  }

  /// Keeps the first reason.
  private mutating func note(_ message: CodeMessage) {
    if doubt == nil { doubt = message.line }
  }

  private mutating func take(_ path: String, _ call: Call) {
    if !path.hasPrefix("/"), Self.takesFolder.contains(call.name),
      !Self.currentFolder.contains(where: call.arguments.hasPrefix)
    {
      note(.opensInFolder(path: path, call: call.name))
    } else if path.hasPrefix("/proc/") || path.hasPrefix("/sys/") || path.hasPrefix("/dev/") {
      note(.reads(path: path))
    } else if !files.contains(path) {
      files.append(path)
    }
  }

  private static let opens: Set<String> = ["open", "openat", "openat2"]
  /// Whether there is a file, and how large it is, is part of its content.
  private static let asksForFile: Set<String> = [
    "stat", "newfstatat", "lstat", "statx", "access", "faccessat",
  ]

  /// Calls whose first argument is the folder in which a path begins.
  private static let takesFolder: Set<String> = [
    "openat", "openat2", "newfstatat", "statx", "faccessat",
  ]
  /// `AT_FDCWD`, as a number of 32 bits and of 64.
  private static let currentFolder = ["4294967196,", "18446744073709551516,", "-100,"]

  /// System calls that give a single process only memory, its channel, or the content of its files.
  private static let harmless: Set<String> = [
    "brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "read", "pread64", "readv", "lseek",
    "write", "writev",
    "close", "fstat", "newfstatat", "fcntl", "futex", "rt_sigaction", "rt_sigprocmask",
    "exit_group", "exit",
    "set_robust_list", "rseq",
  ]

  private static func reason(_ name: String) -> CodeMessage {
    switch name {
    case "clock_gettime", "gettimeofday", "time", "times", "getrusage":
      .readsTime(call: name)
    case "getrandom": .drawsRandomNumbers(call: name)
    case "clone", "clone3", "fork", "vfork", "execve": .startsThreads(call: name)
    case "socket", "connect", "recvfrom", "recvmsg": .readsNetwork(call: name)
    default: .mayDiffer(call: name)
    }
  }

  /// Whether the loader or the runtime opens this file before the suite begins.
  private static func isOfStart(_ path: String) -> Bool {
    path.hasSuffix(".so") || path.contains(".so.") || path.hasPrefix("/proc/self/")
      || path.hasPrefix("/sys/devices/system/cpu/")
  }
}

extension SystemCallLog {
  /// One line: `SYSCALL[pid,thread](number) sys_name ( arguments )…`.
  private struct Call {
    let name: String
    let arguments: String
    /// The first text among the arguments; an empty one is none.
    let path: String?

    init?(_ line: String) {
      guard let bracket = line.firstIndex(of: "]") else { return nil }
      var rest = line[line.index(after: bracket)...]
      guard rest.hasPrefix("("), let close = rest.firstIndex(of: ")") else { return nil }
      rest = rest[rest.index(after: close)...].drop { $0 == " " }
      // The ends of calls that were waited for, and numbers that the tool has no name for.
      if rest.hasPrefix("...") {
        self.init(name: "close", arguments: "", path: nil)
        return
      }
      var name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      guard !name.isEmpty else { return nil }
      rest = rest[name.endIndex...]
      if name.hasPrefix("sys_") { name = name.dropFirst(4) }
      guard let open = rest.range(of: "(") ?? rest.range(of: "-->") else { return nil }
      let arguments = rest[open.upperBound...].drop { $0 == " " }
      self.init(name: String(name), arguments: String(arguments), path: Self.text(arguments))
    }

    private init(name: String, arguments: String, path: String?) {
      self.name = name
      self.arguments = arguments
      self.path = path
    }

    /// The text in `0xADDRESS(TEXT)`.
    private static func text(_ arguments: Substring) -> String? {
      var place = arguments.startIndex
      while let zero = arguments[place...].range(of: "0x") {
        let digits = arguments[zero.upperBound...].prefix(while: \.isHexDigit)
        let rest = arguments[digits.endIndex...]
        if rest.hasPrefix("("),
          let end = rest.range(of: "), ") ?? rest.range(of: ") )") ?? rest.range(of: ")[")
        {
          let text = rest[rest.index(after: rest.startIndex)..<end.lowerBound]
          return text.isEmpty ? nil : String(text)
        }
        place = digits.endIndex
      }
      return nil
    }
  }
}

extension Substring {
  /// The first place of a text in it.
  fileprivate func range(of text: String) -> Range<Index>? {
    var place = startIndex
    while place < endIndex {
      if self[place...].hasPrefix(text) { return place..<index(place, offsetBy: text.count) }
      place = index(after: place)
    }
    return nil
  }
}
