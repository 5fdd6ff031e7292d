import Foundation
import Testing

/// Every place that builds programs to be measured aligns their functions, gives each a section, and keeps
/// their runtime.
@Suite struct BuildFlagsTests {
  @Test(arguments: [
    ".github/actions/speedgate/build.sh", ".github/workflows/speedgate.yml", "docs/ci/gate.sh",
    "Sources/GatePlugin/ReleaseBuilder.swift", "Sources/GateRevisions/ReleaseFlags.swift",
    "Tests/Acceptance/checks/build.sh", "Tests/Acceptance/checks/layout.py",
  ])
  func `measured programs are built alike everywhere`(_ path: String) throws {
    let text = try String(contentsOf: MarkdownPage.root.appending(path: path), encoding: .utf8)
    #expect(text.contains("-align-all-functions=6"))
    #expect(text.contains("-falign-functions=64"))
    #expect(text.contains("\"-function-sections") || text.contains("-Xswiftc -function-sections"))
    #expect(text.contains("-ffunction-sections") && text.contains("-fdata-sections"))
    // What the linker would strip is not made.
    #expect(text.contains("--strip-debug") && text.contains("-gnone"))
    #expect(text.contains("-static-stdlib") || text.contains("--static-swift-stdlib"))
  }

  /// The package manager compiles everything again where the flags of a compiler have another order.
  @Test(arguments: ["-Xswiftc", "-Xcc"])
  func `the checks give each compiler the flags in the order of the gate`(_ option: String) throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: MarkdownPage.root.appending(path: path), encoding: .utf8)
    }
    let plugin = try text("Sources/GatePlugin/ReleaseBuilder.swift")
    let flags = try text("Tests/Acceptance/checks/build.sh")
      .matches(of: try Regex("\(option) ([-=A-Za-z0-9]+)", as: (Substring, Substring).self))
      .map { "\"\($0.output.1)\"" }
    #expect(flags.count >= 3)
    let code = plugin.split(separator: "\n")
      .filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }.joined(separator: "\n")
    // The plugin puts the flag of Linux before the others.
    let order = flags.filter { $0 != "\"-static-stdlib\"" }.compactMap {
      code.range(of: $0)?.lowerBound
    }
    #expect(order.count == flags.count { $0 != "\"-static-stdlib\"" })
    #expect(order == order.sorted())
    if option == "-Xswiftc" {
      #expect(
        flags.first == "\"-static-stdlib\"" && code.contains("[\"-static-stdlib\"] + aligned"))
    }
  }
}
