package import Foundation
import GateFiles
import GateRecords

/// A package's targets, products and dependencies, as the package manager describes them.
package struct PackageOutline: Hashable, Sendable, Codable {
  private struct Target: Hashable, Sendable, Codable {
    var name: String
    var type: String
    var path: String
    var targetDependencies: [String]?
    var productDependencies: [String]?

    private enum CodingKeys: String, CodingKey {
      case name, type, path
      case targetDependencies = "target_dependencies"
      case productDependencies = "product_dependencies"
    }
  }

  private struct Product: Hashable, Sendable, Codable {
    struct Kind: Hashable, Sendable, Codable {
      var isExecutable: Bool

      private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
      }

      init(from decoder: any Decoder) throws {
        let names = try decoder.container(keyedBy: Key.self).allKeys
        isExecutable = names.contains { $0.stringValue == "executable" }
      }

      func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encodeNil(forKey: Key(stringValue: isExecutable ? "executable" : "library"))
      }
    }

    var name: String
    var targets: [String]
    var type: Kind
  }

  private struct Dependency: Hashable, Sendable, Codable {
    var type: String
    var path: String?
  }

  private var targets: [Target]
  private var products: [Product]
  private var dependencies: [Dependency]

  /// Reads the package manager's description.
  ///
  /// - Throws: ``RevisionError`` when it cannot be read.
  package init(_ data: Data) throws(RevisionError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch {
      throw RevisionError(RevisionMessage.descriptionUnreadable)
    }
  }

  /// The products that are suites: executables that use the harness and are not below `Tests`.
  package var suites: [String] {
    targets.filter { target in
      target.type == "executable" && !target.path.hasPrefix("Tests/")
        && (target.productDependencies?.contains("Speedgate") ?? false
          || target.targetDependencies?.contains("Speedgate") ?? false)
    }.map { target in
      products.first { $0.type.isExecutable && $0.targets.contains(target.name) }?.name
        ?? target.name
    }
  }

  /// Whether there is such an executable.
  package func hasExecutable(_ product: String) -> Bool { target(of: product) != nil }

  /// The folder of an executable's own sources, relative to the package.
  package func folder(of product: String) -> String? { target(of: product)?.path }

  /// The folders of everything that goes into an executable, relative to the package.
  package func folders(behind product: String) -> [String] {
    guard let first = target(of: product) else { return [] }
    var names: Set<String> = []
    var open = [first.name]
    while let name = open.popLast() {
      guard names.insert(name).inserted else { continue }
      open += targets.first { $0.name == name }?.targetDependencies ?? []
    }
    return targets.filter { names.contains($0.name) || $0.type == "plugin" || $0.type == "macro" }
      .map(\.path).sorted()
  }

  /// The folders of packages that are named by their place.
  package var localPackages: [String] {
    dependencies.filter { $0.type == "fileSystem" }.compactMap(\.path)
  }

  private func target(of product: String) -> Target? {
    let named = products.first { $0.name == product && $0.type.isExecutable }?.targets ?? [product]
    return targets.first { named.contains($0.name) && $0.type == "executable" }
  }
}
