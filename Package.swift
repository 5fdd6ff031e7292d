// swift-tools-version: 6.2
import PackageDescription

// No dependencies, by decision: see docs/decisions/0001-no-packages.md.

/// Rounding and logarithms without Foundation need the C mathematics library on Linux.
let mathematics: [LinkerSetting] = [.linkedLibrary("m", .when(platforms: [.linux]))]

/// Modules that start, order and end the work of others: optimising them makes no command quicker, and the
/// build of the tools longer.
let unoptimised: Set<String> = [
  "GateBuild", "GateCommandLine", "GateRevisions", "speedgate-bench", "speedgate-detect",
  "speedgate-report",
]

let package = Package(
  name: "Speedgate",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Speedgate", targets: ["Speedgate"]),
    .executable(name: "speedgate-bench", targets: ["speedgate-bench"]),
    .executable(name: "speedgate-detect", targets: ["speedgate-detect"]),
    .executable(name: "speedgate-report", targets: ["speedgate-report"]),
    .executable(name: "reference-workloads", targets: ["ReferenceWorkloads"]),
    .plugin(name: "GatePlugin", targets: ["GatePlugin"]),
  ],
  targets: [
    // MARK: What users import

    .target(name: "CSpeedgate"),
    .target(name: "GateProtocol", dependencies: ["GateRecords"]),
    .target(
      name: "Speedgate", dependencies: ["CSpeedgate", "GateProtocol", "GateRecords"],
      linkerSettings: mathematics),

    // MARK: Vocabulary and mathematics, without Foundation

    .target(name: "GateStatistics", linkerSettings: mathematics),
    .target(name: "GateRecords", linkerSettings: mathematics),

    // MARK: Compiled code, without Foundation

    .target(name: "GateCode", dependencies: ["GateFiles", "GateRecords"]),

    // MARK: Profiles, without Foundation

    .target(name: "GateProfiling", dependencies: ["GateRecords"]),

    // MARK: Files and policy

    .target(name: "GateFiles", dependencies: ["GateRecords"]),
    .target(name: "GateBudgets", dependencies: ["GateFiles", "GateRecords", "GateStatistics"]),

    // What the package manager built, and whether it is what the sources make.
    .target(name: "GateBuild", dependencies: ["GateFiles", "GateRecords"]),

    .target(
      name: "GateInterchange", dependencies: ["GateFiles", "GateRecords", "GateStatistics"]),

    // MARK: Measure, decide, render

    .target(
      name: "GateLinking", dependencies: ["GateBuild", "GateCode", "GateFiles", "GateRecords"]),
    .target(
      name: "GateRevisions", dependencies: ["GateBuild", "GateFiles", "GateLinking", "GateRecords"]),
    .target(
      name: "GateMeasurement",
      dependencies: [
        "CSpeedgate", "GateBudgets", "GateCode", "GateFiles", "GateLinking", "GateProfiling",
        "GateProtocol", "GateRecords", "GateStatistics",
      ]),
    .target(
      name: "GateDetection",
      dependencies: ["GateBudgets", "GateFiles", "GateRecords", "GateStatistics"]),
    .target(
      name: "GateHistory", dependencies: ["GateFiles", "GateRecords", "GateStatistics"],
      linkerSettings: mathematics),
    .target(
      name: "GateReports",
      dependencies: ["GateBudgets", "GateFiles", "GateHistory", "GateRecords", "GateStatistics"]),

    // MARK: Commands

    .target(name: "GateCommandLine", dependencies: ["GateRecords"]),
    .executableTarget(
      name: "speedgate-bench",
      dependencies: [
        "GateDetection", "GateBuild", "GateCode",
        "GateBudgets", "GateCommandLine", "GateFiles", "GateInterchange", "GateLinking",
        "GateMeasurement", "GateProfiling", "GateProtocol", "GateRecords", "GateReports",
        "GateRevisions",
        "GateStatistics",
      ]),
    .executableTarget(
      name: "speedgate-detect",
      dependencies: [
        "GateBudgets", "GateCommandLine", "GateDetection", "GateFiles", "GateHistory",
        "GateRecords", "GateReports",
      ]),
    .executableTarget(
      name: "speedgate-report",
      dependencies: [
        "GateBudgets", "GateCommandLine", "GateFiles", "GateHistory", "GateRecords", "GateReports",
      ]),
    .executableTarget(name: "ReferenceWorkloads", dependencies: ["Speedgate"]),
    // No permission is declared: the package manager would ask for it even for --help. On macOS the baseline needs
    // --allow-writing-to-package-directory, and the plugin says so.
    .plugin(
      name: "GatePlugin",
      capability: .command(
        intent: .custom(
          verb: "gate",
          description: "Measure the package's suites, judge them, and write the reports.")),
      path: "Sources/GatePlugin"),

    // MARK: Tests

    // A plain target, so that all tests may use it; no product does.
    .target(name: "TestSupport", dependencies: ["GateRecords"], path: "Tests/TestSupport"),
    .testTarget(name: "GateProtocolTests", dependencies: ["GateProtocol"]),
    // A library of a user's own, whose types have the names of those inside `Benchmark`.
    .target(name: "NeighbourTypes", path: "Tests/NeighbourTypes"),
    .testTarget(
      name: "SpeedgateTests",
      dependencies: ["Speedgate", "CSpeedgate", "GateProtocol", "NeighbourTypes", "TestSupport"]),
    .testTarget(
      name: "GateStatisticsTests", dependencies: ["GateStatistics", "Evaluation"],
      exclude: ["Fixtures"]),
    .testTarget(name: "GateCodeTests", dependencies: ["GateCode", "TestSupport"]),
    .testTarget(name: "GateRecordsTests", dependencies: ["GateRecords", "TestSupport"]),
    .testTarget(
      name: "GateBuildTests",
      dependencies: ["GateBuild", "GateFiles", "GateRecords", "TestSupport"]),
    .testTarget(
      name: "GateFilesTests",
      dependencies: ["GateFiles", "GateRecords", "GateStatistics", "TestSupport"]),
    .testTarget(
      name: "GateInterchangeTests",
      dependencies: [
        "GateInterchange", "GateBudgets", "GateDetection", "GateFiles", "GateRecords",
        "Speedgate", "TestSupport",
      ],
      exclude: ["Fixtures", "Goldens"]),
    .testTarget(
      name: "GateBudgetsTests",
      dependencies: ["GateBudgets", "GateFiles", "GateRecords", "GateStatistics", "TestSupport"]),
    .testTarget(
      name: "GateProfilingTests", dependencies: ["GateProfiling", "GateRecords", "TestSupport"]),
    .testTarget(
      name: "GateLinkingTests",
      dependencies: ["GateLinking", "GateCode", "GateFiles", "GateRecords", "TestSupport"]),
    .testTarget(
      name: "GateMeasurementTests",
      dependencies: [
        "GateMeasurement", "GateBudgets", "GateCode", "GateFiles", "GateProtocol", "GateRecords",
        "GateStatistics", "TestSupport",
      ]),
    .testTarget(
      name: "GateDetectionTests",
      dependencies: [
        "GateDetection", "GateBudgets", "GateFiles", "GateRecords", "GateStatistics", "TestSupport",
      ]),
    .testTarget(
      name: "GateHistoryTests",
      dependencies: ["GateHistory", "GateFiles", "GateRecords", "GateStatistics", "TestSupport"]),
    .testTarget(
      name: "GateReportsTests",
      dependencies: [
        "GateReports", "GateBudgets", "GateDetection", "GateFiles", "GateHistory", "GateRecords",
        "TestSupport",
      ],
      exclude: ["Goldens"]),
    .testTarget(
      name: "GateCommandLineTests",
      dependencies: ["GateCommandLine", "GateRecords", "GateStatistics", "TestSupport"]),
    .testTarget(name: "ReferenceWorkloadsTests", dependencies: ["ReferenceWorkloads"]),
    .testTarget(
      name: "SpeedgateReportTests", dependencies: ["speedgate-report", "TestSupport"]),
    .testTarget(
      name: "AcceptanceTests",
      dependencies: [
        "GateBudgets", "GateCommandLine", "GateFiles", "GateMeasurement", "GateRecords",
        "GateRevisions", "speedgate-bench", "speedgate-detect", "speedgate-report", "CountedSuite",
        "DrawnSuite",
        "FaultySuite",
        "ReferenceWorkloads", "TestSupport",
      ],
      path: "Tests/Acceptance", exclude: ["checks", "Goldens", "Kept"]),
    .executableTarget(
      name: "Evaluation",
      dependencies: [
        "GateBudgets", "GateCode", "GateDetection", "GateFiles", "GateLinking", "GateMeasurement",
        "GateProtocol", "GateRecords", "GateStatistics",
      ],
      path: "Tests/Evaluation"),
    .executableTarget(
      name: "EvaluationSuite", dependencies: ["Speedgate", "EvaluationKernels"],
      path: "Tests/EvaluationSuite"),
    .target(name: "EvaluationKernels", path: "Tests/EvaluationKernels"),
    // What of our own code takes the time; like every suite in Tests it is gated only when it is named.
    .executableTarget(
      name: "HotPathSuite",
      dependencies: [
        "Speedgate", "GateBudgets", "GateDetection", "GateFiles", "GateHistory", "GateInterchange",
        "GateRecords", "GateReports", "GateStatistics",
      ],
      path: "Tests/HotPathSuite"),
    .executableTarget(
      name: "CountedSuite", dependencies: ["Speedgate"], path: "Tests/CountedSuite"),
    .executableTarget(
      name: "DrawnSuite", dependencies: ["GateProtocol", "GateRecords", "GateStatistics"],
      path: "Tests/DrawnSuite"),
    .executableTarget(
      name: "FaultySuite", dependencies: ["Speedgate"], path: "Tests/FaultySuite"),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets {
  switch target.type {
  case .regular, .executable:
    if target.name == "CSpeedgate" { continue }
    target.swiftSettings = [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .treatAllWarnings(as: .error),
      .strictMemorySafety(),
    ]
    if unoptimised.contains(target.name) {
      target.swiftSettings?.append(.unsafeFlags(["-Onone"], .when(configuration: .release)))
    }
  case .test:
    target.swiftSettings = [
      .enableUpcomingFeature("ExistentialAny"),
      .treatAllWarnings(as: .error),
    ]
  default:
    break
  }
}
