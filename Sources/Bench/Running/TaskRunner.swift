import Foundation

/// Makes single runs, each in a process of its own under limits from outside.
struct TaskRunner: Sendable {
  let solver: Solver
  let settings: CampaignSettings
  /// A folder for the files of one run at a time.
  let scratch: String
  /// The cores that a run is pinned to; nil for no pinning.
  let cores: [Int]?
  let keepsSolutions: Bool

  /// - Throws: `BenchError` where the run could not be started at all; everything else is a record.
  func run(_ task: CampaignTask) throws(BenchError) -> RunRecord {
    let (log, errors, solution) = (scratch + "/log", scratch + "/errors", scratch + "/solution")
    try? FileManager.default.removeItem(atPath: solution)
    let began = Date().timeIntervalSince1970
    let deadline = settings.timeLimit.map { $0 + settings.grace } ?? 0
    let words =
      ["\(deadline)", "\(settings.memoryLimit ?? 0)", cores.map { $0.map(String.init).joined(separator: ",") } ?? "-"]
      + [log, errors, solver.program] + arguments(task, solution: solution)
    let result = try Subprocess.run(solver.measure, words)
    guard result.status == 0,
      let measurement = try? JSONDecoder().decode(Measurement.self, from: Data(result.output.utf8))
    else {
      throw BenchError(.system, "a run of \(solver.program) could not be measured: \(text(of: errors, atMost: 500))")
    }
    let bytes = FileManager.default.contents(atPath: log) ?? Data()
    var record = SolverLog(bytes).record(measurement, errors: text(of: errors, atMost: 1 << 16), began: began)
    record.version = record.version ?? solver.version
    if keepsSolutions, let text = FileManager.default.contents(atPath: solution), !text.isEmpty {
      record.solution = String(decoding: text, as: UTF8.self)
    }
    return record
  }

  func arguments(_ task: CampaignTask, solution: String) -> [String] {
    var words = ["solve", task.instance.path, "--log", "json"] + task.variant.arguments(seed: task.seed)
    if keepsSolutions { words += ["--output", solution] }
    if let limit = settings.timeLimit { words += ["--time-limit", "\(limit)"] }
    if let problem = settings.problem { words += ["--problem", problem] }
    return words
  }

  private func text(of path: String, atMost count: Int) -> String {
    String(decoding: (FileManager.default.contents(atPath: path) ?? Data()).suffix(count), as: UTF8.self)
  }
}
