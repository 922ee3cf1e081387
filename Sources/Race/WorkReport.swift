/// What a strategy did with its time, told once when it ends; see `Scoreboard.gathersReports`.
public struct WorkReport: Sendable {
  /// Something that ran often: a propagator, a neighbourhood.
  public struct Part: Sendable {
    /// As it is shown.
    public let name: String
    /// How often it ran.
    public let runs: Int
    /// Runs that gave something: a stronger bound, a conflict, a better solution.
    public let yields: Int
    /// In all runs together.
    public let seconds: Double

    /// What one part did.
    public init(name: String, runs: Int, yields: Int, seconds: Double) {
      self.name = name
      self.runs = runs
      self.yields = yields
      self.seconds = seconds
    }

    /// From 0 to 1; 0 where nothing ran.
    public var yieldRate: Double { runs == 0 ? 0 : Double(yields) / Double(runs) }
  }

  /// A kind of neighbourhood of a large neighbourhood search.
  public struct Neighbourhood: Sendable {
    /// As it is shown.
    public let name: String
    /// How often it was chosen.
    public let tries: Int
    /// Tries searched to the end without a better solution.
    public let completed: Int
    /// Tries that found a better solution.
    public let improvements: Int
    /// Of what there is to free, the share that the next try frees; from 0 to 1.
    public let share: Double

    /// What one neighbourhood did.
    public init(name: String, tries: Int, completed: Int, improvements: Int, share: Double) {
      self.name = name
      self.tries = tries
      self.completed = completed
      self.improvements = improvements
      self.share = share
    }
  }

  /// A number of things that happened.
  public struct Count: Sendable {
    /// What happened, in the plural.
    public let name: String
    /// How often.
    public let value: Int
  }

  /// The strategy.
  public let source: String
  /// In the order in which they are to be shown.
  public let counts: [Count]
  /// In the order in which they are to be shown.
  public let parts: [Part]
  /// Of a large neighbourhood search; empty elsewhere.
  public let neighbourhoods: [Neighbourhood]

  /// What a strategy did.
  public init(
    source: String, counts: KeyValuePairs<String, Int>, parts: [Part] = [], neighbourhoods: [Neighbourhood] = []
  ) {
    self.source = source
    self.counts = counts.map { Count(name: $0.key, value: $0.value) }
    self.parts = parts
    self.neighbourhoods = neighbourhoods
  }
}
