import GateRecords

/// The way from what was executed to all data that it reaches, and what speaks against the proof on that way; see
/// ``SameCodeProof``.
struct SameCodeWalk {
  let identity: CodeIdentity
  let programs: (baseline: LinkedProgram, candidate: LinkedProgram)?
  var doubts: [String]
  let limit: Int
  private var todo: [Int] = []
  private var seen: Set<Int> = []
  private var asked: Set<NameTable.Name> = []
  /// Functions that may run though they were not seen.
  private var mayRun: Set<Int> = []
  private var askedToRun: Set<NameTable.Name> = []
  private let processor: Set<NameTable.Name>
  private let environments: Set<NameTable.Name>

  init(
    identity: CodeIdentity, programs: (baseline: LinkedProgram, candidate: LinkedProgram)?,
    doubts: [String], limit: Int
  ) {
    self.identity = identity
    self.programs = programs
    self.doubts = doubts
    self.limit = limit
    processor = Set(Self.processor.compactMap { identity.pool.names.known($0) })
    environments = Set(Self.environments.compactMap { identity.pool.names.known($0) })
  }

  private var isDone: Bool { doubts.count >= limit }

  private mutating func doubt(_ message: CodeMessage) {
    let reason = message.line
    if !doubts.contains(reason) { doubts.append(reason) }
  }

  mutating func executed(_ stretches: Set<ExecutedCode.Stretch>) {
    var names: Set<NameTable.Name> = []
    for stretch in stretches.sorted() {
      let atoms = identity.atoms(of: stretch)
      if atoms.isEmpty { doubt(.notInObjects(section: stretch.section)) }
      for (object, atom) in atoms {
        let node = identity.graph.node(object, atom: atom)
        visit(node)
        for case .global(let target) in identity.graph.targets(of: node)
        where processor.contains(target) {
          doubt(.choosesByProcessor)
        }
        if asksProcessor(object, atom) { doubt(.asksProcessor) }
        let labels = identity.pool.objects[object].labels(of: atom)
        for label in labels { names.insert(label.name) }
        if labels.isEmpty, !identity.hasTwin(node, object) {
          doubt(.unnamedDiffers(section: stretch.section))
        }
      }
    }
    for name in names.sorted() { judge(identity.sameness(all: name), name) }
    if let reason = TellingFunctions.doubt(Set(names.map { identity.pool.names.string($0) })) {
      doubt(reason)
    }
  }

  /// By these, compilers' code learns what the processor can.
  private static let processor = [
    "__cpu_model", "__cpu_features2", "__cpu_indicator_init", "__init_cpu_features_resolver",
  ]

  /// Whether code of the program's own holds the bytes of x86-64's instruction `cpuid`.
  ///
  /// The simulated processor answers otherwise than the real one. Archives are left out: the runtime asks, too, and
  /// both sides share it.
  private func asksProcessor(_ object: Int, _ atom: Int) -> Bool {
    guard identity.baseline.named.contains(object) else { return false }
    let atomic = identity.pool.objects[object]
    let section = atomic.object.sections[atomic.atoms[atom].section]
    guard atomic.object.machine == 62, section.type != SectionType.zeros else { return false }
    let start = atomic.object.view.start + section.offset
    let range = atomic.atoms[atom].range
    let code = atomic.object.view.bytes[start + range.lowerBound..<start + range.upperBound]
    return zip(code, code.dropFirst()).contains { $0 == 0x0f && $1 == 0xa2 }
  }

  /// Whether the suite goes through the environment itself, which a call would have shown.
  mutating func environment(_ changed: String) {
    for node in todo {
      guard let (object, atom) = identity.graph.atom(of: node) else { continue }
      let section = identity.pool.objects[object].object.sections[atom.section]
      let name = String(
        decoding: identity.pool.objects[object].object.view.bytes[section.name], as: UTF8.self)
      let file = identity.pool.objects[object].object.view.file
      guard !ExecutedCode.isOfRuntime(name, file: file) else { continue }
      for case .global(let target) in identity.graph.targets(of: node)
      where environments.contains(target) {
        doubt(.environmentChanged(variable: changed))
      }
    }
  }

  private static let environments = ["environ", "_environ", "__environ"]

  /// A suite that is traced executes the harness otherwise than one that is measured, so all of it must be the same.
  mutating func harness() {
    for name in identity.harnessDifferences { doubt(.harnessDiffers(name: name)) }
  }

  private mutating func judge(_ sameness: CodeIdentity.Sameness, _ name: NameTable.Name) {
    switch sameness {
    case .same: break
    case .outside: linked(name)
    case .missing: doubt(.onOneSide(name: identity.pool.names.string(name)))
    case .different: doubt(.differs(name: identity.pool.names.string(name)))
    case .unclear: doubt(.unclear(name: identity.pool.names.string(name)))
    }
  }

  private mutating func visit(_ node: Int) {
    if seen.insert(node).inserted { todo.append(node) }
  }

