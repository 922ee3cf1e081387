import MIP
import Race
import Solving

extension ResourceProject {
  /// The time-indexed model of a project up to a horizon, in step variables: z(i, t) = 1 if activity i has started by t.
  ///
  /// Variables exist for t in [earliest start, latest start): before, an activity cannot have started, and at its
  /// latest start it must have. Precedences are disaggregated, one row of two terms for each time, which gives the
  /// strongest linear relaxation known for a time-indexed model.
  /// - Source: Pritsker, Watters, Wolfe 1969; Christofides, Alvarez-Valdés, Tamarit 1987; in steps: Bianco, Caramia
  ///   2013; compared in Artigues 2017, "On the strength of time-indexed formulations for the RCPSP".
  struct TimeIndexedModel: LinearFormulation {
    /// More columns than this are refused: no solver would get anywhere with them.
    static let maximumColumnCount = 2_000_000

    let model: LinearModel
    private let earliest, latest: [Int]
    private let firstColumn: [Int]
    /// The column of the makespan, where no single activity ends the project.
    private let makespanColumn: Int?
    private let durations: [Int]

    /// - Parameter horizon: the largest makespan that the model contains, at least the critical path.
    /// - Throws: `ModelTooLarge`.
    init(_ instance: Instance, horizon: Int) throws(ModelTooLarge) {
      let data = BoundData(instance)
      durations = instance.durations
      earliest = data.heads
      latest = data.tails.indices.map { horizon - data.tails[$0] - instance.durations[$0] }
      let columnCount = zip(earliest, latest).reduce(0) { $0 + $1.1 - $1.0 }
      guard columnCount <= Self.maximumColumnCount else {
        throw ModelTooLarge(
          "the time-indexed model would have \(columnCount) columns, more than \(Self.maximumColumnCount)")
      }

      var builder = Builder(instance: instance, data: data, horizon: horizon, earliest: earliest, latest: latest)
      builder.addColumns()
      builder.addPrecedences()
      for resource in instance.capacities.indices { builder.addUsage(of: resource) }
      builder.addObjective()
      model = builder.model
      firstColumn = builder.firstColumn
      makespanColumn = builder.makespanColumn
    }

    /// - Returns: each start as the latest one less the number of times by which the activity has started.
    func decode(_ values: [Double]) -> Solution? {
      guard values.count == model.columns.count else { return nil }
      return Solution(
        starts: earliest.indices.map { activity in
          let columns = firstColumn[activity]..<firstColumn[activity] + latest[activity] - earliest[activity]
          return latest[activity] - columns.count { values[$0] > 0.5 }
        })
    }

    func encode(_ solution: Solution) -> [Double]? {
      guard solution.starts.count == earliest.count else { return nil }
      var values = [Double](repeating: 0, count: model.columns.count)
      for (activity, start) in solution.starts.enumerated() {
        guard (earliest[activity]...latest[activity]).contains(start) else { return nil }
        for time in start..<latest[activity] { values[firstColumn[activity] + time - earliest[activity]] = 1 }
      }
      if let makespanColumn {
        values[makespanColumn] = Double(zip(solution.starts, durations).reduce(0) { max($0, $1.0 + $1.1) })
      }
      return values
    }
  }
}

extension ResourceProject.TimeIndexedModel {
  private struct Builder {
    let instance: ResourceProject.Instance
    let data: ResourceProject.BoundData
    let horizon: Int
    let earliest, latest: [Int]
    /// The activities without successors.
    let last: [Int]
    var model: LinearModel
    var firstColumn: [Int] = []
    var makespanColumn: Int?

    init(
      instance: ResourceProject.Instance, data: ResourceProject.BoundData, horizon: Int, earliest: [Int],
      latest: [Int]
    ) {
      self.instance = instance
      self.data = data
      self.horizon = horizon
      self.earliest = earliest
      self.latest = latest
      last = instance.successors.indices.filter { instance.successors[$0].isEmpty }
      model = LinearModel(name: instance.name)
      model.isObjectiveIntegral = true
    }

