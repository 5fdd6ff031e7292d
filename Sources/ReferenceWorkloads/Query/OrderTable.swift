/// Orders in a table, and the same query on it before and after an optimisation.
struct OrderTable: Sendable {
  struct Order: Hashable, Sendable {
    let customer: Int
    let day: Int
    let amount: Int
  }

  /// Orders sorted by day, as they arrived.
  let orders: [Order]
  /// The first order of each day, for the query after the optimisation.
  private let firstOfDay: [Int]

  static let days = 365

  init(count: Int, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let orders = (0..<count).map { index in
      Order(
        customer: random.below(200), day: index * Self.days / count, amount: random.below(5_000))
    }
    self.orders = orders
    var firstOfDay: [Int] = []
    for (index, order) in orders.enumerated() {
      while firstOfDay.count <= order.day { firstOfDay.append(index) }
    }
    while firstOfDay.count <= Self.days { firstOfDay.append(count) }
    self.firstOfDay = firstOfDay
  }

  /// The result of a query, with the number of rows that it read.
  struct Answer: Hashable, Sendable {
    var total = 0
    var matches = 0
    var rowsRead = 0
  }

  /// The customer's orders between two days, by reading every row.
  func scan(customer: Int, days: Range<Int>) -> Answer {
    sum(orders[...], customer: customer, days: days)
  }

  /// The same by reading only the days asked for.
  func partitioned(customer: Int, days: Range<Int>) -> Answer {
    sum(
      orders[firstOfDay[days.lowerBound]..<firstOfDay[days.upperBound]], customer: customer,
      days: days)
  }

  private func sum(_ rows: ArraySlice<Order>, customer: Int, days: Range<Int>) -> Answer {
    var answer = Answer()
    for order in rows {
      answer.rowsRead += 1
      if order.customer == customer, days.contains(order.day) {
        answer.total += order.amount
        answer.matches += 1
      }
    }
    return answer
  }
}
