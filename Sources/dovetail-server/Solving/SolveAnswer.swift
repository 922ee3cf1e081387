import Race
import Solving

/// What `/v1/solve` answers: the members of the command line's summary, and the solution in the problem's own words.
/// Absent values are null.
struct SolveAnswer<Solution: Encodable & Sendable>: Encodable {
  let problem: String
  let engine: String
  let workers: Int
  let seed: UInt64
  /// What the body has and the solve does not look at.
  let warnings: [String]
  let result: RaceResult<Solution>
  /// Of a problem whose objectives have decimals, or are maximised.
  private let scale: ObjectiveScale?

  init(
    problem: String, engine: String, workers: Int, seed: UInt64, warnings: [String], _ result: RaceResult<Solution>,
    scale: ObjectiveScale? = nil
  ) {
    self.scale = scale?.numeratorName == nil ? scale : nil
    self.warnings = warnings
    self.problem = problem
    self.engine = engine
    self.workers = workers
    self.seed = seed
    self.result = result
  }

  private enum CodingKeys: String, CodingKey {
    case problem, engine, status, objective, bound, gap, time, firstSolutionTime, bestSolutionTime, workers, seed
    case version, ending, warnings, solution
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(problem, forKey: .problem)
    try container.encode(engine, forKey: .engine)
    try container.encode(result.status, forKey: .status)
    if let scale {
      try container.encode(result.objective.map(scale.rate), forKey: .objective)
      try container.encode(result.bound.map(scale.rate), forKey: .bound)
    } else {
      try container.encode(result.objective, forKey: .objective)
      try container.encode(result.bound, forKey: .bound)
    }
    try container.encode(result.gap, forKey: .gap)
    try container.encode(result.time, forKey: .time)
    try container.encode(result.firstSolutionTime, forKey: .firstSolutionTime)
    try container.encode(result.bestSolutionTime, forKey: .bestSolutionTime)
    try container.encode(workers, forKey: .workers)
    try container.encode(seed, forKey: .seed)
    try container.encode(ServerCommand.version, forKey: .version)
    try container.encode(result.ending.description, forKey: .ending)
    try container.encode(warnings + result.failures, forKey: .warnings)
    try container.encode(result.best?.solution, forKey: .solution)
  }
}
