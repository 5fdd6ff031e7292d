import Foundation
import GateFiles
import GateRecords

/// Makes the link kit of a program that was just built.
package struct KitMaker {
  private let program: String
  private let command: LinkCommand
  private let directory: String
  private let environment: [String: String]

  /// Prepares.
  ///
  /// - Parameters:
  ///   - program: The program that the command linked.
  ///   - directory: The folder in which the build ran.
  package init(
    program: String, command: LinkCommand, directory: String, environment: [String: String]
  ) {
    self.program = program
    self.command = command
    self.directory = directory
    self.environment = environment
  }

  /// Makes the kit, and puts it beside the program; a kit that was made of the same program by the same linker, and whose
  /// inputs are as they were, is returned.
  ///
  /// The kit is tried before it takes its name: it must link the very bytes that the build's own objects give. What was
  /// recorded of this very program's execution is kept.
  ///
  /// - Throws: ``LinkingError``; an earlier kit is then removed, because it is of another build.
  package func make() throws(LinkingError) -> LinkKit {
    #if os(Linux)
      let place = KitPlace(beside: program)
      if let known = known(at: place) { return known }
      let folder = URL(fileURLWithPath: place.record).deletingLastPathComponent()
      let executed = executed(at: place)
      try? FileManager.default.removeItem(at: folder)
      let usual = FileManager.default.temporaryDirectory
      DriverFolder.removeAbandoned(in: usual)
      let temporary: DriverFolder
      do {
        temporary = try DriverFolder(in: usual)
      } catch {
        throw .unreadable(error)
      }
      defer { temporary.remove() }
      let record = try record(in: URL(fileURLWithPath: temporary.path), objects: place.objects)
      do {
        // The record comes last: without it the objects are only files that nothing names.
        if let executed { try RecordFile.write(executed, to: place.executed) }
        try RecordFile.write(record, to: place.record)
      } catch {
        throw .unreadable(error)
      }
      return LinkKit(record: record, place: place)
    #else
      throw .notOnThisSystem
    #endif
  }

  /// Returns the kit that is there; nil unless making it again would give the same.
  private func known(at place: KitPlace) -> LinkKit? {
    guard let record = try? place.read(),
      let linker = Linker(
        beside: LinkCommand.resolved(command.words.first ?? ""), environment: environment),
      record.linker == linker.record, command.newerObject(than: program) == nil,
      (try? SHA256.hexDigest(ofFile: program)) == record.programHash,
      PathKind(of: place.executed) == .absent || executed(at: place) != nil
    else { return nil }
    let kit = LinkKit(record: record, place: place)
    return kit.changedInput() == nil ? kit : nil
  }

  /// Returns the recorded execution in the kit that was made of the program before; nil if that is of another
  /// program.
  private func executed(at place: KitPlace) -> ExecutedRecord? {
    guard let found = try? place.readExecuted(),
      let hash = try? SHA256.hexDigest(ofFile: program), found.programHash == hash
    else { return nil }
    return found
  }

  private func record(in temporary: URL, objects: String) throws(LinkingError) -> LinkKitRecord {
    let compiler = command.words.first ?? ""
    guard let linker = Linker(beside: LinkCommand.resolved(compiler), environment: environment)
    else {
      throw .noLinker
    }
    // It is looked at before anything is linked: what is half built may not link at all.
    if let object = command.newerObject(than: program) {
      throw .programOlderThanObjects(program: program, object: object)
    }
    let link = try ReproducedLink(command, in: temporary.path, directory: directory)
    let words = KitWords(link, scratch: command.scratch, toolchain: Self.toolchain(of: compiler))
    var inputs: [LinkInput] = []
    for (name, isKept) in words.inputs {
      guard let file = link.files[name] else { continue }
      inputs.append(try input(file, isKept: isKept, objects: objects))
    }
    do {
      var record = LinkKitRecord(
        programHash: try SHA256.hexDigest(ofFile: program), referenceHash: "",
        linker: linker.record, arguments: try words.arguments(), inputs: inputs)
      let kit = LinkKit(record: record, place: KitPlace(record: "", objects: objects))
      let relinker = Relinker(kit, linker: linker, responses: temporary.path)
      let whole = temporary.path + "/whole"
      try relinker.link(.asBuilt, to: whole)
      guard try SHA256.hexDigest(ofFile: whole) == SHA256.hexDigest(ofFile: link.program) else {
        throw LinkingError.anotherResult
      }
      let reference = temporary.path + "/reference"
      try relinker.link(.inOrder, to: reference)
      record.referenceHash = try SHA256.hexDigest(ofFile: reference)
      return record
    } catch let error as FileError {
      throw .unreadable(error)
    } catch let error as LinkingError {
      throw error
    } catch {
      throw .linkFailed(reason: "\(error)")
    }
  }

  private func input(
    _ file: ReproducedLink.File, isKept: Bool, objects: String
  ) throws(LinkingError) -> LinkInput {
    let content = isKept ? StrippedObject.bytes(of: file.content) : file.content
    var digest = SHA256()
    digest.update(content)
    let hash = digest.hexDigest()
    do {
      if isKept { try TextFile.write(content, to: "\(objects)/\(hash)") }
    } catch {
      throw .unreadable(error)
    }
    return LinkInput(
      name: URL(fileURLWithPath: file.path).lastPathComponent, hash: hash,
      bytes: Int64(content.count), path: isKept ? nil : file.path)
  }

  /// The folder of the toolchain that a compiler belongs to.
  private static func toolchain(of compiler: String) -> String {
    URL(fileURLWithPath: LinkCommand.resolved(compiler)).deletingLastPathComponent()
      .deletingLastPathComponent().path
  }
}

