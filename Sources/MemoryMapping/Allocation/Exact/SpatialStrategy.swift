import Basics
import Race

extension MemoryMapping.Allocation {
  /// Spatial branch and bound on each component, by restarts with random orders and, in turn with them, by static
  /// orders, for a given capacity or for the least one.
  ///
  /// First come some searches of `TightPlacer`, which take turns with the others where the load is near the capacity.
  ///
  /// The least capacity is looked for in rounds (see `HeightDescent`) with budgets of nodes that double.
  struct SpatialStrategy: Strategy {
    enum Mode: Sendable {
      case restarts
      /// The static orders and restarts in turn, with as many nodes for the ones as for the others.
      case alternating
    }

    let name: String
    private let instance: Prepared
    private let mode: Mode
    private let seed: UInt64
    private let lastBudget: Int
    /// All heights of interest are multiples of it.
    private let unit: Int

    private static let firstBudget = 2_000
    /// Nodes of tight searches for each of the budget, so that they take about half of the time: at first, and later.
    private static let tightNodes = (first: 10, later: 40)
    /// More waste than this share of the memory makes searches that count it pointless but for the first ones.
    private static let wasteLimit = 0.3

    /// - Parameter lastBudget: nodes for one question beyond which the search leaves its thread to others.
    init(_ instance: Prepared, mode: Mode, seed: UInt64, lastBudget: Int = .max) {
      self.instance = instance
      self.mode = mode
      self.seed = seed
      self.lastBudget = lastBudget
      unit = MemoryMapping.Allocation.unit(of: instance.set.buffers)
      name = mode == .restarts ? "spatial restarts" : "spatial search"
    }

    /// Whether all components are small enough.
    static func isAffordable(_ instance: Prepared) -> Bool {
      MemoryMapping.Allocation.components(of: instance).allSatisfy {
        $0.count <= MemoryMapping.SpatialSearch.countLimit
      }
    }

    func run(on scoreboard: Scoreboard<MemoryMapping.Placement>) {
      guard !scoreboard.shouldStop else { return }
      let components: [MemoryMapping.SpatialComponent]
      do {
        components = try Self.components(of: instance)
      } catch {
        return scoreboard.report("\(error)", by: name)
      }
      var random = RandomSource(seed: seed)
      var budget = Self.firstBudget
      var round = 0
      let tight = MemoryMapping.TightPlacer(instance, seed: random.next())
      while !scoreboard.shouldStop, budget <= lastBudget {
        if let tight { placeTightly(tight, budget, isFirst: round == 0, scoreboard) }
        let usesRestarts = mode == .restarts || round.isMultiple(of: 2)
        if let capacity = instance.set.capacity {
          _ = ask(capacity, components, budget, usesRestarts, &random, scoreboard)
        } else {
          descend(components, budget, usesRestarts, &random, scoreboard)
        }
        round += 1
        if mode == .restarts || round.isMultiple(of: 2) { budget += budget }
      }
    }

    /// Tight searches below the capacity; without one, below the lower bound, then half way between it and the best
    /// height as long as that is reached.
    private func placeTightly(
      _ tight: MemoryMapping.TightPlacer, _ budget: Int, isFirst: Bool,
      _ scoreboard: Scoreboard<MemoryMapping.Placement>
    ) {
      if let capacity = instance.set.capacity {
        _ = placeTightly(tight, below: capacity, budget, isFirst: isFirst, scoreboard)
        return
      }
      var isBound = true
      while !scoreboard.shouldStop {
        let bound = max(instance.bound, scoreboard.bestBound)
        let best = scoreboard.bestObjective
        guard best > bound else { return }
        let middle = best == .max ? 2 * bound : bound + (best - bound) / 2
        let isPlaced = placeTightly(tight, below: isBound ? bound : middle, budget, isFirst: isFirst, scoreboard)
        guard isPlaced || isBound else { return }
        isBound = false
      }
    }

    /// A tight search for a placement of at most `height`, unless so much is free that another one is better at it.
    private func placeTightly(
      _ tight: MemoryMapping.TightPlacer, below height: Int, _ budget: Int, isFirst: Bool,
      _ scoreboard: Scoreboard<MemoryMapping.Placement>
    ) -> Bool {
      guard isFirst || tight.waste(below: height) <= Self.wasteLimit else { return false }
      let nodes = budget * (isFirst ? Self.tightNodes.first : Self.tightNodes.later)
      let stops = { scoreboard.shouldStop || isOvertaken(height, scoreboard) }
      guard let offsets = tight.run(capacity: height, nodeBudget: nodes, shouldStop: stops) else { return false }
      instance.offer(offsets, to: scoreboard, by: "tight packing")
      return true
    }

