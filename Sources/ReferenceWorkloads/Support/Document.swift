/// The text that the pipeline works on: always the same size, so that its cost does not grow with it.
struct Document: Sendable {
  /// The text's bytes, valid UTF-8.
  let bytes: [UInt8]

  /// The size of every document, in bytes.
  static let size = 16_384

  /// The least of a text that the pipeline can work on, in bytes.
  static let leastSize = 1_024

  /// The variable that names a file.
  static let variable = "SPEEDGATE_REFERENCE_TEXT"

  /// Why a text that was asked for cannot be the document.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The document of this run: the file named by `SPEEDGATE_REFERENCE_TEXT`, else the project's own
  /// documents, else a made-up text.
  static let fromEnvironment = Result {
    if let path = Platform.environment(variable) { return try Document(path: path) }
    let paths = ["README.md", "docs/statistics.md", "docs/architecture.md"]
    let text = paths.compactMap { Platform.readFile($0, atMost: size) }.flatMap { $0 }
    return Document(text.count >= leastSize ? text : madeUp())
  }

  /// The document of this run; the suite does not start where there is none.
  static var current: Document {
    guard case .success(let document) = fromEnvironment else { return Document(madeUp()) }
    return document
  }

  /// Reads a file's first bytes.
  ///
  /// - Throws: ``Failure`` when it is not text that the pipeline can work on.
  init(path: String) throws {
    guard let text = Platform.readFile(path, atMost: Self.size) else {
      throw Failure(description: "\(Self.variable): '\(path)' cannot be read")
    }
    guard text.count >= Self.leastSize else {
      throw Failure(
        description: "\(Self.variable): '\(path)' holds \(text.count) bytes, "
          + "and the pipeline needs \(Self.leastSize) at least")
    }
    // The end of the bytes may be inside a character.
    guard (0..<4).contains(where: { String(validating: text.dropLast($0), as: UTF8.self) != nil })
    else { throw Failure(description: "\(Self.variable): '\(path)' is not UTF-8 text") }
    self.init(text)
  }

  /// Repeats or cuts a text to the size of every document.
  init(_ text: [UInt8]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.size + text.count)
    while bytes.count < Self.size { bytes += text + [UInt8(ascii: "\n")] }
    // A cut may fall inside a character; what is left of it goes.
    bytes.removeLast(bytes.count - Self.size)
    while String(validating: bytes.suffix(4).drop { $0 & 0xC0 == 0x80 }, as: UTF8.self) == nil {
      bytes.removeLast()
    }
    self.bytes = bytes
  }

  /// The text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Sentences of a plan, in an order that a seed fixes.
  static func madeUp(seed: UInt64 = 7) -> [UInt8] {
    let sentences = [
      "The municipality of Río Claro builds twelve schools before December 2027.",
      "The ministry of education is responsible for the programme and reports each quarter.",
      "The budget is 4,500,000 USD, of which 1.2 million EUR are already assigned.",
      "Because the road floods every spring, deliveries arrive late and cost more.",
      "The plan increases coverage, but the plan does not increase coverage in the north.",
      "If teachers are trained, then attendance rises, which leads to better results.",
      "\tNobody is  responsible for the water supply; the goal is 95 % of households.",
    ]
    var random = SeededRandom(seed: seed)
    var text = ""
    for index in 0..<120 {
      text += sentences[random.below(sentences.count)] + (index % 5 == 4 ? "\n\n" : " ")
    }
    return Array(text.utf8)
  }
}