    /// z(i, t) at the times where it is not known beforehand.
    mutating func addColumns() {
      for activity in earliest.indices {
        firstColumn.append(model.columns.count)
        let cost = last == [activity] ? -1.0 : 0
        for time in earliest[activity]..<latest[activity] {
          model.addColumn("z_\(activity + 1)_\(time)", .binary, from: 0, to: 1, cost: cost)
        }
        // Once started, started for ever.
        for time in earliest[activity]..<max(earliest[activity], latest[activity] - 1) {
          let column = firstColumn[activity] + time - earliest[activity]
          model.addRow("step_\(activity + 1)_\(time)", [.init(column, -1), .init(column + 1, 1)], from: 0)
        }
      }
    }

    /// A successor that has started by t + p means that the predecessor had started by t.
    mutating func addPrecedences() {
      for (before, successors) in instance.successors.enumerated() {
        for after in successors {
          for time in earliest[before]..<latest[before] {
            let end = time + instance.durations[before]
            guard end >= earliest[after] else { continue }
            let terms: [LinearModel.Term] = [
              .init(firstColumn[before] + time - earliest[before], 1),
              .init(firstColumn[after] + end - earliest[after], -1),
            ]
            model.addRow("prec_\(before + 1)_\(after + 1)_\(time)", terms, from: 0)
          }
        }
      }
    }

    /// At each time, those that have started by then but not a duration earlier run.
    mutating func addUsage(of resource: Int) {
      let users = data.users(of: resource)
      let capacity = data.usableCapacities[resource]
      for time in 0..<horizon {
        let possible = users.filter {
          earliest[$0] <= time && time < latest[$0] + instance.durations[$0]
        }
        guard possible.reduce(0, { $0 + instance.demands[$1][resource] }) > capacity else { continue }
        var terms: [LinearModel.Term] = []
        var limit = capacity
        for activity in possible {
          let demand = instance.demands[activity][resource]
          if time >= latest[activity] {
            limit -= demand
          } else {
            terms.append(.init(firstColumn[activity] + time - earliest[activity], Double(demand)))
          }
          let earlier = time - instance.durations[activity]
          if earlier >= earliest[activity] {
            terms.append(.init(firstColumn[activity] + earlier - earliest[activity], -Double(demand)))
          }
        }
        model.addRow("use_\(resource + 1)_\(time)", terms, to: Double(limit))
      }
    }

    /// The completion of the activity that ends the project or, where several do, of the last of them.
    mutating func addObjective() {
      if last.count == 1 {
        model.objectiveConstant = Double(latest[last[0]] + instance.durations[last[0]])
      } else {
        let makespan = model.addColumn(
          "makespan", .integer, from: Double(instance.criticalPathLength), to: Double(horizon), cost: 1)
        for activity in last {
          model.addRow(
            "last_\(activity + 1)", [.init(makespan, 1)] + columns(of: activity).map { .init($0, 1) },
            from: Double(latest[activity] + instance.durations[activity]))
        }
        makespanColumn = makespan
      }
    }

    private func columns(of activity: Int) -> Range<Int> {
      firstColumn[activity]..<firstColumn[activity] + latest[activity] - earliest[activity]
    }
  }
}

extension ResourceProject {
  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    let (instance, unit) = divided(instance) ?? (instance, 1)
    var known: Solution?
    if case .solution(let solution) = options.warmStart { known = schedule(solution) { $0 / unit } }
    var model = try formulation(of: instance, knowing: known).model
    if unit > 1 { model.multiplyObjective(by: Double(unit)) }
    return model
  }

  static func mipStrategy(for instance: Instance, _ solver: any MIPSolver) -> MIPStrategy<Solution> {
    MIPStrategy(solver: solver) { try formulation(of: instance, knowing: $0) }
  }

  /// The model up to the makespan of the best of `known` and the priority rules' schedules.
  private static func formulation(of instance: Instance, knowing known: Solution?) throws -> TimeIndexedModel {
    var horizon = instance.totalDuration
    if let known { horizon = min(horizon, try check(known, of: instance).first) }
    for rule in PriorityRule.allCases {
      for scheme in PriorityRuleStrategy.Scheme.allCases {
        let schedule = PriorityRuleStrategy(instance: instance, scheme: scheme, rule: rule).schedule()
        horizon = min(horizon, try check(schedule, of: instance).first)
      }
    }
    return try TimeIndexedModel(instance, horizon: horizon)
  }
}
