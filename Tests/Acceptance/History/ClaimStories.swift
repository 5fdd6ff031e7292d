import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// A claimed improvement from its announcement to the summary.
@Suite struct ClaimStories {
  private func detect(_ scratch: TemporaryFolder, _ arguments: String...) throws
    -> Executable.Outcome
  {
    try Executable.detect.run(["claim"] + arguments, folder: scratch.path)
  }

  // Every figure of both sides is shown, with who measured and when.
  @Test func `a claim is recorded before and after, shown, listed and summed up`()
    throws
  {
    let scratch = try TemporaryFolder()
    let run = try Stories.run(of: "well/*", in: scratch)
    BadInputTests.expectRefusal(
      try detect(scratch, "after", "index", run), .detect,
      "claim 'index' has no figures from before")
    BadInputTests.expectRefusal(
      try detect(scratch, "before", "index", run), .detect, "add --benchmark NAME")
    BadInputTests.expectRefusal(
      try detect(scratch, "before", "index", run, "--benchmark", "well/frst"), .detect,
      "did you mean well/first?")
    BadInputTests.expectRefusal(
      try detect(scratch, "before", "index", run, "--estimate", "many"), .detect,
      "write a percentage such as 70%")

    BadInputTests.expectRefusal(
      try detect(
        scratch, "before", "index", run, "--benchmark", "well/first", "--figure", "wall_time=5MB"),
      .detect, "--figure: '5MB' is a number of bytes, but wall_time is not")

    let before = try detect(
      scratch, "before", "index", run, "--benchmark", "well/first", "--estimate", "70%", "--issue",
      "full-scan", "--by", "kim", "--figure", "wall_time=60s", "--figure", "bytes_scanned=1GB")
    #expect(before.status == 0, "\(before)")
    #expect(try detect(scratch, "show", "index").out.hasPrefix("index: open\n"))
    let after = try detect(
      scratch, "after", "index", run, "--figure", "wall_time=12s", "--figure",
      "bytes_scanned=400MB", "--note", "an index on orders")
    #expect(after.status == 0, "\(after)")

    let shown = try detect(scratch, "show", "index")
    #expect(shown.out.hasPrefix("index: met, +10.0 points\n"), "\(shown.out)")
    #expect(shown.out.contains("wall_time: 60.0 s → 12.0 s, +80.0 % better"))
    #expect(shown.out.contains("bytes_scanned: 1.00 GB → 400 MB, +60.0 % better"))
    #expect(shown.out.contains("an index on orders"))
    BadInputTests.expectRefusal(
      try detect(scratch, "show", "idnex"), .detect, "there is no claim 'idnex'")

    let json = try detect(scratch, "show", "index", "--json")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any])
    #expect(object["meets_expectation"] as? Bool == true)
    #expect((object["improvement_pct"] as? [String: Double])?["wall_time"] == 80)

    #expect(try detect(scratch, "list", "--issue", "full-scan", "--met").out.contains("index"))
    #expect(try !detect(scratch, "list", "--issue", "other").out.contains("index"))
    let summary = try detect(scratch, "summary", "--json")
    let figures = try #require(
      JSONSerialization.jsonObject(with: Data(summary.out.utf8)) as? [String: Double])
    #expect(
      figures == [
        "total_measurements": 1, "completed_measurements": 1, "avg_improvement_pct": 80,
        "success_rate_pct": 100, "total_time_saved_seconds": 48, "met_expectations_count": 1,
        "exceeded_expectations_count": 0, "underperformed_count": 0,
      ])
  }

  // Four fifths of what was claimed must come true, where somebody asks for it.
  @Test func `a summary may ask for a rate of success`() throws {
    let scratch = try TemporaryFolder()
    let run = try Stories.run(of: "well/*", in: scratch)
    for (claim, after) in [("good", "10s"), ("bad", "90s")] {
      _ = try detect(
        scratch, "before", claim, run, "--benchmark", "well/first", "--estimate", "70%",
        "--figure", "wall_time=100s")
      #expect(
        try detect(scratch, "after", claim, run, "--figure", "wall_time=\(after)").status == 0)
    }
    #expect(try detect(scratch, "summary", "--success-rate", "50%").status == 0)
    let low = try detect(scratch, "summary", "--success-rate", "80%")
    #expect(low.status == 1 && low.out.contains("success rate: 50.0 %"), "\(low)")
    #expect(low.out.contains("time saved: 100 s an execution of each"))
    #expect(try detect(scratch, "show", "bad").out.contains("wall_time: 100 s → 90.0 s, +10.0 %"))
    #expect(
      low.err == "speedgate-detect: 50.0 % of the claims were met; at least 80 % is required\n")
    BadInputTests.expectRefusal(
      try detect(scratch, "summary", "--success-rate", "0"), .detect,
      "--success-rate cannot be '0'")
  }

  @Test func `a figure that is gone is recorded as zero`() throws {
    let scratch = try TemporaryFolder()
    let run = try Stories.run(of: "well/*", in: scratch)
    func record(_ side: String, _ figures: String...) throws {
      let outcome = try Executable.detect.run(
        ["claim", side, "scan", run, "--benchmark", "well/first", "--estimate", "70%"].dropLast(
          side == "after" ? 2 : 0) + figures.flatMap { ["--figure", $0] }, folder: scratch.path)
      #expect(outcome.status == 0, "\(outcome)")
    }
    try record("before", "wall_time=2s", "bytes_scanned=1.2GB", "partitions=0", "hit_rate=0%")
    try record("after", "wall_time=0s", "bytes_scanned=0B", "partitions=0", "hit_rate=70%")
    let shown = try detect(scratch, "show", "scan")
    #expect(shown.out.hasPrefix("scan: met, +30.0 points\n"), "\(shown.out)")
    #expect(shown.out.contains("bytes_scanned: 1.20 GB → 0 B, +100.0 % better"), "\(shown.out)")
    #expect(shown.out.contains("partitions: 0 → 0"), "\(shown.out)")
    #expect(try detect(scratch, "summary").out.contains("time saved: 2.00 s"))
    BadInputTests.expectRefusal(
      try detect(scratch, "after", "scan", run, "--figure", "partitions=-1"), .detect,
      "'-1' is below zero")
  }

  @Test func `an empty history has a summary of zeros and no claims`() throws {
    let scratch = try TemporaryFolder()
    #expect(try detect(scratch, "summary", "--success-rate", "80%").status == 0)
    let summary = try detect(scratch, "summary")
    #expect(summary.status == 0 && summary.out.hasPrefix("claims: 0, completed 0\n"))
    #expect(try detect(scratch, "list").status == 0)
  }

  @Test func `what is better when more is not called worse for being more`() throws {
    let scratch = try TemporaryFolder()
    var run = HistoryRecords.run(day: 0)
    func record(_ side: String, _ rate: Double, _ throughput: Double, _ time: Double) throws {
      func series(
        _ metric: MetricName, _ value: Double, _ unit: MetricUnit, _ direction: MetricDirection
      ) -> MetricSeries {
        MetricSeries(
          metric: metric, unit: unit, direction: direction,
          launches: (0..<5).map { [value * (1 + Double($0) / 10_000)] })
      }
      run.benchmarks[1].metrics = [
        series(.wallTime, time, .nanoseconds, .lowerIsBetter),
        series(.throughput, throughput, .itemsPerSecond, .higherIsBetter),
        series(MetricName(rawValue: "match_rate"), rate, .ratio, .higherIsBetter),
        series(.allocations, 40, .count, .lowerIsBetter),
      ]
      try RecordFile.write(run, to: scratch.file("run.json"))
      let outcome = try Executable.detect.run(
        "claim", side, "c", "run.json", "--benchmark", "match/rate", folder: scratch.path)
      #expect(outcome.status == 0, "\(outcome)")
    }
    try record("before", 0.6, 100, 10e6)
    try record("after", 0.75, 80, 12e6)
    let shown = try Executable.detect.run("claim", "show", "c", folder: scratch.path).out
    #expect(shown.contains("throughput: 100 → 80.0, 20.0 % worse"), "\(shown)")
    // A suite's own metric may get better either way, so its change is reported, not judged.
    #expect(shown.contains("match_rate: 0.600 → 0.750, +25.0 %\n"), "\(shown)")
    #expect(shown.contains("wall_time is worse by 20.0 % to "), "\(shown)")
    let missing = try Executable.detect.run(
      ["claim", "summary", "--history", "histroy"], folder: scratch.path)
    #expect(missing.status == 0 && missing.out.hasPrefix("claims: 0, completed 0\n"), "\(missing)")
    #expect(missing.err == "histroy: there is no history yet, so there are no claims in it\n")
    try Data("x".utf8).write(to: URL(fileURLWithPath: scratch.path + "/file"))
    #expect(
      try Executable.detect.run(["claim", "summary", "--history", "file"], folder: scratch.path)
        .status == 2)
    BadInputTests.expectRefusal(
      try Executable.detect.run(["claim", "list", "--history", "histroy"], folder: scratch.path),
      .detect, "histroy: there is no history")
  }
}
