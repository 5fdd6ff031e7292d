/// The language's own way to turn a linker's name into words.
///
/// It is a function of the runtime that every Swift program has.
@_silgen_name("swift_demangle")
private func runtimeDemangle(
  _ name: UnsafePointer<CChar>?, _ length: UInt, _ buffer: UnsafeMutablePointer<CChar>?,
  _ size: UnsafeMutablePointer<UInt>?, _ flags: UInt32
) -> UnsafeMutablePointer<CChar>?

/// Linker's names of Swift functions, in words.
enum Demangling {
  /// Longer names are cut off; names of generic code have no limit.
  private static let longest = 16_384

  /// The words for a name; nil for one that is not Swift's.
  static func words(_ name: String) -> String? {
    guard name.hasPrefix("$s") || name.hasPrefix("$S") || name.hasPrefix("_$s") else { return nil }
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: longest) { buffer in
      var size = UInt(longest)
      let found = unsafe name.withCString { text in
        unsafe runtimeDemangle(text, UInt(name.utf8.count), buffer.baseAddress, &size, 0)
      }
      guard let found = unsafe found else { return nil }
      return unsafe String(cString: found)
    }
  }
}
