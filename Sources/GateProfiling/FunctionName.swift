/// A function by its linker's name: what it is called in the sources, and whether it is the suite's own.
package struct FunctionName: Hashable, Sendable {
  /// The linker's name.
  package let symbol: String
  /// The key that the same function has in every program: clones of one function, which the compiler made for certain
  /// types or arguments, have one key.
  package let key: String
  /// The name for readers: `Embedding.nearest(in:)`.
  package let readable: String
  /// Whether it is neither the runtime's, nor a library's of the system or the toolchain, nor the harness's, nor made by
  /// the compiler without being in the source.
  package let isOwn: Bool
  /// Whether it is the harness's, which calls the suite's bodies.
  package let isHarness: Bool

  /// Reads a name.
  ///
  /// - Parameters:
  ///   - symbol: The linker's name.
  ///   - isInProgram: Whether the program itself holds the function, and no shared library.
  package init(_ symbol: String, isInProgram: Bool) {
    self.symbol = symbol
    let plain = Self.withoutClone(symbol)
    if let words = Demangling.words(plain) {
      let entity = SwiftEntity(words)
      key = entity.key
      readable = entity.readable
      isOwn = entity.isWritten && !Self.systemModules.contains(entity.module)
      isHarness = Self.harnessModules.contains(entity.module)
    } else {
      key = plain
      readable = CSymbol.readable(plain)
      isOwn = isInProgram && !CSymbol.isOfRuntime(plain)
      isHarness = false
    }
  }

  private static let harnessModules: Set<String> = [
    "Speedgate", "GateProtocol", "GateRecords", "CSpeedgate",
  ]

  /// Modules of the toolchain and of the harness, which suites only call.
  private static let systemModules: Set<String> = [
    "Swift", "_Concurrency", "_StringProcessing", "_RegexParser", "_RegexBuilder", "RegexBuilder",
    "Synchronization", "Distributed", "Observation", "_Differentiation", "Cxx", "CxxStdlib",
    "Foundation", "FoundationEssentials", "FoundationInternationalization", "_FoundationCShims",
    "_FoundationICU", "_FoundationCollections", "Dispatch", "Glibc", "Musl", "Darwin", "Builtin",
    "Speedgate", "GateProtocol", "GateRecords", "CSpeedgate", "__C", "__C_Synthesized",
  ]

  /// The name without what compilers append to copies of a function: `.isra.0`, `.resume.1`, `.constprop.2`.
  private static func withoutClone(_ symbol: String) -> String {
    for mark in [
      ".isra.", ".part.", ".constprop.", ".cold", ".llvm.", ".resume.", ".lto_priv.", "@@", "@",
      ".warm", ".destroy", ".cleanup",
    ] {
      if let range = symbol.firstRange(of: mark), range.lowerBound > symbol.startIndex {
        return String(symbol[..<range.lowerBound])
      }
    }
    return symbol
  }
}

/// Names of functions that are not Swift's.
enum CSymbol {
  /// Whether a function in the program belongs to a statically linked runtime.
  static func isOfRuntime(_ name: String) -> Bool {
    prefixes.contains { name.hasPrefix($0) } || known.contains(name)
  }

  private static let known: Set<String> = [
    "malloc", "calloc", "realloc", "free", "posix_memalign", "aligned_alloc", "memalign", "main",
    "_start", "_init", "_fini", "frame_dummy", "memcpy", "memmove", "memset", "memcmp",
  ]

  private static let prefixes = [
    "swift", "_swift", "__swift", "_ZN5swift", "_ZNK5swift", "_ZN12_GLOBAL__N_1", "_ZSt", "_ZNSt",
    "_ZNKSt", "_ZL", "_Zn", "_Zd", "_ZN9__gnu_cxx", "_ZN10__cxxabiv1", "__cxa", "__gxx", "_Unwind",
    "speedgate_", "objc_", "dispatch_", "_dispatch", "_Block_", "_os_", "CF", "_CF", "__CF", "u_",
    "icu", "_ZN3icu", "_ZNK3icu", "llvm", "__libc", "__GI_", "_dl_", "__stdlib", "__ct", "(below",
    "0x", "__asan", "__tsan", "_nss", "xml", "pthread_",
  ]

  /// The name for readers; C++ names of functions within namespaces and classes are spelled out.
  static func readable(_ name: String) -> String {
    guard name.hasPrefix("_ZN") else { return name }
    var rest = name.dropFirst(3).drop { "KVrO".contains($0) }
    var parts: [Substring] = []
    while let first = rest.first, first.isNumber {
      let digits = rest.prefix { $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let length = Int(digits), length > 0, length <= rest.count else { return name }
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return parts.isEmpty ? name : parts.joined(separator: "::")
  }
}
