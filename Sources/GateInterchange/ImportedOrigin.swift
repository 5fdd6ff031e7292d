package import GateRecords

/// The origin that files of another harness state: place, time and program.
package struct ImportedOrigin: Hashable, Sendable {
  /// The suite's name.
  package var suite: String?
  /// The moment of measuring.
  package var date: Timestamp?
  /// The moment at which measuring ended; where it is not known, it follows from the figures.
  package var completed: Timestamp?
  /// The identifier that the file gives the run; nil where the files hold several runs.
  package private(set) var runID: RunIdentifier?
  private var runs = 0
  private var jobs: Set<String> = []
  private var jobRuns: Set<[String]> = []
  /// The job that measured; nil where several did.
  package private(set) var jobID: String?
  /// The errors of the run as a whole, one sentence each.
  package private(set) var errors: [String] = []
  /// The commit.
  package var commit: String?
  /// The branch.
  package var branch: String?
  /// Whether the work tree held changes.
  package var hasUncommittedChanges: Bool?
  /// The operating system's family.
  package var operatingSystem: String?
  /// The kernel's release.
  package var kernel: String?
  /// The processor architecture.
  package var architecture: String?
  /// The processor's model.
  package var processor: String?
  /// The number of processors.
  package var processorCount: Int?
  /// The compiler or interpreter of the benchmarks.
  package var compiler: String?
  /// The other harness and its version.
  package var harness: String?
  /// Warnings for the reader, one sentence each.
  package private(set) var warnings: [String] = []

  mutating func warn(_ text: String) {
    if !warnings.contains(text) { warnings.append(text) }
  }

  /// Takes a run's own identifier; several runs together are none of them.
  mutating func take(run: RunIdentifier) {
    runs += 1
    runID = runs == 1 ? run : nil
  }

  /// Takes note of one job in one run.
  ///
  /// - Returns: Whether it is the first record of them; a second one would count as another launch.
  mutating func isNew(job: String, inRun run: String) -> Bool {
    jobRuns.insert([run, job]).inserted
  }

  /// Takes the job that measured; of several jobs the run has none.
  mutating func take(job: String) {
    jobs.insert(job)
    jobID = jobs.count == 1 ? job : nil
  }

  /// Notes what went wrong with the run as a whole; of very many messages the first are kept.
  mutating func fail(_ text: String) {
    if errors.count < Self.mostErrors, !errors.contains(text) { errors.append(text) }
  }

  private static let mostErrors = 100

  /// Takes a fact from another file; files that differ in it come from different machines.
  mutating func take<Fact: Hashable & Sendable>(
    _ fact: Fact?, as path: WritableKeyPath<ImportedOrigin, Fact?>, called name: String? = nil
  ) {
    guard let fact else { return }
    guard let known = self[keyPath: path] else {
      self[keyPath: path] = fact
      return
    }
    if let name, known != fact {
      warn(
        InterchangeMessage.filesDisagree(name: name, first: "\(known)", second: "\(fact)").line)
    }
  }

  /// Takes a moment as it is written; one without a time zone is read as UTC, and a warning says so, as of one that
  /// cannot be read.
  mutating func takeDate(_ text: String?) {
    guard let text else { return }
    guard let moment = ImportedMoment(text) else {
      return warn(
        InterchangeMessage.unreadableTime(text: String(text.prefix(60))).line)
    }
    if !moment.hasZone { warn(Self.zoneless) }
    take(moment.time, as: \.date)
  }

  /// The warning about times without a time zone.
  static let zoneless =
    InterchangeMessage.noTimeZone.line

  mutating func takeSystem(_ name: String?) {
    let known = ["darwin": "macos", "macos": "macos", "mac os x": "macos"]
    take(
      name.map { known[$0.lowercased()] ?? $0.lowercased() }, as: \.operatingSystem,
      called: "operating system")
  }

  mutating func takeArchitecture(_ name: String?) {
    let known = ["amd64": "x86_64", "x64": "x86_64"]
    take(
      name.map { known[$0.lowercased()] ?? $0.lowercased() }, as: \.architecture,
      called: "architecture")
  }
}

extension EnvironmentRecord {
  /// The fingerprint with what the files say in place of what this machine is.
  package func with(_ origin: ImportedOrigin) -> EnvironmentRecord {
    var record = self
    record.operatingSystem = origin.operatingSystem ?? operatingSystem
    record.kernel = origin.kernel ?? kernel
    record.architecture = origin.architecture ?? architecture
    record.processor = origin.processor ?? processor
    record.processorCount = origin.processorCount ?? processorCount
    record.compiler = origin.compiler ?? compiler
    record.harnessVersion = origin.harness ?? harnessVersion
    return record
  }
}
