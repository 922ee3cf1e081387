import Basics
import TestSupport

@testable import Kernel

/// A random cumulative resource on a few tasks, with the features that a test asks for.
struct CumulativeCase {
  struct Features {
    var taskCount = 2...4
    var lastStart = 6
    var maximumDuration = 4
    var optionalPercent = 0
    var hasVariableDuration = false
    var hasVariableDemand = false
    var hasVariableCapacity = false
    var isMirrored = false
    var capacities = 1...4
    /// By default from 0 to the capacity.
    var demands: ClosedRange<Int>?
  }

  /// One task by the indices of its variables among the case's; -1 where the quantity is constant.
  struct Activity {
    var start: Int
    var duration: Int32
    var demand: Int32
    var durationVariable = -1
    var endVariable = -1
    var demandVariable = -1
    var presenceVariable = -1
  }

  var domains: [ClosedRange<Int32>] = []
  /// How far a box around the domains may reach: durations, demands and capacities are not negative.
  private var limits: [ClosedRange<Int32>] = []
  var activities: [Activity] = []
  var capacity: Int32
  var capacityVariable = -1
  var isMirrored: Bool

  init(_ features: Features, _ random: inout RandomSource) {
    isMirrored = features.isMirrored
    capacity = Int32(random.within(features.capacities))
    let count = random.within(features.taskCount)
    for i in 0..<count {
      let start = random.domain(in: 0...features.lastStart, width: count <= 3 ? 6 : 4)
      var activity = Activity(
        start: add(start, within: -3...10), duration: Int32(random.within(0...features.maximumDuration)),
        demand: Int32(random.within(features.demands ?? 0...Int(capacity))))
      if random.chance(features.optionalPercent) { activity.presenceVariable = add(0...1, within: 0...1) }
      if i == 0, features.hasVariableDuration {
        let duration = random.domain(in: 0...3, width: 2)
        activity.durationVariable = add(duration, within: 0...5)
        activity.endVariable = add(
          (start.lowerBound + duration.lowerBound)...(start.upperBound + duration.upperBound), within: -3...14)
      }
      if i == 1, features.hasVariableDemand {
        activity.demandVariable = add(random.domain(in: 0...3, width: 2), within: 0...5)
      }
      activities.append(activity)
    }
    if features.hasVariableCapacity { capacityVariable = add(random.domain(in: 0...4, width: 3), within: 0...6) }
  }

  private mutating func add(_ domain: ClosedRange<Int32>, within limit: ClosedRange<Int32>) -> Int {
    domains.append(domain)
    limits.append(limit)
    return domains.count - 1
  }

  /// Unit time by unit time, the definition of the constraint.
  func isSolution(_ values: [Int32]) -> Bool {
    let capacity = capacityVariable < 0 ? self.capacity : values[capacityVariable]
    let earliest: Int32 = -8
    var usage = [Int32](repeating: 0, count: 32)
    for activity in activities {
      let duration = activity.durationVariable < 0 ? activity.duration : values[activity.durationVariable]
      let start = values[activity.start]
      if activity.presenceVariable >= 0, values[activity.presenceVariable] == 0 { continue }
      if activity.endVariable >= 0, values[activity.endVariable] != start + duration { return false }
      let demand = activity.demandVariable < 0 ? activity.demand : values[activity.demandVariable]
      for time in start..<(start + duration) { usage[Int(time - earliest)] += demand }
    }
    // A resource on which nothing ever runs may have any capacity.
    return usage.allSatisfy { $0 == 0 || $0 <= capacity }
  }

  func tasks(_ solver: Solver, _ variables: [IntegerVariable]) -> [Task] {
    activities.map { activity in
      let start = variables[activity.start]
      var task = solver.makeTask(
        start: start, duration: activity.duration, demand: activity.demand,
        presence: activity.presenceVariable < 0 ? .always : Literal(variables[activity.presenceVariable], atLeast: 1))
      if activity.durationVariable >= 0 {
        task.duration = variables[activity.durationVariable]
        task.end = OffsetVariable(variables[activity.endVariable])
        let terms = [(1, start), (1, task.duration), (-1, task.end.variable)]
        for sign in [1, -1] {
          solver.postLinear(terms.map { (sign * $0.0, $0.1) }, atMost: 0, if: [task.presence])
        }
      }
      if activity.demandVariable >= 0 { task.demand = variables[activity.demandVariable] }
      return isMirrored ? task.mirrored : task
    }
  }

  func capacity(_ solver: Solver, _ variables: [IntegerVariable]) -> IntegerVariable {
    capacityVariable < 0 ? solver.constant(capacity) : variables[capacityVariable]
  }

  /// The case posted by `post`; the whole constraint unless a test wants a single rule.
  func posted(
    _ post: @escaping (Solver, [Task], IntegerVariable) -> Void = { $0.postCumulative($1, capacity: $2) }
  ) -> PostedCase {
    PostedCase(domains: domains, limits: limits, isSolution: isSolution) { solver, variables in
      post(solver, tasks(solver, variables), capacity(solver, variables))
    }
  }
}
