import Basics
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
    /// The sum of all durations: an upper bound of every sensible makespan.
    public let totalDuration: Int
    /// The greatest common divisor of all durations, at least 1: in some best schedule all times are multiples of it.
    public let unit: Int
    /// How the file was read where its author may have meant something else.
    package let remarks: [String]

    /// The largest sum of durations, in units of their greatest common divisor: start times then fit 32 bits with room
    /// for sums of two.
    public static let totalLimit = 1 << 30
    /// The largest sum of durations as they are.
    public static let durationLimit = 1 << 60

    /// - Throws: the first rule that the data breaks, in words: no job, no machine, a machine out of range, a negative
    ///   duration, or a sum of durations above the limits.
    public init(name: String, machineCount: Int, jobs: [[Operation]]) throws(InvalidInstance) {
      try self.init(name: name, machineCount: machineCount, jobs: jobs, remarks: [])
    }

    package init(
      name: String, machineCount: Int, jobs: [[Operation]], remarks: [String]
    ) throws(InvalidInstance) {
      guard !jobs.isEmpty else { throw InvalidInstance("a job shop needs at least one job") }
      guard machineCount >= 1 else { throw InvalidInstance("a job shop needs at least one machine") }
      var total = 0
      var count = 0
      var unit = 0
      for (job, operations) in jobs.enumerated() {
        for (position, operation) in operations.enumerated() {
          let place = "operation \(position) of job \(job)"
          guard (0..<machineCount).contains(operation.machine) else {
            throw InvalidInstance("\(place) is on machine \(operation.machine), outside 0 to \(machineCount - 1)")
          }
          guard operation.duration >= 0 else {
            throw InvalidInstance("\(place) has the negative duration \(operation.duration)")
          }
          guard operation.duration <= Self.durationLimit - total else {
            throw InvalidInstance("the sum of all durations exceeds 2^60 at \(place)")
          }
          total += operation.duration
          // 1 for most shops after two steps.
          if unit != 1 { unit = greatestCommonDivisor(unit, operation.duration) }
        }
        count += operations.count
      }
      self.unit = max(1, unit)
      guard total / self.unit <= Self.totalLimit else {
        let measure = self.unit > 1 ? ", in units of their greatest common divisor \(self.unit)," : ""
        throw InvalidInstance(
          "the sum of all durations\(measure) is \(total / self.unit); at most \(Self.totalLimit) is solved")
      }
      self.name = name
      self.machineCount = machineCount
      self.jobs = jobs
      operationCount = count
      totalDuration = total
      self.remarks = remarks
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