/// The words of a reproduced link as a kit keeps them.
struct KitWords {
  private let link: ReproducedLink
  private let scratch: String
  /// The inputs' names in the archive, and whether the kit keeps them itself.
  let inputs: [(name: String, isKept: Bool)]

  /// - Parameters:
  ///   - scratch: The folder of the build.
  ///   - toolchain: The folder of the toolchain, whose files are only referred to.
  init(_ link: ReproducedLink, scratch: String, toolchain: String) {
    self.link = link
    self.scratch = scratch
    let package = URL(fileURLWithPath: scratch).deletingLastPathComponent().path
    let elsewhere = ["/usr", "/lib", "/lib32", "/lib64", toolchain]
    inputs = link.names.map { name in
      let path = "/" + name
      let isOwn = path.hasPrefix(scratch + "/") || (package != "/" && path.hasPrefix(package + "/"))
      return (name, isOwn || !elsewhere.contains { path.hasPrefix($0 + "/") })
    }
  }

  /// The arguments, with files by their places among the inputs.
  ///
  /// - Throws: ``LinkingError/unknownArgument(_:)`` for a file within an argument.
  func arguments() throws(LinkingError) -> [LinkWord] {
    let places = Dictionary(
      inputs.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var arguments: [LinkWord] = []
    var rest = link.words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--chroot", "-o": _ = rest.popFirst()
      case "-L":
        guard let folder = rest.popFirst() else { continue }
        // Files in the build's own folder are listed themselves.
        if !("/" + folder + "/").hasPrefix(scratch + "/") {
          arguments += [.text("-L"), .text("/" + folder)]
        }
      case "-l":
        guard let library = rest.popFirst() else { continue }
        arguments += own(library).map { [.input($0)] } ?? [.text("-l"), .text(library)]
      default:
        if let place = places[word] {
          arguments.append(.input(place))
        } else if let value = word.split(separator: "=", maxSplits: 1).last.map(String.init),
          value != word, places[value] != nil
        {
          throw .unknownArgument(word)
        } else {
          arguments.append(.text(word))
        }
      }
    }
    return arguments
  }

  /// The place of a library that the kit keeps itself; nil for those of the toolchain and the system.
  private func own(_ library: String) -> Int? {
    inputs.firstIndex { input in
      input.isKept
        && ["/lib\(library).a", "/lib\(library).so"].contains { input.name.hasSuffix($0) }
    }
  }
}
