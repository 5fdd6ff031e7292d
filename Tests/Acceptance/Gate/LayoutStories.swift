import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Where code lies: measured by `aa-check`, kept with the baselines, shown in reports.
@Suite struct LayoutStories {
  static let budgets =
    "regressions: { wall_time: { fail: \"100%\" }, mean_time: { fail: \"200%\" } }"

  /// A drawn suite with a link kit, whose linker writes programs that know the seed of their layout.
  struct Linked {
    let gate: DrawnGate
    private let log: String

    init(_ variables: [String: String], budgets: String? = LayoutStories.budgets) throws {
      gate = try DrawnGate(
        both: ["DRAWN_BENCHMARKS": "2", "DRAWN_NOISE": "wall_time=0.004"].merging(variables) { $1 },
        budgets: budgets)
      log = gate.scratch.file("links")
      _ = try gate.scratch.write("map", Self.map)
      let linker = try gate.scratch.write(
        "ld.lld",
        """
        #!/bin/sh
        layout=
        while [ $# -gt 0 ]; do
          case "$1" in
            --version) echo 'Drawn LLD 1'; exit 0 ;;
            -o) shift; out=$1 ;;
            --shuffle-sections=*) layout=${1##*=} ;;
            --Map=*) cp '\(gate.scratch.file("map"))' "${1#*=}" ;;
          esac
          shift
        done
        printf '#!/bin/sh\\nDRAWN_LAYOUT=%s exec "%s"\\n' "$layout" '\(Executable.drawnSuite.path)' > "$out"
        chmod +x "$out"
        echo "$layout $out" >> '\(log)'

        """)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: linker)
      let reference = try gate.scratch.write(
        "reference", "#!/bin/sh\nDRAWN_LAYOUT= exec \"\(Executable.drawnSuite.path)\"\n")
      let kit = LinkKitRecord(
        programHash: try SHA256.hexDigest(ofFile: gate.suite),
        referenceHash: try SHA256.hexDigest(ofFile: reference),
        linker: LinkerRecord(path: linker, version: "Drawn LLD 1"), arguments: [], inputs: [])
      try RecordFile.write(kit, to: gate.suite + ".linkkit/kit.json")
    }

    /// Where the linker says that it put what.
    static let map = """
                   VMA              LMA     Size Align Out     In      Symbol
                  1700             1700      200    16 .text
                  1720             1720       10    16         /o/main.o:(.text.main)
                  1720             1720       10     1                 main

      """

