import CSpeedgate
import Foundation
import GateRecords

/// The system's data about itself that matter to timings; nil where the system does not report them.
package struct MachineFacts: Hashable, Sendable {
  /// The processor's model.
  package var processor: String
  /// The processors this process may use.
  package var processorCount: Int
  /// The frequency governors in use, without repetition.
  package var governors: [String] = []
  /// Whether the processor may run faster than its rated speed.
  package var hasTurbo: Bool?
  /// Whether two hardware threads share a core.
  package var sharesCores: Bool?
  /// The hypervisor or container.
  package var virtualization: String?
  /// Runnable processes, averaged over the last minute.
  package var load: Double?
  /// The kernel's clock.
  package var clockSource: String?
  /// The kernel's restriction of performance counters, from −1 (none) to 3 and 4 (all counters).
  package var counterRestriction: Int?
  /// Why the processor's counters cannot be opened; nil when they can.
  package var counterFailure: String?
  /// How addresses are randomised: 0 not at all, 1 partly, 2 wholly.
  package var addressRandomization: Int?
  /// Whether it runs on its battery.
  package var isOnBattery: Bool?
  /// Whether a process can be bound to a processor.
  package var canBind: Bool
  /// Whether valgrind is on the path; nil on systems where nothing asks for it.
  package var hasValgrind: Bool?

  /// Creates facts with everything unknown that can be.
  package init(processor: String, processorCount: Int, canBind: Bool) {
    self.processor = processor
    self.processorCount = processorCount
    self.canBind = canBind
  }

  /// Reads the facts of this machine.
  package static func here() -> MachineFacts {
    let machine = EnvironmentProbe.machine
    var facts = MachineFacts(
      processor: machine.processor, processorCount: max(machine.processorCount, 1),
      canBind: !Processors.bindable().isEmpty)
    facts.virtualization = machine.virtualization
    facts.counterFailure = counterFailure()
    facts.read(SystemFiles())
    #if os(Linux)
      facts.hasValgrind = ExecutionTrace.isPossible(ProcessInfo.processInfo.environment)
    #endif
    return facts
  }

  /// Fills in what the files of `/proc` and `/sys` say.
  mutating func read(_ files: SystemFiles) {
    governors = files.governors
    hasTurbo = files.hasTurbo
    sharesCores = files.text("sys/devices/system/cpu/smt/active").map { $0 == "1" }
    load = files.load
    clockSource = files.text("sys/devices/system/clocksource/clocksource0/current_clocksource")
    counterRestriction = files.text("proc/sys/kernel/perf_event_paranoid").flatMap { Int($0) }
    addressRandomization = files.text("proc/sys/kernel/randomize_va_space").flatMap { Int($0) }
    isOnBattery = files.isOnBattery
  }

  private static func counterFailure() -> String? {
    let descriptor = speedgate_open_processor_counter(0)
    guard descriptor < 0 else {
      try? FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).close()
      return nil
    }
    return unsafe String(cString: strerror(-descriptor)).lowercased()
  }
}

/// The files in which Linux describes itself.
struct SystemFiles {
  /// Where they are; another folder in tests.
  let root: String

  init(root: String = "/") {
    self.root = root
  }

  /// A file's text without the white space around it; nil when it is not there.
  func text(_ path: String) -> String? {
    (try? String(contentsOfFile: root + path, encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: root + folder)) ?? []).sorted()
  }

  var governors: [String] {
    let folder = "sys/devices/system/cpu"
    let found = names(in: folder).filter {
      $0.hasPrefix("cpu") && $0.dropFirst(3).allSatisfy(\.isNumber)
    }
    .compactMap { text("\(folder)/\($0)/cpufreq/scaling_governor") }
    return Array(Set(found)).sorted()
  }

  var hasTurbo: Bool? {
    if let text = text("sys/devices/system/cpu/intel_pstate/no_turbo") { return text == "0" }
    return text("sys/devices/system/cpu/cpufreq/boost").map { $0 == "1" }
  }

  var load: Double? {
    text("proc/loadavg").flatMap { $0.split(separator: " ").first }.flatMap { Double($0) }
  }

  var isOnBattery: Bool? {
    let folder = "sys/class/power_supply"
    let mains = names(in: folder).compactMap { text("\(folder)/\($0)/online") }
    return mains.isEmpty ? nil : !mains.contains("1")
  }

  /// The processors' work since the start of the system.
  var processorTicks: ProcessorTicks? {
    guard let line = text("proc/stat")?.split(separator: "\n").first, line.hasPrefix("cpu ") else {
      return nil
    }
    let ticks = line.split(separator: " ").dropFirst().compactMap { Int64($0) }
    // user, nice, system, idle, iowait, irq, softirq, steal; guests are part of user.
    guard ticks.count >= 8 else { return nil }
    let all = ticks.prefix(8).reduce(0, +)
    return ProcessorTicks(all: all, busy: all - ticks[3] - ticks[4] - ticks[7], stolen: ticks[7])
  }
}

extension SystemFiles {
  /// The work of this process and the children that it has waited for, in hundredths of a second.
  var ownTicks: Int64? {
    // The program's name is in parentheses and may hold anything.
    guard let line = text("proc/self/stat"), let name = line.lastIndex(of: ")") else { return nil }
    let fields = line[line.index(after: name)...].split(separator: " ")
    guard fields.count > 14 else { return nil }
    return fields[11...14].reduce(0) { $0 + (Int64($1) ?? 0) }
  }
}

/// The work of all processors together, in hundredths of a second.
struct ProcessorTicks: Hashable, Sendable {
  /// All the time that they had.
  var all: Int64
  /// The part in which they worked.
  var busy: Int64
  /// The part that a hypervisor kept.
  var stolen: Int64

  /// Returns the work between two moments.
  static func - (left: Self, right: Self) -> Self {
    ProcessorTicks(
      all: left.all - right.all, busy: left.busy - right.busy, stolen: left.stolen - right.stolen)
  }
}
