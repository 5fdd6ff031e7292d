import Testing

@testable import GateFiles

@Suite struct JSONViewTests {
  static func view(_ text: String) -> JSONView? { JSONView(plain: Array(text.utf8)) }

  @Test(arguments: [
    "", "{", "[1,]", "NaN", "{\"a\":1,\"a\":2}", "{\"é\":1}", "{\"\\u0061\":1}", "[1e999]",
    "{" + (0..<30).map { "\"k\($0 % 29)\":0" }.joined(separator: ",") + "}",
    "[{\"a\":[{\"b\":1,\"c\":2,\"b\":3}]}]", "'text'", "{a:1}",
  ]) func `what is not plain is left to the other parser`(_ text: String) {
    #expect(Self.view(text) == nil)
  }

  @Test func `values are found where they lie`() throws {
    let view = try #require(
      Self.view("{\"list\":[1, -2.5e3,\n 30],\"more\":[1,\"é\\n\",null,true,{}],\"none\":[]}"))
    let list = try #require(view["list"])
    #expect(list.elements.map(\.number) == [1, -2500, 30])
    #expect(list.elements.map(\.digits) == ["1", "-2.5e3", "30"])
    #expect(list.elements.map(\.kind) == [.number, .number, .number])
    let more = try #require(view["more"]).elements
    #expect(more.map(\.kind) == [.number, .string, .null, .bool, .object])
    #expect(more[1].string == "é\n" && more[3].bool == true && more[0].digits == "1")
    #expect(view["none"]?.elements.isEmpty == true && view["other"] == nil)
    #expect(view.members.map(\.key) == ["list", "more", "none"])
    #expect(list.elements[0].elements.isEmpty && list["a"] == nil)
  }

  @Test func `errors point at values as the other parser's do`() throws {
    let text = "{\n  \"list\": [1, -2,\n   30 ],\n  \"text\": \"é\", \"object\": {\"a\": null}\n}"
    let view = try #require(Self.view(text))
    let document = try JSON5Document(bytes: Array(text.utf8), path: "f", dialect: .strict)
    func compare(_ one: JSONView, _ other: JSON5Node) {
      #expect(one.error(path: "f", "r") == document.error(at: other, "r"))
      switch other.value {
      case .array(let nodes): for (a, b) in zip(one.elements, nodes) { compare(a, b) }
      case .object(let members):
        for (a, b) in zip(one.members, members) { compare(a.value, b.value) }
      default: break
      }
    }
    compare(view, document.root)
  }
}
