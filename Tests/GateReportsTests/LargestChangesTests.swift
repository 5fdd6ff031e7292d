import GateRecords
import Testing

@testable import GateReports

@Suite struct LargestChangesTests {
  @Test func `an improvement that is not proven is not called tolerated`() {
    let verdict = SampleVerdict.verdict(findings: [
      SampleVerdict.comparison("halved", .passed, before: 10, after: 5, interval: 4.9...5.1),
      SampleVerdict.comparison("near", .passed, before: 100, after: 102, interval: 101...103),
    ])
    let lines = LargestChanges(verdict).lines
    #expect(lines.count == 2)
    #expect(lines[0].contains("halved") && lines[0].hasSuffix("an improvement is not proven"))
    #expect(lines[1].contains("near") && lines[1].contains("tolerates"))
  }
}
