package import GateFiles
import GateRecords

extension InterchangeFormat {
  /// By what the format is recognised.
  var signature: FormatSignature {
    switch self {
    case .googleBenchmark: .googleBenchmark.or(.googleBenchmarkCSV)
    case .go: .go
    case .hyperfine: .hyperfine.or(.hyperfineCSV)
    case .pytestBenchmark: .pytestBenchmark
    case .criterion: .criterion
    case .jmh: .jmh
    case .packageBenchmark: .packageBenchmark
    case .libtest: .libtest
    case .gungraun: .gungraun
    case .divan: .divan
    case .githubActionBenchmark: .githubActionBenchmark
    case .bencherMetric: .bencherMetric
    case .vitest: .vitest
    case .tinybench: .tinybench
    case .deno: .deno
    case .benchmarkJS: .benchmarkJS
    case .benchmarkDotNet: .benchmarkDotNet
    case .catch2: .catch2
    case .pyperf: .pyperf
    case .asv: .asv
    case .julia: .julia
    case .lighthouse: .lighthouse
    case .k6: .k6
    case .sizeLimit: .sizeLimit
    case .lines: .lines
    case .jobRecord: .jobRecord
    case .generic: .generic
    }
  }

  /// How much of a file is looked at, one after the other: most say what they are at once, and a log may begin with what built
  /// the benchmarks.
  private static let lengths = [64 << 10, 2 << 20, 64 << 20]

  /// Recognises the format of files by their content.
  ///
  /// - Throws: `FileError` when none is recognised, several are, or the files differ in it.
  package static func recognised(in files: [ImportFile]) throws(FileError) -> InterchangeFormat {
    var found: (format: InterchangeFormat, path: String)?
    for file in files {
      let format = try recognised(in: file)
      guard let first = found else {
        found = (format, file.path)
        continue
      }
      guard first.format == format else {
        throw .malformed(
          path: file.path, place: nil,
          reason:
            InterchangeMessage.anotherFormat(
              own: format.rawValue, path: first.path, other: first.format.rawValue
            ).line)
      }
    }
    guard let found else {
      throw .malformed(path: "-", place: nil, reason: InterchangeMessage.noFile.line)
    }
    return found.format
  }

  /// The formats that a file's beginning may be; of several loose ones all.
  static func recognised(path: String, text: [UInt8]) -> [InterchangeFormat] {
    let sample = FormatSample(path: path, text: text)
    let matching = allCases.filter { $0.signature.matches(sample) }
    let certain = matching.filter { !$0.signature.isFallback }
    guard matching.isEmpty, sample.outline == nil else {
      return certain.isEmpty ? matching : certain
    }
    // The build of the benchmarks may print lines before the first message.
    for message in FormatSample.messages(path: path, text: text) {
      let formats = ofMessages.filter { $0.signature.matches(message) }
      if !formats.isEmpty { return formats }
    }
    return []
  }

  /// The formats that are messages, an object a line, and are read so.
  private static let ofMessages: [InterchangeFormat] = [.go, .criterion, .libtest, .gungraun]

  private static func recognised(in file: ImportFile) throws(FileError) -> InterchangeFormat {
    for length in lengths {
      let (text, isAll) = try file.beginning(length)
      let formats = recognised(path: file.path, text: text)
      if formats.count > 1 {
        throw .malformed(
          path: file.path, place: nil,
          reason: InterchangeMessage.ambiguousFormat(formats: formats.map(\.rawValue)).line)
      }
      if let format = formats.first { return format }
      if isAll { break }
    }
    throw .malformed(
      path: file.path, place: nil,
      reason:
        InterchangeMessage.unknownFormat(known: allCases.map(\.rawValue)).line)
  }
}
