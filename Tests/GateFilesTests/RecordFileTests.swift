import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateFiles

@Suite struct RecordFileTests {
  struct Sample: Codable, Equatable {
    var schema = "speedgate.sample/1"
    var names = ["a"]
    var value = 1.5
  }

  static let schema = SchemaVersion(name: "speedgate.sample", version: 1)

  static func read(_ path: String) throws -> Sample {
    try RecordFile.read(Sample.self, schema: schema, at: path)
  }

  static func problem(_ text: String) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.write("r.json", text)
    do {
      _ = try read(path)
      return "accepted"
    } catch {
      return "\(error)".replacing(folder.path + "/", with: "")
    }
  }

  @Test func `a record comes back as it was written, and leaves nothing beside it`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("deep/er/r.json")
    try RecordFile.write(Sample(), to: path)
    #expect(try Self.read(path) == Sample())
    try RecordFile.write(Sample(value: 2), to: path)
    #expect(try Self.read(path).value == 2)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("deep/er")) == ["r.json"])
  }

  @Test func `equal records are equal bytes`() throws {
    let first = try RecordFile.encode(Sample(), path: "p")
    #expect(try RecordFile.encode(Sample(), path: "p") == first)
    #expect(
      String(decoding: first, as: UTF8.self)
        == "{\"names\":[\"a\"],\"schema\":\"speedgate.sample/1\",\"value\":1.5}\n")
  }

  struct Mistake: CustomTestStringConvertible, Sendable {
    let text: String
    let words: String
    var testDescription: String { words }
  }

  static let mistakes = [
    Mistake(text: "", words: "r.json: is empty"),
    Mistake(
      text: "{\"schema\": \"speedgate.sample/1\",\n \"names\": [\"a\"", words: "r.json:2:15:"),
    Mistake(text: "hello", words: "r.json:1:1: expected a value, found 'hello'"),
    Mistake(text: "[]", words: "r.json:1:1: expected an object"),
    Mistake(text: "{}", words: "has no 'schema' key, but a speedgate.sample/1 file is needed"),
    Mistake(text: "{\"schema\":\"speedgate.run/1\"}", words: "is a 'speedgate.run/1' file"),
    Mistake(
      text: "{\"schema\":\"speedgate.sample/2\"}", words: "is version speedgate.sample/2, newer"),
    Mistake(text: "{\"schema\":\"speedgate.sample\"}", words: "is a 'speedgate.sample' file"),
    Mistake(
      text: "{\"schema\":\"speedgate.sample/1\",\n\"value\":1}",
      words: "r.json:1:1: the key 'names' is missing"),
    Mistake(
      text: "{\"schema\":\"speedgate.sample/1\",\"value\":1,\n \"names\": [\"a\", 7]}",
      words: "r.json:2:17: expected a text in names[1]"),
    Mistake(
      text: "{\"schema\":\"speedgate.sample/1\",\"names\":[],\n\"value\":null}",
      words: "r.json:2:9:"),
  ]

  @Test(arguments: mistakes) func `a broken record is named with place and remedy`(
    _ row: Mistake
  ) throws {
    let problem = try Self.problem(row.text)
    #expect(problem.contains(row.words), "\(problem)")
    #expect(!problem.contains("\n"))
  }

  @Test func `deep nesting is refused without a crash`() throws {
    let problem = try Self.problem(String(repeating: "[", count: 2_000_000))
    #expect(problem.contains("nested deeper than 512 levels"))
  }

  @Test func `an absent file, a folder and a file too large are three things`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileError.notFound(path: folder.file("x"))) {
      try TextFile.read(folder.file("x"))
    }
    #expect(throws: FileError.unreadable(path: folder.path, reason: "it is a folder; name a file"))
    {
      try TextFile.read(folder.path)
    }
    let path = try folder.write("big", "12345")
    #expect(throws: FileError.tooLarge(path: path, bytes: 5, limit: 4)) {
      try TextFile.read(path, limit: 4)
    }
  }

  @Test func `what cannot be written leaves what was there`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("r.json", "precious")
    struct Endless: Encodable {
      let value = Double.infinity
    }
    #expect(throws: FileError.self) { try RecordFile.write(Endless(), to: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    // A file is where a folder is needed.
    #expect(throws: FileError.self) { try RecordFile.write(Sample(), to: path + "/inside.json") }
    #expect(throws: FileError.self) { try RecordFile.write(Sample(), to: folder.path) }
    #expect(folder.names == ["r.json"])
  }
}

@Suite struct SHA256Tests {
  struct Case: CustomTestStringConvertible, Sendable {
    let input: String
    let digest: String
    var testDescription: String { "\(input.prefix(10)) of \(input.count)" }
  }

  // FIPS PUB 180-2, appendix B, and the digest of the empty text.
  static let cases = [
    Case(
      input: "",
      digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    Case(
      input: "abc",
      digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    Case(
      input: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      digest: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    Case(
      input: String(repeating: "a", count: 1_000_000),
      digest: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]

  @Test(arguments: cases) func `the published digests come out`(_ row: Case) {
    var hash = SHA256()
    hash.update(Array(row.input.utf8))
    #expect(hash.hexDigest() == row.digest)
  }

  // `python3 -c 'import hashlib; print(hashlib.sha256(b"a" * LENGTH).hexdigest())'`
  static let lengths: [(Int, String)] = [
    (54, "a3f01b6939256127582ac8ae9fb47a382a244680806a3f613a118851c1ca1d47"),
    (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    (57, "f13b2d724659eb3bf47f2dd6af1accc87b81f09f59f2b75e5c0bed6589dfe8c6"),
    (63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
    (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    (65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"),
    (119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
    (120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"),
    (128, "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"),
  ]

  @Test(arguments: lengths) func `the padding fits around the end of a block`(
    _ length: Int, _ digest: String
  ) {
    var hash = SHA256()
    hash.update([UInt8](repeating: 97, count: length))
    #expect(hash.hexDigest() == digest)
  }

  @Test func `it does not matter how the bytes are cut`() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var whole = SHA256()
    whole.update(bytes)
    var pieces = SHA256()
    var start = 0
    for size in [1, 62, 1, 64, 65, 127, 680] {
      pieces.update(bytes[start..<(start + size)])
      start += size
    }
    #expect(start == 1_000)
    #expect(pieces.hexDigest() == whole.hexDigest())
  }
}
