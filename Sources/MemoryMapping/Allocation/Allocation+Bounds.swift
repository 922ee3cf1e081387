import Basics
import Race

extension MemoryMapping.Allocation {
  /// What no placement can go below: the largest load of a section, a fixed buffer's end, and in a question of fitting
  /// the capacity itself, which is then the objective of every answer.
  static func lowerBound(of set: MemoryMapping.BufferSet, _ sections: MemoryMapping.Sections) -> Int {
    var bound = sections.maximumLoad
    for buffer in set.buffers {
      if let offset = buffer.fixedOffset { bound = max(bound, offset + buffer.size) }
    }
    return bound
  }

  /// Proves the section bound; in a question of fitting, that the answer is no where the bound is above the capacity.
  struct SectionBoundStrategy: Strategy {
    let name = "section load"
    let instance: Prepared

    func run(on scoreboard: Scoreboard<MemoryMapping.Placement>) {
      if instance.hasCollidingBuffers { return scoreboard.proveNothingBetter(than: nil, by: name) }
      guard let capacity = instance.set.capacity else {
        return scoreboard.prove(Objective(instance.bound), by: name)
      }
      if instance.bound > capacity {
        scoreboard.proveNothingBetter(than: nil, by: name)
      } else {
        scoreboard.prove(Objective(capacity), by: name)
      }
    }
  }
}

extension MemoryMapping.Allocation {
  /// The largest load, or the capacity where the question is whether all fit. Storages that are no plain buffers may lie
  /// over each other, so that of one memory the largest one counts, and of several pools none.
  public static func trivialBound(of set: MemoryMapping.BufferSet) -> Objective? {
    if let capacity = set.capacity { return Objective(capacity) }
    if set.isPlain { return Objective(lowerBound(of: set, MemoryMapping.Sections(set))) }
    guard set.pools.isEmpty else { return Objective(0) }
    return Objective(
      set.buffers.reduce(0) { $1.isNothing ? $0 : max($0, ($1.fixedOffset ?? 0) + $1.size) })
  }
}
