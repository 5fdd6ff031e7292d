// swift-format-ignore-file
// The module that others import: its code is copied into them, specialised for them, or called.

// MARK: Generic code

/// Room for the last few of many values.
public struct Ring<Element> {
  //@layout public struct Ring<Element>: Sendable where Element: Sendable {
  @usableFromInline var items: [Element] = []
  @usableFromInline var next = 0
  //@layout @usableFromInline var next = 0; @usableFromInline var turns = 0
  @usableFromInline let capacity: Int
  //@attribute @usableFromInline var capacity: Int

  public init(capacity: Int) {
    //@attribute @inlinable public init(capacity: Int) {
    self.capacity = max(1, capacity)
    //@body self.capacity = max(2, capacity)
    //@body self.capacity = capacity < 1 ? 1 : capacity
  }

  @inlinable public mutating func add(_ item: Element) {
    //@attribute @inline(never) public mutating func add(_ item: Element) {
    //@attribute public mutating func add(_ item: Element) {
    if items.count < capacity {
      items.append(item)
    } else {
      items[next] = item
      //@body items[next] = item; next &+= 0
    }
    next = (next + 1) % capacity
    //@body next = (next + 1) % items.count
    //@body next = next + 1 == capacity ? 0 : next + 1
  }

  public func folded<Result>(_ first: Result, _ body: (Result, Element) -> Result) -> Result {
    //@attribute @inlinable public func folded<Result>(_ first: Result, _ body: (Result, Element) -> Result) -> Result {
    //@attribute @_specialize(where Element == UInt64, Result == UInt64) public func folded<Result>(_ first: Result, _ body: (Result, Element) -> Result) -> Result {
    var result = first
    for item in items { result = body(result, item) }
    //@body for item in items.reversed() { result = body(result, item) }
    //@body for index in items.indices { result = body(result, items[index]) }
    return result
  }
}

extension Ring where Element: Comparable {
  public var largest: Element? { items.max() }
  //@body public var largest: Element? { items.min() }
  //@body public var largest: Element? { items.sorted().last }

  public var smallest: Element? { items.min() }
  //@unused public var smallest: Element? { items.sorted().first }
  //@unused-
}

@inlinable public func mixed(_ value: UInt64, _ other: UInt64, turns: UInt64 = 17) -> UInt64 {
  //@default @inlinable public func mixed(_ value: UInt64, _ other: UInt64, turns: UInt64 = 19) -> UInt64 {
  //@attribute public func mixed(_ value: UInt64, _ other: UInt64, turns: UInt64 = 17) -> UInt64 {
  //@attribute @inline(never) public func mixed(_ value: UInt64, _ other: UInt64, turns: UInt64 = 17) -> UInt64 {
  let sum = value &* 0x1_0000_0001_B3 &+ other
  //@body let sum = value &* 0x1_0000_0001_B5 &+ other
  //@body let sum = other &+ value &* 0x1_0000_0001_B3
  return sum ^ (sum >> turns)
}

public func sum<Numbers: Sequence>(_ numbers: Numbers, from start: UInt64 = 5) -> UInt64
where Numbers.Element == UInt64 {
  var total = start
  //@body var total = start &+ 1
  for number in numbers { total = total &* 31 &+ number }
  //@body for number in numbers { total = total &* 33 &+ number }
  //@body for number in numbers { total = (total << 5) &- total &+ number }
  return total
}

/// How a kind of token is weighed.
public protocol Weighing {
  associatedtype Token
  static var base: UInt64 { get }
  func weight(of token: Token) -> UInt64
}

extension Weighing {
  public static var base: UInt64 { 3 }
  //@body public static var base: UInt64 { 4 }

  public func weights(_ tokens: [Token]) -> UInt64 {
    //@attribute @inlinable public func weights(_ tokens: [Token]) -> UInt64 {
    tokens.reduce(Self.base) { mixed($0, weight(of: $1)) }
    //@body tokens.reduce(Self.base) { mixed($0, weight(of: $1), turns: 11) }
    //@body tokens.reversed().reduce(Self.base) { mixed($0, weight(of: $1)) }
  }
}

