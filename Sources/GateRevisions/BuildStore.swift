import Foundation
import GateFiles
import GateRecords

/// The programs of commits, built once and kept in the repository's own folder, `.git/speedgate`.
///
/// A program lies under its SHA-256 with its link kit, and a small record for each commit names it, so commits that make the
/// same program keep it once. All work trees, the hook, comparisons and bisections share the store.
package struct BuildStore {
  /// The bytes that the store may hold by default.
  package static let usualLimit: Int64 = 4_000_000_000

  /// Its folder.
  package let root: String
  private let repository: Repository
  private let builder: SuiteBuilder
  private let say: (String) -> Void
  private let now: () -> Int64

  /// - Parameters:
  ///   - environment: The variables of builds.
  ///   - now: Milliseconds since 1970.
  ///   - say: Is given reports of progress.
  package init(
    _ repository: Repository, environment: [String: String], now: @escaping () -> Int64,
    say: @escaping (String) -> Void
  ) {
    self.repository = repository
    root = repository.common + "/speedgate"
    builder = SuiteBuilder(environment: environment, say: say)
    self.now = now
    self.say = say
  }

  private var work: String { root + "/work" }
  private var scratch: String { work + "/build" }
  private var files: CommitFiles { CommitFiles(repository, in: work) }

  /// A commit's program, kept or built now.
  ///
  /// - Throws: ``RevisionError`` where its files are not available, `FileError` where the store cannot be written.
  package func program(_ request: BuildRequest) throws -> StoredBuild {
    let key = request.key(toolchain: try builder.toolchain(in: repository.packageFolder))
    if let kept = try kept(key, request) { return kept }
    return try alone {
      // Another process may have built it meanwhile.
      if let kept = try kept(key, request) { return kept }
      say(
        RevisionMessage.building(
          product: request.product, commit: request.commit.short, title: request.commit.title
        ).line)
      switch try build(request) {
      case .failed(let reason): return .failed(reason)
      case .built(let path, let hash):
        return try keep(path, hash, request, key: key, outside: outside())
      }
    }
  }

  /// Keeps a program that was built elsewhere from a commit's files.
  @discardableResult
  package func put(_ program: String, as request: BuildRequest) throws -> StoredBuild {
    let key = request.key(toolchain: try builder.toolchain(in: repository.packageFolder))
    return try alone {
      let manifest =
        (try? String(contentsOfFile: repository.packageFolder + "/Package.swift", encoding: .utf8))
        ?? ""
      return try keep(
        program, try SHA256.hexDigest(ofFile: program), request, key: key,
        outside: OutsidePackages.named(in: manifest, of: repository))
    }
  }

  /// The program of the files as they are, built in the package's own build folder.
  package func workTree(_ product: String, buildCommand: String?) throws -> StoredBuild {
    if let buildCommand {
      return try builder.program(by: buildCommand, in: repository.packageFolder, product: product)
    }
    say(RevisionMessage.buildingWorkTree(product: product).line)
    let marker = root + "/build-began"
    defer { try? FileManager.default.removeItem(atPath: marker) }
    return try builder.program(
      product, in: repository.packageFolder, scratch: nil, marker: marker)
  }

  /// Returns the outline of the package in the work tree.
  package func outlineOfWorkTree() throws(RevisionError) -> PackageOutline {
    try builder.outline(of: repository.packageFolder, scratch: nil)
  }

  /// Returns the outline of a commit's package.
  package func outline(of commit: Commit) throws -> PackageOutline {
    try alone {
      try files.hold(commit)
      guard FileManager.default.fileExists(atPath: files.packageFolder + "/Package.swift") else {
        throw RevisionError(
          RevisionMessage.packageMissing(commit: commit.short, path: repository.packagePath))
      }
      return try builder.outline(of: files.packageFolder, scratch: scratch)
    }
  }

  // MARK: Building

  private func build(_ request: BuildRequest) throws -> StoredBuild {
    let files = self.files
    if let other = request.suiteFrom {
      try layOver(request, from: other, files)
    } else {
      try files.hold(request.commit)
    }
    if let command = request.buildCommand {
      guard FileManager.default.fileExists(atPath: files.packageFolder) else {
        return .failed(RevisionMessage.folderAbsent(path: repository.packagePath).line)
      }
      return try builder.program(by: command, in: files.packageFolder, product: request.product)
    }
    guard FileManager.default.fileExists(atPath: files.packageFolder + "/Package.swift") else {
      return .failed(RevisionMessage.manifestAbsent.line)
    }
    let outline: PackageOutline
    do {
      linkLocalPackages()
      outline = try builder.outline(of: files.packageFolder, scratch: scratch)
    } catch {
      return .failed(error.description)
    }
    guard outline.hasExecutable(request.product) else {
      return .failed(
        RevisionMessage.suiteAbsent(product: request.product).line
      )
    }
    return try builder.program(
      request.product, in: files.packageFolder, scratch: scratch, marker: work + "/build-began")
  }

  /// The benchmarks of another commit: the suite's own folder and, where the commit has no such suite, the manifest.
  ///
  /// A package below the repository's top that only holds benchmarks is laid over as a whole.
  private func layOver(
    _ request: BuildRequest, from other: Commit, _ files: CommitFiles
  ) throws {
    try files.hold(other)
    let suite = try builder.outline(of: files.packageFolder, scratch: scratch)
    guard let folder = suite.folder(of: request.product) else {
      throw RevisionError(
        RevisionMessage.suiteAbsentFrom(
          commit: other.short, product: request.product, suites: suite.suites)
      )
    }
    guard repository.packagePath.isEmpty else {
      return try files.hold(request.commit, layingOver: [""], from: other)
    }
    try files.hold(request.commit)
    let own = try? builder.outline(of: files.packageFolder, scratch: scratch)
    let manifest = own?.hasExecutable(request.product) == true ? [] : ["Package.swift"]
    if !manifest.isEmpty {
      say(
        RevisionMessage.manifestReplaced(
          commit: request.commit.short, product: request.product, other: other.short
        ).line
      )
    }
    try files.hold(request.commit, layingOver: [folder] + manifest, from: other)
  }

  /// The packages outside of the repository that a commit names.
  private func outside() -> [(path: String, folder: String)] {
    let manifest =
      (try? String(contentsOfFile: files.packageFolder + "/Package.swift", encoding: .utf8)) ?? ""
    return OutsidePackages.named(in: manifest, of: repository)
  }

  /// Lets dependencies by a path outside of the repository be found from the copy of the files, too.
  private func linkLocalPackages() {
    for (path, folder) in outside() where !path.hasPrefix("/") {
      let seen = OutsidePackages.standard(path, from: files.packageFolder)
      guard seen.hasPrefix(work + "/"), !FileManager.default.fileExists(atPath: seen) else {
        continue
      }
      say(RevisionMessage.packageOutsideRepository(path: path).line)
      try? FileManager.default.removeItem(atPath: seen)
      try? FileManager.default.createSymbolicLink(atPath: seen, withDestinationPath: folder)
    }
  }

  // MARK: Keeping

  private func kept(_ key: String, _ request: BuildRequest) throws -> StoredBuild? {
    let path = root + "/builds/\(key).json"
    guard
      let record = try RecordFile.readIfPresent(
        BuildRecord.self, schema: BuildRecord.schema, at: path, contradiction: \.contradiction)
    else { return nil }
    // A commit does not say what lies outside of the repository.
    guard (record.outside ?? [:]).allSatisfy({ OutsidePackages.state(of: $0.key) == $0.value })
    else { return nil }
    let program = self.program(record.programHash, request.product)
    guard FileManager.default.isExecutableFile(atPath: program),
      try SHA256.hexDigest(ofFile: program) == record.programHash
    else { return nil }
    // Builds that are used stay longest.
    try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
    return .built(path: program, hash: record.programHash)
  }

  private func program(_ hash: String, _ product: String) -> String {
    root + "/programs/\(hash)/" + BaselineDirectory.uniqueFolderName(product)
  }

  private func keep(
    _ program: String, _ hash: String, _ request: BuildRequest, key: String,
    outside: [(path: String, folder: String)]
  ) throws -> StoredBuild {
    let place = self.program(hash, request.product)
    let isThere = FileManager.default.isExecutableFile(atPath: place)
    if try !isThere || SHA256.hexDigest(ofFile: place) != hash {
      try StoredProgramFolder(root: root, hash: hash).fill(from: program, name: request.product)
    }
    try RecordFile.write(
      BuildRecord(
        request: request, programHash: hash,
        outside: outside.isEmpty
          ? nil
          : Dictionary(
            outside.map { ($0.folder, OutsidePackages.state(of: $0.folder)) },
            uniquingKeysWith: { $1 }),
        builtAt: Timestamp(millisecondsSinceEpoch: now())),
      to: root + "/builds/\(key).json")
    return .built(path: place, hash: hash)
  }

  // MARK: One at a time

  /// Does something while no other process builds here.
  private func alone<Result>(_ work: () throws -> Result) throws -> Result {
    var result: Swift.Result<Result, any Error>?
    do {
      try FileLock.holding(root + "/lock") { () throws(FileError) in
        result = Swift.Result { try work() }
      }
    }
    guard let result else {
      throw RevisionError(RevisionMessage.notLocked(path: root, reason: nil))
    }
    return try result.get()
  }
}
