import GateCode
import GateRecords

/// Finds all references to and from the functions of a program.
///
/// Where they are, the linker says with `--emit-relocs`. What they lead to is found by a second link with all functions
/// in the reverse order: there each function has moved by a distance of its own, so by how much a reference changed
/// shows the one function that it leads to. Nothing needs to be known about how the linker made it, such as
/// whether it replaced an indirect call by a direct one. In the end the second program must come out, byte for byte.
struct ReferenceSearch {
  private let inOrder: LinkedImage
  private let reversed: LinkedImage
  private let relocations: LinkedImage
  private let text: LinkedImage.Section
  private var movable: MovableText
  /// The reverse order, and where the pieces start there.
  private let reverseOrder: [Int]
  private let reverseStarts: [Int]
  /// The piece that moved by a distance.
  private let pieceThatMoved: [Int: Int32]
  /// The piece that did not move, if there is one.
  private let pieceInPlace: Int32?

  private var outside: Int32 { Int32(movable.pieces.count) }

  /// Prepares.
  ///
  /// - Parameters:
  ///   - inOrder: The program with its functions in their order.
  ///   - reversed: The same with them in the reverse order.
  ///   - relocations: The first with the linker's relocations.
  ///   - map: The map of the last.
  /// - Throws: ``Obstacle`` where the three do not fit.
  init(
    inOrder: LinkedImage, reversed: LinkedImage, relocations: LinkedImage, map: [UInt8]
  ) throws(Obstacle) {
    guard let text = inOrder.loaded(".text"), let mapped = relocations.loaded(".text"),
      let other = reversed.loaded(".text")
    else { throw Obstacle(.noCode) }
    guard inOrder.bytes.count == reversed.bytes.count, inOrder.bytes.count < Int(UInt32.max),
      text.size == mapped.size, text.size == other.size, text.address == other.address,
      text.place == other.place
    else { throw Obstacle(.moreThanFunctionsMoved) }
    let listed = (try? LinkMap(map, file: "the linker's map"))?.pieces(of: ".text") ?? []
    guard let room = listed.last, listed.suffix(2).map(\.section) == TextRoom.names else {
      throw Obstacle(.mapIncomplete)
    }
    let pieces = listed.dropLast(2)
    if let piece = pieces.first(where: {
      !$0.section.hasPrefix(".text") || $0.section.hasSuffix("~")
    }) {
      throw Obstacle(.sectionNotOrdered(name: piece.section))
    }
    let movable = MovableText(
      image: inOrder.bytes,
      code: text.place..<(text.place + room.address - mapped.address),
      pieces: pieces.map {
        MovableText.Piece(
          start: $0.address - mapped.address, size: $0.size, alignment: $0.alignment)
      })
    let forward = Array(pieces.indices)
    let reverseOrder = Array(forward.reversed())
    guard movable.starts(in: forward) == movable.pieces.map(\.start),
      let reverseStarts = movable.starts(in: reverseOrder)
    else { throw Obstacle(.functionsNotAdjacent) }
    var moved: [Int: Int32] = [:]
    for (index, piece) in movable.pieces.enumerated() where piece.size > 0 {
      moved[reverseStarts[index] - piece.start] = Int32(index)
    }
    (self.inOrder, self.reversed, self.relocations) = (inOrder, reversed, relocations)
    (self.text, self.movable) = (text, movable)
    (self.reverseOrder, self.reverseStarts) = (reverseOrder, reverseStarts)
    pieceInPlace = moved.removeValue(forKey: 0)
    pieceThatMoved = moved
  }

  /// The program with all its references.
  ///
  /// - Throws: ``Obstacle`` where a target is unknown.
  mutating func found() throws(Obstacle) -> MovableText {
    try findRelocated()
    try findDynamic()
    try findUnwinding()
    let program = movable.program(in: reverseOrder) ?? []
    guard program == reversed.bytes else {
      let place = zip(program, reversed.bytes).enumerated().first { $0.element.0 != $0.element.1 }
      throw Obstacle(.resultDiffers(byte: place?.offset ?? 0))
    }
    movable.lowerAlignment()
    return movable
  }

