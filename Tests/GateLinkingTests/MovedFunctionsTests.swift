import Foundation
import GateCode
import GateFiles
import Testing

@testable import GateLinking

@Suite(.enabled(if: BuiltProgram.isPossible)) struct MovedFunctionsTests {
  /// The map of a link of its own by the linker, at random.
  private func pieces(_ built: BuiltProgram, _ path: String) throws -> [LinkMap.Piece] {
    let map = [UInt8](try built.bytes(path))
    return try LinkMap(map, file: path).pieces(of: ".text").dropLast(2)
  }

  @Test(arguments: [3, 77, 4_000_000_000] as [UInt32])
  func `functions moved into an order are the bytes that the linker gives for it`(
    _ seed: UInt32
  ) throws {
    let built = try BuiltProgram(isPositionIndependent: seed != 77)
    _ = try built.kit()
    let relinker = try built.relinker()
    let text = try relinker.movableText(in: built.folder.path + "/moving")
    #expect(text.pieces.count == 68)

    // The linker's own order, taken from its map, with the same room behind it.
    let room = built.folder.path + "/room.o"
    let size = try #require(
      LinkedImage([UInt8](try built.bytes(built.folder.path + "/reference")))?.loaded(".text")?.size
    )
    try TextRoom(size: size).object.write(to: URL(fileURLWithPath: room))
    let (plain, shuffled) = (built.folder.path + "/plain", built.folder.path + "/shuffled")
    try relinker.link(with: ["--Map=\(plain).map", room], to: plain)
    try relinker.link(
      with: ["--shuffle-sections=\(TextRoom.others)=\(seed)", "--Map=\(shuffled).map", room],
      to: shuffled)
    let names = try pieces(built, plain + ".map").map(\.section)
    // Each object has an empty section of the same name, which may stand in for each other.
    var left = Dictionary(grouping: names.indices) { names[$0] }
    var order: [Int] = []
    for piece in try pieces(built, shuffled + ".map") {
      let index = try #require(left[piece.section]?.first)
      left[piece.section]?.removeFirst()
      order.append(index)
    }
    #expect(order != Array(names.indices))

    var moved = try #require(text.program(in: order))
    var linked = [UInt8](try built.bytes(shuffled))
    for place in try programHeaders(linked) {
      // The alignment of what is loaded is lowered to that of a page.
      moved.store(UInt64(0), at: place + 48)
      linked.store(UInt64(0), at: place + 48)
    }
    let differing = zip(moved, linked).enumerated().filter { $0.element.0 != $0.element.1 }.map(
      \.offset)
    #expect(differing.isEmpty)
    #expect(moved.count == linked.count)
  }

  private func programHeaders(_ image: [UInt8]) throws -> [Int] {
    let start = try #require(image.offset(at: 32))
    return (0..<Int(try #require(image.number(UInt16.self, at: 56)))).map { start + 56 * $0 }
  }

  @Test(arguments: [false, true]) func `every order computes the same`(
    _ isPositionIndependent: Bool
  ) throws {
    let built = try BuiltProgram(isPositionIndependent: isPositionIndependent)
    _ = try built.kit()
    let shuffler = ProgramShuffler(try built.relinker(), folder: built.folder.path + "/moving")
    #expect(shuffler.obstacle == nil)
    let status = try built.status(of: built.program)
    #expect(status > 1)
    var programs: Set<Data> = []
    for seed in UInt32(1)...8 {
      let path = built.folder.path + "/program-\(seed)"
      try shuffler.make(seed: seed, at: path)
      programs.insert(try built.bytes(path))
      #expect(try built.status(of: path) == status)
    }
    #expect(programs.count == 8)
  }

  @Test func `where functions cannot be moved the linker makes each program`() throws {
    let built = try BuiltProgram(section: ".text.odd~")
    _ = try built.kit()
    let shuffler = ProgramShuffler(try built.relinker(), folder: built.folder.path + "/moving")
    #expect(shuffler.obstacle == "the section .text.odd~ cannot be ordered")
    let (one, other) = (built.folder.path + "/a", built.folder.path + "/b")
    try shuffler.make(seed: 1, at: one)
    try shuffler.make(seed: 2, at: other)
    #expect(try built.bytes(one) != built.bytes(other))
    #expect(try built.status(of: one) == built.status(of: built.program))
  }

  @Test func `sides with one program share what finds its references`() throws {
    let built = try BuiltProgram()
    _ = try built.kit()
    let relinker = try built.relinker()
    let shufflers = ProgramShuffler.prepared(
      ["candidate": relinker, "baseline": relinker], folder: built.folder.path)
    #expect(Set(shufflers.keys) == ["candidate", "baseline"])
    #expect(shufflers.values.allSatisfy { $0.obstacle == nil })
  }

  @Test func `a seed gives one program each time`() throws {
    let built = try BuiltProgram()
    _ = try built.kit()
    let relinker = try built.relinker()
    let both = try ["/a", "/b"].map { name in
      let shuffler = ProgramShuffler(relinker, folder: built.folder.path + "/moving")
      try shuffler.make(seed: 7, at: built.folder.path + name)
      return try built.bytes(built.folder.path + name)
    }
    #expect(both[0] == both[1])
  }

  @Test func `each function keeps its bytes but for references, and its alignment`() throws {
    let built = try BuiltProgram()
    _ = try built.kit()
    let text = try built.relinker().movableText(in: built.folder.path + "/moving")
    let order = FunctionOrder.shuffled(text.pieces.count, seed: 5)
    let starts = try #require(text.starts(in: order))
    let program = try #require(text.program(in: order))
    var fields = Set<Int>()
    for each in text.distances + text.shortAddresses where Int(each.holder) < text.pieces.count {
      let start = starts[Int(each.holder)] + Int(each.place)
      fields.formUnion(start..<(start + 4))
    }
    for (piece, start) in zip(text.pieces, starts) {
      #expect(start % piece.alignment == 0)
      for offset in 0..<piece.size where !fields.contains(start + offset) {
        let place = text.code.lowerBound + start + offset
        #expect(program[place] == text.functions[piece.start + offset])
      }
    }
  }

  @Test func `one changed byte of the second link is not taken for a reference`() throws {
    let built = try BuiltProgram()
    _ = try built.kit()
    let links = try built.relinker().referenceLinks(in: built.folder.path + "/moving")
    func search(_ reversed: LinkedImage) throws -> MovableText {
      var search = try ReferenceSearch(
        inOrder: links.inOrder, reversed: reversed, relocations: links.relocations, map: links.map)
      return try search.found()
    }
    _ = try search(links.reversed)
    let code = try #require(links.reversed.loaded(".text"))
    for place in stride(from: code.place, to: code.place + 400, by: 13) {
      var bytes = links.reversed.bytes
      bytes[place] ^= 0x20
      let torn = try #require(LinkedImage(bytes))
      #expect(throws: ReferenceSearch.Obstacle.self) { try search(torn) }
    }
  }
}

@Suite struct FunctionOrderTests {
  @Test(arguments: [0, 1, 2, 1_000]) func `an order has each number once`(_ count: Int) {
    #expect(FunctionOrder.shuffled(count, seed: 9).sorted() == Array(0..<count))
  }

  @Test func `every place is equally likely`() {
    var counts = [Int](repeating: 0, count: 36)
    for seed in UInt32(1)...36_000 {
      for (place, number) in FunctionOrder.shuffled(6, seed: seed).enumerated() {
        counts[6 * place + number] += 1
      }
    }
    // 6,000 each are expected; 300 are four standard deviations.
    #expect(counts.allSatisfy { abs($0 - 6_000) < 300 })
  }
}

@Suite struct ImageBytesTests {
  @Test func `numbers that do not lie within are none`() {
    let bytes: [UInt8] = [1, 2, 3, 4, 5]
    #expect(bytes.number(UInt32.self, at: 1) == 0x0504_0302)
    #expect(bytes.number(UInt32.self, at: 2) == nil)
    #expect(bytes.number(UInt8.self, at: -1) == nil)
    #expect(LinkedImage(bytes) == nil)
  }
}
