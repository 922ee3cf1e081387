/// A run of somebody else's solver as one line of JSON.
///
/// Times are seconds. Only `solver`, `problem`, `instance` and `status` must be there.
struct PeerRecord: Decodable {
  let solver: String
  let problem: String
  let instance: String
  let status: String
  let objective: Score?
  let bound: Score?
  let wallTime: Double?
  let bestTime: Double?
  let firstTime: Double?
  let firstObjective: Score?
  let timeLimit: Double?
  let workers: Int?
  let askedWorkers: Int?
  let options: String?
  let tag: String?
  let version: String?
  let error: String?
  let capacity: Int?
  let processTime: Double?

  enum CodingKeys: String, CodingKey {
    case solver, problem, instance, status, objective, bound, workers, options, tag, version, error, capacity
    case wallTime = "wall_s"
    case bestTime = "time_to_best_s"
    case firstTime = "first_solution_s"
    case firstObjective = "first_objective"
    case timeLimit = "time_limit_s"
    case askedWorkers = "asked_workers"
    case processTime = "process_s"
  }

  /// Such as "cpsat:workers=2", with what tells two kinds of runs of a solver apart.
  var variantName: String {
    var options = (workers ?? askedWorkers).map { ["workers=\($0)"] } ?? []
    if capacity != nil { options.append("capacity") }
    if let tag, !tag.isEmpty { options.append("tag=" + tag.map { $0 == "," ? "_" : String($0) }.joined()) }
    if let text = self.options, !text.isEmpty, capacity == nil {
      options.append("options=" + text.map { $0 == " " || $0 == "," ? "_" : String($0) }.joined())
    }
    let name = solver.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "." ? String($0) : "-" }
      .joined()
    return name + (options.isEmpty ? "" : ":" + options.joined(separator: ","))
  }

  /// What the run says in our words. Its history is what the line knows: the first solution, the best one, the end.
  var record: RunRecord {
    let wall = wallTime ?? timeLimit ?? 0
    var record = RunRecord(
      status: runStatus, measurement: Measurement(wall: processTime ?? wall, exit: nil), began: 0)
    record.version = version
    record.detail = error
    record.solverTime = wall
    // A capacity that is met is the answer to a question without an objective.
    guard error == nil, capacity == nil else { return record }
    record.objective = objective
    record.bound = bound
    record.firstSolutionTime = objective == nil ? nil : firstTime
    record.bestSolutionTime = objective == nil ? nil : bestTime
    if let firstTime, let first = firstObjective ?? objective, objective != nil {
      record.history.append(HistoryPoint(time: firstTime, objective: first, bound: nil))
    }
    if let objective, let bestTime, record.history.last?.objective != objective {
      record.history.append(HistoryPoint(time: bestTime, objective: objective, bound: nil))
    }
    if bound != nil { record.history.append(HistoryPoint(time: wall, objective: objective, bound: bound)) }
    return record
  }

  private var runStatus: RunStatus {
    if let error { return error.hasPrefix("killed") ? .timeout : .error }
    if capacity != nil, status == "feasible" { return .optimal }
    switch status {
    case "optimal": return .optimal
    case "feasible": return .feasible
    case "infeasible": return .infeasible
    default: return .unknown
    }
  }
}
