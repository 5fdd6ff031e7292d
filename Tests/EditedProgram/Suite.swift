// swift-format-ignore-file
// The suite's own module: a dozen benchmarks, each with a digest of all that it computes.

import CTables
import Library

/// Numbers that no compiler can know.
struct Numbers: RandomNumberGenerator {
  //@attribute final class Numbers: RandomNumberGenerator {
  private var state = edited_seed()

  mutating func next() -> UInt64 {
    //@attribute @inline(__always) mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    //@constant state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_409
    return state ^ (state >> 29)
    //@body return state ^ (state >> 31)
  }
}

private func rings() -> UInt64 {
  //@attribute @inline(never) private func rings() -> UInt64 {
  var numbers = Numbers()
  var ring = Ring<UInt64>(capacity: 24)
  //@constant var ring = Ring<UInt64>(capacity: 25)
  var small = Ring<UInt8>(capacity: 5)
  for _ in 0..<200 {
    //@constant for _ in 0..<201 {
    let number = numbers.next()
    ring.add(number)
    small.add(UInt8(truncatingIfNeeded: number))
    //@body small.add(UInt8(truncatingIfNeeded: number >> 8))
  }
  let folded = ring.folded(UInt64(1)) { mixed($0, $1) }
  //@body let folded = ring.folded(UInt64(1)) { mixed($0, $1, turns: 21) }
  //@body let folded = ring.folded(UInt64(2)) { mixed($0, $1) }
  return mixed(folded, UInt64(small.largest ?? 0)) &+ (ring.largest ?? 0)
}

private func weighed() -> UInt64 {
  let numbers = (0..<100).map { $0 * $0 }
  //@body let numbers = (0..<100).map { $0 * $0 + 1 }
  //@body let numbers = Array((0..<100).lazy.map { $0 * $0 })
  let texts = words + Settings.pairs.map(\.1)
  return mixed(weights(NumberWeighing(), numbers), weights(TextWeighing(), texts))
  //@body return mixed(weights(TextWeighing(), texts), weights(NumberWeighing(), numbers))
  //@default return mixed(weights(NumberWeighing(), numbers), weights(TextWeighing(start: 4), texts))
}

@inline(never) private func weights<W: Weighing>(_ weighing: W, _ tokens: [W.Token]) -> UInt64 {
  //@attribute private func weights<W: Weighing>(_ weighing: W, _ tokens: [W.Token]) -> UInt64 {
  //@attribute @inline(never) @_semantics("optimize.sil.specialize.generic.never") private func weights<W: Weighing>(_ weighing: W, _ tokens: [W.Token]) -> UInt64 {
  weighing.weights(tokens) &+ W.base
  //@body weighing.weights(tokens) &- W.base
  //@body weighing.weights(tokens)
}

private func shapes() -> UInt64 {
  var numbers = Numbers()
  var all: [any Shape] = []
  for index in 0..<60 {
    let side = numbers.next() & 0xff
    switch index % 3 {
    case 0: all.append(Square(side: side))
    //@body case 0: all.append(Square(side: side).doubled())
    case 1: all.append(Rectangle(width: side, height: UInt64(index)))
    default: all.append(Point())
    }
  }
  var result: UInt64 = 0
  for shape in all {
    result = mixed(result, shape.doubled().area &+ UInt64(shape.corners()))
    //@body result = mixed(result, shape.scaled(by: 3).area &+ UInt64(shape.corners()))
  }
  return result
}

private func casts() -> UInt64 {
  let things: [Any] = [Square(side: 3), 17, "text", Rectangle(width: 2, height: 4), Point(), 2.5, Color.blue]
  //@body let things: [Any] = [Square(side: 3), 17, "text", Rectangle(width: 2, height: 4), Point(), 2.25, Color.blue]
  //@body let things: [Any] = [Square(side: 3), 17, "test", Rectangle(width: 2, height: 4), Point(), 2.5, Color.blue]
  var result: UInt64 = 1
  for thing in things {
    switch thing {
    case let named as any Named: result = mixed(result, TextWeighing().weight(of: named.name))
    case let shape as any Shape: result = mixed(result, shape.area)
    //@body case let shape as any Shape: result = mixed(result, shape.area &+ 1)
    case let number as Int: result = mixed(result, UInt64(number))
    case let text as any CustomStringConvertible:
      result = mixed(result, UInt64(text.description.count))
    default: result = mixed(result, 99)
    //@constant default: result = mixed(result, 98)
    }
  }
  return result
}

