import Foundation

/// Reads what a solver prints with `--log json`.
struct SolverLog {
  private(set) var history: [HistoryPoint] = []
  private(set) var summary: Summary?

  struct Summary: Decodable {
    let status: String
    let objective: Score?
    let bound: Score?
    let time: Double?
    let firstSolutionTime: Double?
    let bestSolutionTime: Double?
    let version: String?
    let ending: String?
    /// "max" where larger is better.
    let sense: String?
  }

  private struct Line: Decodable {
    let event: String
    let time: Double?
    let objective: Score?
    let bound: Score?
    let source: String?
    let sense: String?
  }

  /// - Parameter bytes: whole or cut off anywhere; lines that are no events are passed over, since a killed process
  ///   may leave half a line.
  init(_ bytes: Data) {
    let decoder = JSONDecoder()
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let entry = try? decoder.decode(Line.self, from: line) else { continue }
      if entry.event == "summary" {
        summary = try? decoder.decode(Summary.self, from: line)
      } else if entry.event == "solution" || entry.event == "bound", let time = entry.time {
        history.append(
          HistoryPoint(
            time: time, objective: Self.minimised(entry.objective, entry.sense),
            bound: Self.minimised(entry.bound, entry.sense), source: entry.source))
      }
    }
  }

  /// Of what is maximised, the negative: in campaigns smaller is better.
  private static func minimised(_ score: Score?, _ sense: String?) -> Score? {
    sense == "max" ? score.flatMap { Score(levels: $0.levels.map { 0 - $0 }) } : score
  }

  /// What the run was, from its log and from how it ended.
  func record(_ measurement: Measurement, errors: String, began: Double) -> RunRecord {
    var record = RunRecord(status: .error, measurement: measurement, began: began)
    record.history = history
    record.objective = history.last { $0.objective != nil }?.objective
    record.bound = history.last { $0.bound != nil }?.bound
    record.firstSolutionTime = history.first { $0.objective != nil }?.time
    if let best = record.objective { record.bestSolutionTime = history.first { $0.objective == best }?.time }
    if let summary {
      record.objective = Self.minimised(summary.objective, summary.sense) ?? record.objective
      record.bound = Self.minimised(summary.bound, summary.sense) ?? record.bound
      record.ending = summary.ending
      record.solverTime = summary.time
      record.firstSolutionTime = summary.firstSolutionTime ?? record.firstSolutionTime
      record.bestSolutionTime = summary.bestSolutionTime ?? record.bestSolutionTime
      record.version = summary.version
    }
    let lastError = errors.split(whereSeparator: \.isNewline).last.map { String($0.prefix(500)) }
    (record.status, record.detail) = status(measurement, lastError)
    return record
  }

  private func status(_ measurement: Measurement, _ lastError: String?) -> (RunStatus, String?) {
    switch measurement.killed {
    case .time: return (.timeout, "killed at the time limit and its grace")
    case .memory: return (.memory, "killed at the memory limit")
    case nil: break
    }
    if let signal = measurement.signal {
      let cause = signal == SIGKILL ? "killed by signal 9 from elsewhere, such as the kernel short of memory" : nil
      return (.crash, cause ?? "signal \(signal)" + (lastError.map { ": \($0)" } ?? ""))
    }
    // 0 solved, 1 infeasible, 3 no solution within the limits; everything else is a failure even after a summary.
    guard let code = measurement.exit, [0, 1, 3].contains(code), let summary else {
      let code = "exit code \(measurement.exit.map(String.init) ?? "-")"
      return (.error, lastError.map { "\(code): \($0)" } ?? "\(code), no summary")
    }
    let known: Set<RunStatus> = [.optimal, .feasible, .infeasible, .unknown]
    guard let status = RunStatus(rawValue: summary.status), known.contains(status) else {
      return (.error, "the summary has the status '\(summary.status)'")
    }
    return (status, nil)
  }
}
