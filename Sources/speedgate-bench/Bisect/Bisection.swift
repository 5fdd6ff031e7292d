import Foundation
import GateRecords
import GateRevisions
import GateStatistics

/// Finds the commits of a line with which a benchmark changed.
///
/// The two ends are compared first. Where they differ, ``ChangeSearch`` says which commit to measure next, beside
/// the good end and the bad end by turns. When one commit is left, the ranges before and after it are searched in the same
/// way, for steps of at least a quarter of the whole change.
struct Bisection {
  /// The result of a search of a range.
  enum Ending: Equatable {
    case steps, unchanged, unsettled
  }

  /// The good end, the commits that touch the suite, the last of which has the bad end's program.
  let line: [Commit]
  /// The change that matters, 0.01 for 1 %.
  let tolerance: Double
  /// The probability of naming a wrong commit, at most.
  let error: Double
  /// Launch pairs that are measured at once, an even number.
  let batch: Int
  /// Launch pairs of two programs at most.
  let mostPairs: Int
  /// Builds a commit.
  let build: (Commit) throws -> StoredBuild
  /// Measures two programs: the candidate, the one beside it, how many pairs, and the seed.
  let measure:
    ((path: String, hash: String), (path: String, hash: String), Int, UInt64) throws -> Result<
      [Double], PairFailure
    >
  /// Keeps the state.
  let save: (BisectionState) throws -> Void
  /// Reports the progress of the search.
  let say: (String) -> Void
  /// The seed of all random choices.
  let seed: UInt64

  private(set) var state: BisectionState
  private(set) var steps: [BisectionRecord.Step] = []
  /// The whole change, as ln; nil before it was measured.
  private(set) var change: Double?
  private var programs: [Int: (path: String, hash: String)] = [:]

  init(
    line: [Commit], tolerance: Double, error: Double, batch: Int, mostPairs: Int, seed: UInt64,
    state: BisectionState, build: @escaping (Commit) throws -> StoredBuild,
    measure:
      @escaping (
        (path: String, hash: String), (path: String, hash: String), Int, UInt64
      ) throws -> Result<[Double], PairFailure>,
    save: @escaping (BisectionState) throws -> Void, say: @escaping (String) -> Void
  ) {
    self.line = line
    self.tolerance = tolerance
    self.error = error
    self.batch = batch
    self.mostPairs = mostPairs
    self.seed = seed
    self.state = state
    self.build = build
    self.measure = measure
    self.save = save
    self.say = say
  }

  /// Programs that were built or taken from the store.
  var buildCount: Int { programs.count }

  /// Launch pairs in all, those of an interrupted call included.
  var pairCount: Int { state.pairs.reduce(0) { $0 + $1.logRatios.count } }

  /// Commits that could not be measured, oldest first.
  var skipped: [BisectionRecord.Skipped] {
    line.compactMap { commit in
      state.failures[commit.hash].map { .init(RevisionRecord(commit), reason: $0) }
    }
  }

  /// Searches the whole line.
  ///
  /// - Throws: `RevisionError` where an end cannot be built or measured, and the errors of building and measuring.
  mutating func run() throws -> Ending {
    let last = line.count - 1
    // An end that an earlier call could not build or measure may be fixed by now, and both ends are needed.
    for end in [0, last] { state.failures[line[end].hash] = nil }
    for end in [0, last] where try program(end) == nil {
      throw RevisionError(
        BenchMessage.endUnusable(
          commit: line[end].short, reason: state.failures[line[end].hash] ?? "cannot be built")
      )
    }
    return try search(0, last, tolerance: tolerance)
  }

  // MARK: A range

  private mutating func search(_ low: Int, _ high: Int, tolerance: Double) throws -> Ending {
    guard low < high, let first = try program(low), let final = try program(high),
      first.hash != final.hash
    else { return .unchanged }
    guard let test = try compared(high, low, tolerance: tolerance) else {
      throw RevisionError(
        BenchMessage.endsNotMeasured(reason: state.failures[line[high].hash] ?? "no figures"))
    }
    if change == nil { change = test.logEstimate }
    if test.isUnchanged { return .unchanged }
    guard test.hasChanged else { return .unsettled }
    let step = try located(low, high, change: test.logEstimate)
    let before = step.lowerBound - 1
    let after = step.upperBound
    let commits = step.map { RevisionRecord(line[$0]) }
    let size = try compared(after, before, tolerance: tolerance) ?? test
    let (smallest, largest) = size.slower.interval
    let found = BisectionRecord.Step(
      commits: commits, ratio: Elementary.exponential(size.logEstimate), low: smallest,
      high: largest, error: error, pairs: pairs(low...high))
    // A quarter of the whole change is what a further step must have.
    let quarter = max(tolerance, Elementary.exponential(abs(change ?? 0) / 4) - 1)
    _ = before > low ? try search(low, before, tolerance: quarter) : .unchanged
    steps.append(found)
    _ = after < high ? try search(after, high, tolerance: quarter) : .unchanged
    return .steps
  }