private func trees() -> UInt64 {
  var numbers = Numbers()
  let root = Node(1)
  var nodes = [root]
  for index in 1..<80 {
    let value = numbers.next() & 0xffff
    let node: Node =
      index % 4 == 0 ? Leaf(value) : index % 4 == 1 ? Twig(value) : Node(value)
    //@body index % 4 == 0 ? Leaf(value) : index % 4 == 1 ? Twig(value, extra: 4) : Node(value)
    nodes[(index - 1) / 3].add(node)
    //@body nodes[(index - 1) / 2].add(node)
    nodes.append(node)
  }
  let labels = nodes.reduce(UInt64(0)) { $0 &* 7 &+ UInt64($1.label().utf8.count) }
  //@body let labels = nodes.reduce(UInt64(0)) { $0 &* 7 &+ UInt64($1.label().count) }
  return mixed(root.total(), labels) &+ UInt64(root.depth())
}

private func machine() -> UInt64 {
  var machine = Machine(register: edited_seed())
  let steps = machine.run(program)
  return mixed(machine.register, UInt64(steps))
  //@body return mixed(machine.register, UInt64(steps), turns: 9)
}

private let program: [Instruction] = [
  .load(3), .add(5), .multiply(77), .turn(9), .exchange, .add(-4), .jump(back: 5), .halt,
  //@table .load(3), .add(5), .multiply(79), .turn(9), .exchange, .add(-4), .jump(back: 5), .halt,
  //@table .load(3), .add(5), .multiply(77), .turn(9), .exchange, .exchange, .jump(back: 5), .halt,
  //@table .load(3), .add(5), .multiply(77), .turn(9), .exchange, .add(-4), .jump(back: 6), .halt,
]

private func closures() -> UInt64 {
  let base = edited_seed() & 0xff
  var steps: [(UInt64) -> UInt64] = [{ $0 &+ base }, { $0 &* 3 }]
  //@body var steps: [(UInt64) -> UInt64] = [{ $0 &+ base }, { $0 &* 5 }]
  //@body var steps: [(UInt64) -> UInt64] = [{ $0 &* 3 }, { $0 &+ base }]
  for factor in primes { steps.append { mixed($0, factor) } }
  //@body for factor in primes { steps.append { mixed($0, factor &+ base) } }
  steps.append(adder(Settings.step))
  return steps.reduce(1) { $1($0) }
}

private func adder(_ step: Int) -> (UInt64) -> UInt64 {
  var calls: UInt64 = 0
  //@constant var calls: UInt64 = 1
  return { value in
    calls += 1
    //@constant calls += 2
    return value &+ UInt64(step) &* calls
  }
}

private func keyed() -> UInt64 {
  var numbers = Numbers()
  var places: [Place: Int] = [:]
  //@body var places: [Place: Int] = Dictionary(minimumCapacity: 300)
  for index in 0..<150 {
    let place = Place(row: Int(numbers.next() & 15), column: Int(numbers.next() & 7))
    //@constant let place = Place(row: Int(numbers.next() & 15), column: Int(numbers.next() & 3))
    places[place, default: 0] += index
    //@body places[place, default: 1] += index
  }
  let seen = Set(places.keys.map(\.row))
  var result = UInt64(seen.count)
  for place in places.keys.sorted() {
    result = mixed(result, UInt64(place.row * 8 + place.column) &+ UInt64(places[place] ?? 0))
  }
  return result
}

private func accounts() -> UInt64 {
  var accounts = (0..<12).map { Account(balance: $0 * 40) }
  //@body var accounts = (0..<12).map { Account(balance: $0 * 40, limit: 300) }
  var failures = 0
  for round in 0..<90 {
    do {
      try accounts[round % 12].withdraw(round * 3)
      //@default try accounts[round % 12].withdraw(round * 3, fee: 1)
    } catch let error as Overdrawn {
      failures += error.missing
      //@body failures += error.missing + 1
    } catch {
      failures += 1
      //@unused failures += 2
    }
  }
  let fields: [KeyPath<Account, Int>] = [\.balance, \.limit, \.available, \.[3]]
  //@table let fields: [KeyPath<Account, Int>] = [\.balance, \.limit, \.available, \.[4]]
  //@table let fields: [KeyPath<Account, Int>] = [\.balance, \.available, \.limit, \.[3]]
  var result = UInt64(checked(failures))
  for account in accounts {
    for field in fields {
      result = mixed(result, UInt64(truncatingIfNeeded: account[keyPath: field]))
    }
  }
  let step = \Account.balance
  //@body let step = \Account.limit
  accounts[0][keyPath: step] += 5
  return result &+ UInt64(truncatingIfNeeded: accounts[0].balance)
}

