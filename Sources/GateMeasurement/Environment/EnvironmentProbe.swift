import Foundation
package import GateProtocol
package import GateRecords

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Finds out what machine this is.
package enum EnvironmentProbe {
  /// The fingerprint of this machine and of a suite's build.
  package static func record(
    for greeting: WorkerGreeting, buildFlags: String? = nil
  ) -> EnvironmentRecord {
    let name = SystemName()
    return EnvironmentRecord(
      operatingSystem: operatingSystem, kernel: name.release, architecture: name.machine,
      processor: processor,
      processorCount: max(Processors.allowed().count, 1), memoryBytes: memory,
      virtualization: virtualization,
      runner: ProcessInfo.processInfo.environment["SPEEDGATE_RUNNER"],
      compiler: greeting.compiler,
      buildConfiguration: greeting.configuration, harnessVersion: greeting.harness,
      buildFlags: buildFlags,
      clock: greeting.clock.isEmpty
        ? nil
        : ClockRecord(
          name: greeting.clock, stepNanoseconds: Double(greeting.resolution),
          costNanoseconds: greeting.cost))
  }

  /// The fingerprint of this machine before any suite is known.
  package static var machine: EnvironmentRecord {
    record(
      for: WorkerGreeting(
        version: 0, harness: "", suite: "", configuration: "", compiler: "", clock: "",
        resolution: 0, cost: 0))
  }

  /// The part of an environment's key that identifies the machine, not the suite's build.
  package static var machineKey: String {
    let key = machine.key
    return key.hasSuffix("-") ? String(key.dropLast()) : key
  }

  /// The beginning of the keys of all machines that run this machine's programs: system and architecture.
  package static var platformKey: String {
    var general = machine
    general.processor = ""
    let end = "\(general.processorCount)cpu"
    return general.key.range(of: end).map { String(general.key[..<$0.lowerBound]) } ?? general.key
  }

  private static var operatingSystem: String {
    #if canImport(Darwin)
      "macos"
    #else
      "linux"
    #endif
  }

  /// The system's own words for its kernel and its processor.
  private struct SystemName {
    var release = "unknown"
    var machine = "unknown"

    init() {
      var name = utsname()
      guard unsafe uname(&name) == 0 else { return }
      release = Self.text(&name.release)
      machine = Self.text(&name.machine)
    }

    private static func text<Field>(_ field: inout Field) -> String {
      unsafe withUnsafeBytes(of: &field) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
    }
  }

  private static var processor: String {
    #if canImport(Darwin)
      setting("machdep.cpu.brand_string") ?? "unknown"
    #else
      field("model name", in: "/proc/cpuinfo") ?? field("CPU part", in: "/proc/cpuinfo")
        ?? "unknown"
    #endif
  }

  private static var memory: Int64 { Int64(clamping: ProcessInfo.processInfo.physicalMemory) }

  private static var virtualization: String? {
    #if canImport(Darwin)
      return setting("kern.hv_vmm_present") == "1" ? "virtual machine" : nil
    #else
      if FileManager.default.fileExists(atPath: "/.dockerenv") { return "container" }
      let flags = field("flags", in: "/proc/cpuinfo") ?? ""
      return flags.split(separator: " ").contains("hypervisor") ? "virtual machine" : nil
    #endif
  }

  #if canImport(Darwin)
    private static func setting(_ name: String) -> String? {
      var size = 0
      guard unsafe sysctlbyname(name, nil, &size, nil, 0) == 0, size > 0 else { return nil }
      var bytes = [UInt8](repeating: 0, count: size)
      guard unsafe sysctlbyname(name, &bytes, &size, nil, 0) == 0 else { return nil }
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  #else
    /// The value behind the first line that begins with a name, in a file of `name : value` lines.
    private static func field(_ name: String, in path: String) -> String? {
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
      let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
      return line?.split(separator: ":", maxSplits: 1).last
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
  #endif
}
