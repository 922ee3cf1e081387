// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "study-shops",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "dovetail", path: "../..")],
  targets: [
    .executableTarget(
      name: "study-shops", dependencies: [.product(name: "Modeling", package: "dovetail")],
      swiftSettings: [.treatAllWarnings(as: .error)])
  ],
  swiftLanguageModes: [.v6]
)
