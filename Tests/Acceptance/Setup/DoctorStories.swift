import Foundation
import Testing

@Suite struct DoctorStories {
  @Test func `the doctor speaks to people and to machines, and its status says fit or not`() throws
  {
    let text = try Executable.bench.run("doctor", "--time", "100ms")
    #expect(text.status == 0 || text.status == 1, "\(text.err)")
    #expect(text.out.contains("processor") && text.out.contains("noise between"))
    #expect(text.out.contains(text.status == 0 ? "is fit" : "is not fit"))

    let json = try Executable.bench.run("doctor", "--json", "--time", "100ms")
    let object = try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any]
    #expect(object?["schema"] as? String == "speedgate.doctor/1")
    #expect(object?["fit"] as? Bool == (json.status == 0))
    let findings = try #require(object?["findings"] as? [[String: Any]])
    #expect(findings.allSatisfy { $0["check"] is String && $0["level"] is String })
    let noise = try #require(object?["noise"] as? [String: Any])
    #expect((noise["samples"] as? Int ?? 0) > 0)
  }

  @Test func `a time that is none is refused`() throws {
    BadInputTests.expectRefusal(
      try Executable.bench.run("doctor", "--time", "soon"), .bench, "write a time")
  }
}
