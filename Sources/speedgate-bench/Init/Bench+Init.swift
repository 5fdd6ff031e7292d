import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement

extension Command {
  /// `speedgate-bench init`.
  static let initialize = Command(
    CommandDefinition(
      "speedgate-bench init", summary: "Adds a suite, budgets and workflows to a Swift package.",
      details: """
        It says what it will write, then writes it. It overwrites nothing, asks nothing, runs \
        nothing, and leaves the manifest to you: it prints the lines that belong there.
        """,
      positionals: [
        .init(
          "SUITE", "The suite's name; the package's name and Benchmarks when left out.",
          isOptional: true)
      ],
      options: [
        .value("package", "DIR", "The package's folder; this one unless given."),
        .value(
          "main-branch", "NAME", "The branch whose runs become the baseline; main unless given."),
        .value(
          "library", "PLACE",
          "Speedgate's URL or folder; where this program was built from unless given."),
        .flag("dry-run", "Only say what would be written."),
      ],
      examples: ["speedgate-bench init --dry-run", "speedgate-bench init OrderBenchmarks"])
  ) { arguments, context in
    let folder = URL(
      fileURLWithPath: arguments.value("package") ?? ".",
      relativeTo: URL(fileURLWithPath: context.currentDirectory + "/")
    ).standardizedFileURL.path
    guard FileManager.default.fileExists(atPath: folder + "/Package.swift") else {
      throw UsageError("\(folder): holds no Package.swift; go to your package's folder")
    }
    let suite = try arguments.positionals.first ?? suiteName(of: folder)
    guard suite.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]{0,59}/) != nil else {
      throw UsageError("'\(suite)' cannot be a suite's name; use letters, digits and underscores")
    }
    let branch = arguments.value("main-branch") ?? "main"
    guard branch.wholeMatch(of: /[A-Za-z0-9_.\/-]{1,100}/) != nil else {
      throw UsageError("--main-branch cannot be '\(branch)'; give a branch's name")
    }
    let template = PackageTemplate(suite: suite, mainBranch: branch)
    let library = try LibraryLocation(arguments.value("library"), for: folder)
    try Initialization(template, folder: folder, library: library, context: context)
      .perform(isDryRun: arguments.flag("dry-run"))
    return .passed
  }

  /// A name for the suite of a package that says nothing.
  private static func suiteName(of folder: String) throws -> String {
    let manifest = String(decoding: try TextFile.read(folder + "/Package.swift"), as: UTF8.self)
    let name =
      manifest.firstMatch(of: /Package\(\s*name:\s*"([^"]+)"/).map { String($0.1) }
      ?? URL(fileURLWithPath: folder).lastPathComponent
    let words = name.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + "Benchmarks"
  }
}

/// One call of `speedgate-bench init`.
private struct Initialization {
  private let template: PackageTemplate
  private let folder: String
  private let library: LibraryLocation
  private let context: CommandContext

  init(
    _ template: PackageTemplate, folder: String, library: LibraryLocation, context: CommandContext
  ) {
    self.template = template
    self.folder = folder
    self.library = library
    self.context = context
  }

  func perform(isDryRun: Bool) throws {
    let absent = template.files.filter { !exists($0.path) }
    let ignored = try missingIgnoredPaths()
    context.out(isDryRun ? "would write in \(folder):\n" : "writing in \(folder):\n")
    for file in template.files {
      let lines = file.text.count { $0 == "\n" }
      context.out(
        exists(file.path)
          ? "  = \(file.path) is there, left as it is\n"
          : "  + \(file.path) (\(lines) lines)\n")
    }
    context.out(
      ignored.isEmpty
        ? "  = .gitignore has what is needed\n"
        : "  + .gitignore: \(ignored.joined(separator: ", "))\n")
    if !isDryRun {
      for file in absent { try TextFile.write(Data(file.text.utf8), to: folder + "/" + file.path) }
      if !ignored.isEmpty { try ignore(ignored) }
    }
    reportWhatIsLeft()
  }

  private func reportWhatIsLeft() {
    let manifest = (try? String(contentsOfFile: folder + "/Package.swift", encoding: .utf8)) ?? ""
    if !manifest.contains("\"\(template.suite)\"") {
      let names = manifest.contains(/package:\s*"Speedgate"/.ignoresCase())
      let lines = template.manifestLines(library: names ? nil : library)
      context.out("\nPackage.swift is yours; add to it:\n\n\(lines)\n")
    }
    context.out("\nthen: swift package --allow-writing-to-package-directory gate\n")
  }

  private func exists(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: folder + "/" + path)) != nil
  }

  private func ignoreText() throws -> String {
    guard exists(".gitignore") else { return "" }
    do {
      return String(decoding: try TextFile.read(folder + "/.gitignore"), as: UTF8.self)
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
    try TextFile.write(Data((start + added).utf8), to: folder + "/.gitignore")
  }
}
