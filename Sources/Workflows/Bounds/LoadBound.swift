extension Workflow {
  /// What the elements have to do together, from some time on.
  ///
  /// For weights y of the groups with capacities c, each task costs at least the least y·duration over its groups, and in a
  /// stretch of length L at most L·Σ y·c is done: so L ≥ Σ min y·d / Σ y·c, the dual of the assignment of fractions of
  /// tasks. Weights follow the loads; whatever they are, the bound holds.
  struct LoadBound {
    private let instance: Instance
    private let groups: ElementGroups
    /// By task, the least head and the least tail.
    private let heads: [Int]
    private let tails: [Int]

    /// So many that sums stay within 64 bits.
    private static let scale = 2_048
    private static let rounds = 60
    private static let stretches = 100

    init(_ instance: Instance, _ groups: ElementGroups, _ windows: Windows) {
      self.instance = instance
      self.groups = groups
      heads = windows.heads.map { $0.min() ?? 0 }
      tails = windows.tails.map { $0.min() ?? 0 }
    }

    func value(shouldStop: () -> Bool) -> Int {
      var weights = [Double](repeating: 1, count: groups.count)
      let tasks = heads.indices.sorted { (heads[$0], $0) > (heads[$1], $1) }
      let starts = Set(heads).sorted()
      let step = max(1, starts.count / Self.stretches)
      var best = 0
      for place in stride(from: 0, to: starts.count, by: step) {
        if shouldStop() { break }
        let members = Array(tasks.prefix { heads[$0] >= starts[place] })
        let tail = members.reduce(Int.max) { min($0, tails[$1]) }
        for _ in 0..<(groups.count == 1 ? 1 : place == 0 ? 4 * Self.rounds : Self.rounds) {
          best = max(best, starts[place] + stretch(of: members, &weights) + tail)
        }
      }
      return best
    }

    /// The bound with these weights, which then move towards the loads.
    private func stretch(of members: [Int], _ weights: inout [Double]) -> Int {
      let most = weights.max() ?? 1
      let whole = weights.map { Int((Double(Self.scale) * $0 / most).rounded(.down)) }
      let room = whole.indices.reduce(0) { $0 + whole[$1] * groups.capacity(of: $1) }
      var loads = [Double](repeating: 0, count: groups.count)
      var sum = 0
      for task in members {
        var (least, chosen) = (Int.max, 0)
        for group in groups.ofTask[task] {
          let cost = whole[group] * groups.duration(of: task, in: group)
          if cost < least { (least, chosen) = (cost, group) }
        }
        sum += least
        loads[chosen] += Double(groups.duration(of: task, in: chosen))
      }
      var highest = 0.0
      for group in loads.indices {
        loads[group] /= Double(groups.capacity(of: group))
        highest = max(highest, loads[group])
      }
      if highest > 0 {
        for group in weights.indices {
          weights[group] = max(1e-4, weights[group] / most * (0.97 + 0.06 * loads[group] / highest))
        }
      }
      return (sum + room - 1) / room
    }
  }
}
