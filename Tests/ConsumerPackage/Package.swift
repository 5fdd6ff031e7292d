// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "ConsumerPackage",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Speedgate", path: "../..")],
  targets: [
    .executableTarget(
      name: "OrderBenchmarks",
      dependencies: [.product(name: "Speedgate", package: "Speedgate")])
  ]
)