public struct NumberWeighing: Weighing {
  public init() {}
  public func weight(of token: Int) -> UInt64 { UInt64(truncatingIfNeeded: token) &* 7 }
  //@body public func weight(of token: Int) -> UInt64 { UInt64(truncatingIfNeeded: token) &* 9 }
  //@witness+ public static var base: UInt64 { 11 }
}

public struct TextWeighing: Weighing {
  let start: UInt64
  //@layout let spare: UInt8 = 1; let start: UInt64
  //@attribute var start: UInt64
  public init(start: UInt64 = 2) { self.start = start }
  //@default public init(start: UInt64 = 6) { self.start = start }
  public static var base: UInt64 { 13 }
  //@witness-
  //@body public static var base: UInt64 { 15 }
  public func weight(of token: String) -> UInt64 {
    token.utf8.reduce(start) { $0 &* 131 &+ UInt64($1) }
    //@body token.utf8.reduce(start) { $0 &* 137 &+ UInt64($1) }
    //@body token.unicodeScalars.reduce(start) { $0 &* 131 &+ UInt64($1.value) }
  }
}

// MARK: Existentials

public protocol Shape {
  var area: UInt64 { get }
  func scaled(by factor: UInt64) -> any Shape
  func corners() -> Int
  //@requirement+ func edges() -> Int
}
//@requirement+ extension Shape { public func edges() -> Int { corners() } }

extension Shape {
  public func corners() -> Int { 4 }
  //@body public func corners() -> Int { 5 }
  public func doubled() -> any Shape { scaled(by: 2) }
  //@body public func doubled() -> any Shape { scaled(by: 3) }
}

public struct Square: Shape {
  var side: UInt64
  //@layout var name: UInt8 = 0; var side: UInt64
  public init(side: UInt64) { self.side = side }
  public var area: UInt64 { side &* side }
  //@body public var area: UInt64 { side &* side &+ 1 }
  public func scaled(by factor: UInt64) -> any Shape { Square(side: side &* factor) }
  //@body public func scaled(by factor: UInt64) -> any Shape { Square(side: factor &* side) }
  //@witness+ public func corners() -> Int { 8 }
}

public struct Rectangle: Shape {
  var width: UInt64
  var height: UInt64
  //@layout var depth: UInt64 = 1; var height: UInt64
  public init(width: UInt64, height: UInt64) {
    self.width = width
    self.height = height
    //@body self.height = height &+ 1
  }
  public var area: UInt64 { width &* height }
  public func scaled(by factor: UInt64) -> any Shape {
    Rectangle(width: width &* factor, height: height &+ factor)
    //@body Rectangle(width: width &* factor, height: height &* factor)
  }
  public func corners() -> Int { 4 }
  //@witness-
}

public struct Point: Shape {
  public init() {}
  public var area: UInt64 { 0 }
  //@body public var area: UInt64 { 1 }
  public func scaled(by factor: UInt64) -> any Shape { self }
  public func corners() -> Int { 0 }
  //@witness-
}

/// No benchmark makes one.
public struct Ring3: Shape {
  public var area: UInt64 { 77 }
  //@unused public var area: UInt64 { 78 }
  public func scaled(by factor: UInt64) -> any Shape { self }
  //@unused public func scaled(by factor: UInt64) -> any Shape { Square(side: factor) }
  //@unused+ public func corners() -> Int { 3 }
}

public protocol Named {
  var name: String { get }
}
extension Square: Named {
  public var name: String { "square" }
  //@texts public var name: String { "sqware" }
  //@texts public var name: String { "a square of whatever length it may have" }
}
//@conformance+ extension Rectangle: Named { public var name: String { "rectangle" } }
//@conformance+ extension Ring3: Named { public var name: String { "ring" } }
extension Point: Named {
  public var name: String { "point" }
  //@unused+ public var other: String { "points" }
}

// MARK: Classes

