package import GateRecords

/// The difference between two profiles of one benchmark.
package struct ProfileDifference: Hashable, Sendable {
  /// The functions whose charged cost differs most, the greatest growth first; without a baseline those that cost most.
  package let functions: [ProfiledFunction]
  /// How many functions are not listed.
  package let leftOut: Int
  /// Both trees in one, without small frames.
  package let frames: [ProfiledFrame]

  /// Compares.
  ///
  /// - Parameters:
  ///   - baseline: Nil where there is nothing to compare with.
  ///   - most: The most functions that are listed.
  package init(
    baseline: Profile?, candidate: Profile, most: Int = BenchmarkProfile.mostFunctions
  ) {
    let keys = Set(candidate.functions.keys).union(baseline?.functions.keys ?? [:].keys)
    let all = keys.compactMap { key -> ProfiledFunction? in
      guard let one = candidate.functions[key] ?? baseline?.functions[key] else { return nil }
      return ProfiledFunction(
        name: one.name.readable, symbol: one.name.symbol, isForeign: !one.name.isOwn,
        baseline: baseline?.functions[key].map(Self.cost),
        candidate: candidate.functions[key].map(Self.cost),
        through: Self.through(baseline?.functions[key], candidate.functions[key]))
    }
    func weight(_ function: ProfiledFunction) -> Double {
      baseline == nil ? function.candidate?.charged ?? 0 : abs(function.change)
    }
    let kept = all.sorted { (weight($1), $0.symbol) < (weight($0), $1.symbol) }.prefix(most)
    leftOut = all.count - kept.count
    functions = kept.sorted {
      baseline == nil
        ? (weight($1), $0.symbol) < (weight($0), $1.symbol)
        : ($1.change, $0.symbol) < ($0.change, $1.symbol)
    }
    frames = FrameList(baseline: baseline?.tree, candidate: candidate.tree).frames
  }

  private static func cost(_ function: Profile.Function) -> ProfiledFunction.Cost {
    .init(
      own: function.own, charged: function.charged, calls: function.calls,
      allocations: function.allocations)
  }

  /// The function of the runtime that most of the difference lies in; nil where no one has half of it.
  private static func through(_ before: Profile.Function?, _ after: Profile.Function?) -> String? {
    let change = (after?.charged ?? 0) - (before?.charged ?? 0)
    let names = Set((before?.through ?? [:]).keys).union((after?.through ?? [:]).keys)
    let parts = names.map { name in
      (name: name, part: (after?.through[name] ?? 0) - (before?.through[name] ?? 0))
    }
    // Whichever way it went, the same way as the whole.
    guard let most = parts.max(by: { ($0.part * change, $1.name) < ($1.part * change, $0.name) }),
      abs(change) > 0, most.part / change >= 0.5
    else { return nil }
    return most.name
  }
}

/// Two trees of functions within their callers in one list, those that cost most.
struct FrameList {
  private(set) var frames: [ProfiledFrame] = []

  /// Functions that are smaller than this part of the whole on both sides are left out.
  private static let least = 0.003

  private struct Open {
    var before: Int?
    var after: Int?
    var parent: Int?
  }

  init(baseline: StackTree?, candidate: StackTree) {
    let whole = max(baseline?.frames[0].cost ?? 0, candidate.frames[0].cost)
    guard whole > 0 else { return }
    // The largest first, so that what has no room is the smallest; a caller is never smaller than what it calls.
    var waiting = [(cost: whole, name: "", open: Open(before: 0, after: 0))]
    while !waiting.isEmpty, frames.count < BenchmarkProfile.mostFrames {
      let next = waiting.indices.max {
        (waiting[$0].cost, waiting[$1].name) < (waiting[$1].cost, waiting[$0].name)
      }
      guard let next else { break }
      let (_, name, open) = waiting.remove(at: next)
      let before = open.before.flatMap { baseline?.frames[$0] }
      let after = open.after.map { candidate.frames[$0] }
      frames.append(
        ProfiledFrame(
          name: name.isEmpty ? "all" : name, parent: open.parent, baseline: before?.cost ?? 0,
          candidate: after?.cost ?? 0))
      let here = frames.count - 1
      for name in Set((before?.children ?? [:]).keys).union((after?.children ?? [:]).keys) {
        let child = Open(
          before: before?.children[name], after: after?.children[name], parent: here)
        let cost = max(
          child.before.flatMap { baseline?.frames[$0].cost } ?? 0,
          child.after.map { candidate.frames[$0].cost } ?? 0)
        if cost >= whole * Self.least { waiting.append((cost, name, child)) }
      }
    }
  }
}