  /// Why functions cannot be moved without the linker.
  struct Obstacle: Error, CustomStringConvertible {
    let description: String

    init(_ message: LinkingMessage) { description = message.line }

    /// A reference whose target is unknown.
    init(at address: Int) {
      self.init(.referenceUnknown(address: "0x" + String(address, radix: 16)))
    }
  }

  // MARK: - What relocations name

  private mutating func findRelocated() throws(Obstacle) {
    for section in relocations.sections where section.type == 4 && !section.isLoaded {
      guard section.info < relocations.sections.count else { continue }
      let target = relocations.sections[section.info]
      // Rules for unwinding that are equal are merged, so their relocations say little; they are read themselves.
      guard target.isLoaded, target.name != ".eh_frame" else { continue }
      guard let here = inOrder.loaded(target.name), here.size == target.size else {
        throw Obstacle(.sectionDiffers(name: target.name))
      }
      for place in stride(from: section.place, to: section.place + section.size, by: 24) {
        guard let address = relocations.bytes.offset(at: place),
          let type = relocations.bytes.number(UInt32.self, at: place + 8)
        else { throw Obstacle(.relocationsUnreadable(name: target.name)) }
        try find(type, at: address - target.address, in: here)
      }
    }
  }

  /// The reference of one relocation.
  ///
  /// Source of the numbers of types: the supplement, table "Relocation Types".
  private mutating func find(
    _ type: UInt32, at offset: Int, in section: LinkedImage.Section
  ) throws(Obstacle) {
    var place = section.place + offset
    // R_X86_64_GOTPCRELX (41): a jump through a table that became a direct one starts a byte earlier.
    if type == 41, place >= 2, inOrder.bytes[place - 2] == 0xE9 { place -= 1 }
    let address = section.address + place - section.place
    let holder = section.place == text.place ? piece(at: place - text.place) : outside
    guard let holder else { throw Obstacle(at: address) }
    switch type {
    // R_X86_64_64.
    case 1: try findAddress(Int64.self, holder, place, address, to: \.addresses)
    // R_X86_64_32 and R_X86_64_32S.
    case 10, 11: try findAddress(Int32.self, holder, place, address, to: \.shortAddresses)
    // R_X86_64_DTPMOD64, DTPOFF64, TPOFF64, DTPOFF32 and TPOFF32 say where a thread's own data is.
    case 16, 17, 18, 21, 23: return
    default: try findDistance(holder, place, address)
    }
  }

  private mutating func findDistance(
    _ holder: Int32, _ place: Int, _ address: Int
  ) throws(Obstacle) {
    let other = placeInReverse(holder, place)
    guard let old = inOrder.bytes.number(Int32.self, at: place),
      let new = reversed.bytes.number(Int32.self, at: other)
    else { throw Obstacle(at: address) }
    // A reference to its own piece is the same in any order. An unchanged reference in code that stayed may lead
    // there, too.
    guard old != new || holder == outside || holder == pieceInPlace else { return }
    let moved = Int(new) - Int(old) + other - place
    guard let target = target(moved, at: address + Int(old)) else { throw Obstacle(at: address) }
    if holder != target { movable.distances.append(reference(holder, place, target)) }
  }

  private mutating func findAddress<Number: FixedWidthInteger>(
    _ type: Number.Type, _ holder: Int32, _ place: Int, _ address: Int,
    to list: WritableKeyPath<MovableText, [MovableText.Reference]>
  ) throws(Obstacle) {
    guard let old = inOrder.bytes.number(type, at: place),
      let new = reversed.bytes.number(type, at: placeInReverse(holder, place)),
      let target = target(Int(new) - Int(old), at: Int(old))
    else { throw Obstacle(at: address) }
    if target != outside { movable[keyPath: list].append(reference(holder, place, target)) }
  }

  // MARK: - What the linker made itself

