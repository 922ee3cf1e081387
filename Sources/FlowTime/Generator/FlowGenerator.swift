import Basics

/// Random instances: Poisson arrivals at a given load, and operations of several families of lengths.
package struct FlowGenerator: Sendable {
  /// What lengths are like: operations of `meanLength` units on average, but for the trap and the steps.
  package enum Lengths: String, CaseIterable, Sendable {
    case exponential
    /// Pareto of shape 1.5, cut off at a thousand times the least.
    case pareto
    /// Exponential, and with probability 0.1 the last one of a job is 100 times longer than drawn.
    case trap
    /// A test of the same length for all jobs, behind it one operation of exponential length.
    case tests
    /// Of m jobs, one on average is m operations of the mean length each, and the others are one operation of up to twice
    /// that: who goes by the current operation prefers the long jobs.
    case steps
  }

  package var jobs = 50
  /// Work that arrives in a unit of time, on average.
  package var load = 0.9
  /// Of each job; with steps, of the long ones.
  package var operations = 5
  package var lengths = Lengths.exponential
  package var seed: UInt64 = 1

  /// In units of time, so that integers are fine enough.
  package static let meanLength = 100.0
  package static let operationRange = 1...1000
  /// Above 1, jobs pile up as long as they arrive.
  package static let loadRange = 0.01...10.0

  private static let cut = 1000.0
  private static let trapFactor = 100.0
  private static let trapChance = 0.1

  package init() {}

  /// - Throws: which parameter is out of its range.
  package func instance() throws(InvalidFlowInstance) -> FlowInstance {
    guard (1...FlowInstance.jobLimit).contains(jobs) else {
      throw InvalidFlowInstance("the number of jobs is outside 1 to \(FlowInstance.jobLimit)")
    }
    guard Self.operationRange.contains(operations) else {
      throw InvalidFlowInstance("the number of operations is outside 1 to \(Self.operationRange.upperBound)")
    }
    guard Self.loadRange.contains(load) else {
      throw InvalidFlowInstance("the load is outside \(Self.loadRange.lowerBound) to \(Self.loadRange.upperBound)")
    }
    guard lengths != .tests || operations == 2 else {
      throw InvalidFlowInstance("with lengths 'tests' a job has 2 operations, the test and what is tested")
    }
    var random = RandomSource(seed: seed)
    let gap = meanWork / load
    var time = 0.0
    var list: [FlowJob] = []
    for _ in 0..<jobs {
      time += gap * random.exponential()
      let lengths = lengths(&random).map { max(1, Int($0.rounded())) }
      list.append(FlowJob(release: Int(time), operations: lengths))
    }
    return try FlowInstance(name: "\(lengths.rawValue)-\(jobs)x\(operations)-load\(load)-seed\(seed)", jobs: list)
  }

  /// Of a job, on average.
  private var meanWork: Double {
    let mean = Self.meanLength
    return switch lengths {
    case .exponential, .pareto, .tests: mean * Double(operations)
    case .trap: mean * (Double(operations) + Self.trapChance * (Self.trapFactor - 1))
    case .steps: mean * (1 + 1.5 * (1 - 1 / Double(operations)))
    }
  }

  /// Of the operations of a job.
  private func lengths(_ random: inout RandomSource) -> [Double] {
    let mean = Self.meanLength
    switch lengths {
    case .exponential: return (0..<operations).map { _ in mean * random.exponential() }
    case .pareto:
      // The mean of the least of x and c, for x Pareto of shape 1.5 from 1 on, is 3 - 2 / sqrt(c).
      let least = mean / (3 - 2 / Self.cut.squareRoot())
      return (0..<operations).map { _ in least * random.pareto(upTo: Self.cut) }
    case .trap:
      var lengths = (0..<operations).map { _ in mean * random.exponential() }
      if random.unit() < Self.trapChance { lengths[operations - 1] *= Self.trapFactor }
      return lengths
    case .tests: return [mean, mean * random.exponential()]
    case .steps:
      if random.below(operations) == 0 { return Array(repeating: mean, count: operations) }
      return [mean * (1 + random.unit())]
    }
  }
}
