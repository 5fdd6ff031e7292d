import Foundation
import GateRecords

/// One suite's folder on one kind of machine, as it is found.
struct StoredSuite {
  /// A record and the file that it is in.
  struct Stored {
    let path: String
    let run: RunRecord
  }

  let folder: String
  /// The records that can be read, newest first.
  private(set) var records: [Stored] = []
  /// The files that cannot be read, without the program.
  private(set) var problems: [BaselineDirectory.Problem] = []
  /// The run whose program is the anchor; nil when there is none or it cannot be read.
  private(set) var anchor: RunRecord?

  /// How records are read.
  private let reader: RecordReading.Reader

  /// - Parameters:
  ///   - suite: The suite whose records count; nil for all in the folder, which earlier versions shared between
  ///     suites whose names have no letter in common with ASCII.
  ///   - reader: How records are read.
  init(
    folder: String, suite: String? = nil,
    reader: @escaping RecordReading.Reader = RecordReading.whole
  ) {
    self.folder = folder
    self.reader = { path throws(FileError) in
      try PathKind.requireFile(path)
      return try reader(path)
    }
    var unreadable: [(name: String, error: FileError)] = []
    do {
      _ = try Folder.isThere(folder)
      let names = try Folder.names(in: folder + "/records").filter { $0.hasSuffix(".json") }
      let paths = names.map { "\(folder)/records/\($0)" }
      for (place, result) in RecordReading.records(at: paths, self.reader).enumerated() {
        switch result {
        case .success(let run): records.append(Stored(path: paths[place], run: run))
        // Somebody has removed it since the folder was listed.
        case .failure(.notFound): continue
        case .failure(let error): unreadable.append((names[place], error))
        }
      }
      _ = try Folder.names(in: folder + "/programs")
    } catch {
      problems.append(.init(subject: .folder, error: error))
    }
    readAnchor()
    if let suite {
      records.removeAll { $0.run.suite.name != suite }
      if anchor?.suite.name != suite { anchor = nil }
    }
    records.sort { ($0.run.startedAt, $0.run.runID) > ($1.run.startedAt, $1.run.runID) }
    problems += unreadable.map { name, error in
      .init(subject: .record(mayBeNewest: mayBeNewest(name)), error: error)
    }
  }

  private mutating func readAnchor() {
    // Without a folder that can be read there is one problem already.
    guard problems.isEmpty, (try? Folder.isThere(folder)) == true else { return }
    let path = "\(folder)/\(BaselineDirectory.anchorName)"
    guard PathKind(of: path) != .absent else { return }
    do {
      anchor = try reader(path)
    } catch .notFound {
      // Somebody has removed it meanwhile.
      return
    } catch {
      problems.append(.init(subject: .anchor, error: error))
    }
  }

  /// The names of the stored programs.
  ///
  /// - Throws: ``FileError`` when their folder cannot be read.
  func programNames() throws(FileError) -> [String] {
    try Folder.names(in: folder + "/programs")
  }

  /// Where a record's program is, if its name is taken at all; nothing is read.
  func programPath(of run: RunRecord) -> String? {
    guard let hash = run.suite.programHash else { return nil }
    let path = "\(folder)/programs/\(BaselineDirectory.folderName(hash))"
    return PathKind(of: path) == .absent ? nil : path
  }

  /// The whole of it, with the newest program after its hash has been checked.
  func entry(environmentKey: String, suite: String) -> BaselineDirectory.Entry {
    var problems = problems
    var program: BaselineDirectory.StoredProgram?
    do {
      program = try newestProgram()
    } catch {
      problems.append(.init(subject: .program, error: error))
    }
    var anchor: BaselineDirectory.StoredProgram?
    do {
      anchor = try anchorProgram(except: program)
    } catch {
      // A program that is both is one problem.
      if !problems.contains(where: { $0.error.path == error.path }) {
        problems.append(.init(subject: .anchor, error: error))
      }
    }
    return .init(
      environmentKey: environmentKey, suite: suite, records: records.map(\.run),
      paths: records.map(\.path),
      problems: problems, program: program, anchor: anchor, evidenceCount: evidenceNames.count,
      hasLayoutStudy: hasLayoutStudy, bytes: size)
  }

