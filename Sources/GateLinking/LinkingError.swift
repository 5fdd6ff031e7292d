package import GateFiles

/// Why a program cannot be linked again.
package enum LinkingError: Error, Hashable, Sendable {
  /// Programs of this system are not linked again.
  case notOnThisSystem
  /// There is no kit beside the program.
  case noKit(program: String)
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
  /// All files are as they were, and yet the linker makes another program.
  case anotherResult
  /// The linker failed.
  case linkFailed(reason: String)
  /// No build description in the scratch folder tells how the program was linked.
  case noLinkCommand(program: String)
  /// An object is newer than the program that should hold it.
  case programOlderThanObjects(program: String, object: String)
  /// The linker was asked for something that a kit cannot keep.
  case unknownArgument(String)
}

extension LinkingError: CustomStringConvertible {
  /// The reason in one line; the remedy where there is one.
  package var description: String {
    switch self {
    case .notOnThisSystem: "not on this system: programs are linked anew on Linux only"
    case .noKit(let program):
      "\(program) has no link kit; make one after the build with 'speedgate-bench kit \(program)'"
    case .unreadable(let error): "the link kit cannot be read: \(error)"
    case .programAndKitDiffer(let program):
      "program and kit differ: the link kit of \(program) was made for another build; make it anew with "
        + "'speedgate-bench kit'"
    case .noLinker: "no linker: 'ld.lld' is neither where the kit was made nor on the path"
    case .anotherToolchain(let kit, let here):
      "another toolchain: the kit was made with \(kit), and here is \(here)"
    case .inputGone(let path): "an input is gone: \(path)"
    case .inputChanged(let path): "an input has changed since the kit was made: \(path)"
    case .anotherResult: "the linker no longer makes the program that it made with the same files"
    case .linkFailed(let reason): "the linker failed: \(reason)"
    case .noLinkCommand(let program):
      "no build description tells how \(program) was linked; name the scratch folder of its build with "
        + "--scratch"
    case .programOlderThanObjects(let program, let object):
      "\(program) is older than its object \(object), so it may be another build's; build it again"
    case .unknownArgument(let text):
      "the linker's argument '\(text)' is not one that a kit can keep"
    }
  }
}
