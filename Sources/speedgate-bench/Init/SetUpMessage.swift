import GateRecords

/// Messages of `init`, the hook and the choice of a base.
enum SetUpMessage: Message {
  // Adding a suite to a package.
  case noManifest(folder: String)
  case noSuiteName(String)
  case reservedName(String)
  case targetExists(name: String, kind: String, package: String)
  case sourcesExist(folder: String)
  case noBranchName(String)
  case noLibraryName(String)
  case noLibrary(folder: String)
  case unknownLibrary
  case noWorkflows(path: String)
  case localLibrary(path: String, newManifest: String?)
  case usersResolve(package: String)
  case usersDoNotResolve(package: String)
  case unreadManifest(folder: String)
  case existingNested(folder: String)
  case nestedInNested(folder: String)
  case workflowLacksSuite(path: String, suite: String)
  case workflowLacksFolder(path: String, folder: String)
  case workflowLacksBranch(path: String, branch: String)

  // The base of a local gate.
  case noBase(branch: String, main: String, isShallow: Bool)
  case baseDoesNotBuild(branch: String, base: String, reason: String)
  case measuredBesideBase(branch: String, base: String)

  // Installing the hook.
  case noProduct
  case notAProduct(String)
  case noWorkTree(folder: String)
  case pathOutside(String, top: String)
  case pathOfNothing(String)
  case noTool(String)
  case suiteDoesNotBuild(product: String, commit: String, reason: String)
  case noBenchmarks(product: String, commit: String)
  case notProven(product: String, commit: String)
  case proven(product: String, benchmarks: Int)
  case noValgrind
  case hooksUnknown(folder: String)
  case twoHooks(path: String, kept: String)
  case foreignHook(path: String)
  case settingsNotStored

  // Measuring a push.
  case notMeasured(reason: String)
  case notInstalledHere
  case notCheckedOut(count: Int)
  case nothingToCompare(remote: String, branch: String)
  case baseCutOff(branch: String, main: String)
  case nothingInCommon(branch: String, main: String)
  case remoteNotFetched(branch: String, remote: String?)
  case mainUnknown(names: [String], remote: String?, isShallow: Bool)
  case pushedBefore(reason: String)
  case changesUnlisted(base: String, branch: String)
  case nothingChanged(paths: String, base: String)
  case packageMissing(folder: String)
  case firstBuild
  case uncommittedChanges(commit: String)
  case otherBudgets(commit: String)
  case pushedDoesNotBuild(product: String, commit: String, reason: String)
  case upstreamDoesNotBuild(product: String, base: String, reason: String)
  case recording(product: String, base: String)
  case measuring(product: String, base: String, seconds: Int)
  case cannotMeasure(product: String)
  case cannotJudge(product: String)
  case stopped
}
