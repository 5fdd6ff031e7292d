import GateBuild
import Testing

@Suite("What a program follows from")
struct BuildClosureTests {
  private static func module(
    _ name: String, reads modules: [String] = [], extra: [String] = []
  ) -> BuildManifest.Command {
    BuildManifest.Command(
      name: "C.\(name).module", tool: "shell",
      inputs: ["/p/\(name)/\(name).swift"] + modules.map { "/b/\($0).swiftmodule" } + extra,
      outputs: ["/b/\(name).build/\(name).swift.o", "/b/\(name).swiftmodule"],
      arguments: ["/t/usr/bin/swiftc", "-module-name", name])
  }

  private static func link(_ names: [String]) -> BuildManifest.Command {
    BuildManifest.Command(
      name: "C.App.exe", tool: "shell", inputs: names.map { "/b/\($0).build/\($0).swift.o" },
      outputs: ["/b/App"], arguments: ["/t/usr/bin/swiftc", "-emit-executable"])
  }

  private static func inputs(
    of command: String, _ commands: [BuildManifest.Command], readBy: [String: [String]] = [:]
  ) -> [String]? {
    BuildClosure(of: "/b/App", in: BuildManifest(commands: commands), readBy: readBy)
      .steps.first { $0.command.name == command }?.inputs
  }

  /// Core ← Middle ← Umbrella ← App, as the package manager writes it: each names only the next.
  private static let chain = [
    module("Core"), module("Middle", reads: ["Core"]), module("Umbrella", reads: ["Middle"]),
    module("App", reads: ["Umbrella"]), link(["Core", "Middle", "Umbrella", "App"]),
  ]

  @Test("A target follows from the modules behind its dependency, not from their sources")
  func chain() {
    #expect(
      Self.inputs(of: "C.App.module", Self.chain) == [
        "/b/Core.swiftmodule", "/b/Middle.swiftmodule", "/b/Umbrella.swiftmodule",
        "/p/App/App.swift",
      ])
  }

  @Test(
    "A header in C and a macro that the compiler read far below count, the toolchain's files do not"
  )
  func read() {
    let read = [
      "/b/Core.build/Core.swift.o": ["/p/CCore/core.h", "/t/usr/lib/Swift.swiftmodule"],
      "/b/App.build/App.swift.o": ["/b/Macro-tool"],
    ]
    #expect(
      Self.inputs(of: "C.App.module", Self.chain, readBy: read) == [
        "/b/Core.swiftmodule", "/b/Macro-tool", "/b/Middle.swiftmodule", "/b/Umbrella.swiftmodule",
        "/p/App/App.swift", "/p/CCore/core.h",
      ])
  }

  @Test("A program follows from its objects")
  func linked() {
    #expect(
      Self.inputs(of: "C.App.exe", Self.chain) == [
        "/b/App.build/App.swift.o", "/b/Core.build/Core.swift.o", "/b/Middle.build/Middle.swift.o",
        "/b/Umbrella.build/Umbrella.swift.o",
      ])
  }

  @Test("A group is replaced by its members")
  func group() {
    let commands =
      [
        BuildManifest.Command(
          name: "<tool.exe>", tool: "phony", inputs: ["/b/tool"], outputs: ["<tool.exe>"])
      ] + Self.chain.filter { $0.name != "C.App.module" }
      + [Self.module("App", reads: ["Umbrella"], extra: ["<tool.exe>"])]
    #expect(Self.inputs(of: "C.App.module", commands)?.contains("/b/tool") == true)
  }

  @Test("Sources that a plugin makes follow from what it reads")
  func plugin() {
    let commands =
      Self.chain.filter { $0.name != "C.Core.module" } + [
        Self.module("Core", extra: ["/b/plugins/G.swift"]),
        BuildManifest.Command(
          name: "generate", tool: "shell", inputs: ["/p/number.txt"],
          outputs: ["/b/plugins/G.swift"], arguments: ["/b/tool"]),
      ]
    #expect(Self.inputs(of: "generate", commands) == ["/p/number.txt"])
    let closure = BuildClosure(
      of: "/b/App", in: BuildManifest(commands: commands), readBy: [:])
    #expect(closure.leaves.contains("/p/number.txt"))
    #expect(!closure.leaves.contains("/b/plugins/G.swift"))
  }

  @Test("Modules that name each other end the search")
  func cycle() {
    let read = ["/b/Core.build/Core.swift.o": ["/b/App.swiftmodule"]]
    #expect(
      Self.inputs(of: "C.Core.module", Self.chain, readBy: read)?.contains("/b/App.swiftmodule")
        == true)
  }

  @Test("What is not behind the program is not looked at")
  func others() {
    let closure = BuildClosure(
      of: "/b/App", in: BuildManifest(commands: Self.chain + [Self.module("Tests")]), readBy: [:])
    #expect(closure.steps.count == 5)
  }
}
