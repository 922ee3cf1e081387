import Basics

extension VMRescheduling {
  /// A placement for local search: free amounts, who is where, and nodes by the residue of their free cores.
  ///
  /// Sites are numbered 2p and 2p + 1 for the nodes of machine p, and 2 machines + p for both at once.
  /// - Complexity: O(1) a move, but for groups.
  final class ChainState {
    let instance: Instance
    let machineCount: Int
    private let cpu: Buffer<Int>
    private let memory: Buffer<Int>
    /// Of each node that a VM is on.
    let shareCPU: Buffer<Int>
    let shareMemory: Buffer<Int>
    let home: Buffer<Int32>
    let site: Buffer<Int32>
    let isFixed: Buffer<Bool>
    private let isGrouped: Buffer<Bool>
    /// VMs at a site as a ring without end: the first one, and each one's neighbours.
    private let first: Buffer<Int32>
    private let next: Buffer<Int32>
    private let previous: Buffer<Int32>
    private let population: Buffer<Int32>
    /// Nodes with a residue: `bucket[r · nodes + i]`, and each node's place there.
    let modulus: Int
    private let bucket: Buffer<Int32>
    private let bucketCount: Buffer<Int32>
    private let bucketPlace: Buffer<Int32>
    private var affinity: AffinityIndex
    /// The numerator of the rate, and VMs away from home.
    private(set) var loss: Int
    private(set) var moved = 0

    private static let bucketLimit = 1 << 22

    init(_ instance: Instance, _ places: [Place]) {
      self.instance = instance
      machineCount = instance.machineCount
      let free = instance.freeAmounts(instance.homes)
      cpu = Buffer(free.map(\.cpu))
      memory = Buffer(free.map(\.memory))
      let vms = instance.virtualMachines
      shareCPU = Buffer(vms.map(\.share.cpu))
      shareMemory = Buffer(vms.map(\.share.memory))
      let sites = vms.map { Self.number($0.home, instance.machineCount) }
      home = Buffer(sites)
      site = Buffer(sites)
      isFixed = Buffer(vms.map(\.isFixed))
      affinity = AffinityIndex(instance, instance.homes)
      isGrouped = Buffer(repeating: false, count: vms.count)
      first = Buffer(repeating: -1, count: 3 * instance.machineCount)
      population = Buffer(repeating: 0, count: 3 * instance.machineCount)
      next = Buffer(repeating: -1, count: vms.count)
      previous = Buffer(repeating: -1, count: vms.count)
      let block = instance.measure.terms.first { $0.resource == .cpu }.map { $0.size / $0.nodeCount } ?? 1
      modulus = block * 2 * instance.machineCount <= Self.bucketLimit ? max(1, block) : 1
      bucket = Buffer(repeating: 0, count: modulus * 2 * instance.machineCount)
      bucketCount = Buffer(repeating: 0, count: modulus)
      bucketPlace = Buffer(repeating: 0, count: 2 * instance.machineCount)
      loss = instance.loss(of: instance.homes)
      for vm in vms.indices {
        isGrouped[vm] = !affinity.isFree(vm)
        link(vm, Int(site[vm]))
      }
      for node in 0..<2 * machineCount { enterBucket(node) }
      for vm in vms.indices where places[vm] != vms[vm].home {
        move(vm, to: Int(Self.number(places[vm], machineCount)))
      }
    }

    static func number(_ place: Place, _ machineCount: Int) -> Int32 {
      Int32(place.node == Place.both ? 2 * machineCount + place.machine : 2 * place.machine + place.node)
    }

    func place(_ site: Int) -> Place {
      site < 2 * machineCount
        ? Place(machine: site / 2, node: site % 2) : Place(machine: site - 2 * machineCount, node: -1)
    }

    var places: [Place] { (0..<site.count).map { place(Int(site[$0])) } }

    @inline(__always) func machine(of site: Int) -> Int {
      site < 2 * machineCount ? site >> 1 : site - 2 * machineCount
    }
    @inline(__always) func isPair(_ vm: Int) -> Bool { Int(home[vm]) >= 2 * machineCount }
    @inline(__always) func freeCPU(_ node: Int) -> Int { cpu[node] }

