import Solving

extension JobShop {
  /// A visit of a job to a machine.
  public struct Operation: Hashable, Sendable {
    /// From 0.
    public let machine: Int
    /// In the instance's time unit, at least 0.
    public let duration: Int

    /// A visit to a machine, numbered from 0.
    public init(machine: Int, duration: Int) {
      self.machine = machine
      self.duration = duration
    }
  }

  /// A validated job shop. Jobs may visit machines in any order, skip some and come back to others.
  public struct Instance: Sendable, Equatable {
    /// Such as "ft10"; pictures and summaries show it.
    public let name: String
    /// Machines, numbered from 0.
    public let machineCount: Int
    /// The operations of each job in processing order.
    public let jobs: [[Operation]]
    /// Operations of all jobs.
    public let operationCount: Int
    /// The sum of all durations: an upper bound of every sensible makespan, at most `totalLimit`.
    public let totalDuration: Int

    /// The largest sum of durations: start times then fit 32 bits with room for sums of two.
    public static let totalLimit = 1 << 30

    /// - Throws: the first rule that the data breaks, in words: no job, no machine, a machine out of range, a negative
    ///   duration, or a sum of durations above `totalLimit`.
    public init(name: String, machineCount: Int, jobs: [[Operation]]) throws(InvalidInstance) {
      guard !jobs.isEmpty else { throw InvalidInstance("a job shop needs at least one job") }
      guard machineCount >= 1 else { throw InvalidInstance("a job shop needs at least one machine") }
      var total = 0
      var count = 0
      for (job, operations) in jobs.enumerated() {
        for (position, operation) in operations.enumerated() {
          let place = "operation \(position) of job \(job)"
          guard (0..<machineCount).contains(operation.machine) else {
            throw InvalidInstance("\(place) is on machine \(operation.machine), outside 0 to \(machineCount - 1)")
          }
          guard operation.duration >= 0 else {
            throw InvalidInstance("\(place) has the negative duration \(operation.duration)")
          }
          guard operation.duration <= Self.totalLimit - total else {
            throw InvalidInstance("the sum of all durations exceeds \(Self.totalLimit) at \(place)")
          }
          total += operation.duration
        }
        count += operations.count
      }
      self.name = name
      self.machineCount = machineCount
      self.jobs = jobs
      operationCount = count
      totalDuration = total
    }

    /// Jobs, numbered from 0.
    public var jobCount: Int { jobs.count }
  }

  /// A schedule: when each operation starts.
  public struct Solution: Sendable, Codable, Equatable {
    /// The latest completion, in the instance's time unit.
    public var makespan: Int
    /// Start times by job and operation, in the instance's time unit.
    public var starts: [[Int]]

    /// A schedule by its start times.
    public init(makespan: Int, starts: [[Int]]) {
      self.makespan = makespan
      self.starts = starts
    }
  }
}
