package import GateRecords

extension BaselineDirectory {
  /// The stored runs of one environment and suite.
  package struct Entry: Hashable, Sendable {
    /// The environment's key.
    package let environmentKey: String
    /// The suite's folder name; nil when the environment's folder cannot be read, which may hold any.
    package let suite: String?
    /// The records that can be read, newest first.
    package let records: [RunRecord]
    /// The files that the records are in, in the same order.
    package let paths: [String]
    /// The files that exist and cannot be read.
    ///
    /// An unreadable file does not count as absent: a comparison must not go on without it.
    package let problems: [Problem]
    /// The newest record whose program is there, and the program's path; nil when that program cannot
    /// be read.
    package let program: StoredProgram?
    /// The anchor's program and the run that made it the anchor; nil when there is none or it cannot be
    /// read.
    package let anchor: StoredProgram?
    /// How many pairs of programs have launches that are kept for the next run.
    package let evidenceCount: Int
    /// Whether a study of layouts is kept.
    package let hasLayoutStudy: Bool
    /// The size of everything, in bytes.
    package let bytes: Int64

    /// A folder of which nothing can be read.
    init(environmentKey: String, suite: String?, unreadable error: FileError) {
      self.init(
        environmentKey: environmentKey, suite: suite, records: [], paths: [],
        problems: [Problem(subject: .folder, error: error)], program: nil, anchor: nil,
        evidenceCount: 0, hasLayoutStudy: false, bytes: 0)
    }

    init(
      environmentKey: String, suite: String?, records: [RunRecord], paths: [String],
      problems: [Problem],
      program: StoredProgram?, anchor: StoredProgram?, evidenceCount: Int,
      hasLayoutStudy: Bool, bytes: Int64
    ) {
      self.environmentKey = environmentKey
      self.suite = suite
      self.records = records
      self.paths = paths
      self.problems = problems
      self.program = program
      self.anchor = anchor
      self.evidenceCount = evidenceCount
      self.hasLayoutStudy = hasLayoutStudy
      self.bytes = bytes
    }

    /// Whether launches of programs and a study of layouts are all that is stored, so that there is nothing to
    /// compare with.
    var holdsOnlyEvidence: Bool {
      (evidenceCount > 0 || hasLayoutStudy) && records.isEmpty && problems.isEmpty && program == nil
        && anchor == nil
    }

    /// The unreadable file that hides the newest run, if there is one; an older record or an anchor does not.
    package var newestProblem: Problem? {
      problems.first { $0.subject != .record(mayBeNewest: false) && $0.subject != .anchor }
    }
  }

  /// A program beside the run that it produced.
  package struct StoredProgram: Hashable, Sendable {
    /// Where it is.
    package let path: String
    /// The run that it produced.
    package let record: RunRecord
  }

  /// Something that is stored and cannot be read.
  package struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The kind of file that cannot be read.
    package enum Subject: Hashable, Sendable {
      /// A folder, whose content is therefore unknown.
      case folder
      /// A record; it may be newer than every record that can be read, or is known to be older.
      case record(mayBeNewest: Bool)
      /// The newest program, or it is not what was stored.
      case program
      /// The anchor or its program, or the latter is not what was stored.
      case anchor
    }

    /// The kind of file that cannot be read.
    package let subject: Subject
    /// Why.
    package let error: FileError

    /// Path and reason in one line.
    package var description: String { error.description }
  }
}
