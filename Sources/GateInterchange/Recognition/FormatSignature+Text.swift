extension FormatSignature {
  /// Rows of `cargo bench`, or messages of libtest.
  static let libtest = FormatSignature { sample in
    if sample.outline != nil {
      return sample.has("type", "event") || sample.has("type", "median", "deviation")
    }
    return sample.hasLine(LibtestImporter.isRow)
  }

  /// Rows below a name, or summaries.
  static let gungraun = FormatSignature { sample in
    if sample.outline != nil {
      return sample.has("function_name", "module_path")
        || sample.has("*/function_name", "*/module_path")
    }
    return sample.hasLine {
      $0.hasPrefix("  Instructions:  ") || $0.hasPrefix("  Estimated Cycles:  ")
    }
  }

  static let divan = FormatSignature { $0.hasLine(DivanImporter.isHeader) }

  static let benchmarkJS = FormatSignature { $0.hasLine(BenchmarkJSImporter.isRow) }

  static let catch2 = FormatSignature {
    $0.hasLine { line in
      let line = line.drop { $0 == " " }
      return line.hasPrefix("<Catch ") || line.contains("<Catch2TestRun")
        || line.hasPrefix("<BenchmarkResults ")
    }
  }

  static let googleBenchmarkCSV = FormatSignature {
    CSVTable.hasHeader(GoogleBenchmarkCSVImporter.header, in: $0.lines)
  }

  static let hyperfineCSV = FormatSignature {
    CSVTable.hasHeader(HyperfineCSVImporter.header, in: $0.lines)
  }

  /// Returns a signature that recognises what this one or another recognises.
  func or(_ other: FormatSignature) -> FormatSignature {
    FormatSignature(isFallback: isFallback) { matches($0) || other.matches($0) }
  }
}
