import GateRecords

/// Watches what goes on beside a run, so that its record can say when the machine was unfit.
package struct MachineWatch: Sendable {
  private let facts: MachineFacts
  private let before: Moment?

  /// The work up to a moment: of all processors, and of this process and its children.
  struct Moment: Hashable, Sendable {
    var ticks: ProcessorTicks
    /// Hundredths of a second.
    var own: Int64
  }

  /// The share of a run's time that a hypervisor may keep without a word.
  private static let toleratedStolenShare = 0.02
  /// The share of all processors' time that other processes may have without a word.
  private static let toleratedForeignShare = 0.2

  /// Records the state of the machine before the run.
  package init() {
    self.init(facts: .here(), before: Self.moment())
  }

  init(facts: MachineFacts, before: Moment?) {
    self.facts = facts
    self.before = before
  }

  /// Returns warnings for the reader at the end of the run.
  package func warnings() -> [String] { warnings(now: Self.moment()) }

  func warnings(now: Moment?) -> [String] {
    var lasting = facts
    // The load's average still holds what ended before the run, such as the build of the suite; what
    // others did during the run is known better.
    lasting.load = nil
    var warnings = Diagnosis(lasting, noise: nil).warnings
    guard let before, let now, now.ticks.all > before.ticks.all else { return warnings }
    let done = now.ticks - before.ticks
    let stolen = Double(done.stolen) / Double(done.all)
    if stolen > Self.toleratedStolenShare {
      warnings.append(
        MeasurementMessage.hypervisorKept(share: QuantityFormat.percent(stolen)).line)
    }
    let foreign = Double(done.busy - (now.own - before.own)) / Double(done.all)
    if foreign > Self.toleratedForeignShare {
      warnings.append(
        MeasurementMessage.othersRan(share: QuantityFormat.percent(foreign)).line)
    }
    return warnings
  }

  static func moment(_ files: SystemFiles = SystemFiles()) -> Moment? {
    guard let ticks = files.processorTicks, let own = files.ownTicks else { return nil }
    return Moment(ticks: ticks, own: own)
  }
}
