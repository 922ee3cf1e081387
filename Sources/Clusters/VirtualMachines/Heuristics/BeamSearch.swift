import Race

extension VMRescheduling {
  /// Beam search over sequences of migrations, each with room when it happens: so its solutions are plans as they stand.
  ///
  /// A state is extended by the migrations that lower its loss most, or keep it, few of each VM class and target
  /// residue; of states with the same changed nodes one is kept, and of all the `width` lowest.
  /// - Complexity: O(width · (machines + VMs) ) a step.
  struct BeamSearch {
    private struct Node {
      var state: PlanState
      var loss: Int
      /// VMs away from home, in order.
      var moved: [Int]
    }

    private struct Step {
      let parent: Int
      let vm: Int
      let place: Place
      let loss: Int
    }

    private let instance: Instance
    private let width: Int

    init(_ instance: Instance, width: Int) {
      self.instance = instance
      self.width = width
    }

    func run(shouldStop: () -> Bool, onBetter: (Int, [Place]) -> Void) {
      let start = PlanState(instance, instance.homes)
      var beam = [Node(state: start, loss: instance.loss(of: instance.homes), moved: [])]
      var best = beam[0].loss
      for _ in 0..<instance.migrationLimit {
        var steps: [Step] = []
        for (index, node) in beam.enumerated() {
          if shouldStop() { return }
          steps += extensions(of: node, index)
        }
        steps.sort {
          ($0.loss, $0.parent, $0.vm, $0.place.machine, $0.place.node) < (
            $1.loss, $1.parent, $1.vm, $1.place.machine, $1.place.node
          )
        }
        var following: [Node] = []
        var seen: Set<[Amount]> = []
        for step in steps where following.count < width {
          var node = beam[step.parent]
          node.state.move(step.vm, to: step.place)
          node.loss = step.loss
          node.moved.append(step.vm)
          // Equal free amounts are as good as equal placements.
          let changed = Set(
            node.moved.flatMap { [instance.virtualMachines[$0].home.machine, node.state.places[$0].machine] })
          let key = changed.sorted().flatMap {
            [Amount(cpu: $0, memory: -1)] + node.state.free[instance.nodes(of: $0)]
          }
          guard seen.insert(key).inserted else { continue }
          following.append(node)
        }
        guard let leader = following.first else { return }
        beam = following
        if leader.loss < best {
          best = leader.loss
          onBetter(best, leader.state.places)
        }
      }
    }

    private static let perState = 12

    private func extensions(of node: Node, _ index: Int) -> [Step] {
      let away = Set(node.moved)
      var sources: [(vm: Int, change: Int)] = []
      var seen: Set<[Int]> = []
      for (vm, data) in instance.virtualMachines.enumerated() where !data.isFixed && !away.contains(vm) {
        let change = change(node.state, vm, data.home, 1)
        guard change < 0 else { continue }
        // VMs alike on one node are one choice.
        if node.state.affinity.isFree(vm) {
          guard seen.insert([data.home.machine, data.home.node, data.share.cpu, data.share.memory]).inserted else {
            continue
          }
        }
        sources.append((vm, change))
      }
      sources.sort { ($0.change, $0.vm) < ($1.change, $1.vm) }
      var steps: [Step] = []
      for source in sources.prefix(Self.perState) {
        let data = instance.virtualMachines[source.vm]
        var targets: [(place: Place, change: Int)] = []
        for machine in 0..<instance.machineCount {
          for number in instance.choices(on: machine, for: data.nodeCount) {
            let place = Place(machine: machine, node: number)
            guard place != data.home, node.state.allows(source.vm, at: place) else { continue }
            let change = machine == data.home.machine ? 0 : change(node.state, source.vm, place, -1)
            targets.append((place, change))
          }
        }
        targets.sort { ($0.change, $0.place.machine, $0.place.node) < ($1.change, $1.place.machine, $1.place.node) }
        for target in targets.prefix(3) {
          steps.append(
            Step(parent: index, vm: source.vm, place: target.place, loss: exactLoss(node, source.vm, target.place)))
        }
      }
      return steps
    }

    private func exactLoss(_ node: Node, _ vm: Int, _ place: Place) -> Int {
      let home = node.state.places[vm]
      guard home.machine == place.machine else {
        return node.loss + change(node.state, vm, home, 1) + change(node.state, vm, place, -1)
      }
      // A flip changes several nodes of one machine.
      let first = instance.nodeStart[home.machine]
      let (origin, target) = (home.nodes, place.nodes)
      let share = instance.virtualMachines[vm].share
      let before = instance.loss(ofMachine: home.machine) { node.state.free[$0] }
      let after = instance.loss(ofMachine: home.machine) { index in
        let there = node.state.free[index]
        let sign = (origin.contains(index - first) ? 1 : 0) - (target.contains(index - first) ? 1 : 0)
        return Amount(cpu: there.cpu + sign * share.cpu, memory: there.memory + sign * share.memory)
      }
      return node.loss - before + after
    }

    private func change(_ state: PlanState, _ vm: Int, _ place: Place, _ sign: Int) -> Int {
      instance.lossChange(at: place, instance.virtualMachines[vm].share, sign, state.free)
    }
  }

  /// Beam search as a strategy: narrow first, then as wide as the size of the instance allows.
  struct BeamStrategy: Strategy {
    static let heuristicName = "beam"
    var name: String { Self.heuristicName }
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard case .fragments = instance.goal else { return }
      for width in [1, 8, 50, 200] {
        guard !scoreboard.shouldStop else { return }
        BeamSearch(instance, width: width).run(
          shouldStop: { scoreboard.shouldStop },
          onBetter: { loss, places in
            if loss < scoreboard.bestObjective { scoreboard.offer(Solution(places, of: instance), from: name) }
          })
      }
    }
  }
}
