import GateRecords

extension FormatSignature {
  /// A script that assigns the data to a variable, or the data alone.
  static let githubActionBenchmark = FormatSignature {
    $0.text.hasPrefix("window.BENCHMARK_DATA")
      || $0.has("entries") && ($0.has("repoUrl") || $0.has("lastUpdate"))
  }

  static let bencherMetric = FormatSignature(isFallback: true) { sample in
    // Two levels of names, of which only the key below is significant.
    sample.outline?.isArray == false
      && sample.hasPath { path in
        path.hasSuffix("/value") && path.contains { $0 == "/" } && !path.contains("*")
          && path.split(separator: "/").count >= 3
      }
  }

  static let vitest = FormatSignature { $0.has("files/*/groups", "files/*/filepath") }

  static let tinybench = FormatSignature {
    $0.has("*/result", "*/name") || $0.has("tasks/*/result", "tasks/*/name")
  }

  static let deno = FormatSignature { $0.has("benches/*/results", "runtime") }

  static let benchmarkDotNet = FormatSignature { $0.has("HostEnvironmentInfo", "Benchmarks") }

  /// Mitata's results have runs, too, and neither of the two below.
  static let pyperf = FormatSignature {
    $0.has("benchmarks/*/runs") && ($0.has("benchmarks/*/metadata") || $0.has("metadata"))
  }

  static let asv = FormatSignature {
    $0.has("results", "result_columns") || $0.has("results", "commit_hash", "env_name")
      || $0.has("commit_hash", "env_name", "params")
  }

  static let julia = FormatSignature { $0.has("*/Julia", "*/BenchmarkTools") }

  static let lighthouse = FormatSignature {
    $0.has("lighthouseVersion") || $0.has("audits", "categories")
  }

  static let k6 = FormatSignature { sample in
    let metrics = ["http_reqs", "iterations", "http_req_duration", "iteration_duration", "vus"]
    return metrics.contains { sample.has("metrics/\($0)") }
      || sample.hasPath { $0.hasPrefix("metrics/") && $0.hasSuffix("/p(95)") }
  }

  /// The header of lines is their first line.
  static let lines = FormatSignature {
    $0.has("schema") && $0.schema?.hasPrefix(LineFactReader.schema.name + "/") == true
  }

  /// Files with a schema are in one of this project's own formats.
  static let jobRecord = FormatSignature {
    !$0.has("schema")
      && ($0.has("run_id", "job_id", "duration_ms")
        || $0.has("*/run_id", "*/job_id", "*/duration_ms"))
  }

  static let sizeLimit = FormatSignature {
    $0.has("*/size", "*/name")
      && ($0.has("*/passed") || $0.has("*/sizeLimit") || $0.has("*/running"))
  }
}

extension FormatSample {
  /// Whether the JSON has a key at a path that is as the closure says.
  func hasPath(_ matches: (String) -> Bool) -> Bool {
    outline?.paths.contains(where: matches) ?? false
  }
}
