import GateRecords

/// Functions after which the set of executed functions says too little.
enum TellingFunctions {
  /// The reason of the first of them that is among the names; nil where none is.
  static func doubt(_ names: Set<String>) -> CodeMessage? {
    for (functions, reason) in reasons {
      if let name = functions.first(where: names.contains) { return reason(name) }
    }
    return nil
  }

  private static let reasons: [([String], @Sendable (String) -> CodeMessage)] = [
    (
      [
        "fork", "vfork", "__libc_fork", "__vfork", "_Fork", "posix_spawn", "posix_spawnp",
        "__posix_spawn", "__spawni", "__spawnix", "execve", "fexecve", "execveat", "system",
        "popen", "pclose",
      ], { .startsProcesses(function: $0) }
    ),
    (
      [
        "_Unwind_RaiseException", "_Unwind_Resume", "_Unwind_ForcedUnwind", "_Unwind_Backtrace",
        "__cxa_throw", "backtrace",
      ], { .unwinds(function: $0) }
    ),
    (
      ["dlopen", "dlopen@@GLIBC_2.34", "dlmopen", "dlsym", "dlvsym", "__dlopen", "__dlsym"],
      { .looksUpCode(function: $0) }
    ),
  ]
}
