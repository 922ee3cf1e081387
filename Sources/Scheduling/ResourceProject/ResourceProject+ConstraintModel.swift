import Kernel
import Modeling
import Solving

extension ResourceProject {
  /// The project as a constraint model: an interval for each activity, its precedences, a cumulative for each resource,
  /// and, as redundant constraints, cliques of activities that can never overlap.
  ///
  /// The cliques bring ordering Booleans, which learned clauses speak about, and the unary resource's stronger rules.
  struct ConstraintModel: ConstraintFormulation {
    let model: Model
    let intervals: [IntervalVar]
    let instance: Instance
    let closure: PrecedenceClosure
    let shape: TaskSchedule.Shape
    private let makespan: IntVar

    /// - Parameter horizon: a makespan that some schedule reaches; the model contains all schedules up to it.
    init(_ instance: Instance, horizon: Int) {
      let data = BoundData(instance)
      let model = Model(instance.name)
      let makespan = model.integer(min(instance.criticalPathLength, horizon)...horizon, "makespan")
      let intervals = instance.durations.indices.map { activity in
        let earliest = data.heads[activity]
        let latest = horizon - data.tails[activity] - instance.durations[activity]
        return model.interval(
          start: earliest...max(earliest, latest), duration: instance.durations[activity],
          name: "activity \(activity + 1)")
      }
      for (activity, successors) in instance.successors.enumerated() {
        for successor in successors { model.precede(intervals[activity], intervals[successor]) }
        if successors.isEmpty { model.add(intervals[activity].end <= makespan) }
      }
      for (resource, capacity) in instance.capacities.enumerated() {
        let users = data.users(of: resource)
        model.cumulative(
          users.map { intervals[$0] }, demands: users.map { instance.demands[$0][resource] }, capacity: capacity)
      }
      let disjunctions = data.disjunctions
      var isOrdered = Set<Int>()
      for clique in disjunctions.cliques(limit: Self.cliqueLimit) where clique.count > 2 {
        model.noOverlap(clique.map { intervals[$0] })
        for (place, first) in clique.enumerated() {
          for second in clique[(place + 1)...] { isOrdered.insert(first * instance.activityCount + second) }
        }
      }
      for (first, second) in disjunctions.incompatiblePairs.prefix(Self.pairLimit)
      where !isOrdered.contains(first * instance.activityCount + second) {
        model.noOverlap([intervals[first], intervals[second]])
      }
      model.minimize(makespan)
      self.model = model
      self.instance = instance
      closure = data.closure
      shape = TaskSchedule.Shape(
        durations: instance.durations, users: instance.capacities.indices.map(data.users),
        related: zip(instance.predecessors, instance.successors).map { $0 + $1 })
      self.intervals = intervals
      self.makespan = makespan
    }

    private static let cliqueLimit = 5
    private static let pairLimit = 100_000

    func guide(_ lowered: LoweredModel) {}

    func decode(_ values: [Int]) -> Solution { Solution(starts: intervals.map { values[$0.start.index] }) }

    func encode(_ solution: Solution) -> [Int]? {
      guard solution.starts.count == intervals.count else { return nil }
      var values = [Int](repeating: 0, count: model.data.variableCount)
      for (interval, start) in zip(intervals, solution.starts) { values[interval.start.index] = start }
      values[makespan.index] = solution.starts.indices.map { solution.starts[$0] + instance.durations[$0] }.max() ?? 0
      return values
    }
  }
}
