import Basics

@testable import VirtualMachines

/// Small instances of VM rescheduling, and the truth about them.
enum VMSamples {
  typealias VM = VMRescheduling.VirtualMachine
  typealias Place = VMRescheduling.Place

  static func vm(_ cpu: Int, on machine: Int, _ node: Int, memory: Int? = nil, isFixed: Bool = false) -> VM {
    let count = node == Place.both ? 2 : 1
    return VM(
      name: "vm", size: .init(cpu: cpu, memory: memory ?? cpu), nodeCount: count,
      home: Place(machine: machine, node: node), isFixed: isFixed)
  }

  static func machines(_ count: Int, cpu: Int = 20, memory: Int = 100, racks: [String]? = nil)
    -> [VMRescheduling.Machine]
  {
    (0..<count).map {
      .init(
        name: "pm\($0)", nodes: [.init(cpu: cpu, memory: memory), .init(cpu: cpu, memory: memory)], rack: racks?[$0])
    }
  }

  /// Two machines of 2 x 20 cores, X = 16. Node (0, 0) has 12 free, (0, 1) 20, (1, 0) 8, (1, 1) 12: one block. Moving
  /// the 4-core VM from (0, 0) to (1, 0) makes a second one.
  static func worked() throws -> VMRescheduling.Instance {
    try .init(
      name: "worked", machines: machines(2),
      virtualMachines: [vm(4, on: 0, 0), vm(4, on: 0, 0), vm(8, on: 1, 0), vm(4, on: 1, 0), vm(8, on: 1, 1)],
      migrationLimit: 1)
  }

  /// A random instance of 2 to 3 machines with 6 cores a node and X = 4: fixed VMs, groups, racks and memory that binds,
  /// as the seed decides.
  static func random(seed: UInt64) throws -> VMRescheduling.Instance {
    var random = RandomSource(seed: seed)
    let count = random.within(2...3)
    let memory = random.below(3) == 0 ? 7 : 100
    let machines = machines(count, cpu: 6, memory: memory, racks: (0..<count).map { _ in "r\(random.below(2))" })
    var free = [Int](repeating: 6, count: 2 * count)
    var freeMemory = [Int](repeating: memory, count: 2 * count)
    var vms: [VM] = []
    for _ in 0..<random.within(3...6) {
      let machine = random.below(count)
      let isDouble = random.below(4) == 0
      let cpu = isDouble ? 2 * random.within(1...3) : random.within(1...4)
      let size = isDouble ? 2 * random.within(1...3) : random.within(1...4)
      let node = isDouble ? Place.both : random.below(2)
      let nodes = isDouble ? [2 * machine, 2 * machine + 1] : [2 * machine + node]
      let (share, part) = isDouble ? (cpu / 2, size / 2) : (cpu, size)
      guard nodes.allSatisfy({ free[$0] >= share && freeMemory[$0] >= part }) else { continue }
      for index in nodes {
        free[index] -= share
        freeMemory[index] -= part
      }
      vms.append(vm(cpu, on: machine, node, memory: size, isFixed: random.below(6) == 0))
    }
    func groups(_ site: (Int) -> String, _ random: inout RandomSource) -> [[Int]] {
      var groups: [[Int]] = []
      for _ in 0..<random.below(3) {
        var group: [Int] = []
        for vm in vms.indices
        where random.below(2) == 0
          && !group.contains(where: { site(vms[$0].home.machine) == site(vms[vm].home.machine) })
        {
          group.append(vm)
        }
        groups.append(group)
      }
      return groups
    }
    let antiAffinity = groups({ "\($0)" }, &random)
    let rackAntiAffinity = random.below(2) == 0 ? groups({ machines[$0].rack ?? "" }, &random) : []
    return try .init(
      name: "random\(seed)", machines: machines, virtualMachines: vms, antiAffinity: antiAffinity,
      rackAntiAffinity: rackAntiAffinity, migrationLimit: random.within(0...3), fragmentTerms: [.init(size: 4)])
  }

  /// The least objective over all final placements, by enumeration of all places of all VMs.
  static func optimum(of instance: VMRescheduling.Instance) -> Int? {
    var best: Int?
    var places = instance.homes
    var free = instance.machines.flatMap(\.nodes)
    func isApart(_ groups: [[Int]], _ site: (Int) -> Int) -> Bool {
      groups.allSatisfy { group in Set(group.map { site(places[$0].machine) }).count == group.count }
    }
    func visit(_ number: Int, _ moved: Int) {
      guard number < places.count else {
        guard isApart(instance.antiAffinity, { $0 }), isApart(instance.rackAntiAffinity, { instance.rackNumbers[$0] })
        else { return }
        var loss = 0
        for machine in instance.machines.indices {
          loss += instance.measure.loss(free[2 * machine], free[2 * machine + 1])
        }
        let value: Int
        switch instance.goal {
        case .fragments: value = loss
        case .machines: value = Set(places.map(\.machine)).count
        case .admission: preconditionFailure("where arrivals go is not enumerated here")
        case .migrations(let rate):
          guard Double(loss) / Double(instance.measure.denominator) <= rate else { return }
          value = moved
        }
        best = min(best ?? value, value)
        return
      }
      let data = instance.virtualMachines[number]
      for machine in instance.machines.indices {
        for node in data.nodeCount == 2 ? [Place.both] : [0, 1] {
          let place = Place(machine: machine, node: node)
          let cost = place == data.home ? 0 : 1
          guard moved + cost <= instance.migrationLimit, cost == 0 || !data.isFixed else { continue }
          let nodes = data.nodeCount == 2 ? [2 * machine, 2 * machine + 1] : [2 * machine + node]
          let share = VMRescheduling.Amount(
            cpu: data.size.cpu / data.nodeCount, memory: data.size.memory / data.nodeCount)
          guard nodes.allSatisfy({ free[$0].cpu >= share.cpu && free[$0].memory >= share.memory }) else { continue }
          for index in nodes {
            free[index].cpu -= share.cpu
            free[index].memory -= share.memory
          }
          places[number] = place
          visit(number + 1, moved + cost)
          places[number] = data.home
          for index in nodes {
            free[index].cpu += share.cpu
            free[index].memory += share.memory
          }
        }
      }
    }
    visit(0, 0)
    return best
  }
}
