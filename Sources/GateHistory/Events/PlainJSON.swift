import GateFiles

/// A value of JSON as it was read, to be written again: whole numbers stay whole.
package enum PlainJSON: Hashable, Sendable, Codable {
  case object([String: PlainJSON])
  case array([PlainJSON])
  case text(String)
  case whole(Int64)
  case number(Double)
  case flag(Bool)
  case null

  init(_ node: JSON5Node) {
    switch node.value {
    case .object(let members):
      self = .object(
        Dictionary(members.map { ($0.key, PlainJSON($0.value)) }) { first, _ in first })
    case .array(let elements): self = .array(elements.map(PlainJSON.init))
    case .string(let text): self = .text(text)
    case .number(let number, let text): self = Int64(text).map { .whole($0) } ?? .number(number)
    case .bool(let flag): self = .flag(flag)
    case .null: self = .null
    }
  }

  /// Reads any value.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let whole = try? container.decode(Int64.self) {
      self = .whole(whole)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let elements = try? container.decode([PlainJSON].self) {
      self = .array(elements)
    } else {
      self = .object(try container.decode([String: PlainJSON].self))
    }
  }

  /// Writes the value.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let members): try container.encode(members)
    case .array(let elements): try container.encode(elements)
    case .text(let text): try container.encode(text)
    case .whole(let number): try container.encode(number)
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    case .null: try container.encodeNil()
    }
  }
}
