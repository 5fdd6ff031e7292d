import GateFiles
import GateRecords

/// The keys of a file of commands, object by object, as the JSON Schema lists them, too.
enum CommandFileKeys {
  static let file = ["$schema", "schema", "defaults", "benchmarks"]
  /// The keys that all benchmarks may share.
  static let defaults = [
    "tags", "shell", "directory", "environment", "setup", "prepare", "clean_up", "stdin",
    "expect_status",
    "warm_up", "time_limit", "keep_output", "bind",
  ]
  static let benchmark = ["name", "command", "parameters", "expect_output"] + defaults
}

/// Reads a file of commands.
struct CommandFileReader: JSON5Reading {
  let document: JSON5Document

  /// Every benchmark with every combination of its parameters.
  ///
  /// - Throws: `FileError` with the place of the first mistake.
  func benchmarks() throws(FileError) -> [CommandFile.Benchmark] {
    try checkKeys(try object(document.root, "a file of commands"), CommandFileKeys.file)
    try requireSchema(CommandFile.schema)
    if let address = document.root[key: "$schema"] { _ = try string(address, "$schema") }
    let defaults = document.root[key: "defaults"]
    if let defaults { try checkKeys(try object(defaults, "defaults"), CommandFileKeys.defaults) }
    let list = try required("benchmarks", of: document.root, "the file")
    let nodes = try array(list, "benchmarks")
    guard !nodes.isEmpty else { throw error(at: list, "no benchmark is listed; add one") }
    var found: [CommandFile.Benchmark] = []
    var places: [String: JSON5Node] = [:]
    for node in nodes {
      for benchmark in try benchmarks(of: node, defaults) {
        if let other = places.updateValue(node, forKey: benchmark.name) {
          throw error(
            at: node[key: "name"] ?? node,
            "two benchmarks are named '\(benchmark.name)', the other one on line "
              + "\(document.place(of: other).line); rename one")
        }
        found.append(benchmark)
      }
      guard found.count <= CommandFile.mostBenchmarks else {
        throw error(
          at: node,
          "the file makes more than \(CommandFile.mostBenchmarks) benchmarks; name fewer values")
      }
    }
    return found
  }