  /// Visits everything that is reached.
  mutating func follow() {
    while let node = todo.popLast(), !isDone {
      let mayRun = self.mayRun.contains(node)
      for target in identity.graph.targets(of: node) {
        switch target {
        case .node(let other):
          // The referrer's digest holds this one's; what this one refers to by name, it does not.
          if !identity.graph.isFunction(Int(other)) {
            visit(Int(other))
          } else if mayRun {
            run(Int(other))
          }
        case .global(let name):
          if mayRun || Self.dependsOnSeeds(identity.pool.names.bytes(name)) { run(name) }
          guard asked.insert(name).inserted else { continue }
          let definitions = identity.baseline.candidates(for: name)
          reach(definitions, name) { identity in identity.sameness(global: name) }
        case .local(let name):
          if mayRun || Self.dependsOnSeeds(identity.pool.names.bytes(name)) { run(name) }
          guard asked.insert(-2 - name).inserted else { continue }
          reach(Array(identity.baseline.definitions(of: name)), name) { identity in
            identity.sameness(all: name)
          }
        }
      }
    }
  }

  /// Whether a function of Swift compares or hashes what may be a key.
  private static func dependsOnSeeds(_ name: ArraySlice<UInt8>) -> Bool {
    name.starts(with: [0x24, 0x73]) && SeededFunctions.has(name)
  }

  /// Visits a function that was not seen but may run; the functions that it calls may run, too.
  private mutating func run(_ name: NameTable.Name) {
    guard askedToRun.insert(name).inserted else { return }
    for definition in identity.baseline.definitions(of: name) {
      let node = identity.graph.node(definition.object, atom: definition.atom)
      guard identity.graph.isFunction(node) else { continue }
      judge(identity.sameness(all: name), name)
      // The toolchain's own functions call the program's only through tables.
      if identity.baseline.named.contains(definition.object) { run(node) }
    }
  }

  private mutating func run(_ node: Int) {
    // It may have been visited as a function that only has to exist.
    guard mayRun.insert(node).inserted else { return }
    seen.insert(node)
    todo.append(node)
  }

  private mutating func reach(
    _ definitions: [CodeSide.Definition], _ name: NameTable.Name,
    _ sameness: (CodeIdentity) -> CodeIdentity.Sameness
  ) {
    let nodes = definitions.map { identity.graph.node($0.object, atom: $0.atom) }
    if !nodes.isEmpty, nodes.allSatisfy({ identity.graph.isFunction($0) }) {
      // Code that is not executed may differ, but it must exist and be a function on both sides.
      let others = identity.candidate.definitions(of: name)
      if others.isEmpty { doubt(.onOneSide(name: identity.pool.names.string(name))) }
      for other in others
      where !identity.graph.isFunction(identity.graph.node(other.object, atom: other.atom)) {
        doubt(.differs(name: identity.pool.names.string(name)))
      }
      return
    }
    judge(sameness(identity), name)
    for node in nodes { visit(node) }
  }

  /// A name that no object defines: a library's, or one that the linker makes.
  private mutating func linked(_ name: NameTable.Name) {
    let text = identity.pool.names.string(name)
    for prefix in ["__start_", "__stop_"] where text.hasPrefix(prefix) {
      list(String(text.dropFirst(prefix.count)))
      return
    }
    guard let programs else { return }
    let old = meaning(text, programs.baseline)
    let new = meaning(text, programs.candidate)
    if old != new { doubt(.linkedDifferently(name: text)) }
  }

  /// Names that the linker gave to the place of a name without definition.
  private func meaning(_ name: String, _ program: LinkedProgram) -> Set<String> {
    guard let address = program.addresses[name] else { return [] }
    return Set(program.namesBeginning(at: address))
  }

  private mutating func list(_ section: String) {
    guard let name = identity.pool.names.known(section) else { return }
    let old = identity.listed(name, .baseline)
    if !identity.areSame(old, identity.listed(name, .candidate)) {
      doubt(.listDiffers(section: section))
    }
    for node in old { visit(node) }
  }

  /// Follows the code that runs at the start and at the end without being called.
  mutating func lists() {
    var names: Set<NameTable.Name> = []
    for object in Set(identity.baseline.objects + identity.candidate.objects) {
      for name in identity.pool.objects[object].sectionNames
      where ListedSection.isRun(identity.pool.names.bytes(name)) {
        names.insert(name)
      }
    }
    for name in names.sorted() { list(identity.pool.names.string(name)) }
  }

  /// A function of a library that the candidate defines itself.
  mutating func interposed(_ outside: [String]) {
    if let programs {
      let added = programs.candidate.exports.subtracting(programs.baseline.exports)
      if let name = outside.first(where: added.contains) {
        doubt(.replacesLibrary(name: name))
      }
    }
    for text in outside {
      guard let name = identity.pool.names.known(text) else { continue }
      if identity.candidate.defines(name), !identity.baseline.defines(name) {
        doubt(.replacesLibrary(name: text))
      }
    }
  }
}
