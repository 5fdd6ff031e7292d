extension MadeOf {
  /// Whether nothing that programs follow from differs, the places of the folders among it.
  package func claimsTheSame(as other: MadeOf) -> Bool {
    var copy = other
    copy.code = code
    return self == copy
  }
}

extension SuiteRecord {
  /// Why two programs may not be compared: they claim to be made of the same and are not the same; nil otherwise.
  ///
  /// Programs that were made at different places are not held against each other here: they hold the places of their
  /// sources in texts, and so differ in where these lie.
  package func contradiction(with other: SuiteRecord) -> String? {
    guard let own = madeOf, let others = other.madeOf, own.claimsTheSame(as: others),
      let code = own.code, let othersCode = others.code, code != othersCode
    else { return nil }
    return RecordMessage.staleProgram(own: short, other: other.short).line
  }

  /// The message for a reader whose edits did not change the program; nil where that is not so.
  package func warningOfUnchangedCode(beside other: SuiteRecord) -> String? {
    guard let own = madeOf, let others = other.madeOf, own.method == others.method,
      own.sources != others.sources
    else { return nil }
    let isSameCode = own.code != nil && own.code == others.code
    let isSameProgram = programHash != nil && programHash == other.programHash
    guard isSameCode || isSameProgram else { return nil }
    return
      RecordMessage.sameProgram.line
  }

  private var short: String { String((programHash ?? "unknown").prefix(12)) }
}
