import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

extension Command {
  /// `speedgate-bench init`.
  static let initialize = Command(
    CommandDefinition(
      "speedgate-bench init", summary: "Adds a suite, budgets and workflows to a Swift package.",
      details: """
        It says what it will write, then writes it. It overwrites nothing, asks nothing, and leaves \
        the manifest to you: it prints the lines that belong there.

        With --nested the suite goes into a package of its own in the folder Benchmarks, so that no \
        one who depends on your library resolves Speedgate. A package that is there already is used.

        Workflows need Speedgate's URL. It is taken from the manifest or from this program's own \
        origin; where both know only a folder, --library URL names it.
        """,
      positionals: [
        .init(
          "SUITE", "The suite's name (default: the package's name and Benchmarks).",
          isOptional: true)
      ],
      options: [
        .value("package", "DIR", "The package's folder (default: this one)."),
        .value(
          "main-branch", "NAME",
          "The branch whose runs become the baseline (default: git's setting speedgate.mainbranch, else that of origin, "
            + "else main or master)."
        ),
        .value(
          "library", "PLACE",
          "Speedgate's URL or folder (default: what the manifest names, else where this program comes from)."
        ),
        .flag("nested", "Put the suite into a package of its own, Benchmarks."),
        .flag("dry-run", "Only say what would be written."),
      ],
      examples: [
        "speedgate-bench init --dry-run", "speedgate-bench init OrderBenchmarks",
        "speedgate-bench init --nested",
      ])
  ) { arguments, context in
    try Initialization(arguments, context).perform()
  }
}

/// One call of `speedgate-bench init`.
private struct Initialization {
  private let arguments: ParsedArguments
  private let context: CommandContext
  private let layout: PackageLayout
  private let template: PackageTemplate

  init(_ arguments: ParsedArguments, _ context: CommandContext) throws {
    self.arguments = arguments
    self.context = context
    let here = URL(fileURLWithPath: context.currentDirectory + "/")
    let folder = URL(fileURLWithPath: arguments.value("package") ?? ".", relativeTo: here)
      .standardizedFileURL.path
    guard FileManager.default.fileExists(atPath: folder + "/Package.swift") else {
      throw UsageError(SetUpMessage.noManifest(folder: folder))
    }
    let branch = MainBranch(
      named: arguments.value("main-branch"), environment: context.environment, directory: folder
    ).existing(GitCommand(directory: folder))
    guard branch.wholeMatch(of: /[A-Za-z0-9_.\/-]{1,100}/) != nil else {
      throw UsageError(SetUpMessage.noBranchName(branch))
    }
    let named = try arguments.value("library").map {
      try LibraryLocation(named: $0, in: context.currentDirectory)
    }
    let layout = PackageLayout(
      at: folder, wantsNested: arguments.flag("nested"), isNamed: arguments.value("package") != nil)
    if arguments.flag("nested"), layout.measured == folder,
      PackageLayout(at: folder, wantsNested: false, isNamed: true).isNested
    {
      throw UsageError(SetUpMessage.nestedInNested(folder: folder))
    }
    let measured = try PackageManifest(in: layout.measured, environment: context.environment)
    let own =
      layout.isNested && !layout.isNew
      ? try PackageManifest(in: layout.folder, environment: context.environment) : measured
    let suite = try SuiteName.checked(
      arguments.positionals.first ?? SuiteName.usual(for: measured.name))
    let sources = try SuiteSources(
      of: suite, in: layout.folder, own: layout.isNew ? nil : own, measured: measured)
    // The manifest around a new package may name the library, as for the plugin that runs this.
    let known = own.speedgate ?? measured.speedgate
    let library: LibraryLocation =
      if let known { .init(known, named: named) } else if let named { named } else {
        try .init(ofThisProgram: ())
      }
    self.layout = layout
    template = PackageTemplate(
      suite: suite, mainBranch: branch, layout: layout, manifest: measured, library: library,
      own: layout.isNew ? nil : own, sources: sources)
  }

