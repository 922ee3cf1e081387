import Basics

/// An instance as flat lists, with what of an entity's abilities a task can use.
///
/// Nothing changes after construction, which is all that sharing between threads asks for.
final class AllocationTable: @unchecked Sendable {
  let entityCount: Int
  let taskCount: Int
  /// Abilities.
  let dimensions: Int
  let value: Buffer<Int>
  /// By task and ability.
  let need: Buffer<Int>
  /// By entity and task.
  let cost: Buffer<Int>
  /// By task, entity and ability: what the entity has, at most what the task needs.
  let gain: Buffer<Int>
  /// By task and entity: whether the entity has anything that the task needs.
  let isUseful: Buffer<Bool>
  /// By task, the entities that are of use.
  let candidates: [[Int]]
  let names: [String]

  init(_ instance: TaskAllocation.Instance) {
    entityCount = instance.entities.count
    taskCount = instance.tasks.count
    dimensions = instance.abilityCount
    names = instance.tasks.map(\.name)
    value = Buffer(instance.tasks.map(\.value))
    need = Buffer(instance.tasks.flatMap(\.needs))
    cost = Buffer(instance.costs)
    gain = Buffer(repeating: 0, count: taskCount * entityCount * dimensions)
    isUseful = Buffer(repeating: false, count: taskCount * entityCount)
    var candidates: [[Int]] = []
    for task in 0..<taskCount {
      var list: [Int] = []
      for (entity, data) in instance.entities.enumerated() {
        var isOfUse = false
        for k in 0..<dimensions {
          let amount = min(data.abilities[k], need[task * dimensions + k])
          gain[(task * entityCount + entity) * dimensions + k] = amount
          if amount > 0 { isOfUse = true }
        }
        isUseful[task * entityCount + entity] = isOfUse
        if isOfUse { list.append(entity) }
      }
      candidates.append(list)
    }
    self.candidates = candidates
  }

  func gains(_ task: Int, _ entity: Int) -> UnsafeMutablePointer<Int> {
    gain.pointer + (task * entityCount + entity) * dimensions
  }

  func needs(_ task: Int) -> UnsafeMutablePointer<Int> { need.pointer + task * dimensions }

  /// Whether the task needs nothing, so that it pays whoever serves it.
  func isFree(_ task: Int) -> Bool { (0..<dimensions).allSatisfy { needs(task)[$0] == 0 } }

  /// The values of the served tasks less the costs; -1 is no task. Served is who has a team, or needs nothing.
  func worth(of assignment: [Int]) -> Int {
    var isServed = (0..<taskCount).map(isFree)
    var total = 0
    for (entity, task) in assignment.enumerated() where task >= 0 {
      isServed[task] = true
      total -= cost[entity * taskCount + task]
    }
    for task in 0..<taskCount where isServed[task] { total += value[task] }
    return total
  }
}
