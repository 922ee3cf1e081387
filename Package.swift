// swift-tools-version: 6.2
import PackageDescription

let common: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// Exclusivity checks cost up to 5x in the search loop and find nothing there that the debug tests do not;
/// overflow checks and preconditions stay on.
let hot: [SwiftSetting] =
  common + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

let package = Package(
  name: "dovetail",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Modeling", targets: ["Modeling"]),
    .executable(name: "dovetail", targets: ["dovetail"]),
    .library(name: "DovetailYAML", type: .dynamic, targets: ["YAMLReading"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
    .target(name: "Basics", swiftSettings: common),
    .target(name: "Kernel", dependencies: ["Basics"], swiftSettings: hot),
    .target(name: "MIP", dependencies: ["Basics"], swiftSettings: common),
    .target(name: "GLPKBridge", dependencies: ["CGLPK"]),
    .target(name: "GLPKSolver", dependencies: ["MIP", "GLPKBridge", "CGLPK"], swiftSettings: common),
    .target(name: "Race", dependencies: ["Basics"], swiftSettings: common),
    .target(name: "Modeling", dependencies: ["Kernel", "MIP", "Basics"], swiftSettings: common),
    .target(name: "Pictures", swiftSettings: common),
    .target(
      name: "YAMLReading", dependencies: [.product(name: "Yams", package: "Yams")], swiftSettings: common),
    .target(
      name: "Problems", dependencies: ["Kernel", "Modeling", "Race", "Pictures", "MIP", "Basics"],
      swiftSettings: hot),
    .executableTarget(
      name: "dovetail",
      dependencies: [
        "Problems", "GLPKSolver",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: common),
    .target(name: "TestSupport", dependencies: ["Basics"], path: "Tests/TestSupport", swiftSettings: common),
    .testTarget(name: "BasicsTests", dependencies: ["Basics"]),
    .testTarget(name: "KernelTests", dependencies: ["Kernel", "TestSupport"]),
    .testTarget(name: "ModelingTests", dependencies: ["Modeling", "GLPKSolver", "TestSupport"]),
    .testTarget(name: "MIPTests", dependencies: ["MIP", "GLPKSolver", "CGLPK", "TestSupport"]),
    .testTarget(name: "RaceTests", dependencies: ["Race"]),
    .testTarget(name: "PicturesTests", dependencies: ["Pictures"]),
    .testTarget(name: "ProblemsTests", dependencies: ["Problems", "GLPKSolver", "TestSupport"]),
    .testTarget(name: "dovetailTests", dependencies: ["dovetail"]),
  ],
  swiftLanguageModes: [.v6]
)
