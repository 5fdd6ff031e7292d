import GateRecords

extension JSONText {
  /// The value at an entry.
  func value<Value: Decodable>(
    _ type: Value.Type, at index: Int, path: @autoclosure () -> JSONPath?
  ) throws -> Value {
    // Samples: no object a number.
    if type == [Double].self, let samples = samples(at: index) as? Value { return samples }
    if type == [BenchmarkRecord].self, let benchmarks = benchmarks(at: index) as? Value {
      return benchmarks
    }
    if type == String.self, let text = try string(at: index, path: path()) as? Value {
      return text
    }
    return try Value(from: JSONValueDecoder(text: self, index: index, path: path()))
  }

  /// The numbers of an array of numbers; nil for any other value.
  func samples(at index: Int) -> [Double]? {
    guard entries[index].kind == .numbers else { return nil }
    let first = Int(entries[index].detail)
    return Array(numbers[first..<first + Int(entries[index].count)])
  }

  // MARK: - Scalars

  func bool(at index: Int, path: @autoclosure () -> JSONPath?) throws -> Bool {
    guard entries[index].kind == .bool else { throw mismatch(Bool.self, index, path()) }
    return entries[index].flag
  }

  func string(at index: Int, path: @autoclosure () -> JSONPath?) throws -> String {
    guard entries[index].kind == .string else { throw mismatch(String.self, index, path()) }
    return content(of: index)
  }

  func double(at index: Int, path: @autoclosure () -> JSONPath?) throws -> Double {
    guard entries[index].kind == .number else { throw mismatch(Double.self, index, path()) }
    return numbers[Int(entries[index].detail)]
  }

  /// The `Float` nearest to the `Double`, which in rare cases is not the one nearest to the digits.
  func float(at index: Int, path: @autoclosure () -> JSONPath?) throws -> Float {
    Float(try double(at: index, path: path()))
  }

  func integer<Number: FixedWidthInteger>(
    _ type: Number.Type, at index: Int, path: @autoclosure () -> JSONPath?
  ) throws -> Number {
    guard entries[index].kind == .number else { throw mismatch(type, index, path()) }
    let entry = entries[index]
    let number = numbers[Int(entry.detail)]
    // Whole numbers below 2⁵³ are exact as `Double`; of others the digits decide.
    if number.magnitude < JSONNumber.exactBelow { return try fit(Number(exactly: number), path()) }
    let digits = content(of: index)
    let isPlain = !digits.contains { ".eE".contains($0) }
    return try fit(isPlain ? Number(digits) : Number(exactly: number), path())
  }

  /// An element of an array of numbers, all of which are below 2⁵³.
  func integer<Number: FixedWidthInteger>(
    _ type: Number.Type, of index: Int, element: Int, path: @autoclosure () -> JSONPath?
  ) throws -> Number {
    try fit(Number(exactly: numbers[Int(entries[index].detail) + element]), path())
  }

  private func fit<Number>(
    _ number: Number?, _ path: @autoclosure () -> JSONPath?
  ) throws -> Number {
    guard let number else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: path()?.keys ?? [],
          debugDescription: "the number does not fit \(Number.self)"))
    }
    return number
  }

  // MARK: - Bytes

  /// The content of a string, escapes resolved.
  func content(of index: Int) -> String {
    let entry = entries[index]
    let range = Int(entry.start)..<Int(entry.end)
    guard entry.flag else { return String(decoding: bytes[range], as: UTF8.self) }
    var content: [UInt8] = []
    let bytes = bytes
    JSONEscape.content(bytes.span, range) { content.append($0) }
    return String(decoding: content, as: UTF8.self)
  }

  // MARK: - Errors

  func mismatch(_ type: Any.Type, _ index: Int, _ path: JSONPath?) -> DecodingError {
    let context = DecodingError.Context(
      codingPath: path?.keys ?? [],
      debugDescription: "expected \(type), found \(entries[index].kind)")
    return entries[index].kind == .null
      ? .valueNotFound(type, context) : .typeMismatch(type, context)
  }
}
