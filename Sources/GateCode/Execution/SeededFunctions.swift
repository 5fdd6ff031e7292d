/// Functions that compare or hash what may be a key: which of them run in a hash table depends on seeds that differ
/// from process to process.
enum SeededFunctions {
  /// Parts of mangled names: the operator ==, equality that the compiler derived, `hash(into:)`.
  private static let parts = ["2eeoi", "_equals", "4hash4into", "_rawHashValue"].map {
    Array($0.utf8)
  }

  /// Whether a name has such a part.
  static func has(_ name: some Collection<UInt8>) -> Bool {
    let name = Array(name)
    return parts.contains { part in
      name.indices.contains { name[$0...].starts(with: part) }
    }
  }
}