  /// The commits with which the change of a range came.
  private mutating func located(_ low: Int, _ high: Int, change: Double) throws -> ClosedRange<Int>
  {
    var search = ChangeSearch(last: high - low, change: change, error: error, mostPairs: mostPairs)
    var seen: Set<Int> = []
    func absolute(_ range: ClosedRange<Int>) -> ClosedRange<Int> {
      (low + range.lowerBound)...(low + range.upperBound)
    }
    for position in programs.keys.sorted() where position > low && position < high {
      take(position, into: &search, low, high, &seen)
    }
    while true {
      switch search.state {
      case .found(let position): return absolute(position...position)
      case .between(let range): return absolute(range)
      case .contradiction: return absolute(1...(high - low))
      case .measure(let place):
        let position = low + place
        guard try program(position) != nil else {
          search.leaveOut(place)
          sayLeftOut(line[position])
          continue
        }
        if seen.insert(position).inserted {
          take(position, into: &search, low, high, &seen)
          continue
        }
        let end: ChangeSearch.End = search.pairs(at: place) / batch % 2 == 0 ? .good : .bad
        guard let found = try more(position, end == .good ? low : high) else {
          search.leaveOut(place)
          sayLeftOut(line[position])
          continue
        }
        search.add(found, at: place, beside: end)
        let left = search.left
        say(
          "\(line[position].short) beside the \(end.rawValue) end: "
            + QuantityFormat.percent(
              Elementary.exponential(Percentile.median(of: found) ?? 0) - 1, signed: true)
            + ", \(search.pairs(at: place)) launch pairs; \(left.count) commit\(left.count == 1 ? "" : "s") left"
        )
      }
    }
  }

  private func sayLeftOut(_ commit: Commit) {
    say(
      BenchMessage.commitLeftOut(commit: commit.short, reason: state.failures[commit.hash] ?? "")
        .line)
  }

  /// Gives a search what is known of a position: the programs that equal its own, and what was measured.
  private func take(
    _ position: Int, into search: inout ChangeSearch, _ low: Int, _ high: Int,
    _ seen: inout Set<Int>
  ) {
    seen.insert(position)
    guard let own = programs[position] else { return }
    for (other, program) in programs.sorted(by: { $0.key < $1.key })
    where other != position && other >= low && other <= high && program.hash == own.hash {
      search.equate(position - low, other - low)
    }
    for (end, place) in [(ChangeSearch.End.good, low), (.bad, high)] {
      guard let program = programs[place], program.hash != own.hash else { continue }
      let known = state.logRatios(of: own.hash, beside: program.hash)
      // Equal programs share what was measured, and it counts once.
      let twin = programs.contains {
        $0.key != position && $0.key > low && $0.key < high && $0.value.hash == own.hash
          && seen.contains($0.key)
      }
      if !known.isEmpty, !twin { search.add(known, at: position - low, beside: end) }
    }
  }

  // MARK: Programs and pairs

  /// Returns a position's program; nil if it is not available.
  private mutating func program(_ position: Int) throws -> (path: String, hash: String)? {
    if let known = programs[position] { return known }
    let commit = line[position]
    guard state.failures[commit.hash] == nil else { return nil }
    switch try build(commit) {
    case .built(let path, let hash):
      programs[position] = (path, hash)
      return (path, hash)
    case .failed(let reason):
      state.failures[commit.hash] = BenchMessage.notBuilt(reason: reason).line
      try save(state)
      return nil
    }
  }

  /// Measures a batch of pairs; nil where the position's program gives none.
  private mutating func more(_ position: Int, _ other: Int) throws -> [Double]? {
    guard let own = try program(position), let beside = try program(other) else { return nil }
    let draw = seed &+ UInt64(state.batches) &* 0x9E37_79B9
    switch try measure(own, beside, batch, draw) {
    case .failure(let failure):
      state.failures[line[position].hash] = failure.reason
      programs[position] = nil
      try save(state)
      return nil
    case .success(let found):
      state.add(found, of: own.hash, beside: beside.hash)
      try save(state)
      return found
    }
  }

  /// Two tests of the same pairs: for a change for the worse, and for one for the better.
  private struct BothWays {
    private(set) var slower: SequentialRatioTest
    /// The same question of the ratios turned round: only it proves that nothing became faster.
    private var faster: SequentialRatioTest

    init(_ configuration: SequentialRatioTest.Configuration) {
      slower = SequentialRatioTest(configuration)
      faster = SequentialRatioTest(configuration)
    }

    mutating func add(_ logRatio: Double) {
      slower.add(logRatio)
      faster.add(-logRatio)
    }

    var hasChanged: Bool { slower.decision == .regressed || slower.decision == .improved }
    var isUnchanged: Bool { slower.decision == .passed && faster.decision == .passed }

    /// ln of the estimated ratio, a number also where one of the figures is 0.
    var logEstimate: Double {
      let most = PairedDatum.mostLogRatio
      return min(max(Elementary.logarithm(slower.estimate), -most), most)
    }
  }

  /// Compares two positions until it is settled, or pairs are used up.
  private mutating func compared(
    _ position: Int, _ other: Int, tolerance: Double
  ) throws -> BothWays? {
    guard let own = try program(position), let beside = try program(other) else { return nil }
    var test = BothWays(
      .init(tolerance: tolerance, alpha: error, missRate: 0.05, withinToleranceRate: error))
    for each in state.logRatios(of: own.hash, beside: beside.hash) { test.add(each) }
    while !test.hasChanged, !test.isUnchanged, test.slower.count < mostPairs {
      guard let found = try more(position, other) else { return nil }
      for each in found { test.add(each) }
      say(
        "\(line[position].short) beside \(line[other].short): "
          + QuantityFormat.percent(test.slower.estimate - 1, signed: true)
          + ", \(test.slower.count) launch pairs"
      )
    }
    return test
  }

  /// Launch pairs of programs of a range.
  private func pairs(_ range: ClosedRange<Int>) -> Int {
    let hashes = Set(range.compactMap { programs[$0]?.hash })
    return state.pairs.filter { hashes.contains($0.candidate) && hashes.contains($0.baseline) }
      .reduce(0) { $0 + $1.logRatios.count }
  }
}
