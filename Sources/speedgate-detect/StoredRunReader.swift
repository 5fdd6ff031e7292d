import GateDetection
import GateFiles
import GateRecords
import Synchronization

/// Reads the stored runs of a suite as a check needs them: figures in place of samples.
enum StoredRunReader {
  /// What is stored for a suite, with the stored runs by their files.
  ///
  /// - Parameter isOwn: Whether an environment's key is that of the run in question.
  /// - Throws: `FileError` when the whole folder cannot be read.
  static func entries(
    ofSuite suite: String, in directory: BaselineDirectory, isOwn: (String) -> Bool
  ) throws(FileError) -> (entries: [BaselineDirectory.Entry], runs: [String: StoredRun]) {
    let runs = Runs()
    let entries = try directory.entries(
      ofSuite: suite,
      reader: { path throws(FileError) in
        let (run, benchmarks) = try RecordFile.readRun(at: path) { StoredBenchmark($0) }
        runs.add(StoredRun(run, benchmarks: benchmarks), at: path)
        return run
      }, isOwn: isOwn)
    return (entries, runs.all)
  }

  /// The runs that threads have read.
  private final class Runs: Sendable {
    private let runs = Mutex<[String: StoredRun]>([:])

    var all: [String: StoredRun] { runs.withLock { $0 } }

    func add(_ run: StoredRun, at path: String) { runs.withLock { $0[path] = run } }
  }
}
