import Solving

/// A mission played to its end by one policy.
public struct MissionRun: Sendable {
  /// A task that was done.
  public struct Service: Sendable, Equatable {
    /// By number.
    public let task: Int
    /// In which its team worked.
    public let step: Int
    /// Entities by number.
    public let team: [Int]
    /// Value less costs, in thousandths.
    public let profit: Int
  }

  /// In the order in which they were done.
  public private(set) var services: [Service] = []
  /// Tasks that appeared.
  public private(set) var appeared = 0
  /// All profits, in thousandths.
  public var total: Int { services.reduce(0) { $0 + $1.profit } }

  private struct Open {
    let number: Int
    var value: Int
    var needs: [Int]
    var age = 0
  }

  /// - Throws: the first action that the rules do not have, which is a bug of the policy.
  public init(_ mission: Mission, _ policy: inout some MissionPolicy, shouldStop: () -> Bool = { false })
    throws(InvalidInstance)
  {
    var places = mission.starts
    var slots = [Open?](repeating: nil, count: mission.rules.slots)
    for step in 0..<mission.rules.steps {
      if shouldStop() { return }
      if step % mission.rules.refill == 0 {
        for slot in slots.indices where slots[slot] == nil && appeared < mission.instance.tasks.count {
          let (value, needs) = mission.decayed(appeared, times: 0)
          slots[slot] = Open(number: appeared, value: value, needs: needs)
          appeared += 1
        }
      }
      let open = slots.compactMap(\.self)
      if open.isEmpty, appeared == mission.instance.tasks.count { return }
      let actions = policy.actions(Self.view(step, mission, places, open))
      let workers = try Self.carryOut(actions, mission, &places, open)
      for slot in slots.indices {
        guard var task = slots[slot] else { continue }
        let team = workers[task.number] ?? []
        if !team.isEmpty, covers(team, task, mission) {
          let cost = team.reduce(0) { $0 + mission.instance.cost(of: $1, at: task.number) }
          services.append(
            Service(task: task.number, step: step, team: team, profit: task.value - cost * Mission.unit))
          slots[slot] = nil
          continue
        }
        task.age += 1
        if task.age > mission.rules.decayAfter, mission.rules.decayPercent > 0 {
          mission.decay(&task.value, &task.needs)
        }
        slots[slot] = task
      }
    }
  }

  private func covers(_ team: [Int], _ task: Open, _ mission: Mission) -> Bool {
    task.needs.indices.allSatisfy { k in
      team.reduce(0) { $0 + mission.instance.entities[$1].abilities[k] * Mission.unit } >= task.needs[k]
    }
  }

  private static func view(_ step: Int, _ mission: Mission, _ places: [Mission.Cell], _ open: [Open]) -> MissionView {
    MissionView(
      step: step, rules: mission.rules,
      entities: mission.instance.entities.enumerated().map { number, entity in
        .init(place: places[number], cost: mission.instance.cost(of: number, at: 0), abilities: entity.abilities)
      },
      tasks: open.map { task in
        .init(
          number: task.number, place: mission.places[task.number], value: task.value,
          needs: task.needs.map { $0.dividedRoundingUp(by: Mission.unit) }, age: task.age)
      })
  }

  /// Everybody at once.
  ///
  /// - Returns: who works, by task.
  private static func carryOut(
    _ actions: [MissionAction], _ mission: Mission, _ places: inout [Mission.Cell], _ open: [Open]
  ) throws(InvalidInstance) -> [Int: [Int]] {
    guard actions.count == places.count else {
      throw InvalidInstance("\(actions.count) actions for \(places.count) entities")
    }
    var workers: [Int: [Int]] = [:]
    for (entity, action) in actions.enumerated() {
      switch action {
      case .stay: break
      case .walk(let cell):
        guard cell.isBeside(places[entity], directions: mission.rules.directions),
          (0..<mission.rules.width).contains(cell.x), (0..<mission.rules.height).contains(cell.y)
        else { throw InvalidInstance("entity \(entity) cannot walk to [\(cell.x), \(cell.y)]") }
        places[entity] = cell
      case .work(let number):
        guard open.contains(where: { $0.number == number }), mission.places[number] == places[entity] else {
          throw InvalidInstance("entity \(entity) is not at an open task \(number)")
        }
        workers[number, default: []].append(entity)
      }
    }
    return workers
  }
}
