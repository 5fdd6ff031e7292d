import Foundation
import Speedgate
import TestSupport
import Testing

/// A monitor around functions: what it leaves alone, and what it does where it cannot write.
@Suite struct CallMonitorTests {
  private enum Refusal: Error, Equatable { case full }

  @Test func `without a monitor the function is called and its result and error pass`() async throws
  {
    #expect(CallMonitor.measure("f", with: nil) { 3 } == 3)
    #expect(await CallMonitor.measure("f", with: nil) { () async in 4 } == 4)
    #expect(
      CallMonitor.measure("f", with: nil) { call in
        call.rows(read: 1)
        return call.step("s", .read) { 5 }
      } == 5)
    #expect(throws: Refusal.full) {
      try CallMonitor.measure("f", with: nil) { () throws(Refusal) in throw .full }
    }
  }

  @Test func `the type of what is thrown stays as it is`() throws {
    let scratch = try TemporaryFolder()
    let monitor = try CallMonitor(path: scratch.file("lines"))
    func refuse() throws(Refusal) -> Int {
      try CallMonitor.measure("f", with: monitor) { () throws(Refusal) in throw .full }
    }
    do throws(Refusal) {
      _ = try refuse()
      Issue.record("nothing was thrown")
    } catch {
      #expect(error == .full)
    }
    let text = try scratch.read("lines")
    #expect(text.contains(#""ok":false,"error":"full""#))
  }

  @Test func `a second process writes behind the first, and a torn line keeps its own`() throws {
    let scratch = try TemporaryFolder()
    let path = try scratch.write("lines", "{\"benchmark\":\"a\",\"dura")
    _ = try CallMonitor(path: path)
    _ = try CallMonitor(path: path)
    let lines = try scratch.read("lines").split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(#"{"schema":"speedgate.lines/1""#) })
  }

  @Test func `a place that cannot be written is an error with its path`() throws {
    let scratch = try TemporaryFolder()
    for path in [scratch.path, scratch.file("absent/lines"), "/dev/null"] {
      let error = #expect(throws: CallMonitor.OpeningError.self) {
        _ = try CallMonitor(path: path)
      }
      #expect(error?.description.hasPrefix("\(path): cannot be opened for monitoring: ") == true)
    }
    #expect(try CallMonitor.fromEnvironment("SPEEDGATE_TEST_NO_SUCH_VARIABLE") == nil)
  }

  @Test func `rows go to the step that runs, to the last one, or to the call`() throws {
    let scratch = try TemporaryFolder()
    let monitor = try CallMonitor(path: scratch.file("lines"))
    CallMonitor.measure("f", with: monitor) { call in
      call.rows(read: 1)
      call.step("outer") {
        call.step("inner", rowsRead: -5) { call.rows(read: 2, written: -1) }
        call.rows(written: .max)
        call.rows(written: 1)
      }
      call.rows(read: 8)
    }
    let lines = try scratch.read("lines").split(separator: "\n").dropFirst()
    let objects = try lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.map { $0["step"] as? String } == ["outer", "inner", nil])
    #expect(objects.map { $0["rows_read"] as? Int } == [8, 2, 1])
    #expect(objects[0]["rows_written"] as? Int == 9_007_199_254_740_992)
    #expect(objects[1]["rows_written"] == nil)
  }
}
