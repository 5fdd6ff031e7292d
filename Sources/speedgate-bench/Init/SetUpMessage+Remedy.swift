import GateRecords

extension SetUpMessage {
  @_optimize(none)
  var remedy: String? {
    switch self {
    case .noManifest: "go to your package's folder, or name it with --package"
    case .noSuiteName:
      "use the letters a to z and A to Z, digits and underscores, and begin with a letter"
    case .reservedName, .targetExists, .sourcesExist: "give the suite another name"
    case .workflowLacksFolder(_, let folder):
      "give the steps that build and gate the suite 'working-directory: \(folder)'"
    case .workflowLacksSuite(_, let suite):
      "repeat its step that uses the action 'speedgate' with 'product: \(suite)'"
    case .workflowLacksBranch(_, let branch): "add '\(branch)' to its 'branches'"
    case .noBranchName: "give a branch's name"
    case .noLibraryName, .noLibrary: "give a URL, or the folder of a checkout"
    case .unknownLibrary: "name its URL, or the folder of a checkout, with --library"
    case .noWorkflows: "run init again with --library URL to write them"
    case .localLibrary(_, let manifest?): "replace it by .package(url: …) in \(manifest)"
    case .localLibrary: "run init again with --library URL for the line that works everywhere"
    case .usersResolve: "'init --nested' puts the benchmarks into a package of their own"
    case .nestedInNested: "leave --nested out"
    case .noBase(_, _, let isShallow):
      (isShallow
        ? "the clone is shallow: fetch the rest with 'git fetch --unshallow'"
        : "fetch the main branch") + ", or name it with --main-branch"
    case .baseDoesNotBuild:
      "this run is judged by its budgets alone; 'swift package gate --update-baseline' makes it the baseline"
    case .noProduct, .notAProduct: "give the name that 'swift build --product' builds"
    case .noWorkTree, .hooksUnknown: "go to your package's folder"
    case .pathOutside: "name a file or folder of the repository"
    case .pathOfNothing:
      "correct it, or commit the file first; a push that changes nothing there is not measured"
    case .noTool: "build it, or name another folder with --tools"
    case .suiteDoesNotBuild: "commit a suite of that name that builds, then install the hook"
    case .noBenchmarks: "add one, commit it, then install the hook"
    case .notProven: "try 'swift run -c release' with its name, then install the hook"
    case .noValgrind: "install it, or leave this out with --no-trace"
    case .twoHooks: "move one of them away"
    case .settingsNotStored: "see 'git config --list --show-origin'"
    case .notInstalledHere: "'speedgate-bench hook install PRODUCT' names one"
    case .notCheckedOut: "push one branch at a time, or check out the one that matters"
    case .nothingToCompare: "later pushes are compared with this one"
    case .baseCutOff: "fetch the rest with 'git fetch --unshallow'"
    case .nothingInCommon(let branch, let main):
      "measure them with 'speedgate-bench compare \(main) \(branch)'"
    case .remoteNotFetched(_, let remote):
      "fetch them with 'git fetch\(remote.map { " " + $0 } ?? "")'"
    case .mainUnknown(let names, let remote, let isShallow):
      Self.fetching(names[0], remote, isShallow)
        + "name the main branch with 'git config speedgate.mainbranch NAME'"
    case .changesUnlisted: "check the repository with 'git fsck'"
    case .stopped: "to push all the same: SPEEDGATE_SKIP=1 git push"
    case .unreadManifest, .existingNested, .usersDoNotResolve, .measuredBesideBase, .proven,
      .foreignHook,
      .notMeasured, .pushedBefore, .nothingChanged, .packageMissing, .firstBuild,
      .uncommittedChanges, .otherBudgets, .pushedDoesNotBuild, .upstreamDoesNotBuild, .recording,
      .measuring, .cannotMeasure, .cannotJudge:
      nil
    }
  }

  /// How a clone gets a branch of a remote, also one that was made for another branch alone.
  private static func fetching(_ branch: String, _ remote: String?, _ isShallow: Bool) -> String {
    guard let remote else {
      return isShallow ? "fetch the rest with 'git fetch --unshallow', or " : ""
    }
    let depth = isShallow ? "--unshallow " : ""
    return "fetch it with 'git remote set-branches --add \(remote) \(branch) && "
      + "git fetch \(depth)\(remote)', or "
  }

