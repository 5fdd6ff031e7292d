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
}
