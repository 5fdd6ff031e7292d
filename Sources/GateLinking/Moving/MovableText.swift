/// A linked program whose functions can be put in any order without a linker.
///
/// To link a program again takes a tenth of a second, and nearly all of it gives what the link before gave: the
/// same functions, the same data, and references between them of which only the distances differ. This knows the
/// places of all those references and adds to each by how much its two ends moved.
struct MovableText {
  /// A function, or whatever else one section of an object holds.
  struct Piece {
    /// Where it is, in bytes from the start of the code.
    let start: Int
    let size: Int
    let alignment: Int
  }

  /// A number that says where something is.
  struct Reference {
    /// The piece that holds it; the number of pieces for what lies outside of them.
    let holder: Int32
    /// The piece that it leads to, likewise.
    let target: Int32
    /// Where it is: from the start of its piece, or of the file.
    let place: UInt32
  }

  /// A line of the table in which the place of each function's unwinding rules is looked up.
  struct UnwindLine {
    /// Where the function starts, as the table says it.
    let start: Int32
    let piece: Int32
    let rules: Int32
  }

  /// The program with its functions in their order.
  var image: [UInt8]
  /// Where the code is in the file, with the room behind it.
  let code: Range<Int>
  let pieces: [Piece]
  /// Those of four bytes that count from where they are.
  var distances: [Reference] = []
  /// Those of four bytes that are addresses.
  var shortAddresses: [Reference] = []
  /// Those of eight bytes that are addresses.
  var addresses: [Reference] = []
  /// The lines of the table of unwinding rules, and where the first is in the file.
  var unwindLines: [UnwindLine] = []
  var unwindPlace = 0

  init(image: [UInt8], code: Range<Int>, pieces: [Piece]) {
    self.image = image
    self.code = code
    self.pieces = pieces
  }

  /// Where the pieces start when they follow each other in an order; nil where they find no room.
  func starts(in order: [Int]) -> [Int]? {
    var starts = [Int](repeating: 0, count: pieces.count)
    var end = 0
    for index in order {
      let piece = pieces[index]
      end = (end + piece.alignment - 1) / piece.alignment * piece.alignment
      starts[index] = end
      end += piece.size
    }
    return end <= code.count ? starts : nil
  }

  /// The program with its functions in an order; nil where they find no room.
  func program(in order: [Int]) -> [UInt8]? {
    guard let starts = starts(in: order) else { return nil }
    var result = image
    // The linker's filling between functions traps.
    result.replaceSubrange(code, with: repeatElement(0xCC, count: code.count))
    var moves = [Int](repeating: 0, count: pieces.count + 1)
    var bases = [Int](repeating: 0, count: pieces.count + 1)
    for (index, piece) in pieces.enumerated() {
      moves[index] = starts[index] - piece.start
      bases[index] = code.lowerBound + starts[index]
      Self.copy(
        image, from: code.lowerBound + piece.start, size: piece.size, to: bases[index], of: &result)
    }
    for each in distances {
      let (holder, target) = (Int(each.holder), Int(each.target))
      result.add(Int32.self, moves[target] - moves[holder], at: bases[holder] + Int(each.place))
    }
    for each in shortAddresses {
      result.add(
        Int32.self, moves[Int(each.target)], at: bases[Int(each.holder)] + Int(each.place))
    }
    for each in addresses {
      result.add(
        Int64.self, moves[Int(each.target)], at: bases[Int(each.holder)] + Int(each.place))
    }
    putUnwindLines(moves, in: &result)
    return result
  }

  /// The table is sorted by address, so that it can be searched.
  private func putUnwindLines(_ moves: [Int], in result: inout [UInt8]) {
    var lines = unwindLines.map {
      (start: $0.start + Int32(truncatingIfNeeded: moves[Int($0.piece)]), rules: $0.rules)
    }
    lines.sort { ($0.start, $0.rules) < ($1.start, $1.rules) }
    for (index, line) in lines.enumerated() {
      result.store(line.start, at: unwindPlace + 8 * index)
      result.store(line.rules, at: unwindPlace + 8 * index + 4)
    }
  }

  private static func copy(
    _ source: [UInt8], from: Int, size: Int, to place: Int, of result: inout [UInt8]
  ) {
    unsafe result.withUnsafeMutableBytes { result in
      unsafe source.withUnsafeBytes { source in
        // Slices check that both lie within.
        unsafe UnsafeMutableRawBufferPointer(rebasing: result[place..<(place + size)])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[from..<(from + size)]))
      }
    }
  }
}