    /// The layouts and the files of all programs that were linked, in their order.
    var links: [(layout: String, path: String)] {
      get throws {
        try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").compactMap { line in
          let words = line.split(separator: " ").map(String.init)
          return words.count == 2 ? (words[0], words[1]) : nil
        }
      }
    }

    func check(_ arguments: String...) throws -> Executable.Outcome {
      try Executable.bench.run(
        [
          "aa-check", gate.suite, "--quiet", "--seed", "1", "--pairs", "8", "--output",
          "noise.json",
        ]
          + (gate.budgets == nil
            ? [] : ["--budgets", try gate.budgetsFolder("own", gate.budgets ?? "")])
          + arguments, folder: gate.scratch.path, environment: try gate.environment("aa", 1))
    }

    func run(_ path: String) throws -> RunRecord { try Stories.record(gate.scratch.file(path)) }
  }

  @Test func `a check finds two speeds by placement, and later reports show them`() throws {
    let linked = try Linked(["DRAWN_LAYOUT_SPEED": "0.4:1.5", "DRAWN_LAYOUT_NOISE": "0.005"])
    let outcome = try linked.check("--layouts-measured", "24", "--baseline", "base")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.out.contains("layouts of code: 24 of each benchmark"))
    #expect(outcome.out.contains("two speeds by placement: 600 and 9"), "\(outcome.out)")

    let noise = try linked.run("noise.json")
    let study = try #require(noise.layoutStudy)
    let (first, second) = try (
      #require(study.spread(of: BenchmarkIdentifier("b0"))),
      #require(study.spread(of: BenchmarkIdentifier("b1")))
    )
    let speeds = try #require(first.twoSpeeds)
    #expect((1.45..<1.55).contains(speeds.ratio) && first.share > 0.9)
    #expect(second.twoSpeeds == nil && second.byLayout < 0.004 && !second.matters)

    // The layouts of the study went into two launches each, from a file for each of them.
    let programs = Dictionary(grouping: try linked.links) { $0.layout }
    let twice = programs.values.filter { $0.count == 2 }
    #expect(twice.count == 24)
    #expect(twice.allSatisfy { Set($0.map(\.path)).count == 2 })

    // A later run carries it, and its verdict and reports show it.
    let gate = linked.gate
    try gate.measure("--baseline", "base", "--no-evidence")
    let run = try linked.run("run.json")
    #expect(run.layoutStudy == study && run.layouts?.mode == .fresh)
    let answer = try gate.check()
    let row = try #require(answer.verdict?.layouts?.benchmarks.first)
    #expect(row.spread == first)
    #expect(answer.outcome.out.contains("b0: two speeds by placement: 600 and 9"))
  }

  @Test func `a regression shows how much the layout moves the benchmark`() throws {
    let linked = try Linked(
      ["DRAWN_LAYOUT_NOISE": "0.03"],
      budgets: "regressions: { wall_time: { fail: \"30%\" }, mean_time: { fail: \"60%\" } }")
    #expect(try linked.check("--layouts-measured", "24", "--baseline", "base").status == 0)
    var gate = linked.gate
    gate.candidate = ["DRAWN_FACTORS": "wall_time=1.6"]
    try gate.measure("--baseline", "base", "--no-evidence")
    let finding = try #require(try gate.check().finding("wall_time"))
    #expect(finding.status == .regressed)
    #expect(finding.notes.contains { $0.contains("by layout alone (one standard deviation") })
  }

  @Test func `a study that cannot be read is reported, and the run goes on without it`() throws {
    let linked = try Linked([:])
    let study = try linked.check("--layouts-measured", "8", "--baseline", "base")
    let path = try #require(
      study.out.split(separator: "layouts: ").last?.split(separator: "\n").first)
    try "{".write(
      toFile: linked.gate.scratch.file(String(path)), atomically: true, encoding: .utf8)
    #expect(try linked.gate.measure("--baseline", "base", "--no-evidence").status == 0)
    let run = try linked.run("run.json")
    #expect(run.layoutStudy == nil)
    #expect(run.warnings.contains { $0.contains("study of layouts cannot be used") })
  }

  @Test func `a benchmark of which too few launches ended is named`() throws {
    // It crashes in two launches of a hundred, which in the study ends its measurement.
    let linked = try Linked(["DRAWN_CRASHING": "1", "DRAWN_CRASH": "0.02"])
    let outcome = try linked.check("--layouts-measured", "120")
    let run = try linked.run("noise.json")
    try #require(
      run.benchmarks.contains { $0.name.rawValue == "crashing0" && $0.status == .measured })
    #expect(
      outcome.out.contains("not measured, because too few launches ended: crashing0"), "\(outcome)")
    #expect(run.layoutStudy?.benchmarks.map(\.benchmark.rawValue) == ["b0", "b1"])
  }

  @Test(arguments: [
    (["--layouts-measured", "24"], "--layouts-measured needs layouts to measure"),
    (["--baseline", "base"], "--baseline needs layouts to measure"),
    (["--baseline", "base", "--layouts-measured", "0"], "makes none"),
    (["--baseline", "base", "--filter", "b0"], "leave out the filter"),
    (["--layouts-measured", "5"], "give 8 to 300"),
  ]) func `what cannot be measured or kept is refused before anything runs`(
    _ arguments: [String], _ words: String
  ) throws {
    let gate = try DrawnGate()
    let outcome = try Executable.bench.run(
      ["aa-check", gate.suite] + arguments, folder: gate.scratch.path)
    #expect(outcome.status == 2 && outcome.err.contains(words), "\(outcome)")
    #expect(!FileManager.default.fileExists(atPath: gate.scratch.file("base")))
  }

  @Test func `without a link kit the check is what it was`() throws {
    let gate = try DrawnGate(both: ["DRAWN_BENCHMARKS": "2"])
    let outcome = try Executable.bench.run(
      ["aa-check", gate.suite, "--quiet", "--seed", "1", "--pairs", "8", "--output", "noise.json"],
      folder: gate.scratch.path, environment: try gate.environment("aa", 1))
    #expect(outcome.out.contains("of 2 comparisons") && !outcome.out.contains("layouts of code:"))
    #expect(try Stories.record(gate.scratch.file("noise.json")).layoutStudy == nil)
  }
}
