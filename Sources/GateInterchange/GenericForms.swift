/// The forms that are known by their content, which `--from generic` reads, too.
///
/// `generic` promises no tool: it is the shared array of `name`, `unit` and `value`, or any form below
/// that says by itself what it is.
enum GenericForms {
  /// The format of a text by its beginning; nil for the generic form itself and what nobody knows.
  static func format(of beginning: Substring) -> InterchangeFormat? {
    forms.first { $0.looksLike(beginning) }?.format
  }

  /// What is most particular comes first: Bencher's form is any two levels of names.
  static let forms: [(format: InterchangeFormat, looksLike: @Sendable (Substring) -> Bool)] = [
    (.githubActionBenchmark, GitHubActionBenchmarkImporter.looksLike),
    (.lighthouse, LighthouseImporter.looksLike),
    (.benchmarkDotNet, BenchmarkDotNetImporter.looksLike),
    (.julia, JuliaImporter.looksLike),
    (.asv, AsvImporter.looksLike),
    (.catch2, Catch2Importer.looksLike),
    (.vitest, VitestImporter.looksLike),
    (.deno, DenoImporter.looksLike),
    (.tinybench, TinybenchImporter.looksLike),
    (.gungraun, GungraunImporter.looksLike),
    (.pyperf, PyperfImporter.looksLike),
    (.k6, K6Importer.looksLike),
    (.sizeLimit, SizeLimitImporter.looksLike),
    (.bencherMetric, BencherMetricImporter.looksLike),
    (.divan, DivanImporter.looksLike),
    (.libtest, LibtestImporter.looksLike),
    (.benchmarkJS, BenchmarkJSImporter.looksLike),
    (.googleBenchmark, GoogleBenchmarkCSVImporter.looksLike),
    (.hyperfine, HyperfineCSVImporter.looksLike),
  ]
}
