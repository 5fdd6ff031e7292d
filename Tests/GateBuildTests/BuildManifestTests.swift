import GateBuild
import Testing

@Suite("The package manager's build description")
struct BuildManifestTests {
  static let text = """
    client:
      name: basic
    targets:
      "App.exe": ["<App.exe>"]
    nodes:
      "/p/Sources/App/":
        is-directory-structure: true
    commands:
      "<App.exe>":
        tool: phony
        inputs: ["/p/.build/App"]
        outputs: ["<App.exe>"]

      "C.App.exe":
        tool: shell
        inputs: ["/p/.build/App.build/main.swift.o"]
        outputs: ["/p/.build/App"]
        description: "Linking: App"
        args: ["/t/usr/bin/swiftc","-o","/p/.build/App","say \\"hi\\""]

      "C.App.module":
        tool: shell
        inputs: ["/p/Sources/App/main.swift"]
        outputs: ["/p/.build/App.build/main.swift.o","/p/.build/Modules/App.swiftmodule"]
        args: ["/t/usr/bin/swiftc","-c"]

    """

  @Test("Commands are read with inputs, outputs and arguments")
  func commands() throws {
    let manifest = try #require(BuildManifest(text: Self.text))
    #expect(manifest.commands.map(\.name) == ["<App.exe>", "C.App.exe", "C.App.module"])
    #expect(
      manifest.commands[1]
        == BuildManifest.Command(
          name: "C.App.exe", tool: "shell", inputs: ["/p/.build/App.build/main.swift.o"],
          outputs: ["/p/.build/App"],
          arguments: ["/t/usr/bin/swiftc", "-o", "/p/.build/App", "say \"hi\""]))
  }

  @Test("A file is led back to the command that makes it")
  func producer() throws {
    let manifest = try #require(BuildManifest(text: Self.text))
    #expect(manifest.producer(of: "/p/.build/Modules/App.swiftmodule")?.name == "C.App.module")
    #expect(manifest.producer(of: "/p/Sources/App/main.swift") == nil)
  }

  @Test(
    "What is no build description is not taken for an empty one",
    arguments: [
      "", "hello", "commands:\n", "commands:\n  \"C.App\":\n    tool: shell\n    inputs: [cut",
      "commands:\n  no name\n    tool: shell\n",
    ])
  func garbage(text: String) {
    #expect(BuildManifest(text: text) == nil)
  }
}

@Suite("What a compiler says that it read")
struct DependencyFileTests {
  @Test("Rules of several outputs, lines that go on, and escaped names are read")
  func rules() {
    let text = """
      /b/main.swift.o : /s/main.swift /b/Core.swiftmodule
      /b/App.swiftmodule: /s/main.swift \\
        /s/with\\ space.h /s/no\\#1.h /s/$$dollar.h

      """
    #expect(
      DependencyFile.inputs(in: text) == [
        "/b/main.swift.o": ["/s/main.swift", "/b/Core.swiftmodule"],
        "/b/App.swiftmodule": [
          "/s/main.swift", "/s/with space.h", "/s/no#1.h", "/s/$dollar.h",
        ],
      ])
  }

  @Test("A text without rules gives none", arguments: ["", "\n\n", "only words here\n"])
  func none(text: String) {
    #expect(DependencyFile.inputs(in: text).isEmpty)
  }
}
