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

  var description: String {
    switch self {
    case .buildFailed(let product, let log):
      "\(product) does not build; fix the build and run the gate again.\n\(log)"
    case .noProgram(let product):
      "building \(product) made no program of that name."
    case .notFresh(let product):
      "it cannot be proven that \(product) is what its sources make; remove the folder .build and run the gate again."
    case .noSuite(let package):
      "\(package) has no suite: add an executable target that depends on the product Speedgate."
    case .unknownSuite(let name, let known):
      "there is no suite \(name); this package has \(known.joined(separator: ", "))."
    case .unknownOption(let option):
      "unknown option \(option); 'swift package gate --help' lists the options."
    case .missingValue(let option):
      "\(option) needs a value; 'swift package gate --help' shows how it is written."
    case .twoBaselines:
      "--against measures beside a commit, so --baseline and --update-baseline have no meaning; leave them out."
    }
  }
}
