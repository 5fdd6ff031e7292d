/// Work on an input that is cut into pieces, so that an exact share of it can be done again.
struct Slices<Piece, Answer> {
  /// The whole input.
  let pieces: [Piece]
  /// How much work a piece is, in a unit of the work's own: twice as much takes twice as long.
  let size: (Piece) -> Int
  /// The longest beginning of a piece that is at most so much work; nil when there is none.
  let beginning: (Piece, Int) -> Piece?
  /// Does the work on one piece, which the optimiser does not know.
  let work: (Piece) -> Answer

  /// Cuts work into pieces.
  init(
    _ pieces: [Piece], size: @escaping (Piece) -> Int = { _ in 1 },
    beginning: @escaping (Piece, Int) -> Piece? = { _, _ in nil },
    work: @escaping (Piece) -> Answer
  ) {
    self.pieces = pieces
    self.size = size
    self.beginning = beginning
    self.work = work
  }

  /// The pieces that make up a share of the whole work: all of them for every full 100 %, and for the
  /// rest as many as fit, from all over the input, and the beginnings of some.
  func share(percent: Int) -> [Piece] {
    let whole = [[Piece]](repeating: pieces, count: percent / 100).flatMap { $0 }
    var rest = (total * (percent % 100) + 50) / 100
    var taken: [Piece] = []
    for piece in scattered where rest > 0 {
      guard let fitting = size(piece) <= rest ? piece : beginning(piece, rest) else { continue }
      taken.append(fitting)
      rest -= size(fitting)
    }
    return whole + taken
  }

  /// All pieces, neighbours far from each other, so that the first few are like the whole.
  private var scattered: [Piece] {
    // Steps of the golden ratio leave no gap much larger than the others, however many there are.
    let order = pieces.indices.sorted { Self.place($0) < Self.place($1) }
    return order.map { pieces[$0] }
  }

  private static func place(_ index: Int) -> UInt64 { UInt64(index) &* 0x9E37_79B9_7F4A_7C15 }
}

/// The common interface of slices, whatever their content.
protocol SlicedWork {
  /// The work in all.
  var total: Int { get }

  /// The work of the largest piece, by which a share may fall short where pieces cannot be cut.
  var largest: Int { get }

  /// The share of the work that is done for this many per cent.
  func total(ofShare percent: Int) -> Int
}

extension Slices: SlicedWork {
  var total: Int { pieces.reduce(0) { $0 + size($1) } }

  var largest: Int { pieces.map(size).max() ?? 0 }

  func total(ofShare percent: Int) -> Int {
    share(percent: percent).reduce(0) { $0 + size($1) }
  }
}