open class Node {
  public var value: UInt64
  public private(set) var children: [Node] = []
  //@layout public var weight: UInt32 = 4; public private(set) var children: [Node] = []
  public init(_ value: UInt64) { self.value = value }
  //@body public init(_ value: UInt64) { self.value = value | 1 }
  open func total() -> UInt64 { children.reduce(value) { $0 &+ $1.total() } }
  //@body open func total() -> UInt64 { children.reduce(value) { $0 &* 3 &+ $1.total() } }
  //@attribute @inline(never) open func total() -> UInt64 { children.reduce(value) { $0 &+ $1.total() } }
  open func depth() -> Int { 1 + (children.map { $0.depth() }.max() ?? 0) }
  //@body open func depth() -> Int { 2 + (children.map { $0.depth() }.max() ?? 0) }
  open func label() -> String { "node" }
  //@texts open func label() -> String { "nodes" }
  //@method+ open func extra() -> Int { 3 }
  public final func add(_ child: Node) { children.append(child) }
  //@body public final func add(_ child: Node) { children.insert(child, at: 0) }
  //@attribute public func add(_ child: Node) { children.append(child) }
  open func unused() -> Int { 5 }
  //@unused open func unused() -> Int { 6 }
  //@method-
}

open class Leaf: Node {
  //@attribute public final class Leaf: Node {
  open override func total() -> UInt64 { value &* 3 }
  //@body open override func total() -> UInt64 { value &* 5 }
  //@override-
  open override func depth() -> Int { 1 }
  //@override-
  open override func label() -> String { "leaf" }
  //@override-
  //@texts open override func label() -> String { "leave" }
}

public final class Twig: Node {
  private let extra: UInt64
  //@layout private let spare: UInt8 = 3; private let extra: UInt64
  public init(_ value: UInt64, extra: UInt64 = 9) {
    //@default public init(_ value: UInt64, extra: UInt64 = 8) {
    self.extra = extra
    super.init(value)
  }
  public override func total() -> UInt64 { super.total() ^ extra }
  //@body public override func total() -> UInt64 { super.total() &+ extra }
  //@override+ public override func label() -> String { "twig" }
  //@override+ public override func depth() -> Int { super.depth() + 1 }
  //@unused+ public override func unused() -> Int { 12 }
}

// MARK: Enums

public enum Instruction: Hashable {
  case load(UInt64)
  case add(Int)
  case multiply(UInt64)
  case turn(UInt8)
  case exchange
  case jump(back: Int)
  case halt
  //@case case halt; case wait
  //@case case stop; case halt
  //@unused+ static let first = Instruction.halt
}

public struct Machine {
  public private(set) var register: UInt64
  private var other: UInt64 = 1
  //@layout private var flag = false; private var other: UInt64 = 1
  //@constant private var other: UInt64 = 2
  private var left = 200
  //@constant private var left = 201

  public init(register: UInt64) { self.register = register }

  public mutating func run(_ program: [Instruction]) -> Int {
    //@attribute @inline(__always) public mutating func run(_ program: [Instruction]) -> Int {
    var place = 0
    var steps = 0
    while place < program.count {
      steps += 1
      switch program[place] {
      case .load(let value): other = value &+ other
      //@body case .load(let value): other = value ^ other
      case .add(let value): register = register &+ UInt64(truncatingIfNeeded: value)
      //@body case .add(let value): register = register &- UInt64(truncatingIfNeeded: value)
      case .multiply(let value): register = register &* value
      //@body case .multiply(let value): register = value &* register
      case .turn(let by): register = register << UInt64(by) | register >> (64 - UInt64(by))
      //@body case .turn(let by): register = register << UInt64(by) ^ register >> (64 - UInt64(by))
      case .exchange: swap(&register, &other)
      //@body case .exchange: (register, other) = (other, register)
      case .jump(let back):
        if left > 0 {
          left -= 1
          //@body left -= 2
          place -= back
          continue
        }
      case .halt: return steps
      //@body case .halt: return steps + 1
      //@case default: return steps
      }
      place += 1
    }
    return steps
  }
}

public enum Color: String, CaseIterable, Sendable {
  case red, green, blue
  //@case case red, green, blue, black
  //@texts case red, green = "gren", blue
  case white
  //@case-

  public var code: Int {
    switch self {
    case .red: 0xff0000
    //@constant case .red: 0xfe0000
    case .green: 0x00ff00
    case .blue: 0x0000ff
    //@case default: 0x0000ff
    case .white: 0xffffff
    //@case-
    //@constant case .white: 0xfffffe
    }
  }
}

// MARK: Tables and globals

