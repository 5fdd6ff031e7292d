package import GateRecords

/// The consequences of a machine's properties and noise for measuring, with remedies.
package struct Diagnosis: Hashable, Sendable, Encodable {
  /// How much a finding matters.
  package enum Level: String, Hashable, Sendable, Encodable {
    /// As it should be.
    case good
    /// Worth knowing; nothing needs doing.
    case note
    /// Widens the spread, or shifts figures from run to run.
    case warning
    /// Figures taken now mean little.
    case unfit
  }

  /// One thing that was looked at.
  package struct Finding: Hashable, Sendable, Encodable {
    /// The subject of the check.
    package let check: String
    /// How much it matters.
    package let level: Level
    /// The finding.
    package let found: String
    /// The remedy; nil when there is nothing to do.
    package let remedy: String?
  }

  /// The format and its version.
  package let schema = SchemaVersion(name: "speedgate.doctor", version: 1)
  /// Whether nothing makes the machine unfit.
  package let isFit: Bool
  /// Everything that was looked at.
  package let findings: [Finding]
  /// The noise, as measured.
  package let noise: NoiseMeasurement?

  private enum CodingKeys: String, CodingKey {
    case schema, findings, noise
    case isFit = "fit"
  }

  /// Judges facts, and noise where it was measured.
  package init(_ facts: MachineFacts, noise: NoiseMeasurement?) {
    let findings =
      Self.processorFindings(facts) + Self.systemFindings(facts)
      + (noise.map { Self.noiseFindings($0, facts) } ?? [])
    self.findings = findings
    self.noise = noise
    isFit = !findings.contains { $0.level == .unfit }
  }

  /// The findings that a reader of a run's figures should know.
  package var warnings: [String] {
    findings.filter { $0.level == .warning || $0.level == .unfit }.map { finding in
      "\(finding.check): \(finding.found)" + (finding.remedy.map { "; \($0)" } ?? "")
    }
  }

  // MARK: The processor

  private static func processorFindings(_ facts: MachineFacts) -> [Finding] {
    var findings = [
      Finding(
        check: "processor", level: .good,
        found: "\(facts.processor), \(facts.processorCount) usable", remedy: nil)
    ]
    let slow = facts.governors.filter { $0 != "performance" }
    if facts.governors.isEmpty {
      findings.append(
        Finding(
          check: "frequency governor", level: .note,
          found: facts.virtualization == nil ? "not visible" : "not visible to a guest",
          remedy: nil))
    } else {
      findings.append(
        Finding(
          check: "frequency governor", level: slow.isEmpty ? .good : .warning,
          found: facts.governors.joined(separator: ", "),
          remedy: slow.isEmpty
            ? nil : "'sudo cpupower frequency-set -g performance' holds it steady"))
    }
    if let turbo = facts.hasTurbo {
      findings.append(
        Finding(
          check: "turbo", level: turbo ? .note : .good, found: turbo ? "on" : "off",
          remedy: turbo
            ? "for figures that compare from day to day, turn it off "
              + "(intel_pstate/no_turbo or cpufreq/boost under /sys/devices/system/cpu)" : nil))
    }
    if let shared = facts.sharesCores {
      findings.append(
        Finding(
          check: "hardware threads", level: shared ? .note : .good,
          found: shared ? "two share a core" : "one a core",
          remedy: shared ? "keep other work off the machine while measuring" : nil))
    }
    findings.append(
      Finding(
        check: "binding to processors", level: facts.canBind ? .good : .note,
        found: facts.canBind ? "possible" : "not possible here",
        remedy: facts.canBind ? nil : "pairs are still measured in turn, with a wider spread"))
    return findings
  }

  // MARK: The system

  private static func systemFindings(_ facts: MachineFacts) -> [Finding] {
    var findings = [
      Finding(
        check: "virtualisation", level: facts.virtualization == nil ? .good : .note,
        found: facts.virtualization ?? "none visible",
        remedy: facts.virtualization == nil
          ? nil : "neighbours share the machine; prefer paired runs to stored figures")
    ]
    if let load = facts.load { findings.append(loadFinding(load, facts)) }
    if let clock = facts.clockSource {
      let isQuick = ["tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page"]
        .contains(clock)
      findings.append(
        Finding(
          check: "clock", level: isQuick ? .good : .warning, found: clock,
          remedy: isQuick
            ? nil : "every reading is a system call; boot with clocksource=tsc where that is safe"))
    }
    findings.append(counterFinding(facts))
    if let found = facts.hasValgrind {
      findings.append(
        Finding(
          check: "valgrind", level: found ? .good : .note,
          found: found ? "there" : "not on the path",
          remedy: found
            ? nil
            : "with it 'speedgate-bench trace' records what benchmarks execute, which proves that they run the "
              + "same code, and '--instructions' counts exactly"))
    }
    if let randomization = facts.addressRandomization {
      findings.append(
        Finding(
          check: "address randomisation", level: randomization == 0 ? .note : .good,
          found: randomization == 0 ? "off" : "on",
          remedy: randomization == 0
            ? "launches then share one layout, whose luck looks like a result; "
              + "'sudo sysctl kernel.randomize_va_space=2' turns it on" : nil))
    }
    if let battery = facts.isOnBattery {
      findings.append(
        Finding(
          check: "power", level: battery ? .warning : .good, found: battery ? "battery" : "mains",
          remedy: battery ? "plug it in: on its battery a processor slows down" : nil))
    }
    return findings
  }

  private static func loadFinding(_ load: Double, _ facts: MachineFacts) -> Finding {
    let each = load / Double(facts.processorCount)
    let level: Level = each > 2 ? .unfit : each > 0.5 ? .warning : .good
    return Finding(
      check: "load", level: level,
      found: "\(QuantityFormat.fixed(load, decimals: 2)) on \(facts.processorCount) processors",
      remedy: level == .good ? nil : "wait until other work is done, or stop it")
  }

  private static func counterFinding(_ facts: MachineFacts) -> Finding {
    guard let failure = facts.counterFailure else {
      return Finding(
        check: "performance counters", level: .good, found: "available", remedy: nil)
    }
    let restriction = facts.counterRestriction.map { ", perf_event_paranoid \($0)" } ?? ""
    let isForbidden = (facts.counterRestriction ?? 0) > 2
    return Finding(
      check: "performance counters", level: .note, found: "not available: \(failure)\(restriction)",
      remedy: isForbidden
        ? "'sudo sysctl kernel.perf_event_paranoid=2' allows counting one's own processes"
        : "instructions and cycles are not counted here; gate allocations instead")
  }

  // MARK: Noise

  private static func noiseFindings(
    _ noise: NoiseMeasurement, _ facts: MachineFacts
  ) -> [Finding] {
    func percent(_ share: Double) -> String { QuantityFormat.percent(share) }
    func level(_ share: Double, warning: Double, unfit: Double) -> Level {
      share > unfit ? .unfit : share > warning ? .warning : .good
    }
    let neighbours = level(noise.neighbourSpread, warning: 0.05, unfit: 0.25)
    let windows = level(noise.windowSpread, warning: 0.03, unfit: 0.5)
    var findings = [
      Finding(
        check: "clock cost", level: noise.clockCost > 100 ? .warning : .good,
        found: QuantityFormat.string(noise.clockCost, unit: .nanoseconds) + " a reading",
        remedy: noise.clockCost > 100 ? "batches must be longer; see the clock above" : nil),
      Finding(
        check: "noise between neighbouring samples", level: neighbours,
        found: "\(percent(noise.neighbourSpread)) of \(noise.samples) samples of equal work",
        remedy: neighbours == .good
          ? nil : "paired runs need many launches here; measure on a quieter machine"),
      Finding(
        check: "noise between half-seconds", level: windows, found: percent(noise.windowSpread),
        remedy: windows == .good
          ? nil : "figures stored from other runs shift by as much; compare by paired runs"),
    ]
    if let difference = noise.processorDifference {
      findings.append(
        Finding(
          check: "difference between processors", level: difference > 0.05 ? .note : .good,
          found: percent(difference),
          remedy: difference > 0.05
            ? "pairs share a processor, so this evens out; single runs spread by it" : nil))
    }
    let interrupted = level(noise.interruptedShare, warning: 0.1, unfit: 0.6)
    findings.append(
      Finding(
        check: "interrupted samples", level: interrupted, found: percent(noise.interruptedShare),
        remedy: interrupted == .good
          ? nil : "other processes want the same processors; stop them while measuring"))
    if let stolen = noise.stolenShare {
      let level = level(stolen, warning: 0.01, unfit: 0.15)
      findings.append(
        Finding(
          check: "time stolen by the hypervisor", level: level, found: percent(stolen),
          remedy: level == .good
            ? nil : "the host is overcommitted; use another machine, or one of your own"))
    }
    return findings
  }
}
