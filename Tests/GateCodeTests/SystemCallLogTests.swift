import Testing

@testable import GateCode

@Suite struct SystemCallLogTests {
  /// What comes before the suite's own code.
  static let start = """
    ==1== Callgrind, a call-graph generating cache profiler
    SYSCALL[1,1](257) sys_openat ( 4294967196, 0x40290b1(/etc/ld.so.cache), 524288 ) --> [async] ...
    SYSCALL[1,1](257) ... [async] --> Success(0x6)
    SYSCALL[1,1](257) sys_openat ( 4294967196, 0x4835540(/lib/libm.so.6), 524288 ) --> [async] ...
    SYSCALL[1,1](334) unimplemented (by the kernel) syscall: 334! (ni_syscall)
    SYSCALL[1,1](257) sys_openat ( 4294967196, 0x8d46ee(/proc/self/maps), 0 ) --> [async] ...
    SYSCALL[1,1](72) sys_fcntl[ARG3=='arg'] ( 3, 2, 1 )[sync] --> Success(0x0)
    SYSCALL[1,1](72) sys_fcntl[ARG3=='arg'] ( 4, 2, 1 )[sync] --> Success(0x0)

    """

  static func log(_ lines: String...) throws -> SystemCallLog {
    try SystemCallLog(
      Array((start + lines.map { "SYSCALL[1,1]\($0)\n" }.joined()).utf8), file: "log")
  }

  @Test func `memory and the channel give nothing from outside`() throws {
    let log = try Self.log(
      "(12) sys_brk ( 0x0 ) --> [pre-success] Success(0x4a00000)",
      "(0) sys_read ( 3, 0x1fff, 4096 ) --> [async] ... ", "(0) ... [async] --> Success(0x6)",
      "(1) sys_write ( 4, 0x1fff, 12 ) --> [async] ... ",
      "(262) sys_newfstatat ( 3, 0x4cf5dd5(), 0x1fff )[sync] --> Success(0x0) ",
      "(231) exit_group( 0 ) --> [pre-success] Success(0x0) ")
    #expect(log.doubt == nil)
    #expect(log.files == [])
    #expect(!log.readsEnvironment)
  }

  @Test func `files that the suite asks for are reported, each once`() throws {
    let log = try Self.log(
      "(257) sys_openat ( 4294967196, 0x4047340(data (1), old.json), 0 ) --> [async] ... ",
      "(257) sys_openat ( 4294967196, 0x4047340(data (1), old.json), 0 ) --> [async] ... ",
      "(262) sys_newfstatat ( 4294967196, 0x4047340(/x/there), 0x1fff )[sync] --> Failure(0x2) ")
    #expect(log.doubt == nil)
    #expect(log.files.last == "/x/there")
    #expect(log.files.count == 2)
  }

  @Test(arguments: [
    ("(228) sys_clock_gettime( 1, 0x1fff )[sync] --> Success(0x0) ", "the time"),
    ("(318) sys_getrandom ( 0x4d6, 8, 1 ) --> [async] ... ", "random"),
    ("(56) sys_clone ( 3d0f00, 0x4, 0x5, 0x6, 0x7 )", "threads or processes"),
    ("(41) sys_socket ( 2, 1, 0 )[sync] --> Success(0x5)", "network"),
    ("(39) sys_getpid ()[sync] --> Success(0x69ab)", "getpid"),
    ("(257) sys_openat ( 4294967196, 0x47(/dev/urandom), 0 ) --> [async] ... ", "/dev/urandom"),
    (
      "(257) sys_openat ( 4294967196, 0x47(/proc/self/maps), 0 ) --> [async] ... ",
      "/proc/self/maps"
    ),
    ("(87) sys_unlink ( 0x47(/x/gone) )[sync] --> Success(0x0)", "/x/gone"),
    ("what is this", "cannot be read"),
    ("(999) something_new ( 1 )", "something_new"),
  ])
  func `what may differ from run to run is a doubt`(_ line: String, _ word: String) throws {
    #expect(try Self.log(line).doubt?.contains(word) == true)
  }

  @Test func `reading the whole environment is reported`() throws {
    let log = try Self.log(
      "(257) sys_openat ( 4294967196, 0x47(/proc/self/environ), 0 ) --> [async] ... ")
    #expect(log.readsEnvironment)
    #expect(log.doubt == nil)
  }

  @Test func `a file that is read before the suite begins is reported, but for the runtime's`()
    throws
  {
    let early =
      "SYSCALL[1,1](257) sys_openat ( 4294967196, 0x47(/x/rates.csv), 0 ) --> [async] ... \n"
    let log = try SystemCallLog(Array((early + Self.start).utf8), file: "log")
    #expect(log.files == ["/etc/ld.so.cache", "/x/rates.csv"].filter { $0 == "/x/rates.csv" })
  }

  @Test func `a file that is only looked for before the suite begins is reported, too`() throws {
    let early = "SYSCALL[1,1](21) sys_access ( 0x47(/x/flag), 0 )[sync] --> Failure(0x2) \n"
    let log = try SystemCallLog(Array((early + Self.start).utf8), file: "log")
    #expect(log.files == ["/x/flag"])
  }

  @Test func `a path that begins in a folder which the suite opened is a doubt`() throws {
    let log = try Self.log("(257) sys_openat ( 5, 0x47(data), 0 ) --> [async] ... ")
    #expect(log.doubt?.contains("folder that it opened") == true)
    let whole = try Self.log("(257) sys_openat ( 5, 0x47(/x/data), 0 ) --> [async] ... ")
    #expect(whole.doubt == nil)
  }

  @Test func `a log without the suite's beginning is an error`() {
    #expect(throws: CodeError.self) { try SystemCallLog([], file: "log") }
  }
}
