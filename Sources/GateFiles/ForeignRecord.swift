import GateRecords

/// Recognises files that other programs wrote and `speedgate-bench import` reads, by their first bytes.
enum ForeignRecord {
  /// The format's name for `--from`; nil for anything else.
  static func format(of bytes: some Collection<UInt8>) -> String? {
    let text = Array(bytes)
    let first = text.drop { $0 <= 0x20 }.prefix { $0 != UInt8(ascii: "\n") }
    for candidate in [Array(first), text] {
      guard let document = try? JSON5Document(bytes: candidate, path: "", dialect: .strict) else {
        continue
      }
      if let format = format(of: document.root) { return format }
      if case .array(let elements) = document.root.value, let element = elements.first {
        return format(of: element)
      }
    }
    return nil
  }

  private static func format(of node: JSON5Node) -> String? {
    if let schema = node[key: "schema"] {
      guard case .string(let text) = schema.value, text.hasPrefix("speedgate.lines/") else {
        return nil
      }
      return "lines"
    }
    let keys = ["run_id", "job_id", "duration_ms"]
    return keys.allSatisfy { node[key: $0] != nil } ? "job-record" : nil
  }
}
