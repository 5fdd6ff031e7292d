import Testing

@testable import ReferenceWorkloads

@Suite struct SlicesTests {
  /// Work that is counted while it is done.
  final class Counter {
    var units = 0
  }

  static let percents = [0, 1, 2, 5, 10, 30, 33, 50, 99, 100, 105, 150, 400, 1_000]

  @Test(arguments: percents) func `a share is that share of the work which is done`(_ percent: Int)
  {
    for count in [1, 3, 5, 16, 200] {
      let counter = Counter()
      let slices = Slices(
        (0..<count).map { 400 + $0 * 37 % 900 }, size: { $0 }, beginning: { $1 },
        work: { counter.units += $0 })
      slices.pieces.forEach(slices.work)
      let whole = counter.units
      slices.share(percent: percent).forEach(slices.work)
      let extra = Double(counter.units - whole) / Double(whole)
      #expect(abs(extra - Double(percent) / 100) <= 0.001, "\(count) pieces: \(extra)")
    }
  }

  // Within three parts in a thousand of the work, or one in a hundred of what is asked for, or the largest piece,
  // whatever the node's pieces are: they come from the README, which anybody may edit.
  @Test(arguments: percents) func `every node does the share that it is asked for`(_ percent: Int) {
    for node in PipelineBenchmarks.nodes {
      let slices = node.slices()
      let extra = Double(slices.total(ofShare: percent)) / Double(slices.total)
      #expect(
        abs(extra - Double(percent) / 100)
          <= max(
            0.003, Double(percent) / 10_000, Double(slices.largest) / Double(slices.total)),
        "\(node.name): \(extra)")
    }
  }

  @Test func `a share comes from all over the work`() {
    let slices = Slices(Array(0..<100), work: { $0 })
    let share = slices.share(percent: 10).sorted()
    #expect(share.count == 10)
    for (index, piece) in share.enumerated() { #expect(abs(piece - index * 10) < 15) }
  }

  @Test func `without beginnings, what fits is taken`() {
    let slices = Slices([70, 20, 10], size: { $0 }, work: { $0 })
    #expect(slices.share(percent: 30).sorted() == [10, 20])
    #expect(slices.share(percent: 5).isEmpty)
  }

  @Test func `beginnings are at most as much work as is asked for`() {
    let sentence = Sentence("one two three four five six")
    #expect(sentence.size == 8)
    #expect(sentence.beginning(ofSize: 5)?.words == ["one", "two", "three"])
    #expect(sentence.beginning(ofSize: 2) == nil)
    let batch = [sentence, sentence, sentence][...]
    #expect(FeasibilityScore.beginning(of: batch, size: 17)?.count == 2)
    #expect(FeasibilityScore.beginning(of: batch, size: 7)?.first?.words.count == 5)
    #expect(FeasibilityScore.beginning(of: batch, size: 1) == nil)
  }
}
