import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateMeasurement

@Suite struct DiagnosisTests {
  private static let quiet: MachineFacts = {
    var facts = MachineFacts(processor: "Test CPU", processorCount: 4, canBind: true)
    facts.governors = ["performance"]
    facts.hasTurbo = false
    facts.sharesCores = false
    facts.load = 0.1
    facts.clockSource = "tsc"
    facts.addressRandomization = 2
    facts.isOnBattery = false
    facts.hasValgrind = true
    return facts
  }()

  private static let silence = NoiseMeasurement(
    samples: 10_000, median: 1e6, neighbourSpread: 0.004, windowSpread: 0.005,
    processorDifference: 0.01, interruptedShare: 0.01, stolenShare: 0, clockCost: 25)

  @Test func `a quiet machine is fit, with nothing to do`() {
    let diagnosis = Diagnosis(Self.quiet, noise: Self.silence)
    #expect(diagnosis.isFit && diagnosis.warnings.isEmpty)
    #expect(diagnosis.findings.allSatisfy { $0.level == .good && $0.remedy == nil })
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var check: String
    var level: Diagnosis.Level
    var change: @Sendable (inout MachineFacts, inout NoiseMeasurement) -> Void
    var testDescription: String { "\(check): \(level.rawValue)" }
    init(
      _ check: String, _ level: Diagnosis.Level,
      _ change: @escaping @Sendable (inout MachineFacts, inout NoiseMeasurement) -> Void
    ) {
      self.check = check
      self.level = level
      self.change = change
    }
  }

  static let cases: [Case] = [
    Case("frequency governor", .warning) { facts, _ in
      facts.governors = ["performance", "powersave"]
    },
    Case("turbo", .note) { facts, _ in facts.hasTurbo = true },
    Case("hardware threads", .note) { facts, _ in facts.sharesCores = true },
    Case("binding to processors", .note) { facts, _ in facts.canBind = false },
    Case("virtualisation", .note) { facts, _ in facts.virtualization = "virtual machine" },
    Case("load", .warning) { facts, _ in facts.load = 2.1 },
    Case("load", .unfit) { facts, _ in facts.load = 9 },
    Case("clock", .warning) { facts, _ in facts.clockSource = "hpet" },
    Case("address randomisation", .note) { facts, _ in facts.addressRandomization = 0 },
    Case("valgrind", .note) { facts, _ in facts.hasValgrind = false },
    Case("power", .warning) { facts, _ in facts.isOnBattery = true },
    Case("performance counters", .note) { facts, _ in
      facts.counterFailure = "permission denied"
      facts.counterRestriction = 3
    },
    Case("clock cost", .warning) { _, noise in noise.clockCost = 400 },
    Case("noise between neighbouring samples", .warning) { _, noise in noise.neighbourSpread = 0.1
    },
    Case("noise between neighbouring samples", .unfit) { _, noise in noise.neighbourSpread = 0.3 },
    Case("noise between half-seconds", .warning) { _, noise in noise.windowSpread = 0.1 },
    Case("difference between processors", .note) { _, noise in noise.processorDifference = 0.14 },
    Case("interrupted samples", .warning) { _, noise in noise.interruptedShare = 0.2 },
    Case("time stolen by the hypervisor", .warning) { _, noise in noise.stolenShare = 0.05 },
    Case("time stolen by the hypervisor", .unfit) { _, noise in noise.stolenShare = 0.3 },
  ]

  @Test(arguments: cases) func `each trouble is found alone, with a remedy`(_ row: Case) throws {
    var facts = Self.quiet
    var noise = Self.silence
    row.change(&facts, &noise)
    let diagnosis = Diagnosis(facts, noise: noise)
    let troubles = diagnosis.findings.filter { $0.level != .good }
    #expect(troubles.map(\.check) == [row.check] && troubles.map(\.level) == [row.level])
    #expect(troubles.first?.remedy != nil)
    #expect(diagnosis.isFit == (row.level != .unfit))
    #expect(diagnosis.warnings.count == (row.level == .note ? 0 : 1))
  }

  @Test func `what the system does not show is no finding`() {
    let facts = MachineFacts(processor: "unknown", processorCount: 1, canBind: true)
    let checks = Diagnosis(facts, noise: nil).findings.map(\.check)
    #expect(!checks.contains("load") && !checks.contains("turbo") && !checks.contains("clock"))
  }
}

@Suite struct NoiseMeasurementTests {
  private func samples(_ time: (Int) -> Double) -> [NoiseSample] {
    (0..<400).map { number in
      NoiseSample(
        processor: number / 100 % 2, window: number / 100, time: time(number),
        isInterrupted: number % 10 == 0)
    }
  }

  private func summary(_ samples: [NoiseSample]) -> NoiseMeasurement {
    NoiseMeasurement.summary(of: samples, stolenShare: nil, clockCost: 20)
  }

  @Test func `equal samples have no spread`() {
    let noise = summary(samples { _ in 1000 })
    #expect(noise.neighbourSpread == 0 && noise.windowSpread == 0)
    #expect(noise.processorDifference == 0 && noise.median == 1000 && noise.samples == 400)
    #expect(noise.interruptedShare == 0.1)
  }