public let primes: [UInt64] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
//@table public let primes: [UInt64] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 41]
//@table public let primes: [UInt64] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43]
public let words = ["the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog beside a river"]
//@table public let words = ["the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog beside a rivet"]
//@table public let words = ["the", "quick", "brown", "fix", "jumps", "over", "a", "lazy", "dog beside a river"]
public let spareWords = ["nobody", "reads", "these"]
//@unused public let spareWords = ["nobody", "reads", "those", "either"]
//@unused-
nonisolated(unsafe) public var counter: UInt64 = 40
//@variable nonisolated(unsafe) public var counter: UInt64 = 41
//@variable nonisolated(unsafe) public var counter: UInt64 = primes[3]
public let limits: [String: Int] = ["low": 3, "middle": 50, "high": 700]
//@table public let limits: [String: Int] = ["low": 3, "middle": 50, "high": 701]
//@table public let limits: [String: Int] = ["low": 3, "middle": 50, "high": 700, "top": 9]

public enum Settings {
  public static let scale: UInt64 = computedScale()
  //@constant public static let scale: UInt64 = computedScale() + 1
  //@constant public static let scale: UInt64 = 21
  public static let step = 7
  //@constant public static let step = 8
  public static let spare = 99
  //@unused public static let spare = 98
  //@unused public static let spare = Int(computedScale())
  public static let pairs: [(Int, String)] = [(1, "one"), (2, "two"), (3, "three")]
  //@table public static let pairs: [(Int, String)] = [(1, "one"), (2, "two"), (4, "three")]
  //@table public static let pairs: [(Int, String)] = [(1, "one"), (2, "to"), (3, "three")]

  static func computedScale() -> UInt64 { primes.reduce(1, &+) }
  //@body static func computedScale() -> UInt64 { primes.reduce(2, &+) }
  //@body static func computedScale() -> UInt64 { primes.reduce(1, +) }
}

// MARK: Keys

public struct Place: Hashable, Comparable, Sendable {
  public var row: Int
  public var column: Int
  //@layout public var layer: Int8 = 0; public var column: Int
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
  public static func < (first: Place, second: Place) -> Bool {
    (first.row, first.column) < (second.row, second.column)
    //@body (first.column, first.row) < (second.column, second.row)
    //@body first.row != second.row ? first.row < second.row : first.column < second.column
  }
  //@witness+ public static func == (a: Place, b: Place) -> Bool { a.column == b.column && a.row == b.row }
  //@witness+ public func hash(into hasher: inout Hasher) { hasher.combine(row &* 31 &+ column) }
}

public struct Account {
  public var balance: Int
  public var limit: Int
  public var history: [Int] = []
  //@layout public var open = true; public var history: [Int] = []
  public var spare = 0
  //@layout-
  public init(balance: Int, limit: Int = 500) {
    //@default public init(balance: Int, limit: Int = 400) {
    self.balance = balance
    self.limit = limit
  }
  public var available: Int { balance + limit }
  //@body public var available: Int { balance + limit + 1 }
  public subscript(index: Int) -> Int { history.isEmpty ? 0 : history[index % history.count] }
  //@body public subscript(index: Int) -> Int { history.isEmpty ? 1 : history[index % history.count] }
}

public struct Overdrawn: Error {
  public var missing: Int
  //@layout public var reason = 2; public var missing: Int
  public init(missing: Int) { self.missing = missing }
}

extension Account {
  public mutating func withdraw(_ amount: Int, fee: Int = 2) throws {
    //@default public mutating func withdraw(_ amount: Int, fee: Int = 3) throws {
    guard amount + fee <= available else { throw Overdrawn(missing: amount + fee - available) }
    //@body guard amount + fee < available else { throw Overdrawn(missing: amount + fee - available) }
    balance -= amount + fee
    //@body balance -= amount; balance -= fee
    history.append(amount)
    //@body history.append(balance)
  }
}

public func checked(_ value: Int) -> Int {
  guard value < 1 << 40 else { fatalError("too large: \(value)") }
  //@texts guard value < 1 << 40 else { fatalError("larger than allowed: \(value)") }
  //@body guard value < 1 << 41 else { fatalError("too large: \(value)") }
  return value
}

@inline(never) func spareFunction(_ value: Int) -> Int { value * 3 }
//@unused @inline(never) func spareFunction(_ value: Int) -> Int { value * 4 }
//@unused-
//@unused+ @inline(never) public func anotherSpare(_ value: [String]) -> String { value.sorted().joined(separator: ", ") }
