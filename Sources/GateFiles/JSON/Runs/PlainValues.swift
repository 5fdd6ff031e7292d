/// Takes values out of a text where they are of the kind that is expected, and gives nil where they are not.
struct PlainValues {
  let text: JSONText

  /// Gives the elements of an array that is no array of numbers to a closure, until that gives false.
  ///
  /// - Returns: Whether there was such an array, and the closure never gave false.
  @inline(__always)
  func forEachElement(of index: Int, _ body: (_ place: Int) -> Bool) -> Bool {
    guard text.entries[index].kind == .array else { return false }
    var place = index + 1
    for _ in 0..<text.entries[index].count {
      guard body(place) else { return false }
      place = Int(text.entries[place].next)
    }
    return true
  }

  func string(_ index: Int) -> String? {
    text.entries[index].kind == .string ? text.content(of: index) : nil
  }

  func bool(_ index: Int) -> Bool? {
    text.entries[index].kind == .bool ? text.entries[index].flag : nil
  }

  func integer(_ index: Int) -> Int? { try? text.integer(Int.self, at: index, path: nil) }

  /// One of a type's words.
  func word<Word: RawRepresentable>(_ type: Word.Type, _ index: Int) -> Word?
  where Word.RawValue == String {
    string(index).flatMap(Word.init(rawValue:))
  }

  /// A value that reads itself.
  func any<Value: Decodable>(_ type: Value.Type, _ index: Int) -> Value? {
    try? text.value(type, at: index, path: nil)
  }

  /// An array of values that read themselves; most arrays of a record are empty.
  func list<Element: Decodable>(_ type: [Element].Type, _ index: Int) -> [Element]? {
    let entry = text.entries[index]
    return entry.kind == .array && entry.count == 0 ? [] : any(type, index)
  }

  /// Samples, launch by launch.
  func launches(_ index: Int) -> [[Double]]? {
    guard text.entries[index].kind == .array else { return nil }
    var launches: [[Double]] = []
    launches.reserveCapacity(Int(text.entries[index].count))
    return forEachElement(of: index) { place in
      // Large numbers are kept one by one.
      guard let samples = text.samples(at: place) ?? list([Double].self, place) else {
        return false
      }
      launches.append(samples)
      return true
    } ? launches : nil
  }
}

extension Optional {
  /// Gives the value to a closure; false where there is none.
  @inline(__always)
  func set(_ body: (Wrapped) -> Void) -> Bool {
    guard let self else { return false }
    body(self)
    return true
  }
}
