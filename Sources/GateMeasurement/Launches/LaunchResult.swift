import GateProtocol

/// The result of a launch for one benchmark on one side.
struct LaunchResult: Hashable, Sendable {
  var samples: [WorkerSample] = []
  var metrics: [WorkerMetric] = []
  var steps: [WorkerStep] = []
  var stepDetails = StepDetails()
  var digest: String?
  var peakMemory: Int64?
  /// The places of the samples during which a hypervisor kept the processor.
  var stolenPlaces: Set<Int> = []
  /// Nanoseconds that it kept in all.
  var stolenTime: Int64 = 0
  /// Mean nanoseconds of an iteration, as ``MeanTime`` works it out; nil without a sample.
  var meanTime: Double?
  /// The 99th percentile of the iterations' nanoseconds; nil where a sample is several iterations.
  var tailTime: Double?
  /// Samples that were left out because calls behind a circuit breaker failed in them.
  var faultySamples = 0
}
