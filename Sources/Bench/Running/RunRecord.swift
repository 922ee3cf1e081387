import Foundation

/// One finished run, all that is kept of it.
public struct RunRecord: Sendable {
  public var status: RunStatus
  public var objective: Score?
  public var bound: Score?
  /// Why the solver stopped, in its own words.
  public var ending: String?
  /// What went wrong, in one line; the end of standard error.
  public var detail: String?
  /// Seconds of wall clock by the solver's own clock.
  public var solverTime: Double?
  public var firstSolutionTime: Double?
  public var bestSolutionTime: Double?
  /// Improvements of either side in the order of time.
  public var history: [HistoryPoint] = []
  /// The solution file as the solver wrote it.
  public var solution: String?
  /// The solver's version.
  public var version: String?
  public var measurement: Measurement
  /// When the run began, in seconds since 1970.
  public var began: Double

  public init(status: RunStatus, measurement: Measurement, began: Double) {
    self.status = status
    self.measurement = measurement
    self.began = began
  }

  /// Seconds that a comparison uses: by the solver's clock where it has one, by the system's otherwise.
  public var time: Double { solverTime ?? measurement.wall }
}

/// What was known at a moment: the best solution and the best bound since then.
public struct HistoryPoint: Hashable, Sendable {
  /// Seconds by the solver's clock.
  public var time: Double
  public var objective: Score?
  public var bound: Score?
  /// The strategy that found it.
  public var source: String?

  public init(time: Double, objective: Score?, bound: Score?, source: String? = nil) {
    self.time = time
    self.objective = objective
    self.bound = bound
    self.source = source
  }
}

/// What the operating system says of a run.
public struct Measurement: Hashable, Codable, Sendable {
  public enum Kill: String, Codable, Sendable { case time, memory }

  /// Seconds of wall clock from the start of the process to its end.
  public var wall: Double
  /// Seconds of processor time, in the program and in the kernel.
  public var user: Double
  public var system: Double
  /// The peak of resident memory in bytes; nil where nobody measured it.
  public var memory: Int?
  public var exit: Int32?
  public var signal: Int32?
  /// Why it was killed from outside, where it was.
  public var killed: Kill?

  public init(
    wall: Double, user: Double = 0, system: Double = 0, memory: Int? = nil, exit: Int32? = 0, signal: Int32? = nil,
    killed: Kill? = nil
  ) {
    self.wall = wall
    self.user = user
    self.system = system
    self.memory = memory
    self.exit = exit
    self.signal = signal
    self.killed = killed
  }
}
