import Foundation
import GateRecords

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
  package mutating func update(_ bytes: some Sequence<UInt8>) { update(Array(bytes)) }

  /// Adds bytes, which are not copied where they begin a block.
  package mutating func update(_ bytes: [UInt8]) {
    length &+= UInt64(bytes.count)
    let all = pending.isEmpty ? bytes : pending + bytes
    let whole = all.count / 64 * 64
    unsafe all.withUnsafeBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      var start = 0
      while start < whole {
        unsafe compress(first + start)
        start += 64
      }
    }
    pending = Array(all[whole...])
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
    let zeros = (119 - pending.count % 64) % 64
    var tail = [UInt8](repeating: 0, count: 1 + zeros + 8)
    tail[0] = 0x80
    for place in 0..<8 {
      tail[1 + zeros + place] = UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * place))
    }
    update(tail)
    var digest: [UInt8] = []
    digest.reserveCapacity(32)
    for word in state {
      for shift in [24, 16, 8, 0] as [UInt32] {
        digest.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return digest
  }

  /// The digest of a file, read piece by piece.
  ///
  /// - Throws: ``FileError`` when the file cannot be read.
  package static func hexDigest(ofFile path: String) throws(FileError) -> String {
    try PathKind.requireFile(path)
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw .unreadable(path: path, reason: FileMessage.cannotBeOpened.line)
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

  /// Takes in one block of 64 bytes.
  ///
  /// Written with pointers and plain loops because programs of many megabytes are hashed by debug
  /// builds, too, in which a closure or a range costs more than the arithmetic.
  private mutating func compress(_ bytes: UnsafePointer<UInt8>) {
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { buffer in
      guard let w = buffer.baseAddress else { return }
      var i = 0
      while i < 16 {
        let b = unsafe bytes + 4 * i
        unsafe w[i] =
          UInt32(b[0]) &<< 24 | UInt32(b[1]) &<< 16 | UInt32(b[2]) &<< 8 | UInt32(b[3])
        i &+= 1
      }
      while i < 64 {
        let x = unsafe w[i &- 15]
        let y = unsafe w[i &- 2]
        let s0 = (x &>> 7 | x &<< 25) ^ (x &>> 18 | x &<< 14) ^ (x &>> 3)
        let s1 = (y &>> 17 | y &<< 15) ^ (y &>> 19 | y &<< 13) ^ (y &>> 10)
        unsafe w[i] = w[i &- 16] &+ s0 &+ w[i &- 7] &+ s1
        i &+= 1
      }
      unsafe mix(w)
    }
  }

  /// The 64 rounds over a block's schedule of 64 words.
  private mutating func mix(_ w: UnsafePointer<UInt32>) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    unsafe Self.constants.withUnsafeBufferPointer { constants in
      guard let k = constants.baseAddress else { return }
      var i = 0
      while i < 64 {
        let s1 = (e &>> 6 | e &<< 26) ^ (e &>> 11 | e &<< 21) ^ (e &>> 25 | e &<< 7)
        let t1 = unsafe h &+ s1 &+ ((e & f) ^ (~e & g)) &+ k[i] &+ w[i]
        let s0 = (a &>> 2 | a &<< 30) ^ (a &>> 13 | a &<< 19) ^ (a &>> 22 | a &<< 10)
        let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
        h = g
        g = f
        f = e
        e = d &+ t1
        d = c
        c = b
        b = a
        a = t1 &+ t2
        i &+= 1
      }
    }
    let sums = [a, b, c, d, e, f, g, h]
    for i in 0..<8 { state[i] = state[i] &+ sums[i] }
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