  @_optimize(none)
  static var examples: [Self] {
    [
      .noManifest(folder: "/home/a/orders"), .noSuiteName("a/b"), .reservedName("class"),
      .targetExists(name: "Orders", kind: "a library target", package: "orders"),
      .sourcesExist(folder: "Sources/Orders"), .noBranchName("a]"),
      .noLibraryName("a\"b"), .noLibrary(folder: "/home/a/Speedgate"), .unknownLibrary,
      .noWorkflows(path: "../Speedgate"),
      .localLibrary(path: "../Speedgate", newManifest: nil),
      .localLibrary(path: "../../Speedgate", newManifest: "Benchmarks/Package.swift"),
      .workflowLacksFolder(path: ".github/workflows/performance.yml", folder: "Benchmarks"),
      .workflowLacksSuite(path: ".github/workflows/performance.yml", suite: "OrderBenchmarks"),
      .workflowLacksBranch(path: ".github/workflows/performance.yml", branch: "trunk"),
      .usersResolve(package: "Orders"),
      .usersDoNotResolve(package: "Orders"), .unreadManifest(folder: "/home/a/orders"),
      .existingNested(folder: "Benchmarks"), .nestedInNested(folder: "/home/a/orders/Benchmarks"),
      .noBase(branch: "faster", main: "main or master", isShallow: false),
      .noBase(branch: "faster", main: "main or master", isShallow: true),
      .baseDoesNotBuild(
        branch: "faster", base: "main@4f2c1aa", reason: "the commit has no suite OrderBenchmarks"),
      .measuredBesideBase(branch: "faster", base: "main@4f2c1aa"), .noProduct, .notAProduct("a/b"),
      .noWorkTree(folder: "/home/a/orders.git"), .pathOutside("../other", top: "/home/a/orders"),
      .pathOfNothing("Sorces"),
      .noTool("/opt/tools/speedgate-bench"),
      .suiteDoesNotBuild(
        product: "OrderBenchmarks", commit: "4f2c1aa",
        reason: "the commit has no suite OrderBenchmarks"),
      .noBenchmarks(product: "OrderBenchmarks", commit: "4f2c1aa"),
      .notProven(product: "OrderBenchmarks", commit: "4f2c1aa"),
      .proven(product: "OrderBenchmarks", benchmarks: 12), .noValgrind,
      .hooksUnknown(folder: "/home/a"),
      .twoHooks(path: ".git/hooks/pre-push", kept: ".git/hooks/pre-push.before-speedgate"),
      .foreignHook(path: ".git/hooks/pre-push"), .settingsNotStored,
      .notMeasured(reason: "nothing changed since origin/main@8dab2c4 in Sources, budgets"),
      .notInstalledHere,
      .notCheckedOut(count: 2),
      .nothingToCompare(remote: "origin", branch: "main"),
      .baseCutOff(branch: "faster", main: "origin/main"),
      .nothingInCommon(branch: "faster", main: "origin/main"),
      .remoteNotFetched(branch: "faster", remote: "origin"),
      .remoteNotFetched(branch: "faster", remote: nil),
      .mainUnknown(names: ["main", "master"], remote: "origin", isShallow: false),
      .mainUnknown(names: ["trunk"], remote: "origin", isShallow: true),
      .mainUnknown(names: ["main", "master"], remote: nil, isShallow: false),
      .mainUnknown(names: ["main", "master"], remote: nil, isShallow: true),
      .pushedBefore(reason: "'faster' and origin/main have no commit in common"),
      .changesUnlisted(base: "origin/main@8dab2c4", branch: "faster"),
      .nothingChanged(
        paths: "Sources, Package.swift, Package.resolved, budgets", base: "origin/main@8dab2c4"),
      .packageMissing(folder: "/home/a/orders/Benchmarks"), .firstBuild,
      .uncommittedChanges(commit: "4f2c1aa"), .otherBudgets(commit: "4f2c1aa"),
      .pushedDoesNotBuild(
        product: "OrderBenchmarks", commit: "4f2c1aa",
        reason: "Sources/Orders/Order.swift:12:3: error: expected '}'"),
      .upstreamDoesNotBuild(
        product: "OrderBenchmarks", base: "origin/main@8dab2c4",
        reason: "the commit has no suite OrderBenchmarks"),
      .recording(product: "OrderBenchmarks", base: "origin/main@8dab2c4"),
      .measuring(product: "OrderBenchmarks", base: "origin/main@8dab2c4", seconds: 40),
      .cannotMeasure(product: "OrderBenchmarks"), .cannotJudge(product: "OrderBenchmarks"),
      .stopped,
    ]
  }
}
