import Foundation
import GateFiles

/// Says what the reader of JSON makes of texts, so that another reader can be compared with it.
///
/// Standard input has one text a line, in hexadecimal digits. Each gets one line: `-` where the text is refused, else
/// its value: `{hexadecimal key:value,…}` with sorted keys, `[value,…]`, `"hexadecimal text`, `i` and a whole number that
/// fits in 64 bits, `d` and the 64 bits of another number, `t`, `f` or `n`.
struct JSONAgreement {
  private enum Value: Decodable {
    case object([String: Value])
    case array([Value])
    case text(String)
    case signed(Int64)
    case unsigned(UInt64)
    case number(Double)
    case truth(Bool)
    case null

    init(from decoder: any Decoder) throws {
      if let members = try? decoder.container(keyedBy: Key.self) {
        var object: [String: Value] = [:]
        for key in members.allKeys {
          object[key.stringValue] = try members.decode(Value.self, forKey: key)
        }
        self = .object(object)
        return
      }
      if var elements = try? decoder.unkeyedContainer() {
        var array: [Value] = []
        while !elements.isAtEnd { array.append(try elements.decode(Value.self)) }
        self = .array(array)
        return
      }
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .null
      } else if let truth = try? value.decode(Bool.self) {
        self = .truth(truth)
      } else if let text = try? value.decode(String.self) {
        self = .text(text)
      } else if let whole = try? value.decode(Int64.self) {
        self = .signed(whole)
      } else if let whole = try? value.decode(UInt64.self) {
        self = .unsigned(whole)
      } else {
        self = .number(try value.decode(Double.self))
      }
    }

    var line: String {
      switch self {
      case .object(let members):
        "{"
          + members.map { (hexadecimal($0.key), $0.value) }.sorted { $0.0 < $1.0 }
          .map { "\($0.0):\($0.1.line)" }.joined(separator: ",") + "}"
      case .array(let elements): "[" + elements.map(\.line).joined(separator: ",") + "]"
      case .text(let text): "\"" + hexadecimal(text)
      case .signed(let whole): "i\(whole)"
      case .unsigned(let whole): "i\(whole)"
      case .number(let number): "d" + String(number.bitPattern, radix: 16)
      case .truth(let truth): truth ? "t" : "f"
      case .null: "n"
      }
    }

    private func hexadecimal(_ text: String) -> String {
      text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  func run() throws {
    while let line = readLine() {
      let digits = Array(line.utf8)
      let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
      }
      let value = try? JSONText(bytes: bytes).decode(Value.self)
      print(value?.line ?? "-")
    }
  }
}
