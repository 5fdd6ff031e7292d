package import GateRecords

extension SuiteMeasurement {
  /// Which launches of a round share a layout.
  package enum LayoutSharing: Hashable, Sendable {
    /// Each launch has its own.
    case none
    /// The launches of one side share one, so that they show what is left of the spread within a layout.
    case bySide
  }

  /// The options of a measurement.
  package struct Options: Sendable {
    /// How much to measure.
    package var profile: MeasurementProfile
    /// The time it may take, in seconds.
    package var timeBudget: Double
    /// Whether the time ends measuring even where too little was measured to prove any regression.
    package var isTimeBudgetFirm = false
    /// The seed of every random choice.
    package var seed: UInt64
    /// The benchmarks to measure.
    package var selection: BenchmarkSelection
    /// The lengths that measuring goes by.
    package var scale = MeasurementScale()
    /// The suite's false-alarm rate.
    package var alpha = 0.01
    /// The processors to draw from; empty when launches cannot be bound.
    package var processors: [Int]
    /// Seconds that a benchmark may take in one launch.
    package var timeLimit = 60.0

    /// Samples that a benchmark must have before it is settled.
    package var leastSamples = 2
    /// How many machines share the launches, and which of them this one is; nil for a machine by itself.
    package var machine: MachineShare?
    /// Whether launches of their own count what benchmarks do.
    package var countsWork = true
    /// Launch pairs that every benchmark gets, however soon it is decided.
    package var leastPairs = 0
    /// Launch pairs that every benchmark gets, no fewer and no more, whatever is decided; nil for as many as
    /// decisions need.
    package var exactPairs: Int?
    /// Which launches of a round share a layout, where layouts are drawn.
    package var layoutSharing = LayoutSharing.none
    /// The measurements of earlier runs of the same two programs; nil without any.
    package var earlier: EvidenceRecord?
    /// Benchmarks that execute the same code as in the baseline's program, and what is done with them.
    package var sameCode = SameCodeChoice.none
    /// Comparisons that share the suite's false-alarm rate, where there are more than are measured.
    package var leastComparisons = 0

    /// When reading counts as good, moderate or poor.
    package var indicators = StepIndicators()

    /// Whether a suite without optimisation is measured nevertheless.
    package var allowsDebugBuild: Bool

    /// Whether a baseline that does not run here ends the run, in place of leaving it unpaired.
    package var requiresBaseline = false

    /// The warnings for launches that cannot be bound to a processor.
    package var bindingWarnings: [String] {
      processors.isEmpty
        ? [MeasurementMessage.notBound.line] : []
    }

    /// Creates options.
    package init(
      allowsDebugBuild: Bool = false, profile: MeasurementProfile, timeBudget: Double, seed: UInt64,
      selection: BenchmarkSelection = BenchmarkSelection(),
      processors: [Int]
    ) {
      self.allowsDebugBuild = allowsDebugBuild
      self.profile = profile
      self.timeBudget = timeBudget
      self.seed = seed
      self.selection = selection
      self.processors = processors
    }
  }
}
