/// Why the plugin could not run the gate.
enum GateError: Error, CustomStringConvertible {
  case buildFailed(String, log: String)
  case noProgram(String)
  case notFresh(String)
  case noSuite(String)
  case unknownSuite(String, known: [String])
  case unknownOption(String)
  case missingValue(String)
  case twoBaselines
  case twoUpdates
  case readOnlyUpdate
  case notWritable(String)
  case noCommit(String)
  case notStored(String)

  var description: String {
    switch self {
    case .buildFailed(let product, let log):
      "\(product) does not build; fix the build and run the gate again.\n\(log)"
    case .noProgram(let product):
      "building \(product) made no program of that name."
    case .notFresh(let product):
      "\(product) may be out of date after many builds in a row; remove the folder .build and run the gate again."
    case .noSuite(let package):
      "\(package) has no suite: add an executable target that depends on the product Speedgate."
    case .unknownSuite(let name, let known):
      "there is no suite \(name) in this package; it has \(known.joined(separator: ", "))."
    case .unknownOption(let option):
      "unknown option \(option); 'swift package gate --help' lists the options."
    case .missingValue(let option):
      "\(option) needs a value; 'swift package gate --help' shows how it is written."
    case .twoBaselines:
      "--against measures beside a commit, so --baseline, --update-baseline and --baseline-from have no meaning; leave them out."
    case .twoUpdates:
      "--baseline-from and --update-baseline both store a baseline; leave one of them out."
    case .readOnlyUpdate:
      "--baseline-from stores a baseline, and --read-only stores none; leave one of them out."
    case .notWritable(let folder):
      "\(folder) cannot be written, and the baseline is kept there; use 'swift package --allow-writing-to-package-directory gate', or name another folder with --baseline."
    case .noCommit(let name):
      "'\(name)' is not a commit here; look at 'git branch --all', or fetch it."
    case .notStored(let name):
      "no baseline was stored from \(name); the lines above say why."
    }
  }
}
