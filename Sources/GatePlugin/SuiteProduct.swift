import PackagePlugin

/// An executable of the package that holds benchmarks.
struct SuiteProduct {
  /// The name under which the package manager builds it.
  let product: String

  /// Finds the package's suites: its executables that depend on the harness.
  ///
  /// Programs in the package's `Tests` folder are fixtures of tests, so they are not measured.
  ///
  /// - Parameters:
  ///   - package: The package in which the command was given.
  ///   - names: Targets or products to choose; empty chooses all.
  /// - Throws: ``GateError`` when there is no suite, or none of a given name.
  static func all(in package: Package, named names: [String]) throws -> [SuiteProduct] {
    let found = package.targets.compactMap { target -> (target: String, suite: SuiteProduct)? in
      guard let module = target as? SwiftSourceModuleTarget, module.kind == .executable,
        module.dependencies.contains(where: isHarness),
        !module.directoryURL.path.hasPrefix(package.directoryURL.appending(path: "Tests/").path)
      else { return nil }
      let products = package.products(ofType: ExecutableProduct.self)
      let product = products.first { $0.mainTarget.id == target.id }
      return (target.name, SuiteProduct(product: product?.name ?? target.name))
    }
    guard !found.isEmpty else { throw GateError.noSuite(package.displayName) }
    guard !names.isEmpty else { return found.map(\.suite) }
    return try names.map { name in
      guard let match = found.first(where: { $0.target == name || $0.suite.product == name })
      else { throw GateError.unknownSuite(name, known: found.map(\.suite.product)) }
      return match.suite
    }
  }

  private static func isHarness(_ dependency: TargetDependency) -> Bool {
    switch dependency {
    case .product(let product): product.name == "Speedgate"
    case .target(let target): target.name == "Speedgate"
    @unknown default: false
    }
  }
}
