import Foundation
import GateBuild
import GateFiles
import GateLinking

/// Builds a suite in a folder, in release, until it is proven to be what its sources make.
package struct SuiteBuilder {
  private let environment: [String: String]
  private let say: (String) -> Void

  /// - Parameters:
  ///   - environment: The variables of the builds.
  ///   - say: Is told what goes on.
  package init(environment: [String: String], say: @escaping (String) -> Void) {
    // Git tells its hooks which repository they serve; what is built is not always that one.
    self.environment = environment.filter { !$0.key.hasPrefix("GIT_") }
    self.say = say
  }

  /// What the compiler says of its version.
  ///
  /// - Throws: ``RevisionError`` without one.
  package func toolchain(in folder: String) throws(RevisionError) -> String {
    let result = ChildProgram.run(["swift", "--version"], in: folder, environment: environment)
    guard result.status == 0, !result.output.isEmpty else {
      throw RevisionError(
        "swift is not on the path, so no commit can be built; install the toolchain")
    }
    return String(decoding: result.output, as: UTF8.self)
  }

  /// What the package in a folder is made of.
  ///
  /// - Throws: ``RevisionError`` with what the package manager says.
  package func outline(of folder: String, scratch: String?) throws(RevisionError) -> PackageOutline
  {
    let place = scratch.map { ["--scratch-path", $0] } ?? []
    let result = ChildProgram.run(
      ["swift", "package"] + place + ["describe", "--type", "json"], in: folder,
      environment: environment)
    guard result.status == 0 else {
      throw RevisionError(
        "the package manager cannot read the package: \(Self.firstError(result) ?? "swift package describe fails")"
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
      tell: { say("not proven to be up to date, compiled anew: \($0.joined(separator: ", "))") })
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
      return .failed(
        Self.firstError(result) ?? "the build command ended with status \(result.status)")
    }
    let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
    guard let last = lines.last else {
      return .failed("the build command printed no path; its last line must name the program")
    }
    let path = URL(
      fileURLWithPath: String(last), relativeTo: URL(fileURLWithPath: folder + "/")
    ).standardizedFileURL.path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      return .failed("the build command's last line, '\(last)', names no program")
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
      return .failure(
        RevisionError(Self.firstError(built) ?? "swift build ends with status \(built.status)"))
    }
    let asked = ChildProgram.run(words + ["--show-bin-path"], in: folder, environment: environment)
    let path =
      String(decoding: asked.output, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines) + "/" + product
    guard asked.status == 0, FileManager.default.isExecutableFile(atPath: path) else {
      return .failure(RevisionError("the build left no program \(product)"))
    }
    return .success(path)
  }

  /// Without a kit both sides are measured with one layout, and the run says so.
  private func makeKit(of program: String, scratch: String?, in folder: String) {
    #if os(Linux)
      guard let command = try? LinkCommand(of: program, scratch: scratch) else { return }
      _ = try? KitMaker(
        program: program, command: command, directory: folder, environment: environment
      ).make()
    #endif
  }

  /// What keeps every commit from being built is no commit's fault.
  ///
  /// - Throws: ``RevisionError`` for a full disk and a dependency that cannot be fetched.
  private static func requireOwnFault(_ reason: String) throws(RevisionError) {
    let others = [
      "No space left on device", "Could not resolve host", "unable to access", "failed to clone",
      "Failed to clone",
    ]
    if others.contains(where: { reason.contains($0) }) {
      throw RevisionError("nothing can be built: \(reason)")
    }
  }

  /// The first line that tells of an error, without the folder it was built in.
  private static func firstError(_ result: ChildProgram.Result) -> String? {
    let text = result.errors + "\n" + String(decoding: result.output, as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
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
