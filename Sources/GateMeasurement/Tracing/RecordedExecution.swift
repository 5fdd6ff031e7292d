package import GateCode
package import GateRecords

/// A program's recorded execution, and whether it still applies on this machine and in this environment.
package struct RecordedExecution: Sendable {
  /// The code that each benchmark executes, by its name; with a doubt where the record does not apply here.
  package let executed: [String: ExecutedCode]
  /// A variable of the environment that is not what it was; nil where none is.
  ///
  /// It matters for suites that ask for variables.
  package let changedVariable: String?
  /// Whether nothing that the executions depended on is known to have changed, so that recording them again would
  /// give the same.
  package let isUpToDate: Bool

  /// Compares what the executions depended on with what is here: libraries, files, variables.
  ///
  /// - Parameter doubt: A doubt about the whole record.
  package init(_ record: ExecutedRecord, environment: [String: String], doubt common: String? = nil)
  {
    let library = record.libraries.first { $0 != ExecutedRecord.ReadFile(readNow: $0.path) }
    let system = TracedEnvironment.difference(record.environment, environment, all: false)
    let variable = TracedEnvironment.difference(record.environment, environment, all: true)
    changedVariable = variable
    var files: [ExecutedRecord.ReadFile: Bool] = [:]
    let executed = record.benchmarks.mapValues { execution in
      var doubt = execution.doubt ?? common
      if doubt == nil, let library { doubt = MeasurementMessage.fileChanged(library.path).line }
      if doubt == nil, let system { doubt = MeasurementMessage.fileChanged("\(system)").line }
      if doubt == nil, execution.readsEnvironment, let variable {
        doubt =
          MeasurementMessage.variableChanged(variable).line
      }
      for file in execution.files where doubt == nil {
        let isSame = files[file] ?? (file == ExecutedRecord.ReadFile(readNow: file.path))
        files[file] = isSame
        if !isSame { doubt = MeasurementMessage.fileReadChanged(file.path).line }
      }
      return ExecutedCode(
        stretches: execution.stretches.map { place in
          let stretch = record.stretches[place]
          return ExecutedCode.Stretch(
            file: record.files[stretch.file], section: stretch.section,
            offsets: stretch.first...stretch.last)
        }, outside: execution.outside.map { record.outside[$0] },
        readsEnvironment: execution.readsEnvironment, doubt: doubt)
    }
    self.executed = executed
    isUpToDate = record.benchmarks.allSatisfy { executed[$0.key]?.doubt == $0.value.doubt }
  }
}
