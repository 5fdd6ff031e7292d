import Foundation
import TestSupport
import Testing

@testable import GateCommandLine

@Suite struct OutputCollisionTests {
  private static let definition = CommandDefinition(
    "tool draw", summary: "Draws.", positionals: [.init("FILE", "What to draw.", isRepeated: true)],
    options: [
      .output("The picture."), .output("The text.", name: "text"),
      .value("model", "FILE", "A model."), .value("colour", "NAME", "A colour."),
    ])

  private static func refusal(_ arguments: [String]) throws -> String? {
    let parsed = try ParsedArguments(arguments, definition: definition)
    do {
      try OutputCollision(parsed, definition).refuse()
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `a file that is read is not replaced, by whatever name it goes`() throws {
    let scratch = try TemporaryFolder()
    let file = try scratch.write("in.json", "{}")
    let link = scratch.file("link.json")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    try scratch.write("x/other", "")
    for name in [file, link, scratch.file("./in.json"), scratch.file("x/../in.json")] {
      #expect(try Self.refusal([file, "--output", name])?.contains("would replace") == true)
      #expect(try Self.refusal([name, "--text", file])?.hasPrefix("--text would replace") == true)
      #expect(try Self.refusal(["a", "--model", name, "--output", file]) != nil)
    }
  }

  @Test func `two results do not go to one file`() throws {
    let refusal = try Self.refusal(["a", "--output", "b", "--text", "./b"])
    #expect(refusal == "--output and --text name the same file, ./b; name two files")
  }

  @Test func `standard output, devices, new files and values that are no files are free`() throws {
    let scratch = try TemporaryFolder()
    let file = try scratch.write("in.json", "{}")
    #expect(try Self.refusal(["-", "--output", "-", "--text", "-"]) == nil)
    #expect(try Self.refusal(["/dev/null", "--output", "/dev/null"]) == nil)
    #expect(try Self.refusal(["/dev/null", "--output", "/dev/null", "--text", "/dev/null"]) == nil)
    #expect(try Self.refusal([file, "--output", scratch.file("out"), "--colour", file]) == nil)
    #expect(try Self.refusal([scratch.file("absent"), "--output", scratch.file("absent")]) == nil)
  }
}