    private func lossOf(_ machine: Int) -> Int {
      instance.measure.loss(
        Amount(cpu: cpu[2 * machine], memory: memory[2 * machine]),
        Amount(cpu: cpu[2 * machine + 1], memory: memory[2 * machine + 1]))
    }

    /// Whether no node of `site` holds more than it can.
    func isWithinCapacity(_ site: Int) -> Bool {
      if site < 2 * machineCount { return cpu[site] >= 0 && memory[site] >= 0 }
      let node = 2 * (site - 2 * machineCount)
      return cpu[node] >= 0 && memory[node] >= 0 && cpu[node + 1] >= 0 && memory[node + 1] >= 0
    }

    /// Whether `vm` meets none of its groups at its site.
    func isApart(_ vm: Int) -> Bool {
      guard isGrouped[vm] else { return true }
      let here = machine(of: Int(site[vm]))
      return affinity.allows(vm, from: here, to: here)
    }

    func move(_ vm: Int, to target: Int) {
      let origin = Int(site[vm])
      guard origin != target else { return }
      let (from, to) = (machine(of: origin), machine(of: target))
      loss -= lossOf(from) + (to == from ? 0 : lossOf(to))
      change(vm, origin, 1)
      change(vm, target, -1)
      loss += lossOf(from) + (to == from ? 0 : lossOf(to))
      moved += (origin == Int(home[vm]) ? 1 : 0) - (target == Int(home[vm]) ? 1 : 0)
      unlink(vm, origin)
      link(vm, target)
      site[vm] = Int32(target)
      if isGrouped[vm] {
        affinity.add(vm, from, -1)
        affinity.add(vm, to, 1)
      }
    }

    private func change(_ vm: Int, _ site: Int, _ sign: Int) {
      if site < 2 * machineCount { return changeNode(vm, site, sign) }
      let node = 2 * (site - 2 * machineCount)
      changeNode(vm, node, sign)
      changeNode(vm, node + 1, sign)
    }

    private func changeNode(_ vm: Int, _ node: Int, _ sign: Int) {
      leaveBucket(node)
      cpu[node] += sign * shareCPU[vm]
      memory[node] += sign * shareMemory[vm]
      enterBucket(node)
    }

    /// A node over capacity counts by what its residue would be.
    private func residue(_ node: Int) -> Int {
      let rest = cpu[node] % modulus
      return rest < 0 ? rest + modulus : rest
    }

    private func enterBucket(_ node: Int) {
      let r = residue(node)
      bucketPlace[node] = bucketCount[r]
      bucket[r * 2 * machineCount + Int(bucketCount[r])] = Int32(node)
      bucketCount[r] += 1
    }

    private func leaveBucket(_ node: Int) {
      let r = residue(node)
      bucketCount[r] -= 1
      let last = bucket[r * 2 * machineCount + Int(bucketCount[r])]
      bucket[r * 2 * machineCount + Int(bucketPlace[node])] = last
      bucketPlace[last] = bucketPlace[node]
    }

    /// Any node whose free cores leave `residue`; nil where there is none.
    func node(withResidue residue: Int, _ random: inout RandomSource) -> Int? {
      let count = Int(bucketCount[residue])
      return count == 0 ? nil : Int(bucket[residue * 2 * machineCount + random.below(count)])
    }

    private func link(_ vm: Int, _ site: Int) {
      population[site] += 1
      guard first[site] >= 0 else {
        first[site] = Int32(vm)
        next[vm] = Int32(vm)
        previous[vm] = Int32(vm)
        return
      }
      let (head, tail) = (first[site], previous[first[site]])
      next[tail] = Int32(vm)
      previous[vm] = tail
      next[vm] = head
      previous[head] = Int32(vm)
    }

    private func unlink(_ vm: Int, _ site: Int) {
      population[site] -= 1
      if population[site] == 0 {
        first[site] = -1
        return
      }
      next[previous[vm]] = next[vm]
      previous[next[vm]] = previous[vm]
      if first[site] == Int32(vm) { first[site] = next[vm] }
    }

    /// Any VM at `site` that may move; nil where the first few looked at may not, or there is none.
    func resident(of site: Int, _ random: inout RandomSource) -> Int? {
      let count = Int(population[site])
      guard count > 0 else { return nil }
      var vm = Int(first[site])
      for _ in 0..<random.below(count) { vm = Int(next[vm]) }
      return isFixed[vm] ? nil : vm
    }
  }
}
