import Solving

extension Tardiness {
  /// What the machine has to do, and until when.
  public struct Job: Hashable, Sendable {
    /// In the instance's time unit, at least 0. A job without processing time takes no capacity: it is done at its
    /// release, whatever the machine does then.
    public let processingTime: Int
    /// May be negative: such a job is late wherever it stands.
    public let dueDate: Int
    /// The cost of a unit of tardiness, at least 0.
    public let weight: Int
    /// The earliest start, at least 0.
    public let releaseDate: Int

    /// A job of weight 1 that may start at 0, unless more is said.
    public init(processingTime: Int, dueDate: Int, weight: Int = 1, releaseDate: Int = 0) {
      self.processingTime = processingTime
      self.dueDate = dueDate
      self.weight = weight
      self.releaseDate = releaseDate
    }
  }

  /// Validated jobs for one machine, numbered from 0.
  public struct Instance: Sendable, Equatable {
    /// Such as "wt40#3"; pictures and summaries show it.
    public let name: String
    /// By number from 0.
    public let jobs: [Job]
    /// What their file calls them, by number; empty where it has no names.
    public let jobNames: [String]
    /// What the file has and the problem does not look at, in words.
    public let warnings: [String]
    /// The latest completion of any sequence whose jobs start as early as they can: the last release and all the work.
    public let horizon: Int

    /// The largest sum of all weights, each times the horizon and the distance of a due date below 0; so no sum of
    /// weighted tardiness, and no product on the way to one, leaves 64 bits.
    public static let costLimit = 1 << 60

    /// - Throws: the first rule that the data breaks, in words: no job, a negative time, weight or release date, or
    ///   numbers whose sums could leave 64 bits.
    public init(
      name: String, jobs: [Job], jobNames: [String] = [], warnings: [String] = []
    ) throws(InvalidInstance) {
      guard !jobs.isEmpty else { throw InvalidInstance("there must be at least one job") }
      var horizon = 0
      for (number, job) in jobs.enumerated() {
        guard job.processingTime >= 0 else {
          throw InvalidInstance("job \(number) has the negative processing time \(job.processingTime)")
        }
        guard job.weight >= 0 else { throw InvalidInstance("job \(number) has the negative weight \(job.weight)") }
        guard job.releaseDate >= 0 else {
          throw InvalidInstance("job \(number) has the negative release date \(job.releaseDate)")
        }
        guard (-Self.costLimit...Self.costLimit).contains(job.dueDate) else {
          throw InvalidInstance("job \(number) has the due date \(job.dueDate), beyond 2^60")
        }
        guard job.processingTime <= Self.costLimit - horizon else {
          throw InvalidInstance("the sum of all processing times exceeds 2^60 at job \(number)")
        }
        horizon += job.processingTime
      }
      let release = jobs.reduce(0) { max($0, $1.releaseDate) }
      guard release <= Self.costLimit - horizon else { throw InvalidInstance("a release date exceeds 2^60") }
      horizon += release
      var cost = 0
      for (number, job) in jobs.enumerated() {
        let (product, overflows) = job.weight.multipliedReportingOverflow(by: horizon + max(0, -job.dueDate))
        guard !overflows, product <= Self.costLimit - cost else {
          throw InvalidInstance("the total weighted tardiness could exceed 2^60 at job \(number)")
        }
        cost += product
      }
      self.name = name
      self.jobs = jobs
      self.jobNames = jobNames
      self.warnings = warnings
      self.horizon = horizon
    }

    /// The job's name, or its number where it has none.
    public func label(of job: Int) -> String {
      jobNames.indices.contains(job) && !jobNames[job].isEmpty ? jobNames[job] : "\(job)"
    }

    /// Jobs, numbered from 0.
    public var jobCount: Int { jobs.count }
    /// Whether all weights are 1.
    public var isUnweighted: Bool { jobs.allSatisfy { $0.weight == 1 } }
    /// Whether some job may not start at 0.
    public var hasReleaseDates: Bool { jobs.contains { $0.releaseDate > 0 } }
  }

  /// A sequence with the times that it runs at.
  public struct Solution: Sendable, Codable, Equatable {
    /// The sum of weight · max(0, completion - due date).
    public var totalTardiness: Int
    /// Job numbers in processing order.
    public var sequence: [Int]
    /// The completion of each job, by job number, in the instance's time unit.
    public var completions: [Int]

    /// A sequence with the times that it gives.
    public init(totalTardiness: Int, sequence: [Int], completions: [Int]) {
      self.totalTardiness = totalTardiness
      self.sequence = sequence
      self.completions = completions
    }

    /// Jobs without processing time go where they complete.
    private static func byCompletion(_ sequence: [Int], _ completions: [Int]) -> [Int] {
      let isSorted = zip(sequence, sequence.dropFirst()).allSatisfy { completions[$0] <= completions[$1] }
      if isSorted { return sequence }
      let order = sequence.indices.sorted { (completions[sequence[$0]], $0) < (completions[sequence[$1]], $1) }
      return order.map { sequence[$0] }
    }

    /// The jobs in this order, each as early as it can start.
    ///
    /// - Parameter sequence: every job of `instance` once.
    public init(_ sequence: [Int], of instance: Instance) {
      var completions = [Int](repeating: 0, count: instance.jobCount)
      var time = 0
      var total = 0
      for number in sequence {
        let job = instance.jobs[number]
        if job.processingTime > 0 { time = max(time, job.releaseDate) + job.processingTime }
        completions[number] = job.processingTime > 0 ? time : job.releaseDate
        total += job.weight * max(0, completions[number] - job.dueDate)
      }
      self.init(totalTardiness: total, sequence: Self.byCompletion(sequence, completions), completions: completions)
    }
  }
}
