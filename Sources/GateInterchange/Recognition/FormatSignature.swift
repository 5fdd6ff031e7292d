/// By what a format is recognised.
struct FormatSignature: Sendable {
  /// Whether it is so loose that it counts only where no other format is recognised.
  var isFallback = false
  /// Whether a file's beginning is one of this format.
  let matches: @Sendable (FormatSample) -> Bool

  init(isFallback: Bool = false, _ matches: @escaping @Sendable (FormatSample) -> Bool) {
    self.isFallback = isFallback
    self.matches = matches
  }
}

extension FormatSignature {
  static let googleBenchmark = FormatSignature {
    $0.has("benchmarks/*/real_time") || $0.has("context/library_build_type")
      || $0.has("context/num_cpus", "context/date")
      || $0.has("benchmarks/*/name", "benchmarks/*/iterations", "benchmarks/*/time_unit")
  }

  /// Rows, the lines before them, or the events of `go test -json`.
  static let go = FormatSignature { sample in
    if sample.outline != nil {
      return sample.has("Action")
        && (sample.has("Package") || sample.has("Test") || sample.has("Output"))
    }
    return sample.hasLine { line in
      guard line.hasPrefix("Benchmark") else {
        return line.hasPrefix("goos: ") || line.hasPrefix("goarch: ")
          || line.hasPrefix("--- FAIL: Benchmark")
          || line.hasPrefix("--- SKIP: Benchmark")
      }
      let words = line.split { $0 == " " || $0 == "\t" }
      if words.count >= 2, words[1] == "---" || words[1] == "panic:" { return true }
      return words.count >= 4 && Int(words[1]) != nil && Double(words[2]) != nil
        && Double(words[3]) == nil
    }
  }

  static let hyperfine = FormatSignature {
    $0.has("results/*/command")
      && ($0.has("results/*/mean") || $0.has("results/*/times") || $0.has("results/*/median"))
  }

  static let pytestBenchmark = FormatSignature {
    $0.has("machine_info", "commit_info") || $0.has("benchmarks/*/stats")
      || $0.has("benchmarks/*/fullname", "benchmarks/*/group")
  }

  static let criterion = FormatSignature { sample in
    switch sample.name {
    case "benchmark.json": sample.has("full_id") || sample.has("group_id")
    case "sample.json": sample.has("iters", "times")
    default:
      sample.has("reason")
        && (sample.has("iteration_count") || sample.has("measured_values")
          || sample.has("group_name") || sample.has("benchmarks"))
    }
  }

  static let jmh = FormatSignature { $0.has("*/primaryMetric") || $0.has("*/jmhVersion") }

  static let packageBenchmark = FormatSignature {
    $0.has("results/*/target", "results/*/name") || $0.has("baselineName", "machine")
      || ($0.has("results") && $0.has("machine/processors", "machine/kernelVersion"))
      || $0.has("results/*/*/statistics")
  }

  static let generic = FormatSignature(isFallback: true) {
    $0.has("*/value") && ($0.has("*/name") || $0.has("*/benchmark"))
  }
}
