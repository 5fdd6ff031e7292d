import GateProtocol
import GateRecords

extension Benchmark {
  /// The amount of work that one iteration of a benchmark processes.
  ///
  /// An amount that is not above zero is a mistake: the suite does not start.
  public struct Throughput: Sendable {
    private enum Unit: Sendable { case items, bytes }
    private enum Size: Sendable {
      case fixed(Int)
      case ofParameter(@Sendable (Int) -> Int)
    }

    /// Why there is no amount.
    struct Problem: Error {
      let text: String
    }

    private let unit: Unit
    private let size: Size

    /// A fixed number of items an iteration.
    public static func items(_ count: Int) -> Throughput {
      Throughput(unit: .items, size: .fixed(count))
    }

    /// A fixed number of bytes an iteration.
    public static func bytes(_ count: Int) -> Throughput {
      Throughput(unit: .bytes, size: .fixed(count))
    }

    /// As many items as the `Int` parameter says: `.items { $0 }`; a benchmark without one is a mistake.
    public static func items(_ count: @escaping @Sendable (Int) -> Int) -> Throughput {
      Throughput(unit: .items, size: .ofParameter(count))
    }

    /// As many bytes as the `Int` parameter says: `.bytes { $0 * 8 }`; a benchmark without one is a
    /// mistake.
    public static func bytes(_ count: @escaping @Sendable (Int) -> Int) -> Throughput {
      Throughput(unit: .bytes, size: .ofParameter(count))
    }

    func amount(for parameter: Int?) -> Result<ListedBenchmark.Throughput, Problem> {
      let amount: Int
      switch size {
      case .fixed(let count): amount = count
      case .ofParameter(let count):
        guard let parameter else {
          return .failure(
            Problem(text: SuiteMessage.throughputWithoutParameter.line))
        }
        amount = count(parameter)
      }
      switch unit {
      case _ where amount <= 0:
        return .failure(
          Problem(
            text: SuiteMessage.throughputNotPositive(amount, unit: "\(unit)").line))
      case .items: return .success(.items(Double(amount)))
      case .bytes: return .success(.bytes(Double(amount)))
      }
    }
  }
}
