package import GateFiles
import GateRecords

/// Why a program cannot be linked again.
package enum LinkingError: Error, Hashable, Sendable {
  /// Programs of this system are not linked again.
  case notOnThisSystem
  /// There is no kit beside the program; one can be made where a build description says how it was linked.
  case noKit(program: String, canBeMade: Bool)
  /// The kit cannot be read.
  case unreadable(FileError)
  /// The kit is that of another program.
  case programAndKitDiffer(program: String)
  /// There is no `ld.lld`.
  case noLinker
  /// The linker is of another toolchain.
  case anotherToolchain(kit: String, here: String)
  /// A file that the kit names is not there.
  case inputGone(path: String)
  /// A file that the kit names has another content.
  case inputChanged(path: String)
  /// No file has changed, and the linker makes another program.
  case anotherResult
  /// The linker failed.
  case linkFailed(reason: String)
  /// No build description in the scratch folder says how the program was linked.
  case noLinkCommand(program: String)
  /// An object is newer than the program that should hold it.
  case programOlderThanObjects(program: String, object: String)
  /// The linker got an argument that a kit cannot store.
  case unknownArgument(String)
}

extension LinkingError: CustomStringConvertible {
  /// The reason in one line; the remedy where there is one.
  package var description: String { message.line }

  private var message: LinkingMessage {
    switch self {
    case .notOnThisSystem: .notOnThisSystem
    case .noKit(let program, let canBeMade): .noKit(program: program, canBeMade: canBeMade)
    case .unreadable(let error): .kitUnreadable(error: "\(error)")
    case .programAndKitDiffer(let program): .programAndKitDiffer(program: program)
    case .noLinker: .noLinker
    case .anotherToolchain(let kit, let here): .anotherToolchain(kit: kit, here: here)
    case .inputGone(let path): .inputGone(path: path)
    case .inputChanged(let path): .inputChanged(path: path)
    case .anotherResult: .anotherResult
    case .linkFailed(let reason): .linkFailed(reason: reason)
    case .noLinkCommand(let program): .noLinkCommand(program: program)
    case .programOlderThanObjects(let program, let object):
      .programOlderThanObjects(program: program, object: object)
    case .unknownArgument(let text): .unknownArgument(text)
    }
  }

  /// A link that failed for a reason of ours.
  static func failed(_ message: LinkingMessage) -> Self { .linkFailed(reason: message.line) }
}
