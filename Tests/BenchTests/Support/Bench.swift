import Foundation

@testable import Bench

/// A folder of its own for a test, gone with it.
final class Scratch: Sendable {
  let path: String

  init() {
    var template = Array((NSTemporaryDirectory() + "bench-XXXXXX").utf8CString)
    path = String(cString: mkdtemp(&template))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  subscript(name: String) -> String { "\(path)/\(name)" }

  @discardableResult
  func write(_ text: String, to name: String) -> String {
    let folder = URL(fileURLWithPath: self[name]).deletingLastPathComponent().path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = FileManager.default.createFile(atPath: self[name], contents: Data(text.utf8))
    return self[name]
  }

  func read(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: self[name]) ?? Data(), as: UTF8.self)
  }
}

/// Programs built beside the test bundle.
enum Programs {
  static let folder: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    for candidate in CommandLine.arguments + [own] {
      let folder = URL(fileURLWithPath: candidate).deletingLastPathComponent().path
      if FileManager.default.isExecutableFile(atPath: folder + "/dovetail-measure") { return folder }
    }
    return "."
  }()
  static let measure = folder + "/dovetail-measure"
  static let bench = folder + "/dovetail-bench"
}

/// A solver of a few lines of shell. An instance is a piece of shell that prints what a solver would.
struct FakeSolver {
  let scratch: Scratch
  let program: String

  init(_ scratch: Scratch) {
    self.scratch = scratch
    // A process that is started while the file is open for writing would keep it from being executed.
    program = Subprocess.exclusively { [scratch] in scratch.write(Self.script(scratch), to: "solver") }
    chmod(program, 0o755)
  }

  private static func script(_ scratch: Scratch) -> String {
    """
    #!/bin/sh
    # The log of all runs that began.
    [ "$1" = --version ] && { echo 9.9; exit 0; }
    echo "$*" >> "\(scratch.path)/began"
    summary() {
      echo '{"event":"summary","problem":"fake","instance":"x","engine":"native","status":"'$1'","objective":'$2',\
    "bound":'$3',"gap":null,"time":0.02,"firstSolutionTime":0.01,"bestSolutionTime":0.01,"version":"9.9"}'
    }
    solution() { echo '{"event":"solution","time":'$1',"objective":'$2',"bound":null,"gap":null,"source":"fake"}'; }
    . "$2"
    """
  }

  func instance(_ name: String, _ text: String) -> String { scratch.write(text + "\n", to: "set/\(name).txt") }

  /// Starts of runs so far, one line of arguments each.
  var began: [Substring] { scratch.read("began").split(separator: "\n") }

  func sweep(_ store: CampaignStore, jobs: Int = 1) throws -> Sweep {
    Sweep(
      store, solver: try Solver(program, measure: Programs.measure),
      slots: try CoreSlots(jobs: jobs, width: 1, isPinned: false))
  }

  /// Plans and runs all instances, and returns what came of it.
  func run(
    _ paths: [String], variants: [String] = ["native"], settings: CampaignSettings = CampaignSettings()
  ) throws -> Campaign {
    let store = try CampaignStore(scratch["campaign.db"], .writing)
    try store.extend(
      CampaignPlan(
        instances: try paths.map { try InstanceFile(at: $0) }, variants: try variants.map { try Variant($0) },
        settings: settings))
    try store.keep(ReferenceTables())
    try sweep(store).run(try store.pendingTasks())
    return try store.campaign()
  }
}
