import GateCommandLine
import GateRecords

/// A suite's name: at once that of a target, a module and a type.
enum SuiteName {
  /// Words of the language, which cannot name a type.
  private static let keywords: Set = [
    "Any", "Protocol", "Self", "Type", "_", "as", "associatedtype", "break", "case", "catch",
    "class", "continue", "default", "defer", "deinit", "do", "else", "enum", "extension",
    "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "init",
    "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol",
    "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super",
    "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]
  /// Modules that a suite is compiled with, and a name that the package manager reserves.
  private static let modules: Set = [
    "Builtin", "Darwin", "Dispatch", "Foundation", "Glibc", "Speedgate", "Swift", "Testing",
    "XCTest", "main",
  ]
  /// Types that a suite's source names.
  private static let types: Set = ["Benchmark", "BenchmarkSuite", "Benchmarks"]

  /// Returns a name that a suite can have.
  ///
  /// - Throws: `UsageError` for any other.
  static func checked(_ name: String) throws(UsageError) -> String {
    guard name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]{0,59}/) != nil else {
      throw UsageError(SetUpMessage.noSuiteName(name))
    }
    guard !isReserved(name) else { throw UsageError(SetUpMessage.reservedName(name)) }
    return name
  }

  /// A name for the suite of a package that names none.
  static func usual(for package: String) -> String {
    let words = package.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + "Benchmarks"
    // A type's name begins with a letter.
    return name.first?.isNumber == true || isReserved(name) ? "Suite" + name : name
  }

  private static func isReserved(_ name: String) -> Bool {
    keywords.contains(name) || modules.contains(name) || types.contains(name)
  }
}
