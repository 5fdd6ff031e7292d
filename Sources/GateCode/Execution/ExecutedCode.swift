/// The functions that a whole process executed, from its start to its end.
package struct ExecutedCode: Hashable, Codable, Sendable {
  /// The program's functions; each with all its names, as several may have become one.
  package var functions: [[String]]
  /// The functions executed in shared libraries, and pieces that have no name, sorted.
  package var outside: [String]
  /// Why the set does not say what another run executes; nil when nothing speaks against it.
  package var doubt: String?

  /// Takes it as it is given.
  package init(functions: [[String]], outside: [String] = [], doubt: String? = nil) {
    self.functions = functions
    self.outside = outside
    self.doubt = doubt
  }

  /// Puts together what runs executed.
  ///
  /// - Parameters:
  ///   - runs: Two runs or more that did the same; each with a profile a thread.
  ///   - others: Further runs, whose length depends on time: what they executed is added.
  ///   - program: The program that ran.
  package init(
    runs: [[CallgrindProfile]], others: [[CallgrindProfile]] = [], program: LinkedProgram
  ) {
    let profiles = (runs + others).flatMap { $0 }
    var groups: Set<[String]> = []
    var nameless: Int?
    for address in profiles.reduce(into: Set<Int>(), { $0.formUnion($1.addresses) }) {
      let names = program.names(at: address)
      if names.isEmpty { nameless = min(nameless ?? address, address) }
      groups.insert(names.sorted())
    }
    groups.remove([])
    functions = groups.sorted { $0.lexicographicallyPrecedes($1) }
    outside = profiles.reduce(into: Set<String>()) { all, profile in
      for names in profile.outside.values { all.formUnion(names) }
    }.sorted()
    doubt = Self.doubt(runs, others, program, nameless, Set(outside), groups)
  }

  private static func doubt(
    _ runs: [[CallgrindProfile]], _ others: [[CallgrindProfile]], _ program: LinkedProgram,
    _ nameless: Int?, _ outside: Set<String>, _ functions: Set<[String]>
  ) -> String? {
    guard runs.count >= 2, (runs + others).allSatisfy({ !$0.isEmpty }) else {
      return "fewer than two runs were recorded"
    }
    guard (runs + others).allSatisfy({ $0.count == 1 }) else { return "several threads ran" }
    guard Set(runs.map { $0[0].instructions }).count == 1 else {
      return "two runs executed different numbers of instructions"
    }
    guard !functions.isEmpty else { return "nothing of the program was seen" }
    if let nameless {
      return "the code at 0x\(String(nameless, radix: 16)) has no name"
    }
    let known = [".text", ".init", ".fini", ".iplt"]
    if let section = program.codeSections.first(where: {
      !known.contains($0) && !$0.hasPrefix(".plt")
    }) {
      return "the program has code in \(section)"
    }
    let names = outside.union(functions.joined())
    for (functions, reason) in telling {
      if let name = functions.first(where: names.contains) { return "\(reason) (\(name))" }
    }
    return nil
  }

  /// Functions after which the set of executed functions says too little.
  private static let telling: [([String], String)] = [
    (
      [
        "fork", "vfork", "__libc_fork", "__vfork", "_Fork", "posix_spawn", "posix_spawnp",
        "__posix_spawn", "__spawni", "__spawnix", "execve", "fexecve", "execveat", "system",
        "popen", "pclose",
      ], "it starts other processes"
    ),
    (
      [
        "_Unwind_RaiseException", "_Unwind_Resume", "_Unwind_ForcedUnwind", "_Unwind_Backtrace",
        "__cxa_throw", "backtrace",
      ], "it unwinds the stack"
    ),
    (
      ["dlopen", "dlopen@@GLIBC_2.34", "dlmopen", "dlsym", "dlvsym", "__dlopen", "__dlsym"],
      "it looks for code by its name"
    ),
    (
      ["__cpu_indicator_init", "__init_cpu_features_resolver"],
      "it chooses code by the processor"
    ),
  ]
}
