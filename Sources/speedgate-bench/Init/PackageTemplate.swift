/// The files that a package needs to be gated.
struct PackageTemplate {
  /// One file: where it goes and what it holds.
  struct File: Hashable {
    let path: String
    let text: String
  }

  /// The suite's target and product.
  let suite: String
  /// The branch whose runs become the baseline.
  let mainBranch: String
  /// Where the suite goes.
  let layout: PackageLayout
  /// The manifest of the measured package.
  let manifest: PackageManifest
  /// Where the library is.
  let library: LibraryLocation
  /// The manifest of the package that gets the suite; nil where it is written.
  let own: PackageManifest?
  /// Where the suite's source goes.
  let sources: SuiteSources

  /// The files of the suite's package, in the order in which they are read.
  var files: [File] {
    (layout.isNew ? [File(path: "Package.swift", text: nestedManifest)] : []) + [
      File(path: sources.path(of: suite), text: suiteSource),
      File(path: "budgets/\(suite).json5", text: budgets),
    ]
  }

  /// The workflows, which go to the repository's top; none where a service could not find the library.
  var workflows: [File] {
    guard library.url != nil else { return [] }
    let texts = WorkflowTemplate(
      suite: suite, mainBranch: mainBranch, package: layout.pathInRepository, library: library,
      folder: layout.folder)
    return [
      File(path: Self.workflowOfGate, text: texts.gate),
      File(path: ".github/workflows/speedgate-comment.yml", text: texts.comment),
    ]
  }

  /// The workflow that gates, from the repository's top.
  static let workflowOfGate = ".github/workflows/performance.yml"

  /// Lines that `.gitignore` needs.
  static let ignoredPaths = ["/.build", "/baselines"]

  /// The lines that the manifest needs, which is the author's own and is not edited; nil when it has the suite.
  var manifestLines: String? {
    guard let own, !own.executables.contains(suite) else { return nil }
    var dependencies = own.speedgate == nil ? [library.dependency(seenFrom: layout.folder)] : []
    if layout.isNested, !own.dependsOn(folder: layout.measured) {
      dependencies.append(".package(name: \"\(manifest.name)\", path: \"..\")")
    }
    let platforms = own.asksForMacOS ? "" : "platforms: [.macOS(.v15)],\n"
    let lines =
      dependencies.isEmpty
      ? "" : "dependencies: [\n" + dependencies.map { "  \($0),\n" }.joined() + "],\n"
    return platforms + lines + "targets: [\n" + target(indentation: "  ") + "]"
  }

  /// The modules that the suite measures.
  private var modules: [String] {
    let measured = manifest.measured.flatMap { library in
      library.targets.isEmpty ? [library.name] : library.targets
    }
    let names = measured.isEmpty && !layout.isNested ? manifest.modules : measured
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// The dependencies of the suite's target.
  private var targetDependencies: [String] {
    let own =
      layout.isNested
      ? manifest.measured.map { ".product(name: \"\($0.name)\", package: \"\(manifest.name)\")" }
      : modules.map { "\"\($0)\"" }
    return own + [".product(name: \"Speedgate\", package: \"\(library.packageName)\")"]
  }

  private func target(indentation: String) -> String {
    let lines =
      [".executableTarget(", "  name: \"\(suite)\",", "  dependencies: ["]
      + targetDependencies.map { "    \($0)," } + ["  ]),"]
    return lines.map { indentation + $0 + "\n" }.joined()
  }

  private var nestedManifest: String {
    """
    // swift-tools-version: 6.2
    import PackageDescription

    // A package of its own, so that no one who depends on \(manifest.name) resolves Speedgate.
    let package = Package(
      name: "\(PackageLayout.usualNested)",
      platforms: [.macOS(.v15)],
      dependencies: [
        .package(name: "\(manifest.name)", path: ".."),
        \(library.dependency(seenFrom: layout.folder)),
      ],
      targets: [
    \(target(indentation: "    "))  ]
    )

    """
  }

  private var suiteSource: String {
    // A target's name may hold what a module's cannot, which has underscores in its place.
    let names = modules.map { name in
      String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
    let imports = (names + ["Speedgate"]).sorted().map { "import \($0)\n" }.joined()
    return """
      \(imports)
      @main
      struct \(suite): BenchmarkSuite {
        var benchmarks: Benchmarks {
          // Replace this by code of your own. Work before `measure` is not timed.
          Benchmark("example/sort", parameter: "n", values: [1_000, 10_000]) { run, n in
            let numbers = (0..<n).map { ($0 &* 7919) % n }
            run.measure { blackHole(blackBox(numbers).sorted()) }
          }
        }
      }

      """
  }

  private var budgets: String {
    """
    {
      schema: "speedgate.budgets/1",
      suite: "\(suite)",
      defaults: { tolerance: "10%" },
      budgets: [
        { benchmark: "example/sort{n=10000}", median: "50 ms", rationale: "replace me: why this limit" },
      ],
      // How much worse than the baseline fails.
      regressions: {
        wall_time: { fail: "10%", minor: "10%", major: "30%", critical: "50%" },
      },
    }

    """
  }
}
