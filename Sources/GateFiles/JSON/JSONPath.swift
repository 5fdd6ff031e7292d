/// The keys that lead to a value, from the innermost outwards; an array only where an error asks for it.
final class JSONPath {
  private let key: any CodingKey
  private let outer: JSONPath?

  init(_ key: any CodingKey, in outer: JSONPath?) {
    self.key = key
    self.outer = outer
  }

  /// The keys from the outermost inwards.
  var keys: [any CodingKey] {
    var keys: [any CodingKey] = []
    var place: JSONPath? = self
    while let here = place {
      keys.append(here.key)
      place = here.outer
    }
    return keys.reversed()
  }
}

/// The place of an element in an array, as a key.
struct JSONIndex: CodingKey {
  let intValue: Int?

  init(_ index: Int) { intValue = index }

  init(intValue: Int) { self.intValue = intValue }

  init?(stringValue: String) { nil }

  var stringValue: String { "Index \(intValue ?? 0)" }
}
