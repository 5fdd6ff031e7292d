import Foundation

/// A JSON value of any kind.
enum JSONValue: Decodable, Equatable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let truth = try? container.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  init(_ text: String, allowsJSON5: Bool = false) throws {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = allowsJSON5
    self = try decoder.decode(JSONValue.self, from: Data(text.utf8))
  }

  var object: [String: JSONValue]? { if case .object(let object) = self { object } else { nil } }
  var list: [JSONValue]? { if case .list(let list) = self { list } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }

  subscript(_ key: String) -> JSONValue? { object?[key] }

  /// The name that JSON Schema gives this kind of value.
  var kind: String {
    switch self {
    case .null: "null"
    case .truth: "boolean"
    case .number: "number"
    case .text: "string"
    case .list: "array"
    case .object: "object"
    }
  }
}

/// A JSON Schema, as far as the project's own schemas use the language.
///
/// Source: JSON Schema, draft 2020-12. An unknown keyword is a problem, so that nothing passes because
/// no one looked.
struct JSONSchema {
  private let root: JSONValue

  /// Reads a schema of the documentation by its name.
  init(_ name: String) throws {
    let file = MarkdownPage.root.appending(path: "docs/schemas/\(name).schema.json")
    root = try JSONValue(String(contentsOf: file, encoding: .utf8))
  }

  /// The constants that a property is compared with at the top, in the schema's order.
  func constants(of property: String) -> [String] {
    (root["allOf"]?.list ?? []).compactMap {
      $0["if"]?["properties"]?[property]?["const"]?.text
    }
  }

  /// What is wrong with a document, with its places; nothing when it fits.
  func problems(_ document: JSONValue) -> [String] { problems(document, root, "$") }

  private func problems(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    (schema.object ?? [:]).sorted { $0.key < $1.key }.flatMap { keyword, rule in
      switch keyword {
      case "$schema", "$defs", "title", "description", "then", "default": [String]()
      case "$ref": referred(value, rule, place)
      case "allOf": (rule.list ?? []).flatMap { problems(value, $0, place) }
      case "if":
        problems(value, rule, place).isEmpty
          ? problems(value, schema["then"] ?? .object([:]), place) : []
      case "oneOf", "anyOf":
        choice(value, keyword, rule.list ?? [], place).map { ["\(place) \($0)"] } ?? []
      case "required", "properties", "patternProperties", "additionalProperties":
        members(value, schema, keyword, rule, place)
      case "items":
        (value.list ?? []).enumerated().flatMap {
          problems($0.element, rule, "\(place)[\($0.offset)]")
        }
      default: simple(value, keyword, rule).map { ["\(place) \($0)"] } ?? []
      }
    }
  }

  private func referred(_ value: JSONValue, _ rule: JSONValue, _ place: String) -> [String] {
    let name = (rule.text ?? "").replacing("#/$defs/", with: "")
    guard let target = root["$defs"]?[name] else { return ["the schema has no \(name)"] }
    return problems(value, target, place)
  }

  /// What is wrong with a value of which one of several descriptions must hold.
  private func choice(
    _ value: JSONValue, _ keyword: String, _ rules: [JSONValue], _ place: String
  ) -> String? {
    let fitting = rules.count { problems(value, $0, place).isEmpty }
    let isFit = keyword == "oneOf" ? fitting == 1 : fitting > 0
    return isFit ? nil : "fits \(fitting) of the descriptions in \(keyword)"
  }

  private func members(
    _ value: JSONValue, _ schema: JSONValue, _ keyword: String, _ rule: JSONValue, _ place: String
  ) -> [String] {
    guard let object = value.object else { return [] }
    let declared = schema["properties"]?.object ?? [:]
    let patterns = (schema["patternProperties"]?.object ?? [:]).sorted { $0.key < $1.key }
    func pattern(for key: String) -> JSONValue? {
      patterns.first { key.range(of: $0.key, options: .regularExpression) != nil }?.value
    }
    switch keyword {
    case "required":
      return (rule.list ?? []).compactMap(\.text).filter { object[$0] == nil }
        .map { "\(place) lacks \($0)" }
    case "properties":
      return declared.sorted { $0.key < $1.key }.flatMap { key, part in
        object[key].map { problems($0, part, "\(place).\(key)") } ?? []
      }
    case "patternProperties":
      return object.sorted { $0.key < $1.key }.flatMap { key, member in
        pattern(for: key).map { problems(member, $0, "\(place).\(key)") } ?? []
      }
    default:
      return object.filter { declared[$0.key] == nil && pattern(for: $0.key) == nil }
        .sorted { $0.key < $1.key }.flatMap {
          key, member in
          rule == .truth(false)
            ? ["\(place) has \(key)"] : problems(member, rule, "\(place).\(key)")
        }
    }
  }

  /// What is wrong with a value by a keyword that looks at nothing else.
  private func simple(_ value: JSONValue, _ keyword: String, _ rule: JSONValue) -> String? {
    let isFit: Bool
    switch keyword {
    case "type":
      let kinds = (rule.list ?? [rule]).compactMap(\.text)
      let isWhole = value.number.map { $0 == $0.rounded() } ?? false
      isFit = kinds.contains(value.kind) || (kinds.contains("integer") && isWhole)
    case "const": isFit = value == rule
    case "enum": isFit = rule.list?.contains(value) ?? false
    case "exclusiveMinimum": isFit = value.number.map { $0 > rule.number ?? .infinity } ?? true
    case "exclusiveMaximum": isFit = value.number.map { $0 < rule.number ?? -.infinity } ?? true
    case "maximum": isFit = value.number.map { $0 <= rule.number ?? -.infinity } ?? true
    case "minItems": isFit = value.list.map { Double($0.count) >= rule.number ?? 0 } ?? true
    case "maxItems": isFit = value.list.map { Double($0.count) <= rule.number ?? 0 } ?? true
    case "minProperties": isFit = value.object.map { Double($0.count) >= rule.number ?? 0 } ?? true
    case "minimum": isFit = value.number.map { $0 >= rule.number ?? .infinity } ?? true
    case "minLength": isFit = value.text.map { Double($0.count) >= rule.number ?? 0 } ?? true
    case "pattern":
      isFit =
        value.text.map { $0.range(of: rule.text ?? "$^", options: .regularExpression) != nil }
        ?? true
    default: return "meets the keyword \(keyword), which these tests do not know"
    }
    return isFit ? nil : "is \(value), against \(keyword) \(rule)"
  }
}
