/// All files of a comparison, each read once: what both sides share is one object.
package struct CodePool: Sendable {
  private(set) var names = NameTable()
  private(set) var objects: [AtomicObject] = []
  private var archives: [ArchiveIndex] = []
  /// The files that were read, by name and length; their bytes decide.
  private var known: [String: [Known]] = [:]

  private struct Known: Sendable {
    let bytes: [UInt8]
    let input: Input
  }

  /// The kind of an input file.
  enum Input: Sendable {
    case object(Int)
    case archive(Int)
  }

  /// An archive whose members are read when something asks for them.
  struct ArchiveIndex: Sendable {
    let archive: Archive
    /// The header of the member that defines a name; the first wins, as in a linker.
    var member: [NameTable.Name: Int] = [:]
    /// The objects of the members that were read, by header.
    var objects: [Int: Int] = [:]
  }

  /// Creates an empty pool.
  package init() {}

  /// Reads a file, or finds that the same was read before.
  mutating func read(_ file: CodeFile) throws(CodeError) -> Input {
    let base = file.name.split(separator: "/").last.map(String.init) ?? ""
    let key = "\(file.bytes.count) \(base)"
    if let same = known[key]?.first(where: { $0.bytes == file.bytes }) { return same.input }
    let view = ByteView(file.bytes, file: file.name)
    let input: Input
    if Archive.isArchive(file.bytes) {
      input = .archive(try addArchive(view))
    } else {
      input = .object(try add(view))
    }
    known[key, default: []].append(Known(bytes: file.bytes, input: input))
    return input
  }

  private mutating func add(_ view: ByteView) throws(CodeError) -> Int {
    objects.append(try AtomicObject(RelocatableObject(view), names: &names))
    return objects.count - 1
  }

  private mutating func addArchive(_ view: ByteView) throws(CodeError) -> Int {
    let archive = try Archive(view)
    var index = ArchiveIndex(archive: archive)
    for (range, header) in archive.index {
      let name = names.number(view.bytes, range)
      if index.member[name] == nil { index.member[name] = header }
    }
    guard !archive.members.isEmpty, archive.index.isEmpty else {
      archives.append(index)
      return archives.count - 1
    }
    // Without an index a linker takes nothing from it.
    throw view.unsupported(0, "an archive without an index (run ranlib)")
  }

  /// The member of an archive that defines a name, read if it was not.
  mutating func member(
    of archive: Int, defining name: NameTable.Name, thinMember: ThinMember
  ) throws(CodeError) -> Int? {
    guard let header = archives[archive].member[name] else { return nil }
    if let object = archives[archive].objects[header] { return object }
    let index = archives[archive].archive
    guard let member = index.members.first(where: { $0.header == header }) else {
      throw index.view.malformed(header, "the index names a member that is not there")
    }
    let view: ByteView
    if let content = member.content {
      view = content
    } else if let bytes = thinMember(index.view.file, member.name) {
      view = ByteView(bytes, file: "\(index.view.file)(\(member.name))")
    } else {
      throw index.view.malformed(header, "the member '\(member.name)' is not beside the archive")
    }
    let object = try add(view)
    archives[archive].objects[header] = object
    return object
  }

  /// The members of an archive that were read, by their names.
  func loadedMembers(of archive: Int) -> [(name: String, object: Int)] {
    let index = archives[archive]
    return index.archive.members.compactMap { member in
      index.objects[member.header].map { (member.name, $0) }
    }
  }

  /// The number of a name.
  mutating func number(_ name: String) -> NameTable.Name { names.number(name) }
}

/// A file that a program was linked from.
package struct CodeFile: Sendable {
  /// Its path, or what the build calls it; the last component should not change from build to build.
  package let name: String
  /// The path that the linker was given.
  package let path: String
  /// The file's content.
  package let bytes: [UInt8]

  /// Names a file.
  ///
  /// - Parameter path: The path that the linker was given; the name if it was the same.
  package init(name: String, path: String? = nil, bytes: [UInt8]) {
    self.name = name
    self.path = path ?? name
    self.bytes = bytes
  }
}

/// Finds the bytes of a thin archive's member: the archive's path and the member's.
package typealias ThinMember = (_ archive: String, _ member: String) -> [UInt8]?
