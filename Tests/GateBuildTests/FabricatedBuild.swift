import Foundation
import GateBuild
import GateFiles
import TestSupport

/// A package and its build folder, written by hand: Core ← Umbrella ← App, and a header that App's compiler read.
///
/// `build` does what the package manager does: it makes what is missing, and what it believes to be out of date.
struct FabricatedBuild {
  let folder: TemporaryFolder
  let package: String
  let products: String
  var flags = "-O"
  /// Further files that App's compiler read.
  var alsoRead: [String] = []

  init(in name: String = "package") throws {
    folder = try TemporaryFolder()
    package = URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path + "/" + name
    products = package + "/.build/triple/release"
    try write("Package.swift", "// manifest\n")
    try write("Sources/Core/Core.swift", "1\n")
    try write("Sources/CCore/include/core.h", "1\n")
    try write("Sources/Umbrella/Umbrella.swift", "export\n")
    try write("Sources/App/main.swift", "main\n")
  }

  func write(_ name: String, _ text: String) throws {
    try TextFile.write(Data(text.utf8), to: package + "/" + name)
  }

  func read(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

  func object(_ name: String) -> String { products + "/\(name).build/\(name).swift.o" }

  var program: String { products + "/App" }

  /// Writes the description and makes what is missing or named; App holds the body that is inlined from Core.
  func build(_ rebuilt: [String] = []) throws {
    try describe()
    func isDue(_ name: String, _ path: String) -> Bool {
      rebuilt.contains(name) || !FileManager.default.fileExists(atPath: path)
    }
    let core = read(package + "/Sources/Core/Core.swift")
    let header = read(package + "/Sources/CCore/include/core.h")
    var isAnyMade = false
    for (name, text) in [("Core", core), ("Umbrella", "export"), ("App", core + header)]
    where isDue(name, object(name)) {
      try TextFile.write(Data(text.utf8), to: object(name))
      let module = products + "/Modules/\(name).swiftmodule"
      let interface = name == "Core" ? core : name
      if read(module) != interface { try TextFile.write(Data(interface.utf8), to: module) }
      isAnyMade = true
    }
    if isAnyMade || isDue("link", program) {
      let parts = ["Core", "Umbrella", "App"].map { read(object($0)) }
      try TextFile.write(Data(parts.joined().utf8), to: program)
    }
    let rule =
      "\(object("App")) : \(package)/Sources/App/main.swift "
      + (["\(package)/Sources/CCore/include/core.h"] + alsoRead).joined(separator: " ") + "\n"
    if read(products + "/App.build/App.d") != rule {
      try TextFile.write(Data(rule.utf8), to: products + "/App.build/App.d")
    }
  }

  private func describe() throws {
    func list(_ paths: [String]) -> String { "[\"" + paths.joined(separator: "\",\"") + "\"]" }
    var text = "commands:\n"
    let modules: [(String, String, [String])] = [
      ("Core", "Core/Core.swift", []), ("Umbrella", "Umbrella/Umbrella.swift", ["Core"]),
      ("App", "App/main.swift", ["Umbrella"]),
    ]
    for (name, source, needed) in modules {
      let needs = needed.map { products + "/Modules/\($0).swiftmodule" }
      text += """
          "C.\(name).module":
            tool: shell
            inputs: \(list(["\(package)/Sources/\(source)"] + needs))
            outputs: \(list([object(name), "\(products)/Modules/\(name).swiftmodule"]))
            args: \(list(["/no/toolchain/usr/bin/swiftc", "-module-name", name, flags]))

        """
    }
    text += """
        "C.App.exe":
          tool: shell
          inputs: \(list(["Core", "Umbrella", "App"].map(object)))
          outputs: \(list([program]))
          args: \(list(["/no/toolchain/usr/bin/swiftc", "-emit-executable", "-o", program]))
        "PackageStructure":
          tool: package-structure-tool
          inputs: \(list(["\(package)/Package.swift", "\(package)/Package.resolved"]))
          outputs: \(list(["<PackageStructure>"]))

      """
    try TextFile.write(Data(text.utf8), to: package + "/.build/release.yaml")
  }

  /// The time of the file system's clock.
  func now() throws -> Int64 {
    Thread.sleep(forTimeInterval: 0.02)
    try write(".build/now", "now\n")
    return FileState(of: package + "/.build/now")?.changed ?? 0
  }

  /// Builds and checks as the gate does, and returns the stale targets that were compiled again in each round.
  func gate(_ rebuilt: [String] = []) throws -> [[String]] {
    var rounds: [[String]] = []
    var due = rebuilt
    let built = try FreshProgram.built(marker: package + "/.build/began") {
      try? build(due)
      due = []
      return program
    } onStale: {
      rounds.append($0)
    }
    guard built?.isKnown == true else { throw CocoaError(.fileReadUnknown) }
    return rounds
  }
}
