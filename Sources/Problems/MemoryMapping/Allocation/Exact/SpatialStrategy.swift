import Basics
import Race

extension MemoryMapping.Allocation {
  /// Spatial branch and bound on each component, by static orders in turn or by restarts with random orders, for a
  /// given capacity or for the least one.
  ///
  /// The least capacity is looked for from both sides: at the bound, halfway, and just below the best known height,
  /// with budgets of nodes that double as long as nothing is decided.
  struct SpatialStrategy: Strategy {
    enum Mode: Sendable {
      case inOrder, restarts
      /// Both in turn, for one worker.
      case alternating
    }

    let name: String
    private let instance: Prepared
    private let mode: Mode
    private let seed: UInt64

    private let lastBudget: Int

    private static let firstBudget = 2_000

    /// - Parameter lastBudget: nodes for one question beyond which the search leaves its thread to others.
    init(_ instance: Prepared, mode: Mode, seed: UInt64, lastBudget: Int = .max) {
      self.instance = instance
      self.mode = mode
      self.seed = seed
      self.lastBudget = lastBudget
      name = mode == .restarts ? "spatial restarts" : "spatial search"
    }

    /// Whether all components are small enough.
    static func isAffordable(_ instance: Prepared) -> Bool {
      MemoryMapping.Allocation.components(of: instance).allSatisfy {
        $0.count <= MemoryMapping.SpatialSearch.countLimit
      }
    }

    func run(on scoreboard: Scoreboard<MemoryMapping.Solution>) {
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
      while !scoreboard.shouldStop, budget <= lastBudget {
        adoptBest(components, scoreboard)
        let bound = max(components.reduce(instance.bound) { max($0, $1.bound) }, knownBound(scoreboard))
        var isDecided = false
        for target in targets(from: bound, scoreboard) {
          let usesRestarts = mode == .restarts || mode == .alternating && round.isMultiple(of: 2)
          switch search(components, target, budget, usesRestarts, &random, scoreboard) {
          case .fits: offer(components, scoreboard)
          case .doesNotFit: prove(components, target, scoreboard)
          case .limit: continue
          }
          isDecided = true
          break
        }
        round += 1
        if !isDecided, mode != .alternating || round.isMultiple(of: 2) { budget += budget }
      }
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

    /// The heights to be tried, the most wanted first.
    private func targets(from bound: Int, _ scoreboard: Scoreboard<MemoryMapping.Solution>) -> [Int] {
      if let capacity = instance.set.capacity { return [capacity] }
      let best = scoreboard.bestObjective
      if best == .max { return [bound + bound / 4, bound] }
      let middle = bound + (best - 1 - bound) / 2
      return middle > bound ? [bound, middle, best - 1] : [bound]
    }

    private func knownBound(_ scoreboard: Scoreboard<MemoryMapping.Solution>) -> Int {
      instance.set.capacity == nil ? max(0, scoreboard.bestBound) : 0
    }

    private func search(
      _ components: [MemoryMapping.SpatialComponent], _ target: Int, _ budget: Int, _ usesRestarts: Bool,
      _ random: inout RandomSource, _ scoreboard: Scoreboard<MemoryMapping.Solution>
    ) -> MemoryMapping.SpatialSearch.Outcome {
      let shouldStop = { scoreboard.shouldStop || isOvertaken(target, scoreboard) }
      var outcome = MemoryMapping.SpatialSearch.Outcome.fits
      for component in components where component.height > target {
        let found =
          component.bound > target
          ? .doesNotFit
          : usesRestarts
            ? component.searchByRestarts(capacity: target, budget: budget, &random, shouldStop: shouldStop)
            : component.searchInOrder(capacity: target, budget: budget, shouldStop: shouldStop)
        if found == .doesNotFit { return found }
        if found == .limit { outcome = .limit }
        if shouldStop() { return .limit }
      }
      return outcome
    }

    /// Whether others have decided what `target` asks.
    private func isOvertaken(_ target: Int, _ scoreboard: Scoreboard<MemoryMapping.Solution>) -> Bool {
      instance.set.capacity == nil && (scoreboard.bestObjective <= target || scoreboard.bestBound > target)
    }

    private func adoptBest(
      _ components: [MemoryMapping.SpatialComponent], _ scoreboard: Scoreboard<MemoryMapping.Solution>
    ) {
      guard case .allocation(let placement) = scoreboard.best?.solution else { return }
      for component in components { component.adopt(placement, instance.set) }
    }

    private func offer(
      _ components: [MemoryMapping.SpatialComponent], _ scoreboard: Scoreboard<MemoryMapping.Solution>
    ) {
      var offsets = [Int](repeating: 0, count: instance.set.buffers.count)
      for component in components {
        for (member, offset) in zip(component.members, component.offsets) { offsets[member] = offset }
      }
      instance.offer(offsets, to: scoreboard, by: name)
    }

    private func prove(
      _ components: [MemoryMapping.SpatialComponent], _ target: Int,
      _ scoreboard: Scoreboard<MemoryMapping.Solution>
    ) {
      if instance.set.capacity != nil { return scoreboard.proveNothingBetter(than: nil, by: name) }
      let bound = components.reduce(instance.bound) { max($0, $1.bound) }
      if bound > scoreboard.bestBound { scoreboard.prove(Objective(bound), by: name) }
    }
  }
}
