import GateRecords

/// Messages about compiled code: why it could not be read, and why a benchmark is not proven to run the same code.
package enum CodeMessage: Message {
  // Files
  case truncated(place: String, what: String)
  case unsupported(place: String, what: String)
  case malformed(place: String, what: String)
  // The proof
  case differs(name: String)
  case onOneSide(name: String)
  case unclear(name: String)
  case unnamedDiffers(section: String)
  case notInObjects(section: String)
  case listDiffers(section: String)
  case harnessDiffers(name: String)
  case linkedDifferently(name: String)
  case replacesLibrary(name: String)
  case otherLibraries
  case choosesByProcessor
  case asksProcessor
  case environmentChanged(variable: String)
  // Executed code.
  case nothingSeen
  case tooFewRuns
  case severalThreads
  case unequalRuns
  case dependsOnSeeds(section: String)
  case addressUnknown(address: String)
  case startsProcesses(function: String)
  case unwinds(function: String)
  case looksUpCode(function: String)
  // System calls
  case callNotUnderstood(line: String)
  case asksSystem(path: String, call: String)
  case opensInFolder(path: String, call: String)
  case reads(path: String)
  case readsTime(call: String)
  case drawsRandomNumbers(call: String)
  case startsThreads(call: String)
  case readsNetwork(call: String)
  case mayDiffer(call: String)

  package static let examples: [Self] = [
    .truncated(place: "a.o: byte 64", what: "the file's header"),
    .unsupported(place: "a.o: byte 18", what: "code for machine 243"),
    .malformed(place: "a.o: byte 640", what: "sections overlap"),
    .differs(name: "Parser.parse(_:)"), .onOneSide(name: "Parser.parse(_:)"),
    .unclear(name: "Parser.parse(_:)"), .unnamedDiffers(section: ".rodata"),
    .notInObjects(section: ".text.main"), .listDiffers(section: "swift5_protocols"),
    .harnessDiffers(name: "Benchmark.run()"), .linkedDifferently(name: "malloc"),
    .replacesLibrary(name: "malloc"), .otherLibraries, .choosesByProcessor, .asksProcessor,
    .environmentChanged(variable: "LANG"), .nothingSeen, .tooFewRuns, .severalThreads,
    .unequalRuns, .dependsOnSeeds(section: ".text.f"), .addressUnknown(address: "0x4010a0"),
    .startsProcesses(function: "fork"), .unwinds(function: "__cxa_throw"),
    .looksUpCode(function: "dlsym"), .callNotUnderstood(line: "SYSCALL[1,1]"),
    .asksSystem(path: "/etc/passwd", call: "readlink"),
    .opensInFolder(path: "data.json", call: "openat"), .reads(path: "/proc/cpuinfo"),
    .readsTime(call: "clock_gettime"), .drawsRandomNumbers(call: "getrandom"),
    .startsThreads(call: "clone3"), .readsNetwork(call: "socket"), .mayDiffer(call: "sysinfo"),
  ]

  @_optimize(none)
  package var text: String {
    switch self {
    case .truncated(let place, let what): "\(place): ends inside \(what)"
    case .unsupported(let place, let what): "\(place): \(what) is not read"
    case .malformed(let place, let what): "\(place): \(what)"
    case .differs(let name): "\(name) differs"
    case .onOneSide(let name): "\(name) is in one of the two programs only"
    case .unclear(let name):
      "\(name) has several definitions, and it is unknown which one was linked"
    case .unnamedDiffers(let section): "a part of \(section) without a name differs"
    case .notInObjects(let section): "no object contains \(section)"
    case .listDiffers(let section): "the list \(section) differs"
    case .harnessDiffers(let name): "the harness differs (\(name))"
    case .linkedDifferently(let name): "\(name) was linked differently"
    case .replacesLibrary(let name): "\(name) replaces the function of a library"
    case .otherLibraries: "the programs use different libraries or start differently"
    case .choosesByProcessor: "it chooses code depending on the processor"
    case .asksProcessor:
      "it reads the processor's features, so it may run other code on another machine"
    case .environmentChanged(let variable):
      "the suite reads the environment, and \(variable) has changed since it was traced"
    case .nothingSeen: "no code of the program was seen"
    case .tooFewRuns: "fewer than two runs were recorded"
    case .severalThreads: "several threads ran"
    case .unequalRuns: "two runs executed different numbers of instructions"
    case .dependsOnSeeds(let section):
      "the code that it executes depends on random seeds (\(section))"
    case .addressUnknown(let address): "the code at \(address) belongs to no linked file"
    case .startsProcesses(let function): "it starts other processes (\(function))"
    case .unwinds(let function): "it unwinds the stack (\(function))"
    case .looksUpCode(let function): "it looks up code by name (\(function))"
    case .callNotUnderstood(let line): "the log of a system call cannot be read: \(line)"
    case .asksSystem(let path, let call): "it reads the file system's facts about \(path) (\(call))"
    case .opensInFolder(let path, let call):
      "it opens \(path) relative to a folder that it opened (\(call))"
    case .reads(let path): "it reads \(path)"
    case .readsTime(let call): "it reads the time (\(call))"
    case .drawsRandomNumbers(let call): "it draws random numbers (\(call))"
    case .startsThreads(let call): "it starts threads or processes (\(call))"
    case .readsNetwork(let call): "it reads from the network (\(call))"
    case .mayDiffer(let call): "it makes a system call whose result may differ (\(call))"
    }
  }

  @_optimize(none)
  package var remedy: String? {
    switch self {
    case .truncated, .malformed: "build it again"
    case .unsupported: "only ELF objects for x86-64 and arm64 are compared"
    default: nil
    }
  }
}
