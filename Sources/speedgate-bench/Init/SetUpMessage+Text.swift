import GateRecords

extension SetUpMessage {
  @_optimize(none)
  var text: String {
    switch self {
    case .noManifest(let folder): "\(folder): holds no Package.swift"
    case .noSuiteName(let name): "'\(name)' cannot be a suite's name"
    case .reservedName(let name):
      "'\(name)' cannot be a suite's name: Swift or Speedgate uses that word"
    case .targetExists(let name, let kind, let package):
      "'\(name)' is already \(kind) of \(package)"
    case .sourcesExist(let folder):
      "\(folder) already holds Swift files, and a suite there would be a second @main"
    case .noBranchName(let name): "--main-branch cannot be '\(name)'"
    case .noLibraryName(let name): "--library cannot be '\(name)'"
    case .noLibrary(let folder): "--library \(folder): is not a checkout of Speedgate"
    case .unknownLibrary: "this program does not know where the package Speedgate is"
    case .noWorkflows(let path):
      "no workflows are written, because a service cannot reach the local folder \(path)"
    case .localLibrary(let path, _):
      "\(path) is a folder on this machine; other machines need Speedgate's URL"
    case .usersResolve(let package):
      "everyone who depends on \(package) resolves Speedgate, too, though their builds do not compile it"
    case .usersDoNotResolve(let package):
      "the benchmarks are a package of their own, so no one who depends on \(package) resolves Speedgate"
    case .unreadManifest(let folder):
      "\(folder)/Package.swift: the package manager cannot read it, so the suite's dependencies are taken from its text"
    case .existingNested(let folder):
      "\(folder) is a package of benchmarks already, so the suite is added there"
    case .nestedInNested(let folder): "\(folder): is a nested package itself"
    case .workflowLacksFolder(let path, let folder):
      "\(path) has no step that works in \(folder), where the suite is"
    case .workflowLacksSuite(let path, let suite): "\(path) does not gate \(suite)"
    case .workflowLacksBranch(let path, let branch):
      "\(path) does not run on pushes to '\(branch)', so no baseline comes from it"
    case .noBase(let branch, let main, _):
      "there is no baseline, and the branch '\(branch)' has no commit in common with \(main) here"
    case .baseDoesNotBuild(let branch, let base, let reason):
      "there is no baseline, and \(base), where the branch '\(branch)' began, has no program to measure beside: \(reason)"
    case .measuredBesideBase(let branch, let base):
      "there is no baseline, so this run is measured beside \(base), where the branch '\(branch)' began"
    case .noProduct: "no suite is named"
    case .notAProduct(let name): "'\(name)' is not a product's name"
    case .noWorkTree(let folder): "\(folder): has no work tree"
    case .pathOfNothing(let path): "--path '\(path)' matches no file in git"
    case .pathOutside(let path, let top): "--path '\(path)' lies outside of the repository \(top)"
    case .noTool(let path): "\(path): no such program"
    case .suiteDoesNotBuild(let product, let commit, let reason):
      "\(product) of \(commit) does not build, so a push could not be measured: \(reason)"
    case .noBenchmarks(let product, let commit):
      "\(product) of \(commit) has no benchmark, so there is nothing to measure"
    case .notProven(let product, let commit):
      "\(product) of \(commit) cannot be measured: it does not list its benchmarks"
    case .proven(let product, let benchmarks):
      "\(product) builds and has \(benchmarks) benchmark\(benchmarks == 1 ? "" : "s")"
    case .noValgrind:
      "valgrind is not installed, so pushes cannot prove that a benchmark runs the same code"
    case .hooksUnknown(let folder): "\(folder): is in no git repository"
    case .twoHooks(let path, let kept):
      "\(path): is not Speedgate's, and \(kept) holds an older hook"
    case .foreignHook(let path): "\(path): is not Speedgate's; it is left unchanged"
    case .settingsNotStored: "the repository's configuration cannot be written"
    case .notMeasured(let reason): "not measured: \(reason)"
    case .notInstalledHere: "no suite is named here"
    case .notCheckedOut(let count):
      "\(count) branches are pushed, and none of them is the one that is checked out"
    case .nothingToCompare(let remote, let branch):
      "\(remote) has no branch '\(branch)' yet to compare with"
    case .baseCutOff(let branch, let main):
      "the clone is shallow, and the commit where '\(branch)' left \(main) is not in it"
    case .nothingInCommon(let branch, let main): "'\(branch)' and \(main) have no commit in common"
    case .remoteNotFetched(let branch, let remote):
      "\(remote ?? "the remote") has commits of '\(branch)' that are not in this clone"
    case .mainUnknown(let names, let remote, _):
      "this clone has no branch \(names.joined(separator: " or "))\(remote.map { " of \($0)" } ?? "") to compare with"
    case .pushedBefore(let reason):
      "this push is compared with what the remote's branch has now, because \(reason)"
    case .changesUnlisted(let base, let branch):
      "git cannot list what changed between \(base) and '\(branch)'"
    case .nothingChanged(let paths, let base): "nothing changed since \(base) in \(paths)"
    case .packageMissing(let folder): "\(folder) has no Package.swift in the checked-out commit"
    case .firstBuild:
      "this is the first build here, a release build of the suite and all that it depends on: it takes as long as "
        + "'swift build -c release' in a fresh clone, often a minute or two; later ones build what changed"
    case .uncommittedChanges(let commit):
      "the work tree has changes that are not committed; only what is pushed is measured: \(commit)"
    case .otherBudgets(let commit):
      "the budgets of the work tree differ from those of \(commit), which judge this push"
    case .pushedDoesNotBuild(let product, let commit, let reason):
      "not measured: \(product) of \(commit) does not build: \(reason)"
    case .upstreamDoesNotBuild(let product, let base, let reason):
      "not measured: \(product) of \(base) does not build: \(reason)"
    case .recording(let product, let base):
      "recording what the benchmarks of \(product) of \(base) execute, once"
    case .measuring(let product, let base, let seconds):
      "measuring \(product) beside \(base), at most \(seconds) s"
    case .cannotMeasure(let product): "\(product) cannot be measured, so it is not judged"
    case .cannotJudge(let product): "\(product) cannot be judged"
    case .stopped: "the push is stopped"
    }
  }
}
