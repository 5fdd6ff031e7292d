import Foundation

/// The SHA-256 of programs, by which a baseline knows that it runs what it stored.
///
/// Source: FIPS PUB 180-4, "Secure Hash Standard" (2015), §6.2.
package struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  /// Starts with nothing.
  package init() {}

  /// Adds bytes.
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    let all = pending + bytes
    length &+= UInt64(all.count - pending.count)
    var start = 0
    while start + 64 <= all.count {
      compress(all[start..<(start + 64)])
      start += 64
    }
    pending = Array(all[start...])
  }

  /// Finishes; lower-case hexadecimal.
  package mutating func hexDigest() -> String {
    digest().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 2 ? digits : "0" + digits
    }.joined()
  }

  /// Finishes; 32 bytes.
  package mutating func digest() -> [UInt8] {
    let bits = length &* 8
    var tail: [UInt8] = [0x80]
    while (pending.count + tail.count) % 64 != 56 { tail.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    update(tail)
    return state.flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  /// The digest of a file, read piece by piece.
  ///
  /// - Throws: ``FileError`` when the file cannot be read.
  package static func hexDigest(ofFile path: String) throws(FileError) -> String {
    try PathKind.requireFile(path)
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw .unreadable(path: path, reason: "the system refuses to open it")
    }
    defer { try? handle.close() }
    var hash = SHA256()
    do {
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(piece) }
    } catch {
      throw .unreadable(path: path, reason: TextFile.reason(error))
    }
    return hash.hexDigest()
  }

  private mutating func compress(_ block: ArraySlice<UInt8>) {
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
      unsafe block.withUnsafeBufferPointer { bytes in
        for i in 0..<16 {
          unsafe w[i] =
            UInt32(bytes[4 * i]) << 24 | UInt32(bytes[4 * i + 1]) << 16
            | UInt32(bytes[4 * i + 2]) << 8 | UInt32(bytes[4 * i + 3])
        }
      }
      for i in 16..<64 {
        let x = unsafe w[i - 15]
        let y = unsafe w[i - 2]
        let s0 = rotated(x, 7) ^ rotated(x, 18) ^ (x >> 3)
        let s1 = rotated(y, 17) ^ rotated(y, 19) ^ (y >> 10)
        unsafe w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      unsafe Self.constants.withUnsafeBufferPointer { k in
        for i in 0..<64 {
          let s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
          let choice = (e & f) ^ (~e & g)
          let t1 = unsafe h &+ s1 &+ choice &+ k[i] &+ w[i]
          let s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
          let majority = (a & b) ^ (a & c) ^ (b & c)
          (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ s0 &+ majority)
        }
      }
      let sums = [a, b, c, d, e, f, g, h]
      for i in 0..<8 { state[i] = state[i] &+ sums[i] }
    }
  }

  private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = {
    var primes: [UInt64] = []
    var candidate: UInt64 = 2
    while primes.count < 64 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes.map { fractionalCubeRoot($0) }
  }()

  /// floor(frac(∛n) · 2³²), by bisection in whole numbers.
  private static func fractionalCubeRoot(_ n: UInt64) -> UInt32 {
    // The largest x with x³ ≤ n · 2⁹⁶; x fits 36 bits, its cube 108.
    var low: UInt64 = 0
    var high: UInt64 = 1 << 36
    let target = UInt128(n) << 96
    while high - low > 1 {
      let middle = (low + high) / 2
      let cube = UInt128(middle) * UInt128(middle) * UInt128(middle)
      if cube <= target { low = middle } else { high = middle }
    }
    return UInt32(truncatingIfNeeded: low)
  }
}
