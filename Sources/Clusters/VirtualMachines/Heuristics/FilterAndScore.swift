extension VMRescheduling {
  /// A rule that makes one migration after the other, each with room when it happens.
  enum ScoreRule: String, CaseIterable, Sendable {
    /// Of all VMs of at most the block size, the one whose removal lowers its machine's fragments most; then the place
    /// elsewhere where its arrival lowers them most; until the two sum to nothing gained.
    ///
    /// - Source: `baselines/heuristics.py` of the ByteDance baseline, with memory and affinities checked.
    case filterAndScore = "ha"
    /// Vector bin packing, our reading: among the VMs whose removal frees a block, and the places where they cost none,
    /// the pair that leaves least room, weighted α for cores and 1 - α for memory (best fit in the weighted norm).
    ///
    /// - Source: after Panigrahy, Talwar, Uyeda, Wieder 2011, "Heuristics for vector bin packing".
    case vectorPacking = "vbp"

    var summary: String {
      switch self {
      case .filterAndScore: "filter and score (baseline of VMR2L), with memory and affinities checked"
      case .vectorPacking: "best fit in a weighted norm of cores and memory (vector bin packing, our reading)"
      }
    }
  }

  /// Carries out a rule.
  /// - Complexity: O(VMs + machines) a migration.
  struct ScoreSearch {
    private let instance: Instance
    private var state: PlanState
    private let block: Int

    init(_ instance: Instance) {
      self.instance = instance
      state = PlanState(instance, instance.homes)
      block = instance.measure.plainBlock ?? Int.max
    }

    /// - Returns: the final place of each VM.
    mutating func run(_ rule: ScoreRule, shouldStop: () -> Bool = { false }) -> [Place] {
      var moved: Set<Int> = []
      while moved.count < instance.migrationLimit, !shouldStop() {
        let choice = rule == .filterAndScore ? filteredPair() : packedPair()
        guard let (vm, place) = choice else { break }
        moved.insert(vm)
        state.move(vm, to: place)
      }
      return state.places
    }

    /// What the machine's fragments grow by when `vm` leaves (`sign` 1) or enters (-1) these nodes.
    private func change(_ vm: Int, _ place: Place, _ sign: Int) -> Int {
      instance.lossChange(at: place, instance.virtualMachines[vm].share, sign, state.free)
    }

    private func places(for vm: Int) -> [Place] {
      var places: [Place] = []
      let count = instance.virtualMachines[vm].nodeCount
      for machine in 0..<instance.machineCount where machine != state.places[vm].machine {
        for node in instance.choices(on: machine, for: count) {
          let place = Place(machine: machine, node: node)
          if state.allows(vm, at: place) { places.append(place) }
        }
      }
      return places
    }

    private func filteredPair() -> (vm: Int, place: Place)? {
      var best: (vm: Int, change: Int)?
      for (vm, data) in instance.virtualMachines.enumerated() where !data.isFixed && data.size.cpu <= block {
        let change = change(vm, state.places[vm], 1)
        if change < best?.change ?? Int.max { best = (vm, change) }
      }
      guard let best else { return nil }
      var target: (place: Place, change: Int)?
      for place in places(for: best.vm) {
        let change = change(best.vm, place, -1)
        if change < target?.change ?? Int.max { target = (place, change) }
      }
      guard let target, best.change + target.change < 0 else { return nil }
      return (best.vm, target.place)
    }

    private static let alpha = 0.7

    private func packedPair() -> (vm: Int, place: Place)? {
      var candidates: [(vm: Int, change: Int)] = []
      for (vm, data) in instance.virtualMachines.enumerated() where !data.isFixed {
        let change = change(vm, state.places[vm], 1)
        if change < 0 { candidates.append((vm, change)) }
      }
      // The VM that a packer would take first: the largest of those that free most.
      candidates.sort {
        let (a, b) = (instance.virtualMachines[$0.vm].size, instance.virtualMachines[$1.vm].size)
        return ($0.change, -a.cpu, -a.memory, $0.vm) < ($1.change, -b.cpu, -b.memory, $1.vm)
      }
      for (vm, gain) in candidates.prefix(Self.candidateLimit) {
        var best: (place: Place, norm: Double)?
        for place in places(for: vm) where change(vm, place, -1) + gain < 0 {
          let norm = roomLeft(vm, place)
          if norm < best?.norm ?? .infinity { best = (place, norm) }
        }
        if let best { return (vm, best.place) }
      }
      return nil
    }

    private static let candidateLimit = 50

    private func roomLeft(_ vm: Int, _ place: Place) -> Double {
      let share = instance.virtualMachines[vm].share
      return place.nodes.reduce(0) { sum, node in
        let total = instance.machines[place.machine].nodes[node]
        let there = state.free[instance.nodeStart[place.machine] + node]
        let cpu = Double(there.cpu - share.cpu) / Double(max(1, total.cpu))
        let memory = Double(there.memory - share.memory) / Double(max(1, total.memory))
        return sum + Self.alpha * cpu * cpu + (1 - Self.alpha) * memory * memory
      }
    }
  }
}
