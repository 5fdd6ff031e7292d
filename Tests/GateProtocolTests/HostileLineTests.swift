import GateProtocol
import Testing

/// Lines that no honest side sends.
///
/// None may crash, and what is accepted must mean one thing.
@Suite struct HostileLineTests {
  /// SplitMix64: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  static let alphabet = Array(
    " -%+.,=*{}/:\t\u{0}\u{7F}09aFeEnif\u{E9}\u{202E}\u{1F680}\u{301}".unicodeScalars)

  static func mutated(_ line: String, using generator: inout Generator) -> String {
    var scalars = Array(line.unicodeScalars)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0...scalars.count, using: &generator)
      let scalar = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: scalars.insert(scalar, at: place)
      case 1 where place < scalars.count: scalars.remove(at: place)
      case 2 where place < scalars.count: scalars[place] = scalar
      default: scalars = Array(scalars[..<place])
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `a damaged line is refused or read one way`(
    _ seed: UInt64
  ) {
    var generator = Generator(state: seed)
    for message in WorkerMessageTests.messages {
      for _ in 0..<200 {
        let line = Self.mutated(message.line, using: &generator)
        guard let read = WorkerMessage(line: line) else { continue }
        #expect(WorkerMessage(line: read.line) == read, "seed \(seed): \(line)")
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `any text travels as one field`(_ seed: UInt64) {
    var generator = Generator(state: seed)
    for _ in 0..<500 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) {
          scalars.append(scalar)
        }
      }
      let text = String(scalars)
      let field = FieldText.encode(text)
      #expect(field.utf8.allSatisfy { $0 > 32 && $0 < 127 }, "seed \(seed)")
      #expect(!field.isEmpty && field != "-" && !field.contains(","))
      #expect(FieldText.decode(field)?.unicodeScalars.elementsEqual(scalars) == true)
    }
  }

  @Test(arguments: [
    "sample 1 -0.5 1 1", "sample 1 1.0 -1 1", "sample 1 1.0 1 -1", "sample -1 1.0 1 1",
    "sample 99999999999999999999 1.0 1 1", "calibrated -1 1.0", "calibrated 1 -1.0",
    "calibrated 1 nan", "end -1", "ready -1", "warmed -1", "memory -1 -1",
    "counter a count lower_is_better exact -1", "counted -1", "counted 1 -1 - 0 0 - -",
    "step read -1 - - 1", "step read 1 - - 0", "metric rate ratio higher_is_better inf",
    "metric % ratio higher_is_better 1", "metric rate ratio sideways 1",
    "benchmark 0 a batched inf single - - -", "benchmark 0 a batched 0 single - - -",
    "benchmark 0 a batched -1 single - - -", "benchmark 0 a batched - single - - 5",
    "benchmark 0 a batched - single - items -", "benchmark 0 a batched - single - items -5",
    "benchmark 0 a batched - single - bytes nan", "benchmark -1 a batched - single - - -",
    "benchmark 0 a batched - single a,%F - -",
    "speedgate-worker 1 0.1.0 A release c k 20 -1", "speedgate-worker 1 0.1.0 A release c k -20 1",
    "speedgate-worker -1 0.1.0 A release c k 20 1",
  ]) func `a quantity that cannot be is refused`(_ line: String) {
    #expect(WorkerMessage(line: line) == nil)
  }
}
