import Solving

extension MemoryMapping.Allocation {
  /// Buffers that do not fit in the capacity by themselves, as few as deletion leaves: without any one of them, the
  /// rest fits.
  struct InfeasibleCore {
    let members: [Int]
    /// Whether every deletion was decided within the budget.
    let isMinimal: Bool

    /// Nodes of the spatial search for each set that is looked at.
    private static let budget = 100_000

    /// - Parameters:
    ///   - set: with a capacity in which its buffers do not fit.
    ///   - shouldStop: asked every thousand nodes.
    /// - Returns: nil where no subset was found within the budget.
    static func find(in set: MemoryMapping.BufferSet, shouldStop: () -> Bool) -> InfeasibleCore? {
      guard let capacity = set.capacity, var members = start(in: set, capacity, shouldStop) else { return nil }
      var isMinimal = true
      // Larger pieces first; the last round looks at each buffer alone.
      var piece = max(1, members.count / 2)
      while true {
        isMinimal = true
        var begin = 0
        while begin < members.count {
          let end = min(begin + piece, members.count)
          let rest = Array(members[..<begin] + members[end...])
          switch decide(rest, set, capacity, shouldStop) {
          case .doesNotFit: members = rest
          case .fits: begin = end
          case .limit:
            isMinimal = false
            begin = end
          }
        }
        if piece == 1 { return InfeasibleCore(members: members, isMinimal: isMinimal) }
        piece = max(1, piece / 2)
      }
    }

    /// The largest buffers of the fullest section, where they are too much already; otherwise the smallest component
    /// that does not fit.
    private static func start(
      in set: MemoryMapping.BufferSet, _ capacity: Int, _ shouldStop: () -> Bool
    ) -> [Int]? {
      let instance = Prepared(set)
      if instance.sections.maximumLoad > capacity, let section = fullestSection(instance.sections) {
        var members: [Int] = []
        var load = 0
        for buffer in live(in: section, instance).sorted(by: {
          (set.buffers[$0].size, $1) > (set.buffers[$1].size, $0)
        }) where load <= capacity {
          members.append(buffer)
          load += set.buffers[buffer].size
        }
        return members.sorted()
      }
      return components(of: instance).sorted { $0.count < $1.count }.first {
        decide($0, set, capacity, shouldStop) == .doesNotFit
      }
    }

    private static func decide(
      _ members: [Int], _ set: MemoryMapping.BufferSet, _ capacity: Int, _ shouldStop: () -> Bool
    ) -> MemoryMapping.SpatialSearch.Outcome {
      if members.isEmpty { return .fits }
      guard members.count <= MemoryMapping.SpatialSearch.countLimit, !shouldStop(),
        let component = try? MemoryMapping.SpatialComponent(Prepared(set), members: members)
      else { return .limit }
      if component.bound > capacity { return .doesNotFit }
      return component.searchInOrder(capacity: capacity, budget: budget, shouldStop: shouldStop)
    }

    /// The section with the largest load; nil without buffers.
    static func fullestSection(_ sections: MemoryMapping.Sections) -> Int? {
      sections.loads.indices.max { (sections.loads[$0], $1) < (sections.loads[$1], $0) }
    }

    static func live(in section: Int, _ instance: Prepared) -> [Int] {
      instance.set.buffers.indices.filter { buffer in
        instance.sections.pieces(of: buffer).contains { $0.contains(section) }
      }
    }

    /// The times of a section: those at which all its buffers live.
    static func times(of section: Int, _ instance: Prepared) -> Range<Int> {
      var (lower, upper) = (Int.min, Int.max)
      for buffer in live(in: section, instance) {
        let data = instance.set.buffers[buffer]
        let pieces = instance.sections.pieces(of: buffer)
        guard let place = pieces.firstIndex(where: { $0.contains(section) }) else { continue }
        lower = max(lower, place == 0 ? data.lower : data.gaps[place - 1].upper)
        upper = min(upper, place == data.gaps.count ? data.upper : data.gaps[place].lower)
      }
      return lower..<max(lower, upper)
    }
  }
}
