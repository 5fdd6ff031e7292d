import GateFiles
import GateRecords

/// Reads `BenchmarkTools.save("file.json", …)` of Julia: versions, then values as pairs of a type and
/// its fields.
///
/// Groups nest; a trial has the nanoseconds of every sample, an estimate one figure. Source:
/// JuliaCI/BenchmarkTools.jl, src/serialization.jl.
enum JuliaImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let parts = try ImportValue(file).elements()
    guard parts.count >= 2 else {
      throw try ImportValue(file).error(.expectedVersions)
    }
    var counter = RepeatedNames()
    for value in try parts[1].elements() {
      try read(value, path: [], counter: &counter, into: &results)
    }
    results.origin.take(parts[0]["Julia"]?.plainText.map { "julia \($0)" }, as: \.compiler)
    results.origin.take("BenchmarkTools", as: \.harness)
  }

  private static func read(
    _ value: ImportValue, path: [String], counter: inout RepeatedNames,
    into results: inout ImportedResults
  ) throws(FileError) {
    let pair = try value.elements()
    guard pair.count == 2, let type = pair[0].plainText else {
      throw value.error(.expectedType)
    }
    let fields = pair[1]
    switch type.split(separator: ".").last ?? "" {
    case "BenchmarkGroup":
      for (key, inner) in try fields.required("data").members() {
        // Versions differ in what they write of a group's keys; a pair is what has figures.
        guard inner.isArray else { continue }
        try read(inner, path: path + [key], counter: &counter, into: &results)
      }
    case "Trial":
      let name = results.begin(&counter, name(path))
      for time in try fields.required("times").elements() {
        results.take(time, .wallTime, to: name)
      }
      takeMemory(fields, name, into: &results)
    case "TrialEstimate":
      let name = results.begin(&counter, name(path))
      results.take(try fields.required("time"), .wallTime, to: name)
      results.update(name) { $0.note(InterchangeMessage.estimateOnly.line) }
      takeMemory(fields, name, into: &results)
    default:
      results.origin.warn(InterchangeMessage.noFiguresOfType(type: type).line)
    }
  }

  private static func name(_ path: [String]) -> String {
    path.isEmpty ? "benchmark" : path.joined(separator: "/")
  }

  private static func takeMemory(
    _ fields: ImportValue, _ name: String, into results: inout ImportedResults
  ) {
    if let bytes = fields["memory"] { results.take(bytes, .allocatedBytes, to: name) }
    if let count = fields["allocs"] { results.take(count, .allocations, to: name) }
    if let parameters = try? fields["params"]?.elements(), parameters.count == 2,
      let evaluations = parameters[1]["evals"]?.plainCount
    {
      results.update(name) { $0.iterations = evaluations }
    }
  }
}
