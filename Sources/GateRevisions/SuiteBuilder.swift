import Foundation
import GateBuild
import GateFiles
import GateLinking
import GateRecords

/// Builds a suite in a folder, in release, until it is proven to be what its sources make.
package struct SuiteBuilder {
  private let environment: [String: String]
  private let say: (String) -> Void
  private let failed: (String) -> Void

  /// - Parameters:
  ///   - environment: The variables of the builds.
  ///   - say: Is given reports of progress.
  ///   - failed: Is given everything that a failed build printed.
  package init(
    environment: [String: String], say: @escaping (String) -> Void,
    failed: @escaping (String) -> Void = { _ in }
  ) {
    // Git names its hooks' repository in variables; another one may be built here.
    self.failed = failed
    self.environment = environment.filter { !$0.key.hasPrefix("GIT_") }
    self.say = say
  }

  /// The compiler's statement of its version.
  ///
  /// - Throws: ``RevisionError`` without one.
  package func toolchain(in folder: String) throws(RevisionError) -> String {
    let result = ChildProgram.run(["swift", "--version"], in: folder, environment: environment)
    guard result.status == 0, !result.output.isEmpty else {
      throw RevisionError(
        RevisionMessage.swiftMissing)
    }
    return String(decoding: result.output, as: UTF8.self)
  }

  /// The targets and products of the package in a folder.
  ///
  /// - Throws: ``RevisionError`` with the package manager's error.
  package func outline(of folder: String, scratch: String?) throws(RevisionError) -> PackageOutline
  {
    let place = scratch.map { ["--scratch-path", $0] } ?? []
    let result = ChildProgram.run(
      ["swift", "package"] + place + ["describe", "--type", "json"], in: folder,
      environment: environment)
    guard result.status == 0 else {
      throw RevisionError(
        RevisionMessage.packageUnreadable(
          reason: Self.firstError(result) ?? "'swift package describe' fails")
      )
    }
    return try PackageOutline(result.output)
  }

  /// Builds a product.
  ///
  /// - Parameters:
  ///   - scratch: The build folder; nil for the package's own.
  ///   - marker: A file that is written before each build, on the disk of the build folder.
  /// - Returns: The program's path, or the first error.
  /// - Throws: `FileError`, and `StaleProgram` when building does not come to an end.
  package func program(
    _ product: String, in folder: String, scratch: String?, marker: String
  ) throws -> StoredBuild {
    var failure: String?
    let built = try FreshProgram.built(
      marker: marker,
      build: {
        switch once(product, in: folder, scratch: scratch) {
        case .success(let path): return path
        case .failure(let error):
          failure = error.description
          return nil
        }
      },
      onStale: { say(RevisionMessage.compiledAgain(targets: $0).line) })
    guard let built else {
      let reason = failure ?? "it does not build"
      try Self.requireOwnFault(reason)
      return .failed(reason)
    }
    makeKit(of: built.path, scratch: scratch, in: folder)
    return .built(path: built.path, hash: try SHA256.hexDigest(ofFile: built.path))
  }

  /// Builds by a command of the user's own.
  package func program(by command: String, in folder: String, product: String) throws -> StoredBuild
  {
    var variables = environment
    variables["SPEEDGATE_PRODUCT"] = product
    let result = ChildProgram.run(["sh", "-c", command], in: folder, environment: variables)
    guard result.status == 0 else {
      failed(Self.printed(result))
      return .failed(
        Self.firstError(result) ?? RevisionMessage.buildCommandEnded(status: result.status).line)
    }
    let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
    guard let last = lines.last else {
      return .failed(RevisionMessage.buildCommandSilent.line)
    }
    let path = URL(
      fileURLWithPath: String(last), relativeTo: URL(fileURLWithPath: folder + "/")
    ).standardizedFileURL.path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      return .failed(RevisionMessage.buildCommandNamesNothing(line: String(last)).line)
    }
    return .built(path: path, hash: try SHA256.hexDigest(ofFile: path))
  }

  private func once(
    _ product: String, in folder: String, scratch: String?
  ) -> Result<String, RevisionError> {
    let place = scratch.map { ["--scratch-path", $0] } ?? []
    let words = ["swift", "build", "-c", "release"] + ReleaseFlags.arguments + place
    let built = ChildProgram.run(
      words + ["--product", product, "--quiet"], in: folder, environment: environment)
    guard built.status == 0 else {
      failed(Self.printed(built))
      return .failure(
        Self.firstError(built).map(RevisionError.init(saying:))
          ?? RevisionError(RevisionMessage.buildEnded(status: built.status)))
    }
    let asked = ChildProgram.run(words + ["--show-bin-path"], in: folder, environment: environment)
    let path =
      String(decoding: asked.output, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines) + "/" + product
    guard asked.status == 0, FileManager.default.isExecutableFile(atPath: path) else {
      return .failure(RevisionError(RevisionMessage.programMissing(product: product)))
    }
    return .success(path)
  }

  /// Without a kit both sides are measured with one layout, and the run's record says so.
  private func makeKit(of program: String, scratch: String?, in folder: String) {
    #if os(Linux)
      guard let command = try? LinkCommand(of: program, scratch: scratch) else { return }
      _ = try? KitMaker(
        program: program, command: command, directory: folder, environment: environment
      ).make()
    #endif
  }

  /// An error that keeps every commit from being built is not the commit's fault.
  ///
  /// - Throws: ``RevisionError`` for a full disk and a dependency that cannot be fetched.
  private static func requireOwnFault(_ reason: String) throws(RevisionError) {
    let others = [
      "No space left on device", "Could not resolve host", "unable to access", "failed to clone",
      "Failed to clone",
    ]
    if others.contains(where: { reason.contains($0) }) {
      throw RevisionError(RevisionMessage.nothingBuilds(reason: reason))
    }
  }

  /// Everything that a program printed.
  private static func printed(_ result: ChildProgram.Result) -> String {
    result.errors + "\n" + String(decoding: result.output, as: UTF8.self)
  }

  /// The first line with an error, without the folder it was built in.
  private static func firstError(_ result: ChildProgram.Result) -> String? {
    let lines = printed(result).split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    let line = lines.first { $0.contains("error:") } ?? lines.last { !$0.isEmpty }
    guard let line else { return nil }
    // Words before a place belong to the error.
    guard line.hasPrefix("/") else {
      return line.replacing(#/[^\s"':]*/source/[^/\s]+//#, with: "")
    }
    guard let start = line.range(of: "/source/") else { return line }
    // From the repository's own folder on.
    let rest = line[start.upperBound...]
    return rest.firstIndex(of: "/").map { String(rest[rest.index(after: $0)...]) } ?? line
  }
}
