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

  /// The files, in the order in which they are read.
  var files: [File] {
    [
      File(path: "Sources/\(suite)/\(suite).swift", text: suiteSource),
      File(path: "budgets/\(suite).json5", text: budgets),
      File(path: ".github/workflows/performance.yml", text: workflow),
      File(path: ".github/workflows/speedgate-comment.yml", text: commentWorkflow),
    ]
  }

  /// Lines that `.gitignore` needs.
  static let ignoredPaths = ["/.build", "/baselines"]

  /// What has to stand in the manifest, which is the author's own and is not edited.
  ///
  /// - Parameter library: Where the library is; nil when the manifest names it already.
  func manifestLines(library: LibraryLocation?) -> String {
    let dependency = library.map { "dependencies: [\($0.dependency)],\n" } ?? ""
    return """
      \(dependency)targets: [
        .executableTarget(
          name: "\(suite)", dependencies: [.product(name: "Speedgate", package: "Speedgate")]),
      ]
      """
  }

  private var suiteSource: String {
    """
    import Speedgate

    @main
    struct \(suite): BenchmarkSuite {
      var benchmarks: Benchmarks {
        // Put your own code in this one's place: what stands before `measure` is not timed.
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
        { benchmark: "example/sort{n=10000}", median: "50 ms", rationale: "replace me: why this much and no more" },
      ],
      // How much worse than the baseline fails.
      regressions: {
        wall_time: { fail: "10%", minor: "10%", major: "30%", critical: "50%" },
      },
    }

    """
  }

  private static let checkout =
    "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0"

  /// The steps that both workflows begin with: the action is the one of the version that the
  /// package depends on.
  private static let firstSteps = """
          - uses: \(checkout)
            with:
              persist-credentials: false

          - name: Take the actions from the dependency
            run: |
              swift package resolve
              mkdir -p .build/speedgate-actions
              cp -R .build/checkouts/*/.github/actions/speedgate* .build/speedgate-actions/

    """

  private var workflow: String {
    """
    # Gates performance: written by 'speedgate-bench init'.
    name: Performance

    on:
      push:
        branches: [\(mainBranch)]
      pull_request:

    permissions:
      contents: read

    concurrency:
      group: performance-${{ github.ref }}
      cancel-in-progress: ${{ github.event_name == 'pull_request' }}

    jobs:
      gate:
        name: Gate
        runs-on: ubuntu-latest
        timeout-minutes: 45
        container: swift:6.3-bookworm
        steps:
    \(Self.firstSteps)
          # Where the run may become the baseline: what its benchmarks execute is recorded with it.
          - name: Install valgrind
            if: github.event_name != 'pull_request'
            run: apt-get update -qq && apt-get install -y -qq --no-install-recommends valgrind || true

          - uses: ./.build/speedgate-actions/speedgate
            with:
              product: \(suite)

    """
  }

  private var commentWorkflow: String {
    """
    # Posts what the workflow Performance found, for forks as for others: written by 'speedgate-bench init'.
    name: Speedgate comment

    on:
      workflow_run:
        workflows: [Performance]
        types: [in_progress, completed]

    permissions: {}

    jobs:
      begin:
        name: Begin the check run
        if: github.event.action == 'in_progress' && github.event.workflow_run.event == 'pull_request'
        runs-on: ubuntu-latest
        timeout-minutes: 10
        container: swift:6.3-bookworm
        permissions:
          checks: write
          contents: read
        steps:
    \(Self.firstSteps)
          - name: Install curl, jq and unzip
            run: |
              apt-get update -qq
              apt-get install -y -qq --no-install-recommends ca-certificates curl jq unzip

          - uses: ./.build/speedgate-actions/speedgate-comment
            with:
              github-token: ${{ github.token }}

      comment:
        name: Comment
        if: github.event.action != 'in_progress' && github.event.workflow_run.event == 'pull_request'
        runs-on: ubuntu-latest
        timeout-minutes: 30
        container: swift:6.3-bookworm
        permissions:
          actions: read
          checks: write
          contents: read
          pull-requests: write
        steps:
    \(Self.firstSteps)
          - name: Install curl, jq and unzip
            run: |
              apt-get update -qq
              apt-get install -y -qq --no-install-recommends ca-certificates curl jq unzip

          - name: Build the renderer
            run: swift build -c release --product speedgate-report

          - uses: ./.build/speedgate-actions/speedgate-comment
            with:
              github-token: ${{ github.token }}

    """
  }
}
