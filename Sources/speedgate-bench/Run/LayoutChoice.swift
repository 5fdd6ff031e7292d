import Foundation
import GateCommandLine
import GateFiles
import GateLinking
import GateMeasurement
import GateRecords

/// Whether launches get layouts of their own, by the options and by what is possible.
struct LayoutChoice {
  /// The option, for every command that measures programs.
  static let option = OptionDefinition.value(
    "layouts", "MODE",
    "fresh: a random layout of code for each launch; fixed: that of the build (default: fresh if possible)."
  ).among(Mode.self)

  /// The kits of all sides; none where layouts are fixed.
  private(set) var kits: [Side: LinkKit] = [:]
  /// Why layouts are fixed; nil where they are not, so far.
  private(set) var reason: String?
  private let isRequired: Bool

  private enum Mode: String, CaseIterable {
    case fresh, fixed
  }

  /// Checks that the option is one of its modes.
  ///
  /// - Throws: `UsageError` for another one.
  static func require(_ arguments: ParsedArguments) throws(UsageError) {
    _ = try arguments.choice("layouts", as: Mode.self)
  }

  /// Finds the kits of all sides.
  ///
  /// - Parameter programs: The programs and their SHA-256.
  /// - Throws: `UsageError` where fresh layouts are required and impossible.
  init(
    _ arguments: ParsedArguments, _ programs: [Side: (path: String, hash: String)]
  ) throws(UsageError) {
    let mode = try arguments.choice("layouts", as: Mode.self)
    isRequired = mode == .fresh
    guard mode != .fixed else {
      reason = BenchMessage.layoutsFixedByOption.line
      return
    }
    for (side, program) in programs.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      do {
        kits[side] = try LinkKit(of: program.path, hash: program.hash)
      } catch {
        kits = [:]
        try settle("\(error)")
        return
      }
    }
  }

  /// Takes into account whether the launcher could use the kits.
  ///
  /// - Throws: `UsageError` where fresh layouts are required and impossible.
  mutating func settle(_ obstacle: String?) throws(UsageError) {
    guard let obstacle, reason == nil else { return }
    guard !isRequired else {
      throw UsageError(BenchMessage.layoutsUnavailable(reason: obstacle))
    }
    reason = obstacle
  }

  /// Returns the entry in the record.
  func record(_ launches: [LaunchLayout]) -> LayoutRecord {
    guard let reason else { return LayoutRecord(mode: .fresh, launches: launches) }
    return LayoutRecord(mode: .fixed, reason: reason)
  }

  /// Whether layouts are drawn, as far as is known.
  var isFresh: Bool { reason == nil }

  /// Warns at once of what a comparison with one layout cannot prove.
  func warn(_ context: CommandContext) {
    guard let remark = record([]).remark else { return }
    context.err("warning: \(Program.oneLine(remark))\n")
  }
}
