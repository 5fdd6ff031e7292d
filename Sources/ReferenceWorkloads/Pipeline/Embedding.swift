/// Sentences as vectors of hashed letter trigrams, made in batches and compared within them.
struct Embedding: Sendable {
  static let dimensions = 256
  static let batchSize = 32

  let vector: [Float]

  /// Counts the trigrams of a sentence's words in as many buckets as there are dimensions, and scales
  /// the counts to length one.
  init(_ sentence: Sentence) {
    var counts = [Float](repeating: 0, count: Self.dimensions)
    for word in sentence.words {
      var window: UInt64 = 0
      for byte in word.utf8 {
        window = (window << 8 | UInt64(byte)) & 0xFF_FFFF
        let bucket = (window &* 0x9E37_79B9_7F4A_7C15) >> 56
        counts[Int(bucket)] += 1
      }
    }
    let length = counts.reduce(0) { $0 + $1 * $1 }.squareRoot()
    vector = length > 0 ? counts.map { $0 / length } : counts
  }

  /// The cosine of the angle between two sentences.
  func similarity(to other: Embedding) -> Float {
    var sum: Float = 0
    for index in 0..<Self.dimensions { sum += vector[index] * other.vector[index] }
    return sum
  }

  /// How much work a batch is, in comparisons of two sentences: embedding one costs as much as twelve.
  static func size(of batch: ArraySlice<Sentence>) -> Int { batch.count * (batch.count - 1 + 12) }

  /// Embeds a batch and finds each sentence's nearest neighbour in it.
  static func nearest(in batch: ArraySlice<Sentence>) -> [Int] {
    let embeddings = batch.map { Embedding($0) }
    return embeddings.indices.map { index in
      var best = (similarity: -Float.infinity, index: index)
      for other in embeddings.indices where other != index {
        let similarity = embeddings[index].similarity(to: embeddings[other])
        if similarity > best.similarity { best = (similarity, other) }
      }
      return best.index
    }
  }
}