  private func newestProgram() throws(FileError) -> BaselineDirectory.StoredProgram? {
    // Without a folder that can be read there is one problem already.
    guard (try? Folder.isThere(folder + "/programs")) == true else { return nil }
    for stored in records {
      guard let hash = stored.run.suite.programHash, let path = programPath(of: stored.run) else {
        continue
      }
      try PathKind.requireFile(path)
      guard try SHA256.hexDigest(ofFile: path) == hash else {
        throw .hashMismatch(path: path, expected: hash)
      }
      return .init(path: path, record: stored.run)
    }
    return nil
  }

  /// The anchor's program, after its hash has been checked; nil without an anchor.
  ///
  /// - Parameter newest: A program whose hash was checked before.
  /// - Throws: `FileError`, also when the program is not there: an anchor is stored with it.
  private func anchorProgram(
    except newest: BaselineDirectory.StoredProgram?
  ) throws(FileError) -> BaselineDirectory.StoredProgram? {
    guard let anchor else { return nil }
    let place = "\(folder)/\(BaselineDirectory.anchorName)"
    guard let hash = anchor.suite.programHash else {
      throw .malformed(path: place, place: nil, reason: FileMessage.anchorNamesNoProgram.line)
    }
    guard let path = programPath(of: anchor) else {
      throw .malformed(
        path: place, place: nil,
        reason: FileMessage.anchorProgramMissing(hash: hash).line)
    }
    if path == newest?.path { return .init(path: path, record: anchor) }
    try PathKind.requireFile(path)
    guard try SHA256.hexDigest(ofFile: path) == hash else {
      throw .malformed(
        path: path, place: nil,
        reason: FileMessage.anchorProgramDiffers(hash: hash).line)
    }
    return .init(path: path, record: anchor)
  }

  /// Whether a record that cannot be read may be newer than all that can.
  ///
  /// The time in the record counts, then its name, because identifiers sort by time.
  private func mayBeNewest(_ name: String) -> Bool {
    guard let newest = records.first else { return true }
    let path = "\(folder)/records/\(name)"
    if PathKind(of: path) == .file, let data = try? TextFile.read(path),
      let header = try? JSONDecoder().decode(RecordTime.self, from: data)
    {
      return header.startedAt >= newest.run.startedAt
    }
    let newestName = newest.path.split(separator: "/").last.map(String.init) ?? ""
    guard Self.sortsByTime(name), Self.sortsByTime(newestName) else { return true }
    return name > newestName
  }

  private static func sortsByTime(_ name: String) -> Bool {
    let stem = name.dropLast(".json".count)
    return stem.utf8.count == 26 && stem.first == "0"
      && stem.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
  }

  /// The names of the files of evidence; none where they cannot be listed, which a run that asks for one of
  /// them is reported.
  var evidenceNames: [String] {
    ((try? Folder.names(in: "\(folder)/\(BaselineDirectory.evidenceFolder)")) ?? [])
      .filter { $0.hasSuffix(".json") }
  }

  private var size: Int64 {
    let files =
      [
        "records", "programs", BaselineDirectory.kitFolder, BaselineDirectory.executedFolder,
        BaselineDirectory.evidenceFolder,
      ].flatMap { kind in
        ((try? Folder.names(in: "\(folder)/\(kind)")) ?? []).map { "\(folder)/\(kind)/\($0)" }
      }
      + [BaselineDirectory.anchorName, BaselineDirectory.layoutStudyName].map { "\(folder)/\($0)" }
    return files.reduce(0) { sum, path in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
    }
  }
}

/// The key of a record that holds its age, whatever else it holds.
private struct RecordTime: Decodable {
  let startedAt: Timestamp

  private enum CodingKeys: String, CodingKey {
    case startedAt = "started_at"
  }
}