  private func benchmarks(
    of node: JSON5Node, _ defaults: JSON5Node?
  ) throws(FileError) -> [CommandFile.Benchmark] {
    try checkKeys(try object(node, "a benchmark"), CommandFileKeys.benchmark)
    let nameNode = try required("name", of: node, "this benchmark")
    let name = try string(nameNode, "name")
    guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw error(at: nameNode, "a name cannot hold line ends or other control characters")
    }
    let command = try command(of: node, defaults)
    let parameters = try parameters(of: node)
    try requireUse(of: parameters, in: command)
    let tags = try tags(of: node, defaults)
    let plan = CommandPlan(name: name, sides: [.candidate: command])
    return plan.expanded(parameters.map { ($0.name, $0.values) }).compactMap { plan in
      plan.sides[.candidate].map {
        CommandFile.Benchmark(name: plan.name, tags: tags, command: $0)
      }
    }
  }

  private func tags(
    of node: JSON5Node, _ defaults: JSON5Node?
  ) throws(FileError) -> [String] {
    guard let list = node[key: "tags"] ?? defaults?[key: "tags"] else { return [] }
    var tags: [String] = []
    for node in try array(list, "tags") {
      let tag = try string(node, "a tag")
      guard !tag.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
      else { throw error(at: node, "a tag holds a line end or a control character") }
      guard !tags.contains(tag) else { throw error(at: node, "the tag '\(tag)' is there twice") }
      tags.append(tag)
    }
    return tags
  }

  private func command(
    of node: JSON5Node, _ defaults: JSON5Node?
  ) throws(FileError) -> SidedCommand {
    func value(_ key: String) -> JSON5Node? { node[key: key] ?? defaults?[key: key] }
    var usesShell = false
    if let node = value("shell") { usesShell = try flag(node, "shell") }
    func line(_ key: String) throws(FileError) -> [String]? {
      try value(key).map { node throws(FileError) in try words(node, key, usesShell) }
    }
    let written = try required("command", of: node, "this benchmark")
    var command = SidedCommand(try words(written, "command", usesShell))
    command.usesShell = usesShell
    if let node = value("directory") { command.directory = try string(node, "directory") }
    command.environment = try environment(defaults).merging(try environment(node)) { $1 }
    command.setup = try line("setup")
    command.prepare = try line("prepare")
    command.cleanUp = try line("clean_up")
    if let node = value("stdin") { command.input = try string(node, "stdin") }
    if let node = value("expect_status") { command.expectedStatuses = try statuses(node) }
    if let node = value("expect_output") { command.expectedOutput = try digest(node) }
    if let node = value("warm_up") {
      command.warmUps = try integer(node, "warm_up", in: 1...10_000)
    }
    if let node = value("time_limit") { command.timeLimit = try time(node) }
    if let node = value("keep_output") { command.keepsOutput = try flag(node, "keep_output") }
    if let node = value("bind") { command.isBound = try flag(node, "bind") }
    return command
  }

  /// A command as a line that is split at blanks, as a list of words, or as a shell's line.
  private func words(
    _ node: JSON5Node, _ key: String, _ usesShell: Bool
  ) throws(FileError) -> [String] {
    guard case .array(let nodes) = node.value else {
      let line = try string(node, key)
      if usesShell { return ["/bin/sh", "-c", line] }
      guard let words = CommandWords.split(line), words[0] != "" else {
        throw error(
          at: node,
          "\(key) cannot be '\(line)'; a quote is not closed, or nothing is there")
      }
      return words
    }
    guard !usesShell else {
      throw error(at: node, "a shell takes one line, not a list of words; write \(key) as a text")
    }
    var words: [String] = []
    for node in nodes {
      // An argument may be empty, a program may not.
      guard case .string(let word) = node.value, !(words.isEmpty && word.isEmpty) else {
        throw error(
          at: node,
          "expected a word of \(key), found \(node.kind == "a string" ? "an empty one" : node.kind)"
        )
      }
      words.append(word)
    }
    guard !words.isEmpty else { throw error(at: node, "\(key) is empty; name a program") }
    return words
  }

  private func environment(_ node: JSON5Node?) throws(FileError) -> [String: String] {
    guard let node = node?[key: "environment"] else { return [:] }
    var variables: [String: String] = [:]
    for member in try object(node, "environment") {
      guard !member.key.isEmpty, !member.key.contains("="), !member.key.contains("\0") else {
        throw document.error(at: member, "a variable cannot be named '\(member.key)'")
      }
      guard case .string(let value) = member.value.value, !value.contains("\0") else {
        throw error(
          at: member.value, "expected a text for \(member.key), found \(member.value.kind)")
      }
      variables[member.key] = value
    }
    return variables
  }

  private func statuses(_ node: JSON5Node) throws(FileError) -> Set<Int32> {
    guard case .array(let nodes) = node.value else {
      return [Int32(try integer(node, "expect_status", in: 0...255))]
    }
    guard !nodes.isEmpty else {
      throw error(
        at: node, "expect_status is an empty list; name the statuses that count as success")
    }
    var statuses: Set<Int32> = []
    for node in nodes { statuses.insert(Int32(try integer(node, "expect_status", in: 0...255))) }
    return statuses
  }

  private func digest(_ node: JSON5Node) throws(FileError) -> String {
    let text = try string(node, "expect_output")
    guard let digest = CommandWords.digest(text) else {
      throw error(
        at: node,
        "expect_output cannot be '\(text)'; write the SHA-256 of the output, 64 hexadecimal digits")
    }
    return digest
  }

  private func time(_ node: JSON5Node) throws(FileError) -> Double {
    let text = try string(node, "time_limit")
    guard let seconds = WrittenTime.seconds(text) else {
      throw error(
        at: node, "time_limit cannot be '\(text)'; write a time such as 60s, 500ms or 5m")
    }
    return seconds
  }

  // MARK: Parameters

  private typealias Parameter = (name: String, values: [String], member: JSON5Member)

  private func parameters(of node: JSON5Node) throws(FileError) -> [Parameter] {
    guard let node = node[key: "parameters"] else { return [] }
    var parameters: [Parameter] = []
    var combinations = 1
    for member in try object(node, "parameters") {
      guard !member.key.isEmpty, !member.key.contains("{"), !member.key.contains("}") else {
        throw document.error(at: member, "a parameter cannot be named '\(member.key)'")
      }
      let nodes = try array(member.value, "the values of \(member.key)")
      guard !nodes.isEmpty else {
        throw error(at: member.value, "\(member.key) has no values; name one")
      }
      var values: [String] = []
      for node in nodes {
        let value = try parameterValue(node, of: member.key)
        guard !values.contains(value) else {
          throw error(at: node, "\(member.key) has the value '\(value)' twice")
        }
        values.append(value)
      }
      let (product, overflow) = combinations.multipliedReportingOverflow(by: values.count)
      guard !overflow, product <= CommandFile.mostBenchmarks else {
        throw document.error(
          at: member,
          "the parameters make more than \(CommandFile.mostBenchmarks) benchmarks; name fewer values"
        )
      }
      combinations = product
      parameters.append((member.key, values, member))
    }
    return parameters
  }

  private func parameterValue(_ node: JSON5Node, of name: String) throws(FileError) -> String {
    switch node.value {
    case .string(let text) where !text.isEmpty && !text.contains("{") && !text.contains("}"): text
    case .number(_, let text): text
    case .string, .bool, .null, .array, .object:
      throw error(
        at: node,
        "a value of \(name) is a number or a text without braces, not \(node.kind == "a string" ? "this text" : node.kind)"
      )
    }
  }

  /// A parameter that changes nothing makes the same benchmark several times.
  private func requireUse(
    of parameters: [Parameter], in command: SidedCommand
  ) throws(FileError) {
    for parameter in parameters {
      guard !command.texts.contains(where: { $0.contains("{\(parameter.name)}") }) else { continue }
      throw document.error(
        at: parameter.member,
        "the parameter \(parameter.name) is used nowhere; write {\(parameter.name)} where its value goes"
      )
    }
  }
}
