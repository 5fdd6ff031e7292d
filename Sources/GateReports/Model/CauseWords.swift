import GateRecords

/// The cause of a regression, in words.
struct CauseWords {
  /// A piece of a sentence: plain words, or the name of a function.
  enum Piece: Hashable {
    case words(String)
    case name(String)
  }

  private let cause: Cause

  init(_ cause: Cause) { self.cause = cause }

  /// The sentences, the largest part first.
  func sentences(_ most: Int = Cause.mostFunctions) -> [[Piece]] {
    if cause.equalInstructions == true {
      return [[.words(ReportMessage.equalInstructions.text)]]
    }
    guard !cause.functions.isEmpty else {
      return [[.words(ReportMessage.noFunction(samples: method).text)]]
    }
    return cause.functions.prefix(most).enumerated().map { place, function in
      sentence(function, isFirst: place == 0)
    }
  }

  /// The sentences as plain text, with names between backticks.
  func lines(_ most: Int = Cause.mostFunctions) -> [String] {
    sentences(most).map { pieces in
      pieces.map { piece in
        switch piece {
        case .words(let text): text
        case .name(let name): "`\(VisibleText.shortened(VisibleText.plain(name), to: 120))`"
        }
      }.joined()
    }
  }

  private func sentence(_ function: CausingFunction, isFirst: Bool) -> [Piece] {
    let part =
      if let share = function.share {
        ReportMessage.partOfChange(
          share >= 0.995 ? nil : "\(QuantityFormat.fixed(share * 100, decimals: 0)) %"
        ).text
      } else {
        ReportMessage.mostOfChange.text
      }
    var details = [amount(function.change)]
    if function.onlyIn == .candidate { details.append(ReportMessage.notInBaseline.text) }
    if let calls = calls(function) { details.append(calls) }
    var pieces: [Piece] = [
      .words("\(part) in "), .name(function.name), .words(": \(details.joined(separator: ", "))"),
    ]
    if let through = function.through {
      pieces += [.words(", mostly in "), .name(through)]
    }
    if isFirst { pieces.append(.words(method)) }
    return pieces
  }

  private var method: String {
    guard let samples = cause.samples else { return "" }
    return " " + ReportMessage.sampled(stacks: QuantityFormat.grouped(Int64(samples))).text
  }

  private func amount(_ change: Double) -> String {
    switch cause.quantity {
    case .nanoseconds: QuantityFormat.difference(change, unit: .nanoseconds)
    case .instructions: Self.counted(Self.large(change), "instruction")
    case .allocations: Self.counted(Self.brief(change), "allocation")
    }
  }

  /// `+1 allocation`, `+2 allocations`.
  private static func counted(_ number: String, _ noun: String) -> String {
    "+\(number) \(noun)\(number == "1" ? "" : "s")"
  }

  private func calls(_ function: CausingFunction) -> String? {
    guard function.onlyIn == nil, let before = function.callsBefore,
      let after = function.callsAfter,
      before > 0 || after > 0
    else { return nil }
    return abs(after - before) <= 0.001 * max(before, after)
      ? ReportMessage.callsUnchanged.text : "\(Self.brief(before)) → \(Self.brief(after)) calls"
  }

  /// A number with three digits and a letter: `9.10 M`.
  private static func large(_ number: Double) -> String {
    for (size, letter) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where number >= size * 0.9995 {
      let value = number / size
      return
        "\(QuantityFormat.fixed(value, decimals: value >= 100 ? 0 : value >= 10 ? 1 : 2)) \(letter)"
    }
    return brief(number)
  }

  private static func brief(_ number: Double) -> String {
    number >= 1_000
      ? QuantityFormat.grouped(Int64(min(number, 9e15).rounded()))
      : QuantityFormat.brief((number * 10).rounded() / 10)
  }
}
