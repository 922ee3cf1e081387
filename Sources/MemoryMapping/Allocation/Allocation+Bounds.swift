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
      if hasColliding() { return scoreboard.proveNothingBetter(than: nil, by: name) }
      guard let capacity = instance.set.capacity else {
        return scoreboard.prove(Objective(instance.bound), by: name)
      }
      if instance.bound > capacity {
        scoreboard.proveNothingBetter(than: nil, by: name)
      } else {
        scoreboard.prove(Objective(capacity), by: name)
      }
    }

    /// Whether two fixed buffers are in each other's way: without a limit, nothing else stops a first fit.
    private func hasColliding() -> Bool {
      guard instance.hasFixedBuffers else { return false }
      let fixed = instance.set.buffers.indices.filter { instance.set.buffers[$0].fixedOffset != nil }
      return MemoryMapping.FirstFit(instance).place(Buffer(fixed.map { Int32($0) }), limit: .max) != nil
    }
  }

  /// An instance with what every strategy needs of it, computed once.
  final class Prepared: Sendable {
    let set: MemoryMapping.BufferSet
    let sections: MemoryMapping.Sections
    /// A lower bound of the height of every placement.
    let bound: Int
    let hasFixedBuffers: Bool

    init(_ set: MemoryMapping.BufferSet) {
      self.set = set
      sections = MemoryMapping.Sections(set)
      bound = lowerBound(of: set, sections)
      hasFixedBuffers = set.buffers.contains { $0.fixedOffset != nil }
    }

    /// The height that a placement must stay below to be of use: what is allowed, or less than the best one known.
    func limit(_ scoreboard: Scoreboard<MemoryMapping.Placement>) -> Int {
      let best = scoreboard.bestObjective
      if let capacity = set.capacity { return best == .max ? capacity : -1 }
      return best == .max ? .max : best - 1
    }

    func offer(
      _ offsets: [Int], to scoreboard: Scoreboard<MemoryMapping.Placement>, by source: String
    ) {
      let placement = MemoryMapping.Placement(offsets, of: set)
      if let capacity = set.capacity, placement.height > capacity { return }
      guard set.capacity != nil || placement.height < scoreboard.bestObjective else { return }
      scoreboard.offer(placement, from: source)
    }
  }
}

extension MemoryMapping.Allocation {
  /// The largest load, or the capacity where the question is whether all fit.
  public static func trivialBound(of set: MemoryMapping.BufferSet) -> Objective? {
    Objective(set.capacity ?? lowerBound(of: set, MemoryMapping.Sections(set)))
  }
}