private func texts() -> UInt64 {
  var parts: [String] = []
  for (index, word) in words.enumerated() {
    parts.append("\(index): \(word.uppercased()) \(Color.allCases[index % Color.allCases.count])")
    //@texts parts.append("\(index). \(word.uppercased()) \(Color.allCases[index % Color.allCases.count])")
    //@body parts.append("\(index): \(word.lowercased()) \(Color.allCases[index % Color.allCases.count])")
  }
  parts.append(String(describing: Place(row: 2, column: 3)))
  //@body parts.append(String(describing: Place(row: 3, column: 3)))
  parts.append("\(Instruction.load(4)) \(Instruction.jump(back: 2))")
  //@body parts.append("\(Instruction.load(4)) \(Instruction.exchange)")
  parts.append(String(reflecting: Account.self))
  let text = parts.joined(separator: "; ")
  //@texts let text = parts.joined(separator: ", ")
  //@texts let text = parts.joined(separator: " and then ")
  return TextWeighing().weight(of: text)
}

private func settings() -> UInt64 {
  counter += Settings.scale
  //@body counter &+= Settings.scale
  let sizes = ["low", "middle", "high", "none"].map { limits[$0] ?? -1 }
  //@body let sizes = ["low", "middle", "high", "none"].map { limits[$0] ?? -2 }
  //@texts let sizes = ["low", "middel", "high", "none"].map { limits[$0] ?? -1 }
  let colors = Color.allCases.map(\.code) + [Color(rawValue: "green")?.code ?? 0]
  //@texts let colors = Color.allCases.map(\.code) + [Color(rawValue: "blue")?.code ?? 0]
  return sum((sizes + colors).map { UInt64(truncatingIfNeeded: $0) }) &+ counter
  //@default return sum((sizes + colors).map { UInt64(truncatingIfNeeded: $0) }, from: 6) &+ counter
}

private func tables() -> UInt64 {
  mixed(edited_run_table(edited_seed()), edited_text_sum(2))
  //@body mixed(edited_run_table(edited_seed()), edited_text_sum(3))
  //@body mixed(edited_run_table(edited_seed() &+ 1), edited_text_sum(2))
}

private func ordered() -> UInt64 {
  var numbers = Numbers()
  let all = (0..<120).map { _ in Int(numbers.next() & 0xfff) }
  let sorted = all.sorted { ($0 % 100, $0) < ($1 % 100, $1) }
  //@body let sorted = all.sorted { ($0 % 101, $0) < ($1 % 101, $1) }
  //@body let sorted = all.sorted { ($0 % 100, $0) > ($1 % 100, $1) }
  let grouped = Dictionary(grouping: sorted) { $0 % 7 }
  let picked = sorted.lazy.filter { $0 % 3 == 0 }.map { UInt64($0) }
  //@body let picked = sorted.lazy.filter { $0 % 3 == 1 }.map { UInt64($0) }
  //@body let picked = sorted.filter { $0 % 3 == 0 }.map { UInt64($0) }
  return mixed(sum(picked), sum(grouped.keys.sorted().map { UInt64(grouped[$0]?.count ?? 0) }))
}

private func vectors() -> UInt64 {
  var vector = SIMD4<UInt32>(1, 2, 3, 4)
  //@constant var vector = SIMD4<UInt32>(1, 2, 3, 5)
  let factor = SIMD4<UInt32>(repeating: UInt32(truncatingIfNeeded: edited_seed()) | 1)
  for round in 0..<64 { vector = vector &* factor &+ UInt32(round) }
  //@body for round in 0..<65 { vector = vector &* factor &+ UInt32(round) }
  //@body for round in 0..<64 { vector = factor &* vector &+ UInt32(round) }
  let tilt = Double(vector.x).squareRoot() + 0.125
  //@constant let tilt = Double(vector.x).squareRoot() + 0.25
  return UInt64(vector.wrappedSum()) &+ tilt.bitPattern
}

private func spare(_ value: Int) -> [Int] { (0..<value).map { $0 &* 3 } }
//@unused private func spare(_ value: Int) -> [Int] { (0..<value).map { $0 &* 4 } }
public func spares(_ value: Int) -> Int { spare(value).reduce(0, +) }
//@unused public func spares(_ value: Int) -> Int { spare(value).reduce(1, +) }
//@unused public func spares(_ value: Int) -> Int { spare(value).sorted().first ?? 0 }

let benchmarks: [(name: String, body: () -> UInt64)] = [
  ("rings", rings), ("weighed", weighed), ("shapes", shapes), ("casts", casts), ("trees", trees),
  ("machine", machine), ("closures", closures), ("keyed", keyed), ("accounts", accounts),
  ("texts", texts), ("settings", settings), ("tables", tables), ("ordered", ordered), ("vectors", vectors),
  //@suite ("texts", texts), ("settings", settings), ("tables", tables), ("ordered", ordered), ("vectors", vectors), ("more", spareOnes),
]
//@unused+ private func spareOnes() -> UInt64 { UInt64(spares(4)) }
