// swift-tools-version: 6.2
import PackageDescription

let common: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// Exclusivity checks cost up to 5x in the search loop and find nothing there that the debug tests do not;
/// overflow checks and preconditions stay on.
let hot: [SwiftSetting] =
  common + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// Of the programs alone, which who depends on the libraries with `traits: []` does not fetch.
func programs(_ name: String, _ package: String) -> Target.Dependency {
  .product(name: name, package: package, condition: .when(traits: ["Programs"]))
}

/// The MIP solver of the command line, which who ships a binary may have to leave out. No trait: the package manager
/// passes several traits in an order of chance, and each other order compiles everything anew.
let glpk: [Target.Dependency] = Context.environment["DOVETAIL_WITHOUT_GLPK"] == nil ? ["GLPKSolver"] : []

/// What the module of a problem stands on.
let problem: [Target.Dependency] = ["Solving", "Kernel", "Modeling", "Race", "Pictures", "MIP", "Basics"]

/// What the tests of such a module use beside it.
let tested: [Target.Dependency] = problem + ["GLPKSolver", "TestSupport", "SolvingSupport"]

let package = Package(
  name: "dovetail",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Modeling", targets: ["Modeling"]),
    .library(name: "GLPKSolver", targets: ["GLPKSolver"]),
    .library(name: "MIP", targets: ["MIP"]),
    .library(
      name: "Problems",
      targets: [
        "Problems", "Scheduling", "Workflows", "TaskAllocation", "Pods", "VirtualMachines", "MemoryMapping",
        "LinearPrograms", "UserModels", "Solving", "Race", "Basics",
      ]),
    .library(name: "Scheduler", targets: ["Scheduler"]),
    .executable(name: "dovetail-server", targets: ["dovetail-server"]),
    .executable(name: "dovetail-controller", targets: ["dovetail-controller"]),
    .library(name: "CDovetail", type: .dynamic, targets: ["CDovetail"]),
    .library(name: "DovetailPython", type: .dynamic, targets: ["CDovetail", "CCommand"]),
    .executable(name: "dovetail", targets: ["dovetail"]),
    .executable(name: "dovetail-fzn", targets: ["dovetail-fzn"]),
    .executable(name: "dovetail-verify", targets: ["dovetail-verify"]),
    .executable(name: "dovetail-bench", targets: ["dovetail-bench"]),
    .executable(name: "dovetail-measure", targets: ["dovetail-measure"]),
    .executable(name: "dovetail-microbench", targets: ["dovetail-microbench"]),
    .library(name: "DovetailYAML", type: .dynamic, targets: ["YAMLReading"]),
  ],
  traits: [
    .default(enabledTraits: ["Programs", "YAML"]),
    .trait(name: "Programs", description: "The command line, the server and the benchmarks."),
    .trait(name: "YAML", description: "The reader of YAML manifests, a library that programs load."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.10.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // A command plugin; no product depends on it.
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"),
  ],
  targets: [
    .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
    .target(name: "Basics", swiftSettings: common),
    .target(name: "Kernel", dependencies: ["Basics"], swiftSettings: hot),
    .target(name: "Relaxation", dependencies: ["Basics"], swiftSettings: hot),
    .target(name: "MIP", dependencies: ["Basics"], swiftSettings: common),
    .target(name: "GLPKBridge", dependencies: ["CGLPK"]),
    .target(name: "GLPKSolver", dependencies: ["MIP", "GLPKBridge", "CGLPK"], swiftSettings: common),
    .target(name: "Race", dependencies: ["Basics"], swiftSettings: common),
    .target(name: "Statements", dependencies: ["Basics"], swiftSettings: common),
    .target(name: "Presolve", dependencies: ["Statements", "Basics"], swiftSettings: hot),
    .target(name: "LocalSearch", dependencies: ["Statements", "Basics"], swiftSettings: hot),
    .target(
      name: "Lowering", dependencies: ["Statements", "Kernel", "MIP", "Relaxation", "Basics"], path: "Sources/Modeling",
      exclude: ["Umbrella"], sources: ["Lowering", "Linearization", "Relaxation"], swiftSettings: common),
    .target(name: "Pictures", swiftSettings: common),
    .target(name: "Processes", swiftSettings: common),
    .target(
      name: "YAMLReading", dependencies: [.product(name: "Yams", package: "Yams", condition: .when(traits: ["YAML"]))],
      swiftSettings: common),
    .target(
      name: "Solving",
      dependencies: [
        "Statements", "Presolve", "LocalSearch", "Lowering", "Kernel", "Relaxation", "Race", "MIP", "Basics",
      ],
      swiftSettings: hot),
    .target(
      name: "Modeling", dependencies: ["Statements", "Lowering", "Solving"], path: "Sources/Modeling/Umbrella",
      swiftSettings: common),
    .target(name: "FlowTime", dependencies: ["Basics"], swiftSettings: hot),
    .target(name: "Shops", dependencies: ["Basics"], swiftSettings: hot),
    .target(name: "Projects", dependencies: ["Basics"], swiftSettings: hot),
    .target(name: "Scheduling", dependencies: ["Shops", "Projects"] + problem, swiftSettings: hot),
    .target(name: "Workflows", dependencies: problem, swiftSettings: hot),
    .target(
      name: "InterruptedShops", dependencies: ["Shops", "Scheduling", "Solving", "Basics"], swiftSettings: hot),
    .target(name: "Pods", dependencies: problem, path: "Sources/Clusters/Pods", swiftSettings: hot),
    .target(
      name: "VirtualMachines", dependencies: problem, path: "Sources/Clusters/VirtualMachines", swiftSettings: hot),
    .target(name: "MemoryMapping", dependencies: problem, swiftSettings: hot),
    .target(name: "TaskAllocation", dependencies: problem, swiftSettings: hot),
    .target(name: "LinearPrograms", dependencies: problem, swiftSettings: hot),
    .target(name: "UserModels", dependencies: problem, swiftSettings: hot),
    .target(
      name: "Problems",
      dependencies: [
        "Scheduling", "Workflows", "TaskAllocation", "Pods", "VirtualMachines", "MemoryMapping", "LinearPrograms",
        "UserModels", "Solving",
      ],
      swiftSettings: common),
    .target(name: "FlatZinc", dependencies: ["Statements", "Solving", "Race", "Basics"], swiftSettings: hot),
    .target(
      name: "Commands",
      dependencies: [
        "Problems", "TaskAllocation", "InterruptedShops", "FlowTime", "Scheduler", "Pictures", "Processes", "MIP",
        programs("ArgumentParser", "swift-argument-parser"),
      ] + glpk, swiftSettings: common + (glpk.isEmpty ? [] : [.define("GLPK")])),
    .executableTarget(
      name: "dovetail", dependencies: ["Commands"], exclude: ["README.md"], swiftSettings: common),
    .executableTarget(
      name: "dovetail-fzn",
      dependencies: [
        "FlatZinc", "Statements", "Solving", "Race", "Basics",
        programs("ArgumentParser", "swift-argument-parser"),
      ], exclude: ["README.md"], swiftSettings: common),
    // Trusts nobody: the C library only.
    .executableTarget(name: "dovetail-verify", exclude: ["README.md", "Problems.md"], swiftSettings: hot),
    .executableTarget(
      name: "dovetail-microbench",
      dependencies: [
        "Kernel", "Problems", "Race", "Basics",
        programs("ArgumentParser", "swift-argument-parser"),
      ], swiftSettings: common),
    .target(name: "Scheduler", dependencies: ["Problems", "Race", "MIP", "Basics"], swiftSettings: common),
    .target(
      name: "CDovetail",
      dependencies: ["Scheduler", "Problems", "Modeling", "Statements", "Solving", "Race", "MIP", "Basics"],
      exclude: ["include", "dovetail.pc.in", "README.md"],
      swiftSettings: common),
    .target(name: "CCommand", dependencies: ["Commands"], swiftSettings: common),
    .target(name: "Telemetry", dependencies: ["Race", programs("Logging", "swift-log")], swiftSettings: common),
    .target(
      name: "Steering", dependencies: ["Pods", "Scheduler", "Telemetry", "Basics", "Race"], swiftSettings: common),
    .executableTarget(
      name: "dovetail-server",
      dependencies: [
        "Problems", "Scheduler", "Steering", "GLPKSolver", "Basics", "Processes", "Telemetry",
        programs("ArgumentParser", "swift-argument-parser"),
        programs("Hummingbird", "hummingbird"),
        programs("HummingbirdCore", "hummingbird"),
        programs("HummingbirdTLS", "hummingbird"),
        programs("Logging", "swift-log"),
        programs("NIOCore", "swift-nio"),
        programs("NIOSSL", "swift-nio-ssl"),
        programs("ServiceLifecycle", "swift-service-lifecycle"),
      ], exclude: ["README.md"], swiftSettings: common),
    .target(
      name: "KubernetesAPI",
      dependencies: [
        "Basics", "Race", "YAMLReading",
        programs("AsyncHTTPClient", "async-http-client"),
        programs("Logging", "swift-log"),
        programs("NIOCore", "swift-nio"),
        programs("NIOSSL", "swift-nio-ssl"),
      ], swiftSettings: common),
    .executableTarget(
      name: "dovetail-controller",
      dependencies: [
        "KubernetesAPI", "Telemetry", "Pods", "Scheduler", "Steering", "Solving", "GLPKSolver", "Basics", "Race",
        programs("ArgumentParser", "swift-argument-parser"),
        programs("Hummingbird", "hummingbird"),
        programs("Logging", "swift-log"),
        programs("NIOCore", "swift-nio"),
        programs("ServiceLifecycle", "swift-service-lifecycle"),
      ], exclude: ["README.md"], swiftSettings: common),
    .target(
      name: "Bench", dependencies: ["Basics", programs("GRDB", "GRDB.swift")], swiftSettings: common),
    .executableTarget(name: "dovetail-measure"),
    .executableTarget(
      name: "dovetail-bench",
      dependencies: ["Bench", "Basics", programs("ArgumentParser", "swift-argument-parser")],
      exclude: ["README.md", "Measurements.md"], swiftSettings: common),
    .target(
      name: "TestSupport", dependencies: ["Statements", "Basics", "Pictures"], path: "Tests/TestSupport",
      swiftSettings: common),
    .testTarget(name: "BasicsTests", dependencies: ["Basics"]),
    .testTarget(name: "KernelTests", dependencies: ["Kernel", "TestSupport"]),
    .testTarget(name: "RelaxationTests", dependencies: ["Relaxation", "Basics", "TestSupport"]),
    .testTarget(name: "PresolveTests", dependencies: ["Presolve", "Statements", "Basics", "TestSupport"]),
    .testTarget(name: "ModelingTests", dependencies: ["Modeling", "GLPKSolver", "TestSupport", "UserModels"]),
    .testTarget(name: "LocalSearchTests", dependencies: ["LocalSearch", "Statements", "TestSupport", "Basics"]),
    .testTarget(name: "MIPTests", dependencies: ["MIP", "GLPKSolver", "CGLPK", "TestSupport"]),
    .testTarget(name: "RaceTests", dependencies: ["Race"]),
    .testTarget(name: "PicturesTests", dependencies: ["Pictures", "Processes", "TestSupport"]),
    .testTarget(name: "ProcessesTests", dependencies: ["Processes"]),
    .target(
      name: "SolvingSupport", dependencies: ["Solving", "Race", "GLPKSolver", "Basics"], path: "Tests/SolvingSupport",
      swiftSettings: common),
    .testTarget(name: "FlowTimeTests", dependencies: ["FlowTime", "Basics"]),
    .testTarget(name: "ShopsTests", dependencies: ["Shops", "Basics"]),
    .testTarget(
      name: "InterruptedShopsTests",
      dependencies: ["InterruptedShops", "Shops", "Scheduling", "Solving", "Race", "Basics"]),
    .testTarget(name: "ProjectsTests", dependencies: ["Projects", "Basics"]),
    .testTarget(name: "SolvingTests", dependencies: tested),
    .testTarget(name: "SchedulingTests", dependencies: ["Scheduling", "Projects", "Problems"] + tested),
    .testTarget(name: "WorkflowsTests", dependencies: ["Workflows"] + tested),
    .testTarget(name: "PodsTests", dependencies: ["Pods"] + tested),
    .testTarget(name: "VirtualMachinesTests", dependencies: ["VirtualMachines"] + tested),
    .testTarget(name: "MemoryMappingTests", dependencies: ["MemoryMapping"] + tested),
    .testTarget(name: "TaskAllocationTests", dependencies: ["TaskAllocation"] + tested),
    .testTarget(name: "LinearProgramsTests", dependencies: ["LinearPrograms"] + tested),
    .testTarget(name: "UserModelsTests", dependencies: ["UserModels"] + tested),
    .testTarget(name: "ProblemsTests", dependencies: ["Problems"] + tested),
    .testTarget(name: "SchedulerTests", dependencies: ["Scheduler"]),
    .testTarget(name: "FlatZincTests", dependencies: ["FlatZinc", "dovetail-fzn", "Statements", "Solving", "Basics"]),
    .testTarget(name: "dovetail-verifyTests", dependencies: ["dovetail-verify"]),
    .testTarget(name: "dovetail-microbenchTests", dependencies: ["dovetail-microbench", "Kernel", "Basics"]),
    .testTarget(
      name: "ProofsTests",
      dependencies: [
        "dovetail-verify", "Problems", "Scheduling", "UserModels", "Modeling", "Solving", "Kernel", "Race", "Basics",
      ]),
    .testTarget(
      name: "BenchTests", dependencies: ["Bench", "Basics", programs("GRDB", "GRDB.swift")]),
    .testTarget(name: "CommandsTests", dependencies: ["Commands", "dovetail", "SolvingSupport", "TestSupport"]),
    .testTarget(name: "TelemetryTests", dependencies: ["Telemetry"]),
    .testTarget(name: "CDovetailTests", dependencies: ["CDovetail", "Basics"], exclude: ["Example"]),
    .testTarget(
      name: "dovetail-serverTests",
      dependencies: [
        "dovetail-server", "Steering", "Telemetry", "Basics", "TestSupport", programs("NIOCore", "swift-nio"),
        programs("NIOPosix", "swift-nio"), programs("NIOSSL", "swift-nio-ssl"),
      ], exclude: ["Certificates"]),
    .target(
      name: "APIServerDouble",
      dependencies: [
        "Basics", "Race",
        programs("Hummingbird", "hummingbird"),
        programs("HummingbirdCore", "hummingbird"),
        programs("HummingbirdTLS", "hummingbird"),
        programs("Logging", "swift-log"),
        programs("NIOCore", "swift-nio"),
        programs("NIOSSL", "swift-nio-ssl"),
      ], path: "Tests/APIServerDouble", swiftSettings: common),
    .target(
      name: "ClusterSimulation",
      dependencies: [
        "APIServerDouble", "Scheduler", "Pods", "Basics",
        programs("AsyncHTTPClient", "async-http-client"),
        programs("NIOCore", "swift-nio"),
      ], path: "Tests/ClusterSimulation", swiftSettings: common),
    .executableTarget(
      name: "cluster-double",
      dependencies: [
        "ClusterSimulation", "APIServerDouble", "Scheduler", "GLPKSolver", "Basics",
        programs("ArgumentParser", "swift-argument-parser"),
        programs("AsyncHTTPClient", "async-http-client"),
        programs("NIOCore", "swift-nio"),
      ], path: "Tests/ClusterDouble", exclude: ["README.md"], swiftSettings: common),
    .testTarget(
      name: "ClusterSimulationTests", dependencies: ["ClusterSimulation", "APIServerDouble", "Basics"]),
    .testTarget(
      name: "APIServerDoubleTests",
      dependencies: [
        "APIServerDouble", "Basics",
        programs("AsyncHTTPClient", "async-http-client"),
        programs("NIOCore", "swift-nio"),
      ]),
    .testTarget(
      name: "KubernetesAPITests",
      dependencies: [
        "KubernetesAPI", "APIServerDouble", "Basics", "Race", programs("Logging", "swift-log"),
        programs("NIOSSL", "swift-nio-ssl"),
      ]),
    .testTarget(
      name: "dovetail-controllerTests",
      dependencies: [
        "dovetail-controller", "Pods", "Scheduler", "KubernetesAPI", "APIServerDouble", "Telemetry", "Basics", "Race",
        programs("Logging", "swift-log"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

/// The engine and its tests without any other package, which builds in little time: for the address sanitizer.
if Context.environment["DOVETAIL_ENGINE_ONLY"] != nil {
  let engine: Set = [
    "CGLPK", "GLPKBridge", "GLPKSolver", "MIP", "Basics", "Kernel", "Relaxation", "Statements", "Presolve",
    "LocalSearch", "Lowering", "Race", "Solving", "Modeling", "Pictures", "UserModels", "TestSupport", "BasicsTests",
    "KernelTests",
    "RelaxationTests", "PresolveTests",
    "LocalSearchTests", "ModelingTests", "MIPTests",
  ]
  package.targets.removeAll { !engine.contains($0.name) }
  package.products = []
  package.dependencies = []
}
