import Solving

/// What `solve` was asked for, checked as far as it can be without reading a file.
struct SolveRequest: Sendable {
  enum WarmStart: Equatable, Sendable {
    case heuristic, none
    case file(String)

    init(_ text: String) {
      self =
        switch text {
        case "heuristic": .heuristic
        case "none": .none
        default: .file(text)
        }
    }
  }

  var instancePath: String
  var problem: String?
  var question = Question()
  var engine = "auto"
  var timeLimit: Double?
  var gap = 0.0
  /// As results show objectives.
  var objectiveLimit: String?
  var workers = 1
  var seed: UInt64 = 1
  var warmStart = WarmStart.heuristic
  /// The trace of `--replay`, and where the instance after it, or at the time of `from`, goes.
  var replay: String?
  var state: String?
  /// When the plan of the warm start is taken up again, and whether it is to change as little as possible.
  var from: Int?
  var isStable = false
  var conflictLimit: Int?
  /// Workers take turns and time is counted work.
  var isDeterministic = false
  /// Bytes.
  var memoryLimit: Int?
  var heuristic: String?
  var output: String?
  var plot: String?
  var proof: String?
  /// Bytes.
  var proofLimit: Int?
  var log = ProgressLog.Format.text
  /// Engines measure what they do.
  var showsStatistics = false

  init(instancePath: String) { self.instancePath = instancePath }
}
