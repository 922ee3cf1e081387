import Basics
import Modeling
import Race

extension VMRescheduling {
  /// Large neighbourhood search: a few machines, those with many fragments and others whose residues match, are solved
  /// anew by the counting model while all else stays as the best solution has it.
  struct MachineNeighbourhood: Strategy {
    let name = "large neighbourhoods"
    private let instance: Instance
    private let seed: UInt64
    private static let conflictLimit = 2000

    init(_ instance: Instance, seed: UInt64) {
      self.instance = instance
      self.seed = seed
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard case .fragments = instance.goal, instance.machineCount > 1 else { return }
      var random = RandomSource(seed: seed)
      var size = 6.0
      while !scoreboard.shouldStop, let best = scoreboard.best?.solution, best.fragment > scoreboard.bestBound,
        let places = best.places(in: instance)
      {
        let machines = choose(Int(size), places, &random)
        guard let part = SubInstance(instance, places, machines) else { continue }
        var options = Model.Options()
        options.conflictLimit = Self.conflictLimit
        options.seed = random.next()
        options.stop = { scoreboard.shouldStop }
        guard let formulation = try? ConstraintModel(part.instance),
          let result = try? formulation.model.solve(options), let solution = result.solution
        else {
          size = max(4, size * 0.95)
          continue
        }
        // Proved quickly: more machines next time.
        size = result.status == .optimal ? min(size * 1.05, 40) : max(4, size * 0.95)
        let values = formulation.values(of: solution)
        guard let inner = formulation.decode(values).places(in: part.instance) else { continue }
        let joined = part.join(inner, places)
        if instance.loss(of: joined) < scoreboard.bestObjective {
          scoreboard.offer(Solution(joined, of: instance), from: name)
        }
      }
    }

    /// Half by their fragments, and for each of them one whose residue it could fill.
    private func choose(_ count: Int, _ places: [Place], _ random: inout RandomSource) -> [Int] {
      let free = instance.freeAmounts(places)
      let losses = (0..<instance.machineCount).map { machine in instance.loss(ofMachine: machine) { free[$0] } }
      var chosen: Set<Int> = []
      func draw() -> Int {
        let (a, b) = (random.below(instance.machineCount), random.below(instance.machineCount))
        return losses[a] >= losses[b] ? a : b
      }
      // Both ends of a migration or two, so that their VMs may think again.
      let moved = places.indices.filter { places[$0] != instance.virtualMachines[$0].home }
      for _ in 0..<2 where !moved.isEmpty {
        let vm = moved[random.below(moved.count)]
        chosen.formUnion([places[vm].machine, instance.virtualMachines[vm].home.machine])
      }
      var trials = 0
      while chosen.count < min(count, instance.machineCount), trials < 20 * count {
        trials += 1
        let machine = draw()
        chosen.insert(machine)
        let wanted = Set(instance.nodes(of: machine).map { block - free[$0].cpu % block })
        for _ in 0..<30 {
          let match = random.below(instance.machineCount)
          if instance.nodes(of: match).contains(where: { wanted.contains(free[$0].cpu % block) }) {
            chosen.insert(match)
            break
          }
        }
      }
      return chosen.sorted()
    }

    private var block: Int { instance.measure.terms.first { $0.resource == .cpu }?.size ?? 1 }
  }

  /// Some machines of an instance as an instance of their own. VMs that are and were among them may move; others stay
  /// where they are now.
  struct SubInstance {
    let instance: Instance
    private let numbers: [Int]
    private let machines: [Int]

    /// nil where those who may move could not be at home all at once.
    init?(_ whole: Instance, _ places: [Place], _ machines: [Int]) {
      self.machines = machines
      var local: [Int: Int] = [:]
      for (index, machine) in machines.enumerated() { local[machine] = index }
      var numbers: [Int] = []
      var vms: [VirtualMachine] = []
      var outside = 0
      for (vm, data) in whole.virtualMachines.enumerated() {
        let isAway = places[vm] != data.home
        guard let now = local[places[vm].machine] else {
          if isAway { outside += 1 }
          continue
        }
        let home = local[data.home.machine]
        if home == nil { outside += 1 }
        numbers.append(vm)
        vms.append(
          data.moved(
            to: home.map { Place(machine: $0, node: data.home.node) } ?? Place(machine: now, node: places[vm].node),
            isFixed: data.isFixed || home == nil))
      }
      self.numbers = numbers
      var position: [Int: Int] = [:]
      for (index, vm) in numbers.enumerated() { position[vm] = index }
      // VMs of a group on racks outside of the part are not seen by it; such groups' VMs stay as they are.
      guard whole.rackAntiAffinity.isEmpty else { return nil }
      let groups = whole.antiAffinity.map { $0.compactMap { position[$0] } }
      for (group, members) in zip(whole.antiAffinity, groups) where members.count > 1 {
        // The part would allow more of a group on a machine than the whole does.
        let here = Dictionary(grouping: members) { vms[$0].home.machine }
        for (machine, sharing) in here where sharing.count > 1 {
          let most = group.count { whole.virtualMachines[$0].home.machine == machines[machine] }
          guard sharing.count <= most else { return nil }
        }
      }
      guard
        let instance = try? Instance(
          name: whole.name, machines: machines.map { whole.machines[$0] }, virtualMachines: vms, antiAffinity: groups,
          migrationLimit: whole.migrationLimit - outside, fragmentTerms: whole.measure.terms)
      else { return nil }
      self.instance = instance
    }

    func join(_ inner: [Place], _ places: [Place]) -> [Place] {
      var joined = places
      for (index, place) in inner.enumerated() {
        joined[numbers[index]] = Place(machine: machines[place.machine], node: place.node)
      }
      return joined
    }
  }
}
