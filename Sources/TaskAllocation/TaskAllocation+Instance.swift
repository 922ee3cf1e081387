import Basics
import Solving

extension TaskAllocation {
  /// Somebody who can serve one task at most: a robot, an agent, a station.
  public struct Entity: Sendable, Equatable {
    /// What the file calls it.
    public let name: String
    /// How much of each ability it has, none below 0.
    public let abilities: [Int]

    /// An entity by its name and abilities.
    public init(name: String, abilities: [Int]) {
      self.name = name
      self.abilities = abilities
    }
  }

  /// What pays its value once the entities that serve it have all that it needs.
  public struct Task: Sendable, Equatable {
    /// What the file calls it.
    public let name: String
    /// Paid once, at least 0.
    public let value: Int
    /// How much of each ability its entities must have together.
    public let needs: [Int]

    /// A task by its name, value and needs.
    public init(name: String, value: Int, needs: [Int]) {
      self.name = name
      self.value = value
      self.needs = needs
    }
  }

  /// Validated entities and tasks, both numbered from 0.
  public struct Instance: Sendable, Equatable {
    /// Pictures and summaries show it.
    public let name: String
    /// By number.
    public let entities: [Entity]
    /// By number.
    public let tasks: [Task]
    /// What an entity costs at a task: a row of the tasks for each entity.
    let costs: [Int]

    /// More make no instance, nor do more tasks.
    public static let countLimit = 100_000
    /// Entities times tasks times abilities.
    public static let sizeLimit = 50_000_000
    /// All values and costs together, and all amounts of an ability, stay below this.
    public static let totalLimit = 1 << 40

    /// - Parameter costs: a row for each entity, with what it costs at each task.
    /// - Throws: the first rule that the data breaks, in words.
    public init(
      name: String, entities: [Entity], tasks: [Task], costs: [[Int]]
    ) throws(InvalidInstance) {
      try Self.checkCounts(entities, tasks)
      guard costs.count == entities.count else {
        throw InvalidInstance("there are \(counted(costs.count, "row")) of costs for \(entities.count) entities")
      }
      var total = 0
      for (number, task) in tasks.enumerated() {
        guard task.value >= 0 else {
          throw InvalidInstance("task \(number) has the negative value \(task.value)", at: .item(number))
        }
        try Self.add(task.value, to: &total, "the values and costs")
      }
      for (number, row) in costs.enumerated() {
        guard row.count == tasks.count else {
          throw InvalidInstance("entity \(number) has costs for \(row.count) of \(counted(tasks.count, "task"))")
        }
        for cost in row {
          guard cost >= 0 else { throw InvalidInstance("entity \(number) has the negative cost \(cost)") }
          try Self.add(cost, to: &total, "the values and costs")
        }
      }
      self.name = name
      self.entities = entities
      self.tasks = tasks
      self.costs = costs.flatMap(\.self)
    }

    private static func checkCounts(_ entities: [Entity], _ tasks: [Task]) throws(InvalidInstance) {
      for (count, what) in [(entities.count, "entities"), (tasks.count, "tasks")] {
        guard (1...countLimit).contains(count) else {
          throw InvalidInstance("the number of \(what) is \(count), not 1 to \(countLimit)")
        }
      }
      let abilities = tasks[0].needs.count
      guard abilities > 0 else { throw InvalidInstance("task 0 has no needs", at: .item(0)) }
      guard abilities <= sizeLimit / (entities.count * tasks.count) else {
        throw InvalidInstance("entities times tasks times abilities exceeds \(sizeLimit)")
      }
      for (number, task) in tasks.enumerated() {
        try checkAmounts(task.needs, abilities, "task \(number)", "needs")
      }
      for (number, entity) in entities.enumerated() {
        try checkAmounts(entity.abilities, abilities, "entity \(number)", "abilities")
      }
      for ability in 0..<abilities {
        var total = 0
        for entity in entities { try add(entity.abilities[ability], to: &total, "all amounts of ability \(ability)") }
        for task in tasks { try add(task.needs[ability], to: &total, "all amounts of ability \(ability)") }
      }
    }

    private static func checkAmounts(
      _ amounts: [Int], _ count: Int, _ who: String, _ what: String
    ) throws(InvalidInstance) {
      guard amounts.count == count else {
        throw InvalidInstance("\(who) has \(amounts.count) \(what), task 0 has \(count) needs")
      }
      for amount in amounts where amount < 0 {
        throw InvalidInstance("\(who) has the negative amount \(amount) among its \(what)")
      }
    }

    private static func add(_ amount: Int, to total: inout Int, _ what: String) throws(InvalidInstance) {
      guard amount < totalLimit - total else { throw InvalidInstance("\(what) together exceed 2^40") }
      total += amount
    }

    /// How many abilities there are.
    public var abilityCount: Int { tasks[0].needs.count }

    /// What `entity` costs at `task`.
    public func cost(of entity: Int, at task: Int) -> Int { costs[entity * tasks.count + task] }

    /// Whether an entity costs the same wherever it serves.
    public var hasUniformCosts: Bool {
      entities.indices.allSatisfy { entity in
        let row = costs[entity * tasks.count..<(entity + 1) * tasks.count]
        return row.allSatisfy { $0 == row.first }
      }
    }
  }
}
