import Foundation
import GateBuild
import GateCommandLine
import GateFiles
import GateMeasurement

/// Measures what is pushed beside the upstream branch's program.
///
/// Everything it makes lies in the repository's own folder `.git/speedgate`, which all worktrees
/// share; the work tree only gets what the package manager builds in any case.
struct PushGate {
  /// What measuring all suites may take, in seconds; building comes on top.
  private static let timeBudget = 40

  let git: GitCommand
  let settings: HookSettings
  let context: CommandContext
  let root: String
  let store: String

  /// - Throws: `UsageError` outside a repository.
  init(_ git: GitCommand, settings: HookSettings, context: CommandContext) throws(UsageError) {
    guard let root = git.answer("rev-parse", "--show-toplevel"),
      let common = git.answer("rev-parse", "--path-format=absolute", "--git-common-dir")
    else { throw UsageError("\(git.directory): has no work tree; go to your package's folder") }
    self.git = git
    self.settings = settings
    self.context = context
    self.root = root
    store = common + "/speedgate"
  }

  /// Builds, measures and judges every suite.
  ///
  /// - Returns: Whether the push may go on: it may unless a verdict fails.
  func allows(base: String, title: String) throws -> Bool {
    let head = git.answer("rev-parse", "HEAD") ?? ""
    let isClean = git.text("status", "--porcelain", "--untracked-files=no") == ""
    if !isClean { say("the work tree has changes that are not committed; they are measured, too") }
    var isAllowed = true
    for product in settings.products {
      guard let candidate = try build(product, in: root, scratch: nil) else {
        say("\(product) cannot be built; not measured")
        continue
      }
      guard let baseline = try program(product, of: base, title: title) else {
        say("\(title)'s \(product) cannot be built; not measured")
        continue
      }
      if settings.traces { trace(baseline, product, title: title) }
      let folder = store + "/last/" + BaselineDirectory.folderName(product)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let run = folder + "/run.json"
      let seconds = max(Self.timeBudget / settings.products.count, 5)
      say("measuring \(product) beside \(title) (\(base.prefix(7))), at most \(seconds) s")
      let measured = execute(
        settings.tools + "/speedgate-bench",
        [
          "run", candidate, "--against", baseline, "--profile", "quick", "--time-budget",
          "\(seconds)s", "--quiet", "--output", run,
        ] + settings.question + settings.measuring, in: root)
      guard measured == 0 else {
        say("\(product) cannot be measured; not judged")
        continue
      }
      let verdict = execute(
        settings.tools + "/speedgate-detect",
        ["check", run, "--read-only", "--output", folder + "/verdict.json"] + settings.question,
        in: root)
      if verdict == 1 {
        isAllowed = false
      } else {
        if verdict != 0 { say("\(product) cannot be judged") }
        if isClean, verdict == 0 { try keep(candidate, product, of: head) }
      }
    }
    if !isAllowed {
      say("the push is stopped; to push all the same: SPEEDGATE_SKIP=1 git push")
    }
    return isAllowed
  }

  /// A commit's program, from the store or built there once.
  private func program(_ product: String, of commit: String, title: String) throws -> String? {
    let kept = path(product, of: commit)
    if FileManager.default.isExecutableFile(atPath: kept) { return kept }
    say("building \(title)'s \(product) once")
    let source = store + "/source"
    try? FileManager.default.removeItem(atPath: source)
    defer { try? FileManager.default.removeItem(atPath: source) }
    try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
    // Through an index of its own: neither the work tree nor its index learn of it.
    var apart = git
    apart.environment["GIT_INDEX_FILE"] = store + "/index"
    defer { try? FileManager.default.removeItem(atPath: store + "/index") }
    guard apart.data(["read-tree", commit]) != nil,
      apart.data(["checkout-index", "--all", "--force", "--prefix=\(source)/"]) != nil,
      let built = try build(product, in: source, scratch: store + "/build")
    else { return nil }
    try keep(built, product, of: commit)
    return path(product, of: commit)
  }

