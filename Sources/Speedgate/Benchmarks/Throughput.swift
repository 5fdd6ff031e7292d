extension Benchmark {
  /// What one iteration of a benchmark processes.
  public struct Throughput: Sendable {
    enum Unit: Sendable { case items, bytes }

    let unit: Unit
    let size: @Sendable (Int) -> Double

    /// So many items an iteration.
    public static func items(_ count: Int) -> Throughput {
      Throughput(unit: .items) { _ in Double(count) }
    }

    /// So many bytes an iteration.
    public static func bytes(_ count: Int) -> Throughput {
      Throughput(unit: .bytes) { _ in Double(count) }
    }

    /// As many items as the integer parameter says: `.items { $0 }`; it is 1 where there is none.
    public static func items(_ count: @escaping @Sendable (Int) -> Int) -> Throughput {
      Throughput(unit: .items) { Double(count($0)) }
    }

    /// As many bytes as the integer parameter says: `.bytes { $0 * 8 }`; it is 1 where there is none.
    public static func bytes(_ count: @escaping @Sendable (Int) -> Int) -> Throughput {
      Throughput(unit: .bytes) { Double(count($0)) }
    }

    func amount(for parameter: Int?) -> BenchmarkCase.Work {
      let amount = max(0, size(parameter ?? 1))
      switch unit {
      case .items: return .items(amount)
      case .bytes: return .bytes(amount)
      }
    }
  }
}
