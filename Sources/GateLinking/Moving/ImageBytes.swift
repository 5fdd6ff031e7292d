/// Numbers in the bytes of a program, in little-endian order.
extension [UInt8] {
  /// The number at a place; nil where it does not lie within.
  func number<Number: FixedWidthInteger>(_ type: Number.Type, at place: Int) -> Number? {
    guard place >= 0, place <= count - MemoryLayout<Number>.size else { return nil }
    return Number(
      littleEndian: unsafe withUnsafeBytes {
        unsafe $0.loadUnaligned(fromByteOffset: place, as: type)
      })
  }

  /// Adds to the number at a place, which must lie within; what does not fit is cut off.
  mutating func add<Number: FixedWidthInteger>(_ type: Number.Type, _ amount: Int, at place: Int) {
    guard let value = number(type, at: place) else {
      preconditionFailure("a reference lies outside of its program")
    }
    store(value &+ Number(truncatingIfNeeded: amount), at: place)
  }

  /// Writes a number at a place, which must be inside.
  mutating func store<Number: FixedWidthInteger>(_ number: Number, at place: Int) {
    precondition(place >= 0 && place <= count - MemoryLayout<Number>.size)
    unsafe withUnsafeMutableBytes {
      unsafe $0.storeBytes(of: number.littleEndian, toByteOffset: place, as: Number.self)
    }
  }
}
