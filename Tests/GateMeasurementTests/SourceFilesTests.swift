import GateMeasurement
import GateRecords
import Testing

@Suite struct SourceFilesTests {
  static func path(_ fileID: String, in paths: [String], from folder: String = "") throws -> String?
  {
    let declared = try #require(SourcePlace(file: fileID, line: 4))
    let place = SourceFiles(paths: paths, folder: folder).place(of: declared)
    #expect(place == nil || place?.line == 4)
    return place?.file
  }

  @Test func `a module's folder decides among files of one name`() throws {
    let paths = ["Sources/Orders/Main.swift", "Sources/Other/Main.swift", "Main.swift"]
    #expect(try Self.path("Orders/Main.swift", in: paths) == paths[0])
    #expect(try Self.path("Orders/Main.swift", in: ["Benchmarks/Orders/Deep/Main.swift"]) != nil)
  }

  @Test func `a target whose name is no name in Swift has its file`() throws {
    let paths = ["Sources/order-benchmarks/Main.swift", "Sources/b/Main.swift"]
    #expect(try Self.path("order_benchmarks/Main.swift", in: paths) == paths[0])
  }

  @Test func `a file that alone has the name is meant, wherever it is`() throws {
    #expect(try Self.path("Orders/Main.swift", in: ["bench/Main.swift"]) == "bench/Main.swift")
    #expect(try Self.path("Orders/Main.swift", in: ["bench/main.swift", "x/Mainx.swift"]) == nil)
  }

  @Test func `of two packages the one that is worked in is meant, and without one none`() throws {
    let paths = ["a/Sources/Orders/Main.swift", "b/Sources/Orders/Main.swift"]
    #expect(try Self.path("Orders/Main.swift", in: paths) == nil)
    #expect(try Self.path("Orders/Main.swift", in: paths, from: "b/") == paths[1])
    #expect(try Self.path("Orders/Main.swift", in: paths, from: "c/") == nil)
  }

  @Test func `a benchmark whose file is not found has no place`() throws {
    var known = BenchmarkRecord(name: BenchmarkIdentifier("a"), status: .measured)
    known.source = SourcePlace(file: "Orders/Main.swift", line: 3)
    var unknown = BenchmarkRecord(name: BenchmarkIdentifier("b"), status: .measured)
    unknown.source = SourcePlace(file: "Elsewhere/Gone.swift", line: 3)
    let located = SourceFiles(paths: ["Sources/Orders/Main.swift"]).located([known, unknown])
    #expect(
      located.map(\.source) == [SourcePlace(file: "Sources/Orders/Main.swift", line: 3), nil])
  }
}
