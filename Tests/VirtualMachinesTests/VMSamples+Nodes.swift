import Basics

@testable import VirtualMachines

/// Instances whose machines have one to four NUMA nodes, and the truth about them by enumeration.
extension VMSamples {
  /// Two or three machines of one to four nodes and X = 4: VMs over two or three nodes, some of them unevenly,
  /// overcommitted nodes, groups that are broken at the start, and memory that binds, as the seed decides.
  static func mixed(seed: UInt64) throws -> VMRescheduling.Instance {
    var random = RandomSource(seed: seed)
    let memory = random.below(3) == 0 ? 6 : 100
    let machines = (0..<random.within(2...3)).map { number in
      // As four cores with a ratio of 1.25, 1.5 or 2 have.
      let cpu = [5, 6, 8][random.below(3)]
      return VMRescheduling.Machine(
        name: "pm\(number)",
        nodes: (0..<random.within(1...(number == 0 ? 4 : 3))).map { _ in .init(cpu: cpu, memory: memory) },
        rack: "r\(random.below(2))")
    }
    var free = machines.map { $0.nodes.map { [$0.cpu, $0.memory] } }
    var vms: [VM] = []
    for number in 0..<random.within(3...5) {
      let machine = random.below(machines.count)
      let count = machines[machine].nodes.count
      let width = random.below(3) == 0 ? random.within(1...min(3, count)) : 1
      var nodes = Array(0..<count)
      nodes.shuffle(using: &random)
      nodes = nodes.prefix(width).sorted()
      var parts = [VMRescheduling.Amount](
        repeating: .init(cpu: random.within(1...3), memory: random.within(1...3)), count: width)
      if width > 1, random.below(3) == 0 { parts[0].cpu += random.within(1...2) }
      guard zip(nodes, parts).allSatisfy({ free[machine][$0][0] >= $1.cpu && free[machine][$0][1] >= $1.memory }) else {
        continue
      }
      for (node, part) in zip(nodes, parts) {
        free[machine][node][0] -= part.cpu
        free[machine][node][1] -= part.memory
      }
      vms.append(
        VM(
          name: "vm\(number)", parts: parts, home: Place(machine: machine, nodes: nodes),
          isFixed: random.below(8) == 0))
    }
    func groups(_ random: inout RandomSource) -> [[Int]] {
      (0..<random.below(3)).map { _ in vms.indices.filter { _ in random.below(2) == 0 } }
    }
    let apart = groups(&random)
    let racks = random.below(3) == 0 ? groups(&random) : []
    return try .init(
      name: "mixed\(seed)", machines: machines, virtualMachines: vms, antiAffinity: apart, rackAntiAffinity: racks,
      migrationLimit: random.within(0...3), fragmentTerms: [.init(size: 4)])
  }

  /// The least objective over all final placements; shares nothing with the program but the instance's data.
  static func truth(of instance: VMRescheduling.Instance) -> Int? {
    let vms = instance.virtualMachines
    var free = instance.machines.map { $0.nodes.map { [$0.cpu, $0.memory] } }
    var places = vms.map { (machine: $0.home.machine, nodes: nodes(of: $0)) }
    let homes = places
    var best: Int?

    func isKept(_ groups: [[Int]], _ site: (Int) -> String) -> Bool {
      groups.allSatisfy { group in
        Set(group.map { site(places[$0].machine) }).allSatisfy { here in
          let now = group.count { site(places[$0].machine) == here }
          return now <= 1 || now <= group.count { site(homes[$0].machine) == here }
        }
      }
    }

    func visit(_ number: Int, _ moved: Int) {
      guard number < vms.count else {
        guard isKept(instance.antiAffinity, { "\($0)" }),
          isKept(instance.rackAntiAffinity, { instance.machines[$0].rack ?? "machine \($0)" })
        else { return }
        let loss = free.reduce(0) { $0 + fragments(of: $1, instance.measure) }
        switch instance.goal {
        case .fragments: best = min(best ?? loss, loss)
        case .machines: best = min(best ?? .max, Set(places.map(\.machine)).count)
        case .migrations(let rate):
          if Double(loss) / Double(instance.measure.denominator) <= rate { best = min(best ?? moved, moved) }
        case .admission: preconditionFailure("where arrivals go is not enumerated here")
        }
        return
      }
      let vm = vms[number]
      let home = homes[number]
      let ways =
        vm.isFixed
        ? [home]
        : instance.machines.indices.flatMap { machine in
          subsets(of: instance.machines[machine].nodes.count, vm.nodeCount).map { (machine: machine, nodes: $0) }
        }
      for way in ways {
        let cost = way == home ? 0 : 1
        guard moved + cost <= instance.migrationLimit else { continue }
        let loads = way.nodes.indices.map { index in
          vm.split.isEmpty
            ? [vm.size.cpu / vm.nodeCount, vm.size.memory / vm.nodeCount]
            : [vm.split[index].cpu, vm.split[index].memory]
        }
        guard
          zip(way.nodes, loads).allSatisfy({ free[way.machine][$0][0] >= $1[0] && free[way.machine][$0][1] >= $1[1] })
        else { continue }
        for (node, load) in zip(way.nodes, loads) { for r in 0...1 { free[way.machine][node][r] -= load[r] } }
        places[number] = way
        visit(number + 1, moved + cost)
        places[number] = home
        for (node, load) in zip(way.nodes, loads) { for r in 0...1 { free[way.machine][node][r] += load[r] } }
      }
    }
    visit(0, 0)
    return best
  }

  private static func nodes(of vm: VM) -> [Int] {
    if vm.home.node >= 0 { return [vm.home.node] }
    return (0..<32).filter { (-vm.home.node >> $0) & 1 == 1 }
  }

  private static func subsets(of count: Int, _ width: Int) -> [[Int]] {
    (0..<1 << count).map { mask in (0..<count).filter { mask >> $0 & 1 == 1 } }.filter { $0.count == width }
  }

  /// Blocks of two nodes are taken one by one from the two nodes with most room, which is best.
  private static func fragments(of machine: [[Int]], _ measure: VMRescheduling.Measure) -> Int {
    var sum = 0
    for (term, factor) in zip(measure.terms, measure.factors) {
      var rooms = machine.map { $0[term.resource == .cpu ? 0 : 1] }
      if term.nodeCount == 1 {
        sum += factor * rooms.reduce(0) { $0 + $1 % term.size }
        continue
      }
      let half = term.size / 2
      while true {
        let order = rooms.indices.sorted { rooms[$0] > rooms[$1] }
        guard order.count > 1, rooms[order[1]] >= half else { break }
        rooms[order[0]] -= half
        rooms[order[1]] -= half
      }
      sum += factor * rooms.reduce(0, +)
    }
    return sum
  }
}
