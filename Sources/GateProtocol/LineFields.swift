/// The fields of a line, taken one after the other.
struct LineFields {
  private var rest: ArraySlice<String>

  init(_ line: some StringProtocol) {
    let parts = String(line).split(separator: " ", omittingEmptySubsequences: false)
    rest = parts.map { String($0) }[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func next() -> String? { rest.popFirst() }
  mutating func text() -> String? { next().flatMap { FieldText.decode($0) } }

  /// A number of things, from 0.
  mutating func count() -> Int? { next().flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }

  /// A finite number: a measurement that is not a number is a broken message.
  mutating func double() -> Double? {
    next().flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Nanoseconds, from 0.
  mutating func duration() -> Double? { double().flatMap { $0 >= 0 ? $0 : nil } }

  /// The outer optional is a broken field, the inner one an absent value.
  mutating func optionalInteger() -> Int64?? {
    guard let field = next() else { return nil }
    if field == "-" { return .some(nil) }
    return Int64(field).map { .some($0) }
  }
}
