import Basics

@testable import TaskAllocation

/// Instances for the tests of this folder.
enum AllocationSamples {
  static func instance(_ entities: [(cost: Int, abilities: [Int])], _ tasks: [(value: Int, needs: [Int])])
    -> TaskAllocation.Instance
  {
    instance(entities.map(\.abilities), tasks, costs: entities.map { entity in tasks.map { _ in entity.cost } })
  }

  static func instance(
    _ abilities: [[Int]], _ tasks: [(value: Int, needs: [Int])], costs: [[Int]]
  ) -> TaskAllocation.Instance {
    guard
      let made = try? TaskAllocation.Instance(
        name: "sample", entities: abilities.enumerated().map { .init(name: "e\($0)", abilities: $1) },
        tasks: tasks.enumerated().map { .init(name: "t\($0)", value: $1.value, needs: $1.needs) }, costs: costs)
    else { preconditionFailure("a sample is invalid") }
    return made
  }

  /// Up to seven entities and three tasks with one to three abilities; numbers are small, so that ties are frequent, and
  /// every third one has costs by pair. Some tasks need nothing, some cannot be covered, some do not pay.
  static func random(seed: UInt64) -> TaskAllocation.Instance {
    var random = RandomSource(seed: seed)
    let (entities, tasks, abilities) = (random.within(1...7), random.within(1...3), random.within(1...3))
    let demands = (0..<tasks).map { _ in
      let needs = (0..<abilities).map { _ in random.below(8) == 0 ? 0 : random.within(0...7) }
      return (value: random.within(0...14), needs: needs)
    }
    let isByPair = seed % 3 == 0
    let costs = (0..<entities).map { _ in
      let cost = random.within(0...4)
      return (0..<tasks).map { _ in isByPair ? random.within(0...5) : cost }
    }
    return instance(
      (0..<entities).map { _ in (0..<abilities).map { _ in random.within(0...4) } }, demands, costs: costs)
  }

  /// The largest value of all assignments, by enumeration from the definition.
  static func optimum(of instance: TaskAllocation.Instance) -> Int {
    let (entities, tasks) = (instance.entities.count, instance.tasks.count)
    var best = Int.min
    var home = [Int](repeating: 0, count: entities)
    while true {
      var value = 0
      for (task, data) in instance.tasks.enumerated() {
        var missing = data.needs
        for entity in home.indices where home[entity] == task + 1 {
          value -= instance.cost(of: entity, at: task)
          for k in missing.indices { missing[k] -= instance.entities[entity].abilities[k] }
        }
        if missing.allSatisfy({ $0 <= 0 }) { value += data.value }
      }
      best = max(best, value)
      guard let next = home.lastIndex(where: { $0 < tasks }) else { return best }
      home[next] += 1
      for entity in (next + 1)..<max(next + 1, entities) { home[entity] = 0 }
    }
  }
}
