import Foundation

/// Another process that loads every core in bursts, as a neighbour would.
enum Burst {
  /// Loads one core: busy for 0.2 to 1 s, idle for as long, until it is killed.
  static func run() -> Never {
    var value: UInt64 = 3
    while true {
      let length = Double.random(in: 0.2...1)
      let end = Date().addingTimeInterval(length)
      while Date() < end {
        for _ in 0..<100_000 { value = value &* 6_364_136_223_846_793_005 &+ 1 }
      }
      Thread.sleep(forTimeInterval: value == 0 ? 0 : length)
    }
  }

  /// Runs something beside one such process for each core.
  static func during<Result>(_ body: () throws -> Result) throws -> Result {
    let processes = (0..<ProcessInfo.processInfo.activeProcessorCount).map { _ in Process() }
    for process in processes {
      process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      process.arguments = ["burst"]
      try process.run()
    }
    defer {
      for process in processes { process.terminate() }
      for process in processes { process.waitUntilExit() }
    }
    return try body()
  }
}
