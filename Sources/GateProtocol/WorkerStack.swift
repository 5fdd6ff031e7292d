/// The code that ran in some samples, and its callers.
package struct WorkerStack: Hashable, Sendable {
  /// A place in code.
  package enum Place: Hashable, Sendable {
    /// In the program's file, at this address of it.
    case program(UInt64)
    /// In a shared library, in the function of this name; empty where it is not known.
    case library(String)
    /// In the program's file, and perhaps not a caller: a word on the stack that looks like one.
    case guess(UInt64)
  }

  /// How many looks saw exactly this.
  package var count: Int
  /// The running code, then its callers; the guesses are after the first place.
  package var places: [Place]

  /// Creates a stack.
  package init(count: Int, places: [Place]) {
    self.count = count
    self.places = places
  }

  /// Parses `1a2b,?1c3d,@malloc`; nil for anything else.
  init?(count: Int, places text: String) {
    var places: [Place] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      switch word.first {
      case "@":
        guard let name = FieldText.decode(String(word.dropFirst())) else { return nil }
        places.append(.library(name))
      case "?":
        guard let address = UInt64(word.dropFirst(), radix: 16) else { return nil }
        places.append(.guess(address))
      default:
        guard let address = UInt64(word, radix: 16) else { return nil }
        places.append(.program(address))
      }
    }
    self.init(count: count, places: places)
  }

  /// The message as a line, without its end.
  var line: String {
    let words = places.map { place in
      switch place {
      case .program(let address): String(address, radix: 16)
      case .library(let name): "@" + FieldText.encode(name)
      case .guess(let address): "?" + String(address, radix: 16)
      }
    }
    return "stack \(count) " + words.joined(separator: ",")
  }
}
