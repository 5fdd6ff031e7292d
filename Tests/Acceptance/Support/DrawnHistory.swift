import Foundation
import TestSupport
import Testing

/// A repository whose commits have suites of known speed; building writes a script that draws its figures.
struct DrawnHistory {
  /// What a commit is.
  enum Change {
    /// The time of an iteration, as a multiple of the first.
    case speed(Double)
    /// It does not build.
    case broken
    /// It changes nothing the suite is made of.
    case words
  }

  let scratch: TemporaryFolder
  /// The package's folder below the top; empty at the top.
  let package: String
  var top: String { scratch.file("repository") }
  var folder: String { package.isEmpty ? top : top + "/" + package }

  /// Makes a commit for each change, with tags from c0 on.
  init(_ changes: [Change], package: String = "") throws {
    scratch = try TemporaryFolder()
    self.package = package
    try FileManager.default.createDirectory(
      atPath: scratch.file("repository") + "/" + package, withIntermediateDirectories: true)
    try git("init", "--quiet", "--initial-branch=main")
    try write("Package.swift", "// swift-tools-version: 6.2\n")
    for (number, change) in changes.enumerated() {
      try? FileManager.default.removeItem(atPath: folder + "/broken")
      switch change {
      case .speed(let factor): try write("speed", "\(600_000 * factor)\n")
      case .broken: try write("broken", "")
      case .words: try write("README.md", "\(number)\n")
      }
      try git("add", "--all")
      try git("commit", "--quiet", "--allow-empty", "-m", "Change \(number)")
      try git("tag", "c\(number)")
    }
  }

  /// The command by which commits are built.
  var buildCommand: String {
    let figures = "DRAWN_VALUES=wall_time=$(cat speed) DRAWN_NOISE=wall_time=0.005"
    return [
      "if [ -e broken ]; then echo 'speed.swift:1:1: error: it is broken' >&2; exit 1; fi",
      "{ echo '#!/bin/sh'; echo \"\(figures) exec '\(Executable.drawnSuite.path)'\"; } >drawn.sh",
      "chmod 755 drawn.sh", "echo \"$PWD/drawn.sh\"",
    ].joined(separator: "; ")
  }

  @discardableResult
  func git(_ arguments: String..., in place: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["git", "-c", "user.name=A. Writer", "-c", "user.email=a@example.org"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: place ?? top)
    var variables = Executable.inherited
    variables["GIT_CONFIG_GLOBAL"] = "/dev/null"
    process.environment = variables
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "git \(arguments)")
    return String(decoding: data, as: UTF8.self)
  }

  func write(_ name: String, _ text: String) throws {
    try text.write(toFile: folder + "/" + name, atomically: false, encoding: .utf8)
  }

  /// Runs `speedgate-bench builds` in the package.
  func builds(_ words: String...) throws -> Executable.Outcome {
    try Executable.bench.run(["builds"] + words, folder: folder)
  }

  /// Builds a commit.
  func make(_ commit: String) throws -> Executable.Outcome {
    try Executable.bench.run(["builds", "make", commit] + suiteOptions, folder: folder)
  }

  /// The options by which its commits are built.
  var suiteOptions: [String] { ["--suite", "Drawn", "--build-command", buildCommand] }

  /// The same, and how they are measured.
  var buildOptions: [String] { suiteOptions + ["--layouts", "fixed"] }

  /// The work tree is as it was, and git knows of no other one.
  func expectUntouched() throws {
    #expect(try git("status", "--porcelain").isEmpty)
    #expect(try git("worktree", "list").split(separator: "\n").count == 1)
  }
}
