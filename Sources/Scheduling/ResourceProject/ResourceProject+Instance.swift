import Basics
import Solving

extension ResourceProject {
  /// A project: activities with durations and demands, precedences, and renewable resources of constant capacity.
  ///
  /// Activities are numbered from 0 and include the dummies that files carry (source first, sink last). Nothing relies
  /// on them: any acyclic precedence graph is accepted, and the makespan is the last completion of all activities.
  /// Activities of duration 0 take no resource, whatever they demand.
  public struct Instance: Sendable, Equatable {
    /// The largest sum of durations, in units of their greatest common divisor: every time then fits 32 bits with room to
    /// spare.
    public static let maximumTotalDuration = 1 << 30
    /// The largest sum of durations as they are.
    public static let maximumDuration = 1 << 60
    /// Of a resource.
    public static let maximumCapacity = 1 << 30
    /// Pairs of activities are kept as bit rows; this many need 50 MB.
    public static let maximumActivityCount = 20_000

    /// What results call it.
    public let name: String
    /// By activity, in the instance's time unit, at least 0.
    public let durations: [Int]
    /// `demands[activity][resource]`, at most the resource's capacity; 0 for what takes no time.
    public let demands: [[Int]]
    /// By resource.
    public let capacities: [Int]
    /// `successors[activity]`: ascending, without repetition.
    public let successors: [[Int]]
    /// `predecessors[activity]`, the other way round.
    public let predecessors: [[Int]]
    /// Each activity after all its predecessors; of those available the smallest first.
    public let topologicalOrder: [Int]

    /// Activities, the dummy source and sink included where there are any.
    public var activityCount: Int { durations.count }
    /// Renewable resources, numbered from 0.
    public var resourceCount: Int { capacities.count }
    /// The makespan of one activity after the other, so an upper bound for every active schedule.
    public var totalDuration: Int { durations.reduce(0, +) }
    /// The greatest common divisor of all durations, at least 1: in some best schedule all times are multiples of it.
    public var unit: Int { max(1, durations.reduce(0) { greatestCommonDivisor($0, $1) }) }

    /// - Throws: the first rule that the numbers break.
    public init(
      name: String, durations: [Int], demands: [[Int]], successors: [[Int]], capacities: [Int]
    ) throws(InvalidInstance) {
      let count = durations.count
      guard count > 0 else { throw InvalidInstance("a project has at least one activity") }
      guard count <= Self.maximumActivityCount else {
        throw InvalidInstance("\(count) activities are more than the \(Self.maximumActivityCount) supported")
      }
      guard demands.count == count, successors.count == count else {
        throw InvalidInstance(
          "\(count) durations, but demands of \(demands.count) and successors of \(successors.count) activities")
      }
      try Self.checkDurations(durations)
      try Self.checkResources(capacities: capacities, demands: demands, durations: durations)
      for (activity, list) in successors.enumerated() {
        if let stranger = list.first(where: { !durations.indices.contains($0) }) {
          throw InvalidInstance(
            "activity \(activity + 1) has successor \(stranger + 1), outside 1 to \(count)",
            at: .precedences(of: activity))
        }
      }
      self.name = name
      self.durations = durations
      self.demands = zip(durations, demands).map { $0 == 0 ? $1.map { _ in 0 } : $1 }
      self.capacities = capacities
      self.successors = successors.map(Self.ascending)
      var predecessors = [[Int]](repeating: [], count: count)
      for (activity, list) in self.successors.enumerated() {
        for successor in list { predecessors[successor].append(activity) }
      }
      self.predecessors = predecessors
      topologicalOrder = try Self.order(successors: self.successors, predecessors: predecessors)
    }

    private static func checkResources(
      capacities: [Int], demands: [[Int]], durations: [Int]
    ) throws(InvalidInstance) {
      for (resource, capacity) in capacities.enumerated() where !(0...maximumCapacity).contains(capacity) {
        throw InvalidInstance(
          "resource \(resource + 1) has capacity \(capacity), outside 0 to \(maximumCapacity)")
      }
      for (activity, row) in demands.enumerated() {
        guard row.count == capacities.count else {
          throw InvalidInstance(
            "activity \(activity + 1) has \(counted(row.count, "demand")) for \(counted(capacities.count, "resource"))",
            at: .item(activity))
        }
        for (resource, demand) in row.enumerated() {
          guard demand >= 0 else {
            throw InvalidInstance(
              "activity \(activity + 1) has a negative demand of resource \(resource + 1)", at: .item(activity))
          }
          guard demand <= capacities[resource] || durations[activity] == 0 else {
            throw InvalidInstance(
              "activity \(activity + 1) needs \(demand) of resource \(resource + 1), whose capacity is "
                + "\(capacities[resource])", at: .item(activity))
          }
        }
      }
    }

    private static func checkDurations(_ durations: [Int]) throws(InvalidInstance) {
      var total = 0
      for (activity, duration) in durations.enumerated() {
        guard duration >= 0 else {
          throw InvalidInstance("activity \(activity + 1) has a negative duration", at: .item(activity))
        }
        // Each term is tested before it is added, so the sum cannot overflow.
        guard duration <= maximumDuration - total else {
          throw InvalidInstance("the durations sum to more than 2^60", at: .item(activity))
        }
        total += duration
      }
      guard total > maximumTotalDuration else { return }
      let unit = durations.reduce(0) { greatestCommonDivisor($0, $1) }
      let measure = unit > 1 ? ", in units of their greatest common divisor \(unit)" : ""
      var sum = 0
      for (activity, duration) in durations.enumerated() {
        sum += duration / unit
        guard sum <= maximumTotalDuration else {
          throw InvalidInstance(
            "the durations sum to more than \(maximumTotalDuration)\(measure)", at: .item(activity))
        }
      }
    }

    private static func ascending(_ list: [Int]) -> [Int] {
      var result: [Int] = []
      for element in list.sorted() where element != result.last { result.append(element) }
      return result
    }
  }
}

extension ResourceProject.Instance {
  /// A topological order, or the cycle that forbids it.
  private static func order(
    successors: [[Int]], predecessors: [[Int]]
  ) throws(InvalidInstance) -> [Int] {
    var missing = predecessors.map(\.count)
    var order = missing.indices.filter { missing[$0] == 0 }
    order.reserveCapacity(missing.count)
    var next = 0
    while next < order.count {
      for successor in successors[order[next]] {
        missing[successor] -= 1
        if missing[successor] == 0 { order.append(successor) }
      }
      next += 1
    }
    guard order.count == missing.count else {
      let cycle = cycle(among: missing, predecessors: predecessors)
      throw InvalidInstance(
        "the precedences are cyclic: \(cycle.map { String($0 + 1) }.joined(separator: " before "))",
        at: cycle.first.map { .precedences(of: $0) })
    }
    return order
  }

  /// Walks back from an activity that never became available until one repeats.
  ///
  /// - Parameter missing: for each activity, how many predecessors are not ordered; at least one is above 0.
  /// - Returns: the cycle in the direction of time, its first activity repeated at the end.
  private static func cycle(among missing: [Int], predecessors: [[Int]]) -> [Int] {
    var path: [Int] = []
    var place = [Int?](repeating: nil, count: missing.count)
    var activity = missing.firstIndex { $0 > 0 }!
    while place[activity] == nil {
      place[activity] = path.count
      path.append(activity)
      // An activity that misses a predecessor has one that itself misses one: the others were ordered.
      activity = predecessors[activity].first { missing[$0] > 0 }!
    }
    return [activity] + path[place[activity]!...].reversed()
  }
}
