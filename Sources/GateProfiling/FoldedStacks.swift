package import GateRecords

/// A tree of functions as the stacks that other tools draw: names between semicolons, then what the last one costs.
package enum FoldedStacks {
  /// Renders a profile; with a baseline each line has its cost first, then the candidate's.
  package static func render(_ profile: BenchmarkProfile) -> String {
    stacks(profile).map { stack in
      let names = stack.path.map { name in
        name.split(separator: ";").joined(separator: ":").split(separator: "\n").joined(
          separator: " ")
      }.joined(separator: ";")
      let after = UInt64(stack.candidate.rounded())
      guard profile.baseline != nil else { return "\(names) \(after)\n" }
      return "\(names) \(UInt64(stack.baseline.rounded())) \(after)\n"
    }.joined()
  }

  /// One path through the tree, with what its last function costs by itself.
  struct Stack: Hashable {
    var path: [String]
    var baseline: Double
    var candidate: Double
  }

  /// The paths whose last function costs something on either side.
  static func stacks(_ profile: BenchmarkProfile) -> [Stack] {
    let frames = profile.frames
    var before = frames.map(\.baseline)
    var after = frames.map(\.candidate)
    var paths: [[String]] = []
    for frame in frames {
      paths.append((frame.parent.map { paths[$0] } ?? []) + [frame.name])
      if let parent = frame.parent {
        before[parent] -= frame.baseline
        after[parent] -= frame.candidate
      }
    }
    return frames.indices.compactMap { place in
      let stack = Stack(
        path: paths[place], baseline: max(0, before[place]), candidate: max(0, after[place]))
      return max(stack.baseline, stack.candidate) >= 0.5 ? stack : nil
    }
  }
}
