import GateRecords

/// Messages about linking programs again.
package enum LinkingMessage: Message {
  // Link kits
  case notOnThisSystem
  case noKit(program: String, canBeMade: Bool)
  case kitUnreadable(error: String)
  case programAndKitDiffer(program: String)
  case noLinker
  case anotherToolchain(kit: String, here: String)
  case inputGone(path: String)
  case inputChanged(path: String)
  case anotherResult
  case linkFailed(reason: String)
  case noLinkCommand(program: String)
  case programOlderThanObjects(program: String, object: String)
  case unknownArgument(String)
  // Why a link failed
  case programNotWritten
  case commandEmpty
  case noArchive
  case archiveUnreadable
  case noResponseFile
  case noRoom
  case notStarted(program: String)
  case silent
  // Why functions cannot be moved without the linker
  case noCode
  case moreThanFunctionsMoved
  case mapIncomplete
  case sectionNotOrdered(name: String)
  case functionsNotAdjacent
  case sectionDiffers(name: String)
  case relocationsUnreadable(name: String)
  case unwindingUnreadable
  case referenceUnknown(address: String)
  case otherMachine
  case resultDiffers(byte: Int)
  // Whether the same objects may be linked differently
  case argumentOfBaseline(String)
  case argumentOfCandidate(String)
  case otherInput(name: String)

  package static let examples: [Self] = [
    .notOnThisSystem, .noKit(program: ".build/release/OrderBenchmarks", canBeMade: true),
    .noKit(program: "bin/parse-bench", canBeMade: false),
    .kitUnreadable(error: "OrderBenchmarks.linkkit/kit.json: is not JSON"),
    .programAndKitDiffer(program: ".build/release/OrderBenchmarks"), .noLinker,
    .anotherToolchain(kit: "LLD 17.0", here: "LLD 19.1"),
    .inputGone(path: "/usr/lib/libm.a"), .inputChanged(path: "/usr/lib/libm.a"), .anotherResult,
    .linkFailed(reason: "ld.lld: error: undefined symbol: f"),
    .noLinkCommand(program: ".build/release/OrderBenchmarks"),
    .programOlderThanObjects(program: "OrderBenchmarks", object: "Parse.swift.o"),
    .unknownArgument("--plugin"), .programNotWritten, .commandEmpty, .noArchive,
    .archiveUnreadable, .noResponseFile, .noRoom, .notStarted(program: "ld.lld"), .silent, .noCode,
    .moreThanFunctionsMoved, .mapIncomplete, .sectionNotOrdered(name: ".init"),
    .functionsNotAdjacent, .sectionDiffers(name: ".data"), .relocationsUnreadable(name: ".data"),
    .unwindingUnreadable, .referenceUnknown(address: "0x4010a0"), .otherMachine,
    .resultDiffers(byte: 4096), .argumentOfBaseline("--wrap=f"), .argumentOfCandidate("--wrap=f"),
    .otherInput(name: "libm.so"),
  ]

  package var text: String {
    switch self {
    case .notOnThisSystem: "not on this system: programs are linked again on Linux only"
    case .noKit(let program, _): "\(program) has no link kit"
    case .kitUnreadable(let error): "the link kit cannot be read: \(error)"
    case .programAndKitDiffer(let program):
      "program and kit differ: the link kit of \(program) was made for another build"
    case .noLinker: "no linker: 'ld.lld' is neither where the kit was made nor on the path"
    case .anotherToolchain(let kit, let here):
      "another toolchain: the kit was made with \(kit), and here is \(here)"
    case .inputGone(let path): "an input is gone: \(path)"
    case .inputChanged(let path): "an input has changed since the kit was made: \(path)"
    case .anotherResult: "the linker makes another program than before from the same files"
    case .linkFailed(let reason): "the linker failed: \(reason)"
    case .noLinkCommand(let program): "no build description says how \(program) was linked"
    case .programOlderThanObjects(let program, let object):
      "\(program) is older than its object \(object), so it may be of another build"
    case .unknownArgument(let text): "the linker's argument '\(text)' cannot be stored in a kit"
    case .programNotWritten: "the program could not be written"
    case .commandEmpty: "the build description has no command"
    case .noArchive: "it wrote no archive of its inputs"
    case .archiveUnreadable: "its archive of its inputs cannot be read"
    case .noResponseFile: "it wrote no response file"
    case .noRoom: "there is no room for the functions in another order"
    case .notStarted(let program): "\(program) cannot be started"
    case .silent: "it ended without a message"
    case .noCode: "there is no code"
    case .moreThanFunctionsMoved: "another order of functions moves more than functions"
    case .mapIncomplete: "the linker's map does not end as expected"
    case .sectionNotOrdered(let name): "the section \(name) cannot be ordered"
    case .functionsNotAdjacent: "functions do not follow each other by their sizes"
    case .sectionDiffers(let name): "section \(name) differs from link to link"
    case .relocationsUnreadable(let name): "the relocations of \(name) cannot be read"
    case .unwindingUnreadable: "the rules for unwinding cannot be read"
    case .referenceUnknown(let address): "the target of the reference at \(address) is unknown"
    case .otherMachine: "references are known only of programs for x86-64"
    case .resultDiffers(let byte):
      "the program with moved functions differs from the linker's at byte \(byte)"
    case .argumentOfBaseline(let word): "the linker got '\(word)' for the baseline only"
    case .argumentOfCandidate(let word): "the linker got '\(word)' for the candidate only"
    case .otherInput(let name): "the linker read a different \(name), which is not an object"
    }
  }

  package var remedy: String? {
    switch self {
    case .noKit(let program, true): "make one after the build with 'speedgate-bench kit \(program)'"
    case .programAndKitDiffer: "make it again with 'speedgate-bench kit'"
    case .noLinkCommand: "name the scratch folder of its build with --scratch"
    case .programOlderThanObjects: "build it again"
    default: nil
    }
  }
}
