/// The two workflows of GitHub Actions that gate a package.
struct WorkflowTemplate {
  let suite: String
  let mainBranch: String
  /// The package's folder below the repository's top; empty at the top.
  let package: String
  let library: LibraryLocation
  /// The package's folder on this machine.
  let folder: String

  private static let checkout =
    "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0"

  private var prefix: String { package.isEmpty ? "" : package + "/" }

  /// The line of a step that runs in the package's folder.
  private var place: String {
    package.isEmpty ? "" : "\n        working-directory: \(package)"
  }

  /// The steps that both workflows begin with: the action is the one of the version that the package depends on.
  private var firstSteps: String {
    let checkOut = """
            - uses: \(Self.checkout)
              with:
                persist-credentials: false

      """
    guard let local = library.localFolder, let url = library.url else {
      return checkOut + """

              - name: Take the actions from the dependency\(place)
                run: |
                  swift package resolve
                  mkdir -p .build/speedgate-actions
                  cp -R .build/checkouts/*/.github/actions/speedgate* .build/speedgate-actions/

        """
    }
    let path = LibraryLocation.path(to: local, from: folder)
    return checkOut + """

            # Package.swift names Speedgate by a folder, so that is where it has to be.
            - name: Fetch Speedgate and take the actions from it\(place)
              run: |
                git clone --depth 1 '\(url)' '\(path)'
                mkdir -p .build/speedgate-actions
                cp -R '\(path)'/.github/actions/speedgate* .build/speedgate-actions/

      """
  }

  private static let tools = """
          - name: Install curl, jq and unzip
            run: |
              apt-get update -qq
              apt-get install -y -qq --no-install-recommends ca-certificates curl jq unzip

    """

  /// Measures pull requests and the main branch.
  var gate: String {
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
    \(firstSteps)
          # Where the run may become the baseline: what its benchmarks execute is recorded with it.
          - name: Install valgrind
            if: github.event_name != 'pull_request'
            run: apt-get update -qq && apt-get install -y -qq --no-install-recommends valgrind || true

          - uses: ./\(prefix).build/speedgate-actions/speedgate
            with:
              product: \(suite)\(package.isEmpty ? "" : "\n          working-directory: \(package)")

    """
  }

  /// Comments on pull requests.
  var comment: String {
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
    \(firstSteps)
    \(Self.tools)
          - uses: ./\(prefix).build/speedgate-actions/speedgate-comment
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
    \(firstSteps)
    \(Self.tools)
          - name: Build the renderer\(place)
            run: swift build -c release --product speedgate-report

          - uses: ./\(prefix).build/speedgate-actions/speedgate-comment
            with:
              github-token: ${{ github.token }}\(package.isEmpty ? "" : "\n          tools: \(package)/.build/release")

    """
  }
}
