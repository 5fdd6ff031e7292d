import GateRecords

/// Whether a benchmark runs the same code on both sides, and if that is not proven, why.
///
/// The argument goes by induction over the instructions of the candidate's run. Both programs begin alike. As long as
/// the candidate has done what the baseline did, it is about to execute a function that the baseline executed, on data
/// that is the same; that function is proven to be the same atom; so its next instruction does the same too. Hence every
/// executed function must be the same, and all data that these can reach: what a field refers to, and what that refers
/// to. Functions that data points to count when they were executed.
///
/// Lists that a program finds by their beginning and end, such as Swift's conformances, count whole and in order.
package struct SameCodeProof: Sendable {
  private let identity: CodeIdentity
  private let programs: (baseline: LinkedProgram, candidate: LinkedProgram)?
  private let always: [String]

  /// Prepares proofs.
  ///
  /// - Parameters:
  ///   - identity: The code of both sides.
  ///   - programs: The linked programs; nil to judge by the objects alone, which proves nothing about the linker's
  ///     arguments.
  package init(
    _ identity: CodeIdentity, programs: (baseline: LinkedProgram, candidate: LinkedProgram)?
  ) {
    self.identity = identity
    self.programs = programs
    always = Self.ofAll(identity, programs)
  }

  /// Why a benchmark is not proven to run the same code; empty when it is proven.
  package func doubts(
    _ executed: ExecutedCode, changedVariable: String? = nil, limit: Int = 5
  ) -> [String] {
    doubts(of: ["": executed], changedVariable: changedVariable, limit: limit)[""] ?? []
  }

  /// Why each of several benchmarks is not proven to run the same code; empty for those that are proven.
  ///
  /// Code that all benchmarks execute, such as the start of the process and the harness, is followed once.
  ///
  /// - Parameters:
  ///   - changedVariable: A variable of the environment that is not what it was when the code was seen to be executed.
  ///   - limit: How many reasons are enough.
  package func doubts(
    of all: [String: ExecutedCode], changedVariable: String? = nil, limit: Int = 5
  ) -> [String: [String]] {
    let open = all.filter { $0.value.doubt == nil && !$0.value.stretches.isEmpty }
    let sets = open.mapValues { Set($0.stretches) }
    let shared = sets.values.dropFirst().reduce(sets.values.first ?? []) { $0.intersection($1) }
    var start = SameCodeWalk(identity: identity, programs: programs, doubts: always, limit: limit)
    start.executed(shared)
    if let changedVariable { start.environment(changedVariable) }
    start.harness()
    start.lists()
    start.follow()
    return all.mapValues { executed in
      if let doubt = executed.doubt { return [doubt] }
      if executed.stretches.isEmpty { return [CodeMessage.nothingSeen.line] }
      var walk = start
      walk.executed(Set(executed.stretches).subtracting(shared))
      if let changedVariable { walk.environment(changedVariable) }
      walk.follow()
      walk.interposed(executed.outside)
      return Array(walk.doubts.prefix(limit))
    }
  }

  /// Returns the doubts that apply to all benchmarks.
  private static func ofAll(
    _ identity: CodeIdentity, _ programs: (baseline: LinkedProgram, candidate: LinkedProgram)?
  ) -> [String] {
    guard let programs,
      programs.baseline.startInstructions != programs.candidate.startInstructions
    else { return [] }
    return [CodeMessage.otherLibraries.line]
  }
}
