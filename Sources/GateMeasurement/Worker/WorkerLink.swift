package import GateProtocol
package import GateRecords

/// Where a launch runs: the processor is drawn for each round, the padding for each launch.
package struct Placement: Hashable, Sendable {
  /// The processor it is bound to; nil when it may use all.
  package var processor: Int?
  /// Bytes that its environment is larger by, which moves the stack.
  package var padding: Int
  /// The seed of the program's layout; nil for the layout that it has in any case.
  package var layout: UInt32?

  /// Creates a placement.
  package init(processor: Int?, padding: Int = 0, layout: UInt32? = nil) {
    self.processor = processor
    self.padding = padding
    self.layout = layout
  }
}

/// A conversation with one worker.
///
/// The seam between measuring and processes: tests answer in the worker's place.
package protocol WorkerLink: AnyObject {
  /// Sends a request.
  func send(_ message: DriverMessage) throws(WorkerFault)

  /// Waits for an answer, at most `seconds`.
  func receive(within seconds: Double) throws(WorkerFault) -> WorkerMessage

  /// Ends the worker, at once if need be.
  func end()
}

/// Starts workers.
package protocol WorkerLauncher: AnyObject {
  /// Whether launches can have layouts of their own.
  ///
  /// It may be turned off after the first launches, if a program does not run from a copy.
  var drawsLayouts: Bool { get }

  /// Makes the programs of launches that are about to start, so that nothing of it runs beside what is timed.
  func prepare(_ launches: [(side: Side, seed: UInt32)])

  /// Starts the program of one side and takes its greeting.
  func launch(_ side: Side, _ placement: Placement) throws(WorkerFault) -> any WorkerLink
}

extension WorkerLauncher {
  /// Most launchers start programs as they are.
  package var drawsLayouts: Bool { false }

  /// There is nothing to make.
  package func prepare(_ launches: [(side: Side, seed: UInt32)]) {}
}

/// An error of a worker that was expected to answer.
package struct WorkerFault: Error, Hashable, Sendable {
  /// The kind of fault.
  package enum Kind: Hashable, Sendable {
    /// It could not be started.
    case notStarted
    /// It ended.
    case ended
    /// It was silent for too long.
    case silent
    /// It said why it cannot start.
    case refused
    /// It said something that is not in the protocol.
    case unintelligible
  }

  /// The kind of fault.
  package let kind: Kind
  /// The error, in one sentence.
  package let message: String
  /// The last lines it printed.
  package let outputTail: String?

  /// Creates a fault.
  package init(kind: Kind, message: String, outputTail: String? = nil) {
    self.kind = kind
    self.message = message
    self.outputTail = outputTail
  }

  /// Creates a fault of a message.
  init(_ kind: Kind, _ message: MeasurementMessage, outputTail: String? = nil) {
    self.init(kind: kind, message: message.line, outputTail: outputTail)
  }
}