  @Test func `each kind of noise shows in its own figure`() {
    let jitter = summary(samples { $0 % 2 == 0 ? 1000 : 1100 })
    #expect(jitter.neighbourSpread > 0.05 && jitter.windowSpread == 0)
    let drift = summary(samples { $0 < 200 ? 1000 : 1200 })
    #expect(drift.neighbourSpread == 0 && drift.windowSpread > 0.05)
    #expect(drift.processorDifference == 0)
    let unequal = summary(samples { $0 / 100 % 2 == 0 ? 1000 : 1140 })
    #expect(unequal.windowSpread == 0 && unequal.neighbourSpread == 0)
    #expect(abs((unequal.processorDifference ?? 0) - 0.14) < 1e-9)
  }

  @Test func `the spread of a normal law comes out as its standard deviation`() {
    // Twelve uniform numbers sum to nearly a normal law of variance 1.
    var state: UInt64 = 9
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 0x1p53
    }
    let noisy = (0..<20_000).map { _ in
      NoiseSample(
        processor: 0, window: 0,
        time: 1e6 * (1 + 0.01 * ((0..<12).reduce(-6.0) { sum, _ in sum + uniform() })),
        isInterrupted: false)
    }
    #expect(abs(summary(noisy).neighbourSpread - 0.01) < 0.0005)
  }

  @Test func `a real measurement takes samples on every processor`() {
    var shares: [Double] = []
    let noise = NoiseMeasurement.take(seconds: 0.05) { shares.append($0) }
    #expect(noise.samples > 0 && noise.median > 0 && noise.clockCost > 0)
    #expect(shares.last == 1)
  }
}

@Suite struct MachineWatchTests {
  private let folder: TemporaryFolder
  private let files: SystemFiles

  init() throws {
    folder = try TemporaryFolder()
    files = SystemFiles(root: folder.path + "/")
  }

  @Test func `the system's files are understood`() throws {
    try folder.write("proc/stat", "cpu  100 0 50 800 40 0 10 20 5 0\ncpu0 1 2 3\n")
    try folder.write("proc/self/stat", "7 (a) b (c)) S 1 2 3 4 5 6 7 8 9 10 30 20 4 6 20 0 1\n")
    try folder.write("proc/loadavg", "1.50 2.00 3.00 2/100 77\n")
    try folder.write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n")
    try folder.write("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n")
    try folder.write("sys/devices/system/cpu/cpu12/cpufreq/scaling_governor", "performance\n")
    try folder.write("sys/devices/system/cpu/intel_pstate/no_turbo", "1\n")
    try folder.write("sys/class/power_supply/AC/online", "0\n")
    try folder.write("proc/sys/kernel/perf_event_paranoid", "-1\n")
    #expect(files.processorTicks == ProcessorTicks(all: 1020, busy: 160, stolen: 20))
    #expect(files.ownTicks == 60)
    #expect(files.governors == ["performance", "powersave"])
    var facts = MachineFacts(processor: "P", processorCount: 2, canBind: true)
    facts.read(files)
    #expect(facts.load == 1.5 && facts.hasTurbo == false && facts.isOnBattery == true)
    #expect(facts.counterRestriction == -1 && facts.sharesCores == nil)
  }

  @Test func `nonsense in the system's files is nothing known`() throws {
    try folder.write("proc/stat", "processors 1 2\n")
    try folder.write("proc/self/stat", "7 (a")
    try folder.write("proc/loadavg", "much\n")
    #expect(files.processorTicks == nil && files.ownTicks == nil && files.load == nil)
    #expect(files.hasTurbo == nil && files.isOnBattery == nil && files.governors.isEmpty)
  }

  @Test func `what others did during the run is reported, what came before is not`() {
    var facts = MachineFacts(processor: "P", processorCount: 2, canBind: true)
    facts.load = 50
    let start = MachineWatch.Moment(ticks: .init(all: 1000, busy: 900, stolen: 10), own: 5)
    let watch = MachineWatch(facts: facts, before: start)
    func warnings(busy: Int64, stolen: Int64, own: Int64) -> [String] {
      watch.warnings(
        now: .init(
          ticks: .init(all: 2000, busy: 900 + busy, stolen: 10 + stolen), own: 5 + own))
    }
    #expect(warnings(busy: 500, stolen: 0, own: 490).isEmpty)
    #expect(warnings(busy: 500, stolen: 100, own: 490).first?.contains("10.0 %") == true)
    #expect(warnings(busy: 800, stolen: 0, own: 300).first?.contains("50.0 %") == true)
    #expect(watch.warnings(now: nil).isEmpty)
    #expect(watch.warnings(now: start).isEmpty)
  }

  @Test func `settings that unsettle figures are reported with every run`() {
    var facts = MachineFacts(processor: "P", processorCount: 2, canBind: true)
    facts.governors = ["powersave"]
    let warnings = MachineWatch(facts: facts, before: nil).warnings(now: nil)
    #expect(warnings.count == 1 && warnings[0].hasPrefix("frequency governor: powersave"))
  }
}
