/// The functions of a linked program by their addresses, and what its calls call.
package struct ProgramFunctions: Sendable {
  private let places: [LinkedProgram.Place]
  private let bytes: [UInt8]
  private let isARM: Bool
  /// Where pieces of the file lie in memory.
  private let segments: [(address: Int, offset: Int, size: Int)]

  /// Reads a program.
  ///
  /// - Throws: ``CodeError`` when it is none, is broken, or names no function.
  package init(_ bytes: [UInt8], file: String) throws(CodeError) {
    let view = ByteView(bytes, file: file)
    let program = try LinkedProgram(bytes, file: file)
    let header = try ELF.Header(view)
    places = program.places.filter { !$0.name.hasPrefix("$x") && !$0.name.hasPrefix("$d") }
    guard !places.isEmpty else { throw view.unsupported(0, "a program without names of functions") }
    self.bytes = bytes
    isARM = header.machine == 183
    var segments: [(address: Int, offset: Int, size: Int)] = []
    for index in 0..<header.segments.count {
      let place = header.segments.offset + 56 * index
      guard view.checked(place, 4) == 1 else { continue }
      let offset = try view.place(place + 8, 8, "a segment's place")
      let size = try view.place(place + 32, 8, "a segment's size")
      try view.require(offset, size, "a segment")
      segments.append((try view.place(place + 16, 8, "a segment's address"), offset, size))
    }
    self.segments = segments
  }

  /// The name of the function that an address lies in; nil between functions.
  package func name(at address: Int) -> String? {
    let low = places.partitionPoint { $0.address <= address }
    // Of several names of one place, the first that reaches as far.
    var found: LinkedProgram.Place?
    var index = low - 1
    while index >= 0, found == nil || places[index].address == found?.address {
      let place = places[index]
      if place.size == 0 || address < place.address + place.size { found = place }
      if found == nil, low - index > 8 { return nil }
      index -= 1
    }
    return found?.name
  }

  /// The address that the call before a return address calls; nil where it goes through a register or memory.
  package func target(ofCallBefore address: Int) -> Int? {
    guard
      let segment = segments.first(where: {
        $0.address + 8 <= address && address <= $0.address + $0.size
      })
    else { return nil }
    let place = segment.offset + address - segment.address
    func word(_ offset: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
    }
    if isARM {
      let code = word(place - 4)
      guard code & 0xfc00_0000 == 0x9400_0000 else { return nil }
      // 26 bits with a sign, in words.
      return address - 4 + Int(Int32(bitPattern: code << 6) >> 6) * 4
    }
    guard bytes[place - 5] == 0xe8 else { return nil }
    return address + Int(Int32(bitPattern: word(place - 4)))
  }
}