  /// Records what a kept program's benchmarks execute, once; where that fails it is not tried again.
  private func trace(_ program: String, _ product: String, title: String) {
    let place = KitPlace(beside: program)
    let failed = KitPlace.folder(beside: program) + "/untraced"
    guard ExecutionTrace.isPossible(context.environment),
      FileManager.default.fileExists(atPath: place.record),
      !FileManager.default.fileExists(atPath: place.executed),
      !FileManager.default.fileExists(atPath: failed)
    else { return }
    say("recording what the benchmarks of \(title)'s \(product) execute, once")
    _ = execute(
      settings.tools + "/speedgate-bench", ["trace", program, "--if-possible", "--quiet"], in: root)
    guard !FileManager.default.fileExists(atPath: place.executed) else { return }
    _ = FileManager.default.createFile(atPath: failed, contents: nil)
  }

  /// Keeps a commit's program for later pushes, the newest few only.
  private func keep(_ program: String, _ product: String, of commit: String) throws {
    try TextFile.write(TextFile.read(program), to: path(product, of: commit))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: path(product, of: commit))
    let madeOf = MadeOfFile.path(of: program)
    if FileManager.default.fileExists(atPath: madeOf) {
      try TextFile.write(
        TextFile.read(madeOf), to: MadeOfFile.path(of: path(product, of: commit)))
    }
    let kit = KitPlace.folder(beside: path(product, of: commit))
    try? FileManager.default.removeItem(atPath: kit)
    try? FileManager.default.copyItem(atPath: KitPlace.folder(beside: program), toPath: kit)
    let folder = store + "/programs"
    let commits = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    func age(_ name: String) -> Date {
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      return attributes?[.modificationDate] as? Date ?? .distantPast
    }
    for old in commits.sorted(by: { age($0) > age($1) }).dropFirst(10) {
      try? FileManager.default.removeItem(atPath: folder + "/" + old)
    }
  }

  private func path(_ product: String, of commit: String) -> String {
    store + "/programs/\(commit)/" + BaselineDirectory.folderName(product)
  }

  /// As `swift package gate` builds, so that neither builds anew what the other has built.
  private static let buildFlags: [String] = {
    let aligned = [
      "-Xswiftc", "-Xllvm", "-Xswiftc", "-align-all-functions=6", "-Xcc", "-falign-functions=64",
      "-Xswiftc", "-Xfrontend", "-Xswiftc", "-function-sections", "-Xcc", "-ffunction-sections",
      "-Xcc", "-fdata-sections",
    ]
    #if os(Linux)
      return ["-Xswiftc", "-static-stdlib"] + aligned + ["-Xlinker", "--strip-debug"]
    #else
      return aligned
    #endif
  }()

  /// Builds until the program is proven to be what its sources make; nil when it does not build.
  private func build(_ product: String, in folder: String, scratch: String?) throws -> String? {
    try FreshProgram.built(
      marker: store + "/build-began",
      build: { buildOnce(product, in: folder, scratch: scratch) },
      tell: { say("not proven to be up to date, compiled anew: \($0.joined(separator: ", "))") }
    )?.path
  }

  private func buildOnce(
    _ product: String, in folder: String, scratch: String?
  ) -> String? {
    let place = scratch.map { ["--scratch-path", $0] } ?? []
    let arguments = ["swift", "build", "-c", "release"] + Self.buildFlags + place
    let status = execute(
      "/usr/bin/env", arguments + ["--product", product, "--quiet"], in: folder)
    guard status == 0 else { return nil }
    var path = ""
    let asked = execute(
      "/usr/bin/env", arguments + ["--show-bin-path"], in: folder
    ) {
      path = $0.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let program = path + "/" + product
    guard asked == 0, FileManager.default.isExecutableFile(atPath: program) else { return nil }
    #if os(Linux)
      // Without a kit both sides are measured with one layout, and the run says so.
      _ = execute(settings.tools + "/speedgate-bench", ["kit", program, "--quiet"], in: folder)
    #endif
    return program
  }

  /// Runs a program to its end; what it prints goes to standard error unless it is taken.
  private func execute(
    _ program: String, _ arguments: [String], in folder: String,
    taking take: ((String) -> Void)? = nil
  ) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // Git tells its hooks which repository they serve; what is built is not always that one.
    process.environment = context.environment.filter { !$0.key.hasPrefix("GIT_") }
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    // Git gives standard output to nobody in particular, and a person reads both together.
    if take != nil {
      process.standardOutput = pipe
    } else {
      process.standardOutput = FileHandle.standardError
    }
    guard (try? process.run()) != nil else { return 2 }
    if let take {
      take(String(decoding: (try? pipe.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self))
    }
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : 2
  }

  private func say(_ text: String) { context.err("speedgate: \(text)\n") }
}
