/// A workforce from year to year: people age, are promoted, leave, and others are hired.
struct Workforce: Hashable, Sendable {
  struct Person: Hashable, Sendable {
    let id: Int
    var age: Int
    var grade: Int
    var salary: Int
    /// A salary for every year served: what makes the state grow.
    var history: [Int]
  }

  private(set) var people: [Person] = []
  private(set) var year = 0
  private var random: SeededRandom
  private var nextID = 0

  /// A workforce before its first year.
  init(headcount: Int, seed: UInt64) {
    random = SeededRandom(seed: seed)
    for _ in 0..<headcount { hire(age: 22 + random.below(40)) }
  }

  /// A workforce at the end of a year.
  static func after(years: Int, headcount: Int, seed: UInt64) -> Workforce {
    var workforce = Workforce(headcount: headcount, seed: seed)
    for _ in 0..<years { workforce.advance() }
    return workforce
  }

  /// Goes on by a year, and by a twelfth in headcount.
  mutating func advance() {
    year += 1
    let headcount = people.count
    var stayed: [Person] = []
    stayed.reserveCapacity(headcount)
    for var person in people {
      person.age += 1
      guard person.age < 65, !random.happens(0.08) else { continue }
      if person.grade < 5, random.happens(0.12) {
        person.grade += 1
        person.salary += person.salary / 10
      }
      person.salary += person.salary / 50
      person.history.append(person.salary)
      stayed.append(person)
    }
    people = stayed
    while people.count < headcount + headcount / 12 { hire(age: 22 + random.below(15)) }
  }

  /// The sum of all salaries.
  var payroll: Int { people.reduce(0) { $0 + $1.salary } }

  /// The sum of all people's pay in all years served.
  var cumulativePay: Int { people.reduce(0) { $0 + $1.history.reduce(0, +) } }

  private mutating func hire(age: Int) {
    people.append(
      Person(id: nextID, age: age, grade: 1, salary: 40_000 + random.below(10_000), history: []))
    nextID += 1
  }
}
