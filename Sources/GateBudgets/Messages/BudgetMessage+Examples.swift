import GateRecords

extension BudgetMessage {
  package static var examples: [BudgetMessage] { notes + warnings + contradictions + entries }

  private static let place = "budgets/a.json5:7"
  private static let other = "budgets/b.json5:3"
  private static let name = BenchmarkIdentifier("parse/order")
  private static let newName = BenchmarkIdentifier("parse/orders")

  private static let notes: [BudgetMessage] = [
    .acceptanceEnded("2026-11-20", source: place), .beyondAcceptance("+12%", source: place),
    .accepted(upTo: "+12%", by: "kim", until: "2027-03-31", reason: "validates checksums now"),
    .acceptedMissing(by: "kim", reason: "moved to another suite", source: place),
    .perhapsRenamed(newName, hasOthers: false), .perhapsRenamed(newName, hasOthers: true),
    .removalEnded("2026-11-20", source: place),
    .removed(by: "kim", until: nil, reason: "the format is gone"), .warnsOnly,
    .askOwner("planning"),
  ]

  private static let warnings: [BudgetMessage] = [
    .reviewDue(source: place, day: "2026-11-20"),
    .entryEnded(.acceptance, source: place, day: "2026-11-20"),
    .entryEnded(.removal, source: place, day: "2026-11-20"),
    .entryEnded(.rename, source: place, day: "2026-11-20"),
    .smallestIsCeiling(.rowsWritten, source: place, limit: "1"),
    .unmatched("prase/*", source: place, suggestion: ""),
    .unmatched("prase/order", source: place, suggestion: "; did you mean parse/order?"),
    .otherUnit(
      MetricName(rawValue: "rate"), of: "match", source: place, limit: "a number without a unit",
      unit: .itemsPerSecond),
    .unmeasured(MetricName(rawValue: "rate"), of: "match", source: place, suggestion: ""),
    .stillThere("'parse/order' was removed", source: place),
    .newNameUnknown(name, newName: "parse/ordres", source: place, suggestion: ""),
    .oldNameUnknown(name, source: place, suggestion: ""),
    .otherSuite("Order", source: place, suite: "Orders", suggestion: ""),
  ]

  private static let contradictions: [BudgetMessage] = [
    .limitTwice("p95 of wall_time", of: "parse/*", source: other),
    .floorAboveCeiling(floor: "80%", ceiling: "max 70% at \(other)"),
    .lowerAllowsMore(
      lower: "median (within 60 ms)", upper: "p95 (within 50 ms at \(other))"),
    .speedupTwice(source: other), .speedupOpposite(source: other),
    .speedupCycle(
      others: other, faster: name, condition: "",
      steps: "parse/order ≥ 2 × parse/orders, parse/orders ≥ 2 × parse/order"),
    .growthTwice(.perStep, .wallTime, series: nil, source: nil),
    .growthTwice(.perStep, .wallTime, series: "sort{n=*}", source: other),
    .acceptanceTwice(nil, of: "parse/*", source: other),
    .serviceLevelTwice("parse/*", .wallTime, source: other),
    .ladderTwice(.wallTime, source: other), .settingTwice(.allowedBreaches, source: other),
    .settingTwice(.baseline, source: other), .settingTwice(.anchor, source: other),
    .removalTwice("'parse/order'", source: other),
    .removalOfRemoved("allocations of 'parse/order'", other: "'parse/order'", source: other),
    .renameTwice(name, source: other), .newNameTwice(newName, of: name, source: other),
    .renameCycle([name, newName, name]), .removedAndRenamed(name, source: other),
    .removalOfOldName(name, source: other, newName: newName),
  ]

  private static let entries: [BudgetMessage] = [
    .noBudgetsFile, .noBenchmarkName, .limitsNothing(isGrowth: false),
    .limitsNothing(isGrowth: true), .floorOfNothing(floor: "1%", tolerance: "2 pp"),
    .pointsByDefault("2 pp", .wallTime), .renamedNotArray, .renamedToItself("parse/order"),
    .patternForName("parse/*", key: "benchmark"), .noScope,
    .warningBeyondBreach(warning: "90 s", breach: "60 s"), .badStatistic("p101"),
    .fasterThanItself("parse/order"), .expectsLess(expected: "2", demand: "2.5"), .badReduction,
    .noDemand, .badBand, .fallingBand, .noOpenParameter("sort"), .growthInPoints,
    .growthPerStep("20%"), .growthInAll("400%"), .sumOfSteps("10 min"), .growthOrder("O(n log n)"),
    .growthOver("sort{n=*}", share: "50%"),
    .growthOf(.perStep, .wallTime, series: "sort{n=*}", against: nil),
    .growthOf(.scenario, .wallTime, series: "sort{n=*}", against: "merge{n=*}"),

    .badComplexity("O(n!)", known: "O(1), O(log n), O(n)"), .againstItself,
    .ambiguousExtent("65%", MetricName(rawValue: "match_rate")), .mixedRungs, .fallingRungs,
    .expectedLimit(found: "an array"), .expectedPercentage(found: "a number"),
    .wrongQuantity("50 MB", is: "a number of bytes", .wallTime, example: "50 ms"),
    .pointsOfNoShare("2 pp"), .stepWithoutName, .badDate("2027-02-30"), .emptyCondition,
    .badPlatform(key: "os", "linus", near: "linux", known: ""),
    .badPlatform(key: "os", "vms", near: nil, known: "linux, macos, darwin"),
    .badQuantity("fast"), .unknownUnit("5 parsecs", known: "ns, us, ms, s"),
    .notExact("1.2.3 ms"), .belowZero("-5%"), .zeroLimit("0 ms"), .badPercentage("ten"),
    .noSuchCommit("mian"), .noRepository("/tmp"), .notAFolder, .unreadableCommit,
  ]
}