    /// Raises the bound and lowers the best height as far as the budget for each question allows.
    private func descend(
      _ components: [MemoryMapping.SpatialComponent], _ budget: Int, _ usesRestarts: Bool,
      _ random: inout RandomSource, _ scoreboard: Scoreboard<MemoryMapping.Placement>
    ) {
      var descent = HeightDescent(unit: unit)
      while !scoreboard.shouldStop {
        adoptBest(components, scoreboard)
        let bound = max(components.reduce(instance.bound) { max($0, $1.bound) }, scoreboard.bestBound)
        let best = scoreboard.bestObjective
        // Without a placement, any height may be the least one: those up to twice the bound are tried.
        guard let target = descent.next(from: bound, to: best == .max ? 2 * bound + unit : best) else { return }
        let outcome = ask(target, components, budget, usesRestarts, &random, scoreboard)
        if outcome != .limit || !isOvertaken(target, scoreboard) { descent.record(outcome) }
      }
    }

    /// Looks for a placement of at most `height` and tells the scoreboard what was found.
    private func ask(
      _ height: Int, _ components: [MemoryMapping.SpatialComponent], _ budget: Int, _ usesRestarts: Bool,
      _ random: inout RandomSource, _ scoreboard: Scoreboard<MemoryMapping.Placement>
    ) -> MemoryMapping.SpatialSearch.Outcome {
      let outcome = search(components, height, budget, usesRestarts, &random, scoreboard)
      switch outcome {
      case .fits: offer(components, scoreboard)
      case .doesNotFit: prove(components, height, scoreboard)
      case .limit: break
      }
      return outcome
    }

    private static func components(
      of instance: Prepared
    ) throws(MemoryMapping.InvalidBuffer) -> [MemoryMapping.SpatialComponent] {
      var result: [MemoryMapping.SpatialComponent] = []
      for members in MemoryMapping.Allocation.components(of: instance) {
        result.append(try MemoryMapping.SpatialComponent(instance, members: members))
      }
      return result.sorted { $0.members.count < $1.members.count }
    }

    private func search(
      _ components: [MemoryMapping.SpatialComponent], _ target: Int, _ budget: Int, _ usesRestarts: Bool,
      _ random: inout RandomSource, _ scoreboard: Scoreboard<MemoryMapping.Placement>
    ) -> MemoryMapping.SpatialSearch.Outcome {
      let shouldStop = { scoreboard.shouldStop || isOvertaken(target, scoreboard) }
      var outcome = MemoryMapping.SpatialSearch.Outcome.fits
      for component in components where component.height > target {
        let found =
          component.bound > target
          ? .doesNotFit
          : usesRestarts
            ? component.searchByRestarts(
              capacity: target, budget: mode == .restarts ? budget : MemoryMapping.SpatialComponent.orderCount * budget,
              &random, shouldStop: shouldStop)
            : component.searchInOrder(capacity: target, budget: budget, shouldStop: shouldStop)
        if found == .doesNotFit { return found }
        if found == .limit { outcome = .limit }
        if shouldStop() { return .limit }
      }
      return outcome
    }

    /// Whether others have decided what `target` asks.
    private func isOvertaken(_ target: Int, _ scoreboard: Scoreboard<MemoryMapping.Placement>) -> Bool {
      instance.set.capacity == nil && (scoreboard.bestObjective <= target || scoreboard.bestBound > target)
    }

    private func adoptBest(
      _ components: [MemoryMapping.SpatialComponent], _ scoreboard: Scoreboard<MemoryMapping.Placement>
    ) {
      guard let placement = scoreboard.best?.solution else { return }
      let offsets = instance.offsets(of: placement)
      for component in components { component.adopt(offsets, instance.set) }
    }

    private func offer(
      _ components: [MemoryMapping.SpatialComponent], _ scoreboard: Scoreboard<MemoryMapping.Placement>
    ) {
      var offsets = [Int](repeating: 0, count: instance.set.buffers.count)
      for component in components {
        for (member, offset) in zip(component.members, component.offsets) { offsets[member] = offset }
      }
      instance.offer(offsets, to: scoreboard, by: name)
    }

    private func prove(
      _ components: [MemoryMapping.SpatialComponent], _ target: Int,
      _ scoreboard: Scoreboard<MemoryMapping.Placement>
    ) {
      if instance.set.capacity != nil { return scoreboard.proveNothingBetter(than: nil, by: name) }
      let bound = components.reduce(instance.bound) { max($0, $1.bound) }
      if bound > scoreboard.bestBound { scoreboard.prove(Objective(bound), by: name) }
    }
  }
}
