/// What a strategy did with its time, told once when it ends; see `Scoreboard.gathersReports`.
public struct WorkReport: Sendable {
  /// Something that ran often: a propagator, a neighbourhood.
  public struct Part: Sendable {
    public let name: String
    public let runs: Int
    /// Runs that gave something: a stronger bound, a conflict, a better solution.
    public let yields: Int
    public let seconds: Double

    public init(name: String, runs: Int, yields: Int, seconds: Double) {
      self.name = name
      self.runs = runs
      self.yields = yields
      self.seconds = seconds
    }

    /// From 0 to 1; 0 where nothing ran.
    public var yieldRate: Double { runs == 0 ? 0 : Double(yields) / Double(runs) }
  }

  public struct Count: Sendable {
    public let name: String
    public let value: Int
  }

  /// The strategy.
  public let source: String
  public let counts: [Count]
  /// In the order in which they are to be shown.
  public let parts: [Part]

  public init(source: String, counts: KeyValuePairs<String, Int>, parts: [Part] = []) {
    self.source = source
    self.counts = counts.map { Count(name: $0.key, value: $0.value) }
    self.parts = parts
  }
}
