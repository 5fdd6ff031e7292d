import GateRecords
import Testing

@testable import GateReports

/// The machine's shift, as a row of a report names it.
@Suite struct MachineSpeedTests {
  @Test(
    arguments: [
      (nil, "numbers of 3 stored runs, tolerates 5 %"),
      (1.081, "numbers of 3 stored runs, machine 8.1 % slower, tolerates 5 %"),
      (0.75, "numbers of 3 stored runs, machine 25.0 % faster, tolerates 5 %"),
      // Less than one per cent is not worth a word.
      (1.0099, "numbers of 3 stored runs, tolerates 5 %"),
      (0.9901, "numbers of 3 stored runs, tolerates 5 %"),
    ] as [(Double?, String)])
  func `a row of stored numbers shows what was taken out`(_ shift: Double?, _ words: String) {
    var finding = SampleVerdict.comparison(
      "b", .passed, before: 100, after: 101, interval: 0.9...1.04, kind: .cached)
    finding.evidence.machineShift = shift
    #expect(ReportRow(finding).evidence == words)
  }
}