  /// The addresses that the loader reads.
  private mutating func findDynamic() throws(Obstacle) {
    // Where the program starts.
    var places = [24]
    for section in inOrder.sections where section.isLoaded {
      let end = section.place + section.size
      switch section.type {
      // SHT_RELA, of which R_X86_64_RELATIVE (8) and R_X86_64_IRELATIVE (37) have addresses.
      case 4:
        places += stride(from: section.place, to: end, by: 24).filter {
          [8, 37].contains(inOrder.bytes.number(UInt32.self, at: $0 + 8))
        }.map { $0 + 16 }
      // SHT_DYNAMIC and SHT_DYNSYM.
      case 6: places += stride(from: section.place + 8, to: end, by: 16)
      case 11: places += stride(from: section.place + 8, to: end, by: 24)
      default: continue
      }
    }
    for place in places { try findAddress(Int64.self, outside, place, place, to: \.addresses) }
  }

  /// The rules for unwinding, and the sorted table that leads to them.
  ///
  /// Source: the Linux Standard Base Core Specification 5.0, chapters "DWARF Extensions" and "Exception Frames".
  private mutating func findUnwinding() throws(Obstacle) {
    guard let rules = inOrder.loaded(".eh_frame") else { return }
    let torn = Obstacle(.unwindingUnreadable)
    var place = rules.place
    while place < rules.place + rules.size {
      guard let size = inOrder.bytes.number(UInt32.self, at: place), size < UInt32.max,
        let kind = inOrder.bytes.number(UInt32.self, at: place + 4)
      else { throw torn }
      if size == 0 { break }
      if kind != 0 { try findDistance(outside, place + 8, rules.address + place + 8 - rules.place) }
      place += 4 + Int(size)
    }
    guard let table = inOrder.loaded(".eh_frame_hdr") else { return }
    // Version 1, and distances of four bytes: from the place, from the table's start.
    guard inOrder.bytes.number(UInt32.self, at: table.place) == 0x3B03_1B01,
      let count = inOrder.bytes.number(UInt32.self, at: table.place + 8),
      12 + 8 * Int(count) <= table.size
    else { throw torn }
    movable.unwindPlace = table.place + 12
    for index in 0..<Int(count) {
      let place = movable.unwindPlace + 8 * index
      guard let start = inOrder.bytes.number(Int32.self, at: place),
        let rules = inOrder.bytes.number(Int32.self, at: place + 4)
      else { throw torn }
      let offset = table.address + Int(start) - text.address
      let piece = (0..<movable.code.count).contains(offset) ? piece(at: offset) : outside
      guard let piece else { throw torn }
      movable.unwindLines.append(.init(start: start, piece: piece, rules: rules))
    }
  }

  // MARK: - Pieces

  /// Returns the piece that a reference leads to, where the target moved by this distance.
  ///
  /// - Parameter address: Where it leads, more or less: a line of a table of jumps counts from the table's start.
  private func target(_ moved: Int, at address: Int) -> Int32? {
    guard moved == 0 else { return pieceThatMoved[moved] }
    // One piece may lie in the middle of both orders. All else that stays is outside of the code.
    guard let middle = pieceInPlace else { return outside }
    return (0..<movable.code.count).contains(address - text.address) ? middle : outside
  }

  /// The piece at a distance from the start of the code; nil between them.
  private func piece(at offset: Int) -> Int32? {
    var low = 0
    var high = movable.pieces.count
    while low < high {
      let middle = (low + high) / 2
      if movable.pieces[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    // Empty pieces share their start with the one behind them.
    while low > 0, movable.pieces[low - 1].size == 0 { low -= 1 }
    guard low > 0, offset < movable.pieces[low - 1].start + movable.pieces[low - 1].size else {
      return nil
    }
    return Int32(low - 1)
  }

  private func placeInReverse(_ holder: Int32, _ place: Int) -> Int {
    guard holder != outside else { return place }
    return place + reverseStarts[Int(holder)] - movable.pieces[Int(holder)].start
  }

  private func reference(_ holder: Int32, _ place: Int, _ target: Int32) -> MovableText.Reference {
    let start =
      holder == outside ? 0 : movable.code.lowerBound + movable.pieces[Int(holder)].start
    return .init(holder: holder, target: target, place: UInt32(place - start))
  }
}
