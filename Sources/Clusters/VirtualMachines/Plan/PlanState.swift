extension VMRescheduling {
  /// Which VMs of one anti-affinity group are on a machine or rack: what arrivals ask.
  struct AffinityIndex {
    /// The groups of each VM: those by machine, then those by rack.
    let groups: [[Int32]]
    private let rackNumbers: [Int]
    private let machineGroupCount: Int
    /// Members of group g at site s, under g · sites + s; absent is none.
    private var members: [Int: Int32] = [:]
    private let siteCount: Int
    /// Where a group has more than one member at the start: as many may be there.
    private var limits: [Int: Int32] = [:]

    /// Whether any VM is in a group.
    let isEmpty: Bool

    init(_ instance: Instance, _ places: [Place]) {
      var groups = [[Int32]](repeating: [], count: instance.virtualMachines.count)
      for (number, group) in instance.antiAffinity.enumerated() {
        for vm in group { groups[vm].append(Int32(number)) }
      }
      machineGroupCount = instance.antiAffinity.count
      for (number, group) in instance.rackAntiAffinity.enumerated() {
        for vm in group { groups[vm].append(Int32(machineGroupCount + number)) }
      }
      self.groups = groups
      rackNumbers = instance.rackNumbers
      siteCount = (rackNumbers.max() ?? 0) + 1 + instance.machineCount
      isEmpty = instance.antiAffinity.isEmpty && instance.rackAntiAffinity.isEmpty
      for vm in places.indices where !groups[vm].isEmpty { add(vm, instance.virtualMachines[vm].home.machine, 1) }
      limits = members.filter { $0.value > 1 }
      for vm in places.indices where !groups[vm].isEmpty {
        add(vm, instance.virtualMachines[vm].home.machine, -1)
        add(vm, places[vm].machine, 1)
      }
    }

    func isFree(_ vm: Int) -> Bool { groups[vm].isEmpty }

    private func key(_ group: Int32, _ machine: Int) -> Int {
      Int(group) * siteCount + (Int(group) < machineGroupCount ? machine : rackNumbers[machine])
    }

    /// Whether `vm`, which is on `from` (-1: nowhere), may go to `machine` as far as the others now there are concerned.
    func allows(_ vm: Int, from: Int, to machine: Int) -> Bool {
      for group in groups[vm] {
        let place = key(group, machine)
        let own: Int32 = from >= 0 && key(group, from) == place ? 1 : 0
        if members[place, default: 0] - own >= limits[place, default: 1] { return false }
      }
      return true
    }

    mutating func add(_ vm: Int, _ machine: Int, _ sign: Int32) {
      for group in groups[vm] { members[key(group, machine), default: 0] += sign }
    }
  }

  /// A placement that changes step by step: places, free amounts, affinities.
  struct PlanState {
    let instance: Instance
    private(set) var places: [Place]
    private(set) var free: [Amount]
    private(set) var affinity: AffinityIndex

    init(_ instance: Instance, _ places: [Place]) {
      self.instance = instance
      self.places = places
      free = instance.freeAmounts(places)
      affinity = AffinityIndex(instance, places)
    }

    /// Whether there is room for `vm` at `place` while it still takes up its own.
    func hasRoom(for vm: Int, at place: Place) -> Bool {
      let share = instance.virtualMachines[vm].share
      return place.nodes.allSatisfy {
        let there = free[instance.nodeStart[place.machine] + $0]
        return there.cpu >= share.cpu && there.memory >= share.memory
      }
    }

    func allows(_ vm: Int, at place: Place) -> Bool {
      hasRoom(for: vm, at: place)
        && (affinity.isEmpty || affinity.allows(vm, from: places[vm].machine, to: place.machine))
    }

    mutating func move(_ vm: Int, to place: Place) {
      enter(place, vm)
      leave(places[vm], vm)
      places[vm] = place
    }

    /// What a migration takes when it starts.
    mutating func enter(_ place: Place, _ vm: Int) { change(place, vm, -1) }

    /// What a migration gives back when it ends.
    mutating func leave(_ place: Place, _ vm: Int) { change(place, vm, 1) }

    /// Says where a VM is that has entered and left.
    mutating func settle(_ vm: Int, at place: Place) { places[vm] = place }

    private mutating func change(_ place: Place, _ vm: Int, _ sign: Int) {
      let share = instance.virtualMachines[vm].share
      let first = instance.nodeStart[place.machine]
      for node in place.nodes {
        free[first + node].cpu += sign * share.cpu
        free[first + node].memory += sign * share.memory
      }
      if !affinity.isEmpty { affinity.add(vm, place.machine, Int32(-sign)) }
    }

    func loss(ofMachine machine: Int) -> Int {
      instance.loss(ofMachine: machine) { free[$0] }
    }
  }
}
