import GateRecords

/// The words of charts, of larger sizes, and of the search for a commit.
extension ReportMessage {
  @_optimize(none)
  var figureText: String {
    switch self {
    case .ofServiceLevel: "service level"
    case .ofSpeedup(let slower): slower.map { "against \($0)" } ?? "speed-up"
    case .ofResult: "result"
    case .ofCreep: "since the anchor"
    case .ofMachines(let names): "on \(names ?? "some machines")"
    case .flameGraph(let isSampled, let isCompared):
      "functions within their callers, by \(isSampled ? "time, sampled" : "instructions")"
        + (isCompared ? ": red costs more than in the baseline, blue less" : "")
    case .percentilesDrawn(let metric):
      "\(metric) against its budgets: a dashed line is a limit, a thin line the 95 % bounds"
    case .samplesDrawn(let metric, let isCompared):
      "samples of \(metric)\(isCompared ? ", the baseline above, this change below" : ""); a dot is the median of a launch"
    case .pairsDrawn(let metric):
      "change of \(metric) after each launch pair: the band is the interval that held then, the dashed line the tolerance"
    case .noise(let launches, let most):
      "noise: launches spread by \(launches)" + (most.map { " in the median, \($0) at most" } ?? "")
    case .noiseOfIntervals(let width): "noise: intervals are ± \(width) in the median"
    case .machineFit(let isFit, let against, let warnings):
      "this machine is \(isFit ? "fit" : "not fit") to measure"
        + (against + warnings == 0
          ? ""
          : " (\(against == 0 ? "" : "\(against) against, ")\(Counted.text(warnings, "warning")))")
    case .law(let what, let law, let formula, let error):
      "\(what) grows like \(law)\(formula.map { ", \($0)" } ?? ""), off by \(error)"
    case .noLaw(let what, let best, let error, let most):
      "\(what) follows none of the laws: the best, \(best), is off by \(error), more than \(most), so nothing is said of "
        + "larger sizes"
    case .twoSizes: "two sizes show no law"
    case .noEstimateBeyond(let items): "nothing is estimated beyond \(items) items"
    case .estimate(let parameter, let size, let times, let figures):
      "at \(parameter) = \(size), \(times) times the largest size measured: \(figures)"
    case .estimateCaveat:
      "these are estimates: caches, memory and other limits, or another law, may change what larger sizes take"
    case .quickerInChunks(let parameter, let size, let time, let whole, let chunk):
      "\(parameter) = \(size) would take \(time) instead of \(whole) if it were processed in independent chunks of \(chunk)"
    case .exceedsMemory(let parameter, let size, let memory, let chunk):
      "\(parameter) = \(size) would need more than the \(memory) of memory of this machine; "
        + (chunk.map { "chunks of at most \($0) stay within it" } ?? "no size stays within it")
    case .between(let good, let bad): "between \(good) and \(bad)"
    case .changedWith(let name, let commits, let range):
      "\(name) changed with \(commits == 1 ? "one commit" : "\(commits) commits") \(range)"
    case .changedWithin(let name, let range):
      "\(name) changed \(range), with one of several commits"
    case .didNotChange(let name, let range): "\(name) did not change \(range)"
    case .changeUndecided(let name, let range):
      "\(name): whether it changed \(range) is not decided"
    case .commitsOfChange(let count, let change, let error):
      "\(change) with \(count == 1 ? "this commit" : "one of these \(count)"); another one with a probability of at most "
        + "\(error):"
    case .commitsBetween(let count): "… \(Counted.text(count, "commit")) between them …"
    case .commitLeftOut(let commit, let reason): "left out: \(commit): \(reason)"
    case .searchCost(let change, let commits, let touching, let builds, let pairs):
      (change.map { "in all \($0); " } ?? "")
        + "\(Counted.text(commits, "commit")), \(touching) that touch\(touching == 1 ? "es" : "") the suite, "
        + "\(Counted.text(builds, "build")), \(Counted.text(pairs, "launch pair"))"
    case .again(let command): "again: \(command)"
    default: ""
    }
  }

  @_optimize(none)
  static var figureExamples: [ReportMessage] {
    let range = "between v1.2 and main"
    return [
      .ofServiceLevel, .ofSpeedup(against: "sort/merge"), .ofSpeedup(against: nil), .ofResult,
      .ofCreep, .ofMachines("AMD EPYC 9V74"), .ofMachines(nil),
      .flameGraph(isSampled: false, isCompared: true),
      .flameGraph(isSampled: true, isCompared: false), .percentilesDrawn(.wallTime),
      .samplesDrawn(.wallTime, isCompared: false), .samplesDrawn(.wallTime, isCompared: true),
      .pairsDrawn(.wallTime), .noise(launches: "1.2 %", most: nil),
      .noise(launches: "1.2 %", most: "4.0 %"), .noiseOfIntervals("0.8 %"),
      .machineFit(true, against: 0, warnings: 0), .machineFit(false, against: 1, warnings: 2),
      .law("time", "O(n²)", formula: "2.00 µs + 30.0 ns · n²", off: "0.12 %"),
      .noLaw("time", best: "O(n²)", off: "14.0 %", most: "10 %"), .twoSizes,
      .noEstimateBeyond("1,000,000"),
      .estimate("n", "100,000", times: "10", "300 s [295 s, 305 s]"), .estimateCaveat,
      .quickerInChunks("n", "1,000,000", time: "30.0 s", whole: "300 s", chunk: "1,000"),
      .exceedsMemory("n", "1,000,000", memory: "8.00 GB", chunk: "200,000"),
      .exceedsMemory("n", "1,000,000", memory: "8.00 GB", chunk: nil), .between("v1.2", "main"),
      .changedWith("parse/order", commits: 1, range),
      .changedWith("parse/order", commits: 2, range), .changedWithin("parse/order", range),
      .didNotChange("parse/order", range), .changeUndecided("parse/order", range),
      .commitsOfChange(1, change: "+8.1 % [+6.9 %, +9.4 %]", error: "1 %"),
      .commitsOfChange(3, change: "+8.1 % [+6.9 %, +9.4 %]", error: "1 %"), .commitsBetween(14),
      .commitLeftOut("1a2b3c4d5 Parse faster", reason: "does not build"),
      .searchCost(change: "+8.1 %", commits: 40, touching: 12, builds: 6, pairs: 120),
      .searchCost(change: nil, commits: 1, touching: 1, builds: 2, pairs: 30),
      .again("speedgate-bench bisect v1.2..main parse/order"),
    ]
  }
}
