import Testing

@testable import Evaluation
@testable import GateStatistics

@Suite struct ChangeSearchTests {
  /// A line of programs whose logarithms of time are known, measured with noise.
  private struct Line {
    /// Each position's ln of time.
    var levels: [Double]
    var noise = 0.01
    var unavailable: Set<Int> = []
    var law = NoiseLaw.normal

    /// Searches as a bisection does.
    ///
    /// - Returns: The answer, the positions that were built, and the pairs that were measured.
    func searched(seed: UInt64, pairs: Int = 10) -> (ChangeSearch.State, Set<Int>, Int) {
      var generator = SeededGenerator(seed: seed)
      let last = levels.count - 1
      var search = ChangeSearch(last: last, change: levels[last] - levels[0])
      var built: Set<Int> = [0, last]
      var count = 0
      var end = ChangeSearch.End.good
      while case .measure(let position) = search.state {
        guard !unavailable.contains(position) else {
          search.leaveOut(position)
          continue
        }
        built.insert(position)
        end = end == .good ? .bad : .good
        let truth = levels[position] - (end == .good ? levels[0] : levels[last])
        count += pairs
        search.add(
          (0..<pairs).map { _ in truth + noise * law.draw(1, index: 0, using: &generator) },
          at: position, beside: end)
      }
      return (search.state, built, count)
    }
  }

  /// A history with steps, among changes too small to matter.
  private func history(
    _ count: Int, steps: [(at: Int, by: Double)], drift: Double = 0, seed: UInt64
  ) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    var level = 0.0
    return (0..<count).map { position in
      level += drift * NoiseLaw.normal.draw(1, index: 0, using: &generator)
      return level + steps.filter { $0.at <= position }.reduce(0) { $0 + $1.by }
    }
  }

  @Test(arguments: [NoiseLaw.normal, .heavyTailed], [0.03, -0.03])
  func `the step of 3 % among 64 commits is found`(law: NoiseLaw, step: Double) {
    var wrong = 0
    var builds: [Int] = []
    for trial in 0..<50 {
      var generator = SeededGenerator(seed: UInt64(trial))
      let at = Int.random(in: 1...64, using: &generator)
      let line = Line(
        levels: history(65, steps: [(at, step)], drift: 0.0003, seed: UInt64(trial)), law: law)
      let (state, built, _) = line.searched(seed: UInt64(1000 + trial))
      if state != .found(at) { wrong += 1 }
      builds.append(built.count)
    }
    #expect(wrong <= 1, "\(wrong) of 50 were not found")
    #expect(builds.sorted()[25] <= 8)
  }

  @Test func `noise of two thirds of the step costs pairs, not truth`() {
    var wrong = 0
    var answered = 0
    for trial in 0..<30 {
      var generator = SeededGenerator(seed: UInt64(trial))
      let at = Int.random(in: 1...16, using: &generator)
      let line = Line(levels: history(17, steps: [(at, 0.03)], seed: 0), noise: 0.02)
      switch line.searched(seed: UInt64(trial)).0 {
      case .found(let found):
        answered += 1
        if found != at { wrong += 1 }
      case .between(let range): if !range.contains(at) { wrong += 1 }
      default: break
      }
    }
    #expect(wrong <= 2, "\(wrong) of 30")
    #expect(answered >= 24, "\(answered) of 30")
  }

  @Test func `of two equal steps one is named`() {
    var named = 0
    for trial in 0..<20 {
      let line = Line(levels: history(33, steps: [(9, 0.03), (22, 0.03)], seed: 0))
      if case .found(let at) = line.searched(seed: UInt64(trial)).0 {
        #expect(at == 9 || at == 22)
        named += 1
      }
    }
    #expect(named >= 19)
  }

  @Test func `what does not build leaves a range`() {
    let line = Line(
      levels: history(33, steps: [(17, 0.05)], seed: 0), unavailable: [15, 16, 17, 18])
    #expect(line.searched(seed: 1).0 == .between(15...19))
  }

  @Test func `the neighbours of an end need no measuring`() {
    #expect(ChangeSearch(last: 1, change: 0.1).state == .found(1))
    var search = ChangeSearch(last: 4, change: 0.1)
    // The same program up to 2, and another one from 3 on.
    search.equate(0, 2)
    search.equate(3, 4)
    #expect(search.state == .found(3))
  }

  @Test func `equal programs share what was measured`() {
    var search = ChangeSearch(last: 8, change: 0.1)
    search.equate(3, 5)
    search.add([Double](repeating: 0.1, count: 20), at: 3, beside: .good)
    #expect(search.pairs(at: 5) == 20)
    // 3 lies above, so the change came with it or before; nothing between 3 and 5 can be the change.
    #expect(search.left == [1, 2, 3])
  }

  @Test func `levels that go up and down are no single step`() {
    var search = ChangeSearch(last: 8, change: 0.1)
    search.add([Double](repeating: 0.1, count: 20), at: 3, beside: .good)
    search.add([Double](repeating: 0, count: 20), at: 5, beside: .good)
    #expect(search.state == .contradiction)
    #expect(search.left.isEmpty)
  }

  @Test func `weights are those of the evidence`() {
    var search = ChangeSearch(last: 4, change: 0.1)
    #expect(search.weights == [1: 0.25, 2: 0.25, 3: 0.25, 4: 0.25])
    search.add([0.1, 0.1, 0.1], at: 2, beside: .good)
    // Three signs above: the evidence that 2 does not lie below, and 3 and 4 need that it does.
    let against = Elementary.exponential(SignEvidence.logEvidence(above: 3, below: 0))
    let forIt = Elementary.exponential(SignEvidence.logEvidence(above: 0, below: 3))
    let sum = 2 / against + 2 / forIt
    #expect(abs((search.weights[4] ?? 0) - 1 / against / sum) < 1e-12)
    #expect(abs((search.weights[1] ?? 0) - 1 / forIt / sum) < 1e-12)
  }
}