  func perform() throws -> ExitStatus {
    let isDryRun = arguments.flag("dry-run")
    let files =
      template.files.map { (path: layout.folder + "/" + $0.path, text: $0.text) }
      + template.workflows.map { (path: layout.top + "/" + $0.path, text: $0.text) }
    let absent = files.filter { !exists($0.path) }
    let gaps = workflowGaps()
    let ignored = try missingIgnoredPaths()
    context.out(
      isDryRun ? "would write in \(layout.measured):\n" : "writing in \(layout.measured):\n")
    for file in files {
      let lines = file.text.count { $0 == "\n" }
      let path = LibraryLocation.path(to: file.path, from: layout.measured)
      context.out(
        exists(file.path)
          ? "  = \(path) is there, left as it is\n" : "  + \(path) (\(lines) lines)\n")
    }
    let ignoring = LibraryLocation.path(to: layout.folder + "/.gitignore", from: layout.measured)
    context.out(
      ignored.isEmpty
        ? "  = \(ignoring) has what is needed\n"
        : "  + \(ignoring): \(ignored.joined(separator: ", "))\n")
    if !isDryRun {
      for file in absent { try TextFile.write(Data(file.text.utf8), to: file.path) }
      if !ignored.isEmpty { try ignore(ignored) }
    }
    reportWhatIsLeft(gaps)
    return .passed
  }

  /// What the workflow that is there already lacks.
  private func workflowGaps() -> [SetUpMessage] {
    let path = PackageTemplate.workflowOfGate
    guard let text = try? String(contentsOfFile: layout.top + "/" + path, encoding: .utf8) else {
      return []
    }
    let folder = layout.pathInRepository
    return WorkflowGaps(
      in: text, suite: template.suite, mainBranch: template.mainBranch, folder: folder
    ).messages(
      path: path, suite: template.suite, mainBranch: template.mainBranch, folder: folder)
  }

  private func reportWhatIsLeft(_ gaps: [SetUpMessage]) {
    let lines = template.manifestLines
    if let lines {
      let path = LibraryLocation.path(
        to: layout.folder + "/Package.swift", from: layout.measured)
      context.out("\n\(path) is yours; add to it:\n\n\(lines)\n")
    }
    let notes = notes(hasLines: lines != nil) + gaps
    if !notes.isEmpty {
      context.out("\n" + notes.map { "note: \($0.line)\n" }.joined())
    }
    let move =
      layout.folder == here ? "" : "cd \(LibraryLocation.path(to: layout.folder, from: here)) && "
    // The first run becomes the baseline of the commit that is checked out, which should have the suite.
    let first = layout.isInRepository ? "then commit these files and run" : "then run"
    context.out("\n\(first): \(move)swift package --allow-writing-to-package-directory gate\n")
  }

  private var here: String {
    URL(fileURLWithPath: context.currentDirectory).standardizedFileURL.path
  }

  /// The nested package's folder as it is written from the package around it; nil without one.
  private var nestedName: String? {
    guard layout.isNested, layout.folder != here else { return nil }
    return LibraryLocation.path(to: layout.folder, from: layout.measured)
  }

  private func notes(hasLines: Bool) -> [SetUpMessage] {
    var notes: [SetUpMessage] = []
    let name = template.manifest.name
    if !template.manifest.isExact { notes.append(.unreadManifest(folder: layout.measured)) }
    if layout.isNested, !layout.isNew, !arguments.flag("nested"), layout.folder != here {
      notes.append(.existingNested(folder: nestedName ?? layout.folder))
    }
    notes.append(
      layout.isNested ? .usersDoNotResolve(package: name) : .usersResolve(package: name))
    if let local = template.library.localFolder {
      let path = LibraryLocation.path(to: local, from: layout.folder)
      if hasLines || layout.isNew, template.own?.speedgate == nil {
        let written = LibraryLocation.path(to: layout.folder + "/Package.swift", from: here)
        notes.append(.localLibrary(path: path, newManifest: layout.isNew ? written : nil))
      }
      if template.workflows.isEmpty { notes.append(.noWorkflows(path: path)) }
    }
    return notes
  }

  private func exists(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)) != nil
  }

  private var ignoreFile: String { layout.folder + "/.gitignore" }

  private func ignoreText() throws -> String {
    guard exists(ignoreFile) else { return "" }
    do {
      return String(decoding: try TextFile.read(ignoreFile), as: UTF8.self)
    } catch FileError.empty {
      return ""
    }
  }

  private func missingIgnoredPaths() throws -> [String] {
    let lines = Set(
      try ignoreText().split(whereSeparator: \.isNewline)
        .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "/ ")) })
    return PackageTemplate.ignoredPaths.filter { !lines.contains(String($0.dropFirst())) }
  }

  private func ignore(_ paths: [String]) throws {
    let text = try ignoreText()
    let start = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
    let added = paths.map { $0 + "\n" }.joined()
    try TextFile.write(Data((start + added).utf8), to: ignoreFile)
  }
}
