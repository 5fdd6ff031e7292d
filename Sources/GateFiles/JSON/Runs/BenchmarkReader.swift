import GateRecords

/// Reads the benchmarks of a run, of which a record may hold ten thousand, without a call for each key.
///
/// It reads what Speedgate writes. At anything else, such as an unknown key or a value of another kind, it gives up, and
/// the types read themselves: what is accepted, and what errors say, is theirs alone.
struct BenchmarkReader {
  private enum Key: String, CaseIterable {
    case baselineFailure = "baseline_failure"
    case baselineMeasures = "baseline_measures"
    case breakerEvents = "breaker_events"
    case changedFunctions = "changed_functions"
    case codeDoubts = "code_doubts"
    case disturbedSamples = "disturbed_samples"
    case failure
    case iterationsPerSample = "iterations_per_sample"
    case metrics, name, notes
    case performanceIndicators = "performance_indicators"
    case resultDigest = "result_digest"
    case sameCode = "same_code"
    case sameResultAs = "same_result_as"
    case sampling, source, status, steps, tags
  }

  private static let keys = JSONKeys(Key.self) { key in
    switch key {
    case .name, .tags, .status, .sampling, .iterationsPerSample, .metrics, .steps, .notes: true
    default: false
    }
  }

  private let values: PlainValues
  private let series: SeriesReader

  init(_ text: JSONText) {
    values = PlainValues(text: text)
    series = SeriesReader(text)
  }

  /// Makes something of each benchmark of an array; nil where the array is read another way.
  func map<Kept>(at index: Int, _ body: (BenchmarkRecord) -> Kept) -> [Kept]? {
    var kept: [Kept] = []
    kept.reserveCapacity(Int(values.text.entries[index].count))
    let isRead = values.forEachElement(of: index) { place in
      benchmark(at: place).set { kept.append(body($0)) }
    }
    return isRead ? kept : nil
  }

  private func benchmark(at index: Int) -> BenchmarkRecord? {
    var record = BenchmarkRecord(name: BenchmarkIdentifier(""), status: .measured)
    let isRead = Self.keys.forEachMember(of: index, in: values.text) { key, place in
      switch key {
      case .name:
        return values.string(place).set { record.name = BenchmarkIdentifier($0) }
      case .status:
        return values.word(BenchmarkStatus.self, place).set { record.status = $0 }
      case .sampling:
        return values.word(SamplingMode.self, place).set { record.sampling = $0 }
      case .iterationsPerSample:
        return values.integer(place).set { record.iterationsPerSample = $0 }
      case .metrics:
        return series.list(at: place).set { record.metrics = $0 }
      case .steps:
        return values.list([StepRecord].self, place).set { record.steps = $0 }
      case .notes:
        return values.list([String].self, place).set { record.notes = $0 }
      case .tags:
        return values.list([String].self, place).set { record.tags = $0 }
      case .resultDigest: return values.string(place).set { record.resultDigest = $0 }
      case .sameResultAs:
        return values.string(place).set { record.sameResultAs = BenchmarkIdentifier($0) }
      case .baselineMeasures:
        return values.any(Bool.self, place).set { record.baselineMeasures = $0 }
      case .sameCode: return values.any(Bool.self, place).set { record.sameCode = $0 }
      case .failure: return values.any(BenchmarkFailure.self, place).set { record.failure = $0 }
      case .baselineFailure:
        return values.any(BenchmarkFailure.self, place).set { record.baselineFailure = $0 }
      case .performanceIndicators:
        return values.any(PerformanceIndicators.self, place).set {
          record.performanceIndicators = $0
        }
      case .disturbedSamples:
        return values.any([[Int]].self, place).set { record.disturbedSamples = $0 }
      case .breakerEvents:
        return values.any([BreakerEvent].self, place).set { record.breakerEvents = $0 }
      case .codeDoubts: return values.any([String].self, place).set { record.codeDoubts = $0 }
      case .changedFunctions:
        return values.any([String].self, place).set { record.changedFunctions = $0 }
      case .source: return values.any(SourcePlace.self, place).set { record.source = $0 }
      }
    }
    return isRead ? record : nil
  }
}
