import GateReports
import TestSupport
import Testing

@Suite struct DoctorReportTests {
  private static let rows = [
    DoctorReport.Row(
      symbol: .good, check: "processor", found: "Test CPU, 4 usable", remedy: nil),
    DoctorReport.Row(
      symbol: .note, check: "turbo", found: "on",
      remedy: "for figures that compare from day to day, turn it off"),
    DoctorReport.Row(
      symbol: .warning, check: "clock", found: "hpet",
      remedy: "every reading is a system call; boot with clocksource=tsc where that is safe"),
    DoctorReport.Row(
      symbol: .unfit, check: "load", found: "9.00 on 4 processors",
      remedy: "wait until other work is done, or stop it"),
  ]

  @Test func `findings are shown with what to do about them`() throws {
    #expect(
      try goldenDifference(
        DoctorReport.render(Self.rows, isFit: false, style: TerminalStyle(width: 60)),
        "doctor.txt") == nil)
    #expect(
      try goldenDifference(
        DoctorReport.render(
          Array(Self.rows.prefix(2)), isFit: true, style: TerminalStyle(hasColour: true)),
        "doctor-fit.txt") == nil)
  }
}
