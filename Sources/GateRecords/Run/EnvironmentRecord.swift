/// The fingerprint of the machine and toolchain that measured.
public struct EnvironmentRecord: Hashable, Sendable, Codable {
  /// The operating system's family: linux or macos.
  public var operatingSystem: String

  /// The kernel's release.
  public var kernel: String

  /// The processor architecture: x86_64 or arm64.
  public var architecture: String

  /// The processor's model name.
  public var processor: String

  /// The processors this process may use.
  public var processorCount: Int

  /// Physical memory in bytes.
  public var memoryBytes: Int64

  /// The hypervisor or container, when one is visible.
  public var virtualization: String?

  /// The name of the runner, if it has one.
  public var runner: String?

  /// The compiler that built the suite.
  public var compiler: String

  /// The build configuration of the suite: release or debug.
  public var buildConfiguration: String

  /// The version of the harness inside the suite.
  public var harnessVersion: String

  /// Flags that the suite was built with in addition to its configuration, as the build states them.
  public var buildFlags: String?

  /// The clock that timed the samples; nil when the record was not measured by the harness.
  public var clock: ClockRecord?

  private enum CodingKeys: String, CodingKey {
    case operatingSystem = "os"
    case kernel
    case architecture = "arch"
    case processor
    case processorCount = "processor_count"
    case memoryBytes = "memory_bytes"
    case virtualization, runner, compiler
    case buildConfiguration = "build_configuration"
    case harnessVersion = "harness_version"
    case buildFlags = "build_flags"
    case clock
  }

  /// Creates a fingerprint.
  public init(
    operatingSystem: String, kernel: String, architecture: String, processor: String,
    processorCount: Int, memoryBytes: Int64, virtualization: String?, runner: String? = nil,
    compiler: String,
    buildConfiguration: String, harnessVersion: String, buildFlags: String? = nil,
    clock: ClockRecord? = nil
  ) {
    self.operatingSystem = operatingSystem
    self.kernel = kernel
    self.architecture = architecture
    self.processor = processor
    self.processorCount = processorCount
    self.memoryBytes = memoryBytes
    self.virtualization = virtualization
    self.runner = runner
    self.compiler = compiler
    self.buildConfiguration = buildConfiguration
    self.harnessVersion = harnessVersion
    self.buildFlags = buildFlags
    self.clock = clock
  }

  /// The key under which baselines of comparable machines are stored.
  ///
  /// It holds what makes times incomparable, operating system, architecture, processor model and
  /// count, and build configuration, and leaves out what changes from week to week, such as the
  /// kernel's patch level. Only lower-case letters, digits and hyphens: it is a folder's name.
  public var key: String {
    let parts = [
      operatingSystem, architecture, processor, "\(processorCount)cpu", buildConfiguration,
    ]
    var key = ""
    for character in parts.joined(separator: "-").lowercased().unicodeScalars {
      let isPlain = ("a"..."z").contains(character) || ("0"..."9").contains(character)
      if isPlain {
        key.unicodeScalars.append(character)
      } else if !key.hasSuffix("-") {
        key += "-"
      }
    }
    return String(key.drop { $0 == "-" }.prefix(120))
  }
}

/// A clock, as a suite found it on the machine.
public struct ClockRecord: Hashable, Sendable, Codable {
  /// Its name, such as `CLOCK_MONOTONIC`.
  public var name: String

  /// The smallest step that was seen between two readings, in nanoseconds.
  public var stepNanoseconds: Double

  /// The cost of one reading, in nanoseconds; already subtracted from every sample.
  public var costNanoseconds: Double

  private enum CodingKeys: String, CodingKey {
    case name
    case stepNanoseconds = "step_ns"
    case costNanoseconds = "cost_ns"
  }

  /// Creates a clock's description.
  public init(name: String, stepNanoseconds: Double, costNanoseconds: Double) {
    self.name = name
    self.stepNanoseconds = stepNanoseconds
    self.costNanoseconds = costNanoseconds
  }
}
