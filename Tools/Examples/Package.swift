// swift-tools-version: 6.2
import PackageDescription

let common: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// Each example is one program and one file, written against what any other package sees of Dovetail.
func example(_ name: String, _ products: String...) -> Target {
  .executableTarget(
    name: name, dependencies: products.map { .product(name: $0, package: "dovetail") }, swiftSettings: common)
}

let package = Package(
  name: "dovetail-examples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "dovetail", path: "../..", traits: [])],
  targets: [
    example("first-model", "Modeling"),
    example("job-shop", "Modeling"),
    example("project", "Modeling"),
    example("bin-packing", "Modeling"),
    example("another-solver", "Modeling", "GLPKSolver"),
    example("ready-problem", "Problems"),
    example("cluster-plan", "Scheduler"),
  ],
  swiftLanguageModes: [.v6]
)
