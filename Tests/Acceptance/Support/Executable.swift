import Foundation
import TestSupport

/// The built programs, run as a shell would run them.
enum Executable: String, CaseIterable, Sendable {
  case bench = "speedgate-bench"
  case detect = "speedgate-detect"
  case report = "speedgate-report"
  case faultySuite = "FaultySuite"
  case countedSuite = "CountedSuite"
  case drawnSuite = "DrawnSuite"
  case referenceSuite = "ReferenceWorkloads"

  struct Outcome: Sendable {
    let status: Int32
    let out: String
    let err: String
  }

  /// Where the package manager put it: beside the bundle of tests.
  var path: String {
    let folder =
      Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
      .deletingLastPathComponent() ?? Bundle.main.bundleURL
    let names = self == .referenceSuite ? ["reference-workloads", rawValue] : [rawValue]
    let paths = names.map { folder.appending(path: $0).path }
    return paths.first { FileManager.default.isExecutableFile(atPath: $0) } ?? paths[0]
  }

  /// Runs it to its end.
  func run(
    _ arguments: String..., input: String = "", folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(arguments, input: input, folder: folder, environment: environment)
  }

  /// Gives a line to a shell that finds the programs by their names.
  static func shell(_ line: String, folder: String) throws -> Outcome {
    let programs = URL(fileURLWithPath: bench.path).deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try run(
      "/bin/sh", ["-c", line], folder: folder, environment: ["PATH": programs + ":" + path])
  }

  /// Runs it to its end.
  ///
  /// Only stories that ask for it look into what regressed: with valgrind that takes seconds.
  func run(
    _ arguments: [String], input: String = "", folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    var arguments = arguments
    if self == .bench, ["run", "compare", "bisect"].contains(arguments.first),
      !arguments.contains(where: { $0.hasPrefix("--explain") || $0 == "--help" })
    {
      arguments.insert(contentsOf: ["--explain", "never"], at: 1)
    }
    return try Self.run(path, arguments, input: input, folder: folder, environment: environment)
  }

  /// What a program inherits: nothing of a service that runs the tests, so that a story is the same
  /// everywhere and names the service it is about.
  static let inherited = ProcessInfo.processInfo.environment
    .filter { variable in
      !services.contains { variable.key == $0 || variable.key.hasPrefix($0 + "_") }
    }
    .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }

  private static let services = [
    "CI", "GITHUB", "GITLAB", "BUILDKITE", "JENKINS", "TEAMCITY", "TF_BUILD", "BUILD", "RUNNER",
    "NO_COLOR", "FORCE_COLOR", "CLICOLOR",
  ]

  private static func run(
    _ path: String, _ arguments: [String], input: String = "", folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = inherited.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    // Files, not pipes: a full pipe that no one reads would stop the program.
    let scratch = try TemporaryFolder()
    let out = scratch.file("out")
    let err = scratch.file("err")
    let given = try scratch.write("in", input)
    for path in [out, err] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    process.standardInput = FileHandle(forReadingAtPath: given)
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      out: try String(contentsOfFile: out, encoding: .utf8),
      err: try String(contentsOfFile: err, encoding: .utf8))
  }
}
