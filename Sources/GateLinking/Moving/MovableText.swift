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

  /// The program without its functions, whose room holds what the linker fills gaps with.
  private(set) var frame: [UInt8]
  /// The functions in the order of the build, with the gaps.
  let functions: [UInt8]
  /// Where the code is in the file, with the room behind it.
  let code: Range<Int>
  let pieces: [Piece]
  /// Those of four bytes that count from where they are.
  var distances: [Reference] = []
  /// Those of four bytes that are addresses.
  var shortAddresses: [Reference] = []
  /// Those of eight bytes that are addresses.
  var addresses: [Reference] = []
  /// The lines of the table of unwinding rules, sorted by where functions start.
  var unwindLines: [UnwindLine] = []
  /// Where the first of them is in the file.
  var unwindPlace = 0

  /// Takes a program apart.
  init(image: [UInt8], code: Range<Int>, pieces: [Piece]) {
    functions = Array(image[code])
    frame = image
    // The filling of the linker traps.
    frame.replaceSubrange(code, with: repeatElement(0xCC, count: code.count))
    self.code = code
    self.pieces = pieces
  }

  /// Lets the program be loaded at any page: a larger alignment served the linker alone.
  mutating func lowerAlignment() {
    guard let headers = frame.offset(at: 32), let count = frame.number(UInt16.self, at: 56) else {
      return
    }
    let loaded = (0..<Int(count)).map { headers + 56 * $0 }
      .filter { frame.number(UInt32.self, at: $0) == 1 }
    guard let page = loaded.compactMap({ frame.number(UInt64.self, at: $0 + 48) }).min() else {
      return
    }
    for header in loaded { frame.store(page, at: header + 48) }
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
    var result = frame
    var moves = [Int](repeating: 0, count: pieces.count + 1)
    var bases = [Int](repeating: 0, count: pieces.count + 1)
    for (index, piece) in pieces.enumerated() {
      moves[index] = starts[index] - piece.start
      bases[index] = code.lowerBound + starts[index]
      Self.copy(functions, from: piece.start, size: piece.size, to: bases[index], of: &result)
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
    putUnwindLines(order, moves, in: &result)
    return result
  }

  /// Sorts the lines by the order of the functions: the table is searched, so it must be sorted.
  private func putUnwindLines(_ order: [Int], _ moves: [Int], in result: inout [UInt8]) {
    let outside = Int32(pieces.count)
    // The lines of a piece follow each other. What lies outside of them comes before all or behind all.
    var first = [Int](repeating: unwindLines.count, count: pieces.count + 1)
    for (index, line) in unwindLines.enumerated().reversed() { first[Int(line.piece)] = index }
    var place = unwindPlace
    func put(_ index: Int, _ result: inout [UInt8]) {
      let line = unwindLines[index]
      let move = Int32(truncatingIfNeeded: moves[Int(line.piece)])
      result.store(line.start &+ move, at: place)
      result.store(line.rules, at: place + 4)
      place += 8
    }
    let front = unwindLines.prefix { $0.piece == outside }.count
    for index in 0..<front { put(index, &result) }
    for piece in order {
      var index = first[piece]
      while index < unwindLines.count, unwindLines[index].piece == piece {
        put(index, &result)
        index += 1
      }
    }
    let back = unwindLines.reversed().prefix { $0.piece == outside }.count
    for index in (max(front, unwindLines.count - back))..<unwindLines.count { put(index, &result) }
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
