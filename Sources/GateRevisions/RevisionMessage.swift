import GateRecords

/// Messages about commits, their files and their builds.
package enum RevisionMessage: Message {
  case notWritable(path: String, reason: String)
  case notLocked(path: String, reason: String?)
  case notStarted(program: String, reason: String)
  case filesNotWritten(what: String, folder: String)
  case suiteFolderMissing(commit: String, folder: String)
  case submodulesUnlisted(commit: String)
  case submoduleMissing(path: String, hash: String, commit: String)
  case submoduleNotWritten(path: String, folder: String)
  case gitMissing
  case notInRepository(directory: String)
  case notInPackage(directory: String)
  case packageOutside(folder: String, repository: String)
  case notACommit(name: String)
  case commitMissing(name: String, isShallow: Bool)
  case noCommits(repository: String)
  case commitUnreadable(hash: String)
  case workTreeNotStored
  case mainBranchMissing(name: String)
  case nothingInCommon(branch: String, isShallow: Bool)
  case notAnAncestor(good: String, bad: String, isShallow: Bool)
  case commitsUnlisted(good: String, bad: String)
  case building(product: String, commit: String, title: String)
  case buildingWorkTree(product: String)
  case compiledAgain(targets: [String])
  case packageMissing(commit: String, path: String)
  case folderAbsent(path: String)
  case manifestAbsent
  case suiteAbsent(product: String)
  case suiteAbsentFrom(commit: String, product: String, suites: [String])
  case manifestReplaced(commit: String, product: String, other: String)
  case packageOutsideRepository(path: String)
  case swiftMissing
  case packageUnreadable(reason: String)
  case descriptionUnreadable
  case buildEnded(status: Int32)
  case buildCommandEnded(status: Int32)
  case buildCommandSilent
  case buildCommandNamesNothing(line: String)
  case programMissing(product: String)
  case nothingBuilds(reason: String)
  case buildRecordDamaged

  package static let examples: [Self] = [
    .notWritable(path: ".git/speedgate", reason: "no space left on device"),
    .notLocked(path: ".git/speedgate", reason: "permission denied"),
    .notLocked(path: ".git/speedgate", reason: nil),
    .notStarted(program: "swift", reason: "permission denied"),
    .filesNotWritten(what: "the files of 1a2b3c4d5", folder: ".git/speedgate/work"),
    .suiteFolderMissing(commit: "1a2b3c4d5", folder: "Benchmarks"),
    .submodulesUnlisted(commit: "1a2b3c4d5"),
    .submoduleMissing(path: "Vendor/zlib", hash: "5d4c3b2a1", commit: "1a2b3c4d5"),
    .submoduleNotWritten(path: "Vendor/zlib", folder: ".git/speedgate/work"), .gitMissing,
    .notInRepository(directory: "/tmp"), .notInPackage(directory: "/tmp/orders"),
    .packageOutside(folder: "/tmp/orders", repository: "/tmp/other"), .notACommit(name: "-x"),
    .commitMissing(name: "v9", isShallow: false), .commitMissing(name: "v9", isShallow: true),
    .noCommits(repository: "/home/a/orders"), .commitUnreadable(hash: "1a2b3c4d5"),
    .workTreeNotStored,
    .mainBranchMissing(name: "main or master"),
    .nothingInCommon(branch: "origin/main", isShallow: false),
    .nothingInCommon(branch: "origin/main", isShallow: true),
    .notAnAncestor(good: "main", bad: "v1.2", isShallow: false),
    .notAnAncestor(good: "main", bad: "v1.2", isShallow: true),
    .commitsUnlisted(good: "v1.2", bad: "main"),
    .building(product: "OrderBenchmarks", commit: "1a2b3c4d5", title: "Parse orders faster"),
    .buildingWorkTree(product: "OrderBenchmarks"), .compiledAgain(targets: ["Orders"]),
    .packageMissing(commit: "1a2b3c4d5", path: "Benchmarks"), .folderAbsent(path: "Benchmarks"),
    .manifestAbsent, .suiteAbsent(product: "OrderBenchmarks"),
    .suiteAbsentFrom(
      commit: "1a2b3c4d5", product: "OrderBenchmarks", suites: ["ParseBenchmarks"]),
    .manifestReplaced(commit: "5d4c3b2a1", product: "OrderBenchmarks", other: "1a2b3c4d5"),
    .packageOutsideRepository(path: "../shared"), .swiftMissing,
    .packageUnreadable(reason: "error: invalid manifest"), .descriptionUnreadable,
    .buildEnded(status: 1), .buildCommandEnded(status: 2), .buildCommandSilent,
    .buildCommandNamesNothing(line: "done"), .programMissing(product: "OrderBenchmarks"),
    .nothingBuilds(reason: "No space left on device"), .buildRecordDamaged,
  ]

  @_optimize(none)
  package var text: String {
    switch self {
    case .notWritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .notLocked(let path, let reason):
      "\(path): cannot be locked" + (reason.map { ": \($0)" } ?? "")
    case .notStarted(let program, let reason): "\(program) does not start: \(reason)"
    case .filesNotWritten(let what, let folder): "\(what) cannot be written to \(folder)"
    case .suiteFolderMissing(let commit, let folder):
      "\(commit) has no \(folder), from which its benchmarks would be taken"
    case .submodulesUnlisted(let commit): "the submodules of \(commit) cannot be listed"
    case .submoduleMissing(let path, let hash, let commit):
      "the submodule \(path) does not have \(hash), which \(commit) needs"
    case .submoduleNotWritten(let path, let folder):
      "the files of the submodule \(path) cannot be written to \(folder)"
    case .gitMissing: "git is not on the path"
    case .notInRepository(let directory):
      "\(directory): is in no git repository that git can open"
    case .notInPackage(let directory):
      "\(directory): has no Package.swift, and neither has a folder above it"
    case .packageOutside(let folder, let repository):
      "\(folder): is outside of its repository \(repository)"
    case .notACommit(let name): "'\(name)' is not a commit"
    case .commitMissing(let name, _): "'\(name)' is not a commit of this repository"
    case .noCommits(let repository): "\(repository): has no commit yet"
    case .commitUnreadable(let hash): "\(hash): cannot be read"
    case .workTreeNotStored: "git cannot make a commit of the work tree"
    case .mainBranchMissing(let name): "there is no branch \(name) to compare with"
    case .nothingInCommon(let branch, _): "HEAD and \(branch) have no commit in common here"
    case .notAnAncestor(let good, let bad, _):
      "\(good) is not an ancestor of \(bad), so there is no range between them"
    case .commitsUnlisted(let good, let bad):
      "the commits between \(good) and \(bad) cannot be listed"
    case .building(let product, let commit, let title): "building \(product) of \(commit) \(title)"
    case .buildingWorkTree(let product): "building \(product) of the work tree"
    case .compiledAgain(let targets):
      "may be out of date, so compiled again: \(targets.joined(separator: ", "))"
    case .packageMissing(let commit, let path):
      "\(commit) has no package here: \(path)/Package.swift is missing"
    case .folderAbsent(let path): "the commit has no folder \(path)"
    case .manifestAbsent: "the commit has no Package.swift here"
    case .suiteAbsent(let product): "the commit has no suite \(product)"
    case .suiteAbsentFrom(let commit, let product, let suites):
      "\(commit) has no suite \(product); its suites are: \(suites.joined(separator: ", "))"
    case .manifestReplaced(let commit, let product, let other):
      "\(commit) has no suite \(product), so it is built with the Package.swift of \(other)"
    case .packageOutsideRepository(let path):
      "\(path) is outside of the repository, so every commit is built with its present files"
    case .swiftMissing: "swift is not on the path, so no commit can be built"
    case .packageUnreadable(let reason): "the package manager cannot read the package: \(reason)"
    case .descriptionUnreadable: "'swift package describe' printed something unexpected"
    case .buildEnded(let status): "swift build ended with status \(status)"
    case .buildCommandEnded(let status): "the build command ended with status \(status)"
    case .buildCommandSilent: "the build command printed no path"
    case .buildCommandNamesNothing(let line):
      "the build command's last line, '\(line)', is not the path of a program"
    case .programMissing(let product): "the build made no program \(product)"
    case .nothingBuilds(let reason): "nothing can be built: \(reason)"
    case .buildRecordDamaged: "'program_sha256' is not a SHA-256"
    }
  }

  @_optimize(none)
  package var remedy: String? {
    switch self {
    case .filesNotWritten: "check the free space, and the repository with 'git fsck'"
    case .submodulesUnlisted, .commitUnreadable, .commitsUnlisted:
      "check the repository with 'git fsck'"
    case .submoduleMissing: "fetch it with 'git submodule update --init --recursive'"
    case .gitMissing: "install it, or name two built programs to 'run'"
    case .notInRepository: "go to your package's folder, or ask 'git status' why"
    case .notInPackage: "go to your package's folder"
    case .notACommit: "give a branch, a tag or a hash"
    case .commitMissing(_, let isShallow):
      isShallow
        ? Self.unshallow : "look at 'git branch --all', or fetch it with 'git fetch --tags'"
    case .noCommits: "commit your package first"
    case .workTreeNotStored: "'git stash create' says why"
    case .mainBranchMissing:
      "name a commit, or the main branch with 'git config speedgate.mainbranch NAME'"
    case .nothingInCommon(_, let isShallow): isShallow ? Self.unshallow : "name a commit"
    case .notAnAncestor(let good, let bad, let isShallow):
      isShallow ? Self.unshallow : "'git merge-base \(good) \(bad)' names one that is"
    case .suiteAbsent:
      "'speedgate-bench compare', 'bisect' and 'builds make' take the suite of another commit with --suite-from REF"
    case .swiftMissing: "install the toolchain"
    case .descriptionUnreadable: "run it by hand"
    case .buildCommandSilent, .buildCommandNamesNothing: "its last line must name the program"
    case .buildRecordDamaged: "remove the file, and the commit is built again"
    default: nil
    }
  }

  private static let unshallow =
    "the clone is shallow: fetch the rest with 'git fetch --unshallow --tags'"
}
