import GateProtocol
import GateRecords

/// Why a launch of a benchmark gave nothing, and whose fault it was.
struct LaunchFailure: Error, Hashable, Sendable {
  let side: Side
  let failure: BenchmarkFailure
  /// Whether the worker can go on with another benchmark.
  let workerSurvives: Bool
}

extension LaunchFailure {
  init(side: Side, fault: WorkerFault) {
    let kind: BenchmarkFailure.Kind =
      switch fault.kind {
      case .notStarted, .ended: .crashed
      case .silent: .timedOut
      case .refused: .threw
      case .unintelligible: .protocolError
      }
    self.init(
      side: side,
      failure: BenchmarkFailure(
        kind: kind, message: fault.message, outputTail: fault.outputTail),
      workerSurvives: false)
  }
}

extension BenchmarkFailure {
  init(_ failure: WorkerFailure) {
    let kind: Kind =
      switch failure.kind {
      case .threw: .threw
      case .measuredNothing: .measuredNothing
      case .skipped: .skipped
      case .protocolError: .protocolError
      }
    self.init(kind: kind, message: failure.message)
  }
}
