/// Where a regression comes from, by the functions that cost more.
public struct Cause: Hashable, Sendable, Codable {
  /// The quantity that is counted.
  public enum Quantity: String, Hashable, Sendable, Codable {
    /// Instructions of one iteration.
    case instructions
    /// Nanoseconds of one iteration.
    case nanoseconds
    /// Calls that ask for memory, in one iteration.
    case allocations
  }

  /// The most functions that are named.
  package static let mostFunctions = 5

  /// How the functions were watched.
  public var method: ProfileMethod

  /// The quantity of the figures.
  public var quantity: Quantity

  /// The baseline's total.
  public var baseline: Double

  /// The candidate's total.
  public var candidate: Double

  /// How often the timer looked, on the side where it looked less often; absent for callgrind.
  public var samples: Int?

  /// True where both programs executed equally many instructions, function by function to a thousandth of all: what differs is the place
  /// of code and data, or what the processor makes of it.
  public var equalInstructions: Bool?

  /// The functions that cost more, those with the largest share first; empty where no function can be named.
  public var functions: [CausingFunction]

  private enum CodingKeys: String, CodingKey {
    case method, quantity, baseline, candidate, samples, functions
    case equalInstructions = "equal_instructions"
  }

  /// Creates a cause.
  public init(
    method: ProfileMethod, quantity: Quantity, baseline: Double, candidate: Double,
    samples: Int? = nil, hasEqualInstructions: Bool = false, functions: [CausingFunction]
  ) {
    self.method = method
    self.quantity = quantity
    self.baseline = baseline
    self.candidate = candidate
    self.samples = samples
    equalInstructions = hasEqualInstructions ? true : nil
    self.functions = functions
  }

  /// Why it cannot be; nil when it can.
  package var contradiction: String? {
    guard baseline >= 0, candidate >= 0, baseline.isFinite, candidate.isFinite else {
      return RecordMessage.causeTotal.line
    }
    guard (method == .sampled) == (quantity == .nanoseconds),
      (method == .sampled) == (samples != nil), samples ?? 1 > 0
    else {
      return RecordMessage.causeQuantity(
        method: method.rawValue, quantity: quantity.rawValue
      ).line
    }
    guard functions.count <= Self.mostFunctions else {
      return RecordMessage.causeFunctions(count: functions.count).line
    }
    if equalInstructions == true, quantity != .instructions || !functions.isEmpty {
      return RecordMessage.causeEqualNames.line
    }
    if equalInstructions == true,
      abs(candidate - baseline) > 1.001e-3 * max(baseline, candidate)
    {
      return RecordMessage.causeEqualTotals.line
    }
    for function in functions {
      guard function.change > 0, function.change.isFinite, function.share?.isFinite ?? true,
        function.share ?? 1 > 0
      else { return RecordMessage.causeWithoutCost(function: function.name).line }
      // Figures pass through sums and a text.
      guard function.change <= candidate * 1.001 + 1e-6 else {
        return RecordMessage.causeAboveTotal(function: function.name).line
      }
      guard
        [function.callsBefore, function.callsAfter].allSatisfy({ $0 ?? 0 >= 0 && $0 ?? 0 < 9e15 })
      else {
        return RecordMessage.causeCalls(function: function.name).line
      }
      guard method == .callgrind || (function.callsBefore ?? function.callsAfter) == nil else {
        return RecordMessage.causeCallsOfTimer(function: function.name).line
      }
      guard function.onlyIn != .baseline else {
        return RecordMessage.causeOfBaseline(function: function.name).line
      }
      guard function.onlyIn == nil || function.callsBefore ?? 0 == 0 else {
        return RecordMessage.causeNewButCalled(function: function.name).line
      }
    }
    for (first, second) in zip(functions, functions.dropFirst())
    where first.change < second.change * (1 - 1e-6) {
      return RecordMessage.causeOrder(first: first.name, second: second.name).line
    }
    return nil
  }
}

/// A function that costs more than before.
public struct CausingFunction: Hashable, Sendable, Codable {
  /// Its name as the sources have it, where that is known.
  public var name: String

  /// How much more it costs in one iteration, with what the runtime does for it.
  public var change: Double

  /// That as a share of the whole change; absent where the whole did not grow.
  ///
  /// Others may have become cheaper, so it can be above 1.
  public var share: Double?

  /// How often it was called in one iteration; absent where it was not counted.
  public var callsBefore: Double?

  /// How often it is called now.
  public var callsAfter: Double?

  /// The one program that executes it; absent where both do.
  public var onlyIn: Side?

  /// The function of the runtime or a library that most of it lies in.
  public var through: String?

  private enum CodingKeys: String, CodingKey {
    case name, change, share, through
    case callsBefore = "calls_before"
    case callsAfter = "calls_after"
    case onlyIn = "only_in"
  }

  /// Creates a function's part in a cause.
  public init(
    name: String, change: Double, share: Double?, callsBefore: Double? = nil,
    callsAfter: Double? = nil, onlyIn: Side? = nil, through: String? = nil
  ) {
    self.name = name
    self.change = change
    self.share = share
    self.callsBefore = callsBefore
    self.callsAfter = callsAfter
    self.onlyIn = onlyIn
    self.through = through
  }
}
