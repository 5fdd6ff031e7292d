private import GateFiles
package import GateRecords

/// The variables that a run gave to the candidate alone, with `--candidate-env`.
///
/// With other variables the same two programs may do something else, so their launches are not repeats.
package enum CandidateVariables {
  /// Returns a hash that distinguishes the variables of two records; nil without variables.
  ///
  /// Values may be secrets, so it is a hash. The command that measured holds the variables; a merged record holds
  /// the hash, because its command is another.
  package static func hash(of run: RunRecord) -> String? {
    run.settings.candidateVariablesHash ?? hash(of: variables(in: run.settings.command))
  }

  /// The hash of some variables; nil without any.
  package static func hash(of variables: [String: String]) -> String? {
    guard !variables.isEmpty else { return nil }
    var digest = SHA256()
    for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
      // No variable holds a zero byte.
      digest.update("\(name)=\(value)\u{0}".utf8)
    }
    return digest.hexDigest()
  }

  /// The variables that a command line gives; the last of a name counts.
  static func variables(in words: [String]) -> [String: String] {
    let option = "--candidate-env"
    let texts = words.indices.compactMap { place -> Substring? in
      if words[place].hasPrefix(option + "=") { return words[place].dropFirst(option.count + 1) }
      let next = place + 1
      return words[place] == option && next < words.count ? words[next][...] : nil
    }
    return texts.reduce(into: [:]) { variables, text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      variables[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
  }
}
