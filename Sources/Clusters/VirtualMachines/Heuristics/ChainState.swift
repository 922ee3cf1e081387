import Basics

extension VMRescheduling {
  /// A placement for local search: free amounts, who is where, and nodes by the residue of their free cores.
  ///
  /// Sites are the nodes of all machines, and then, machine by machine, what VMs of several nodes can take.
  /// - Complexity: O(1) a move, but for groups.
  final class ChainState {
    let instance: Instance
    private let nodeCount: Int
    private let sites: SiteTable
    private let cpu: Buffer<Int>
    private let memory: Buffer<Int>
    /// Of each node that a VM is on.
    let shareCPU: Buffer<Int>
    let shareMemory: Buffer<Int>
    /// -1 for a VM that is fixed to where no VM can go.
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
      nodeCount = instance.nodeCount
      sites = SiteTable(instance)
      let free = instance.freeAmounts(instance.homes)
      cpu = Buffer(free.map(\.cpu))
      memory = Buffer(free.map(\.memory))
      let vms = instance.virtualMachines
      shareCPU = Buffer(vms.map(\.share.cpu))
      shareMemory = Buffer(vms.map(\.share.memory))
      let homes = vms.map { [sites] in sites.number($0.home) }
      home = Buffer(homes)
      site = Buffer(homes)
      isFixed = Buffer(vms.map(\.isFixed))
      affinity = AffinityIndex(instance, instance.homes)
      isGrouped = Buffer(repeating: false, count: vms.count)
      first = Buffer(repeating: -1, count: sites.count)
      population = Buffer(repeating: 0, count: sites.count)
      next = Buffer(repeating: -1, count: vms.count)
      previous = Buffer(repeating: -1, count: vms.count)
      let block = instance.measure.terms.first { $0.resource == .cpu }.map { $0.size / $0.nodeCount } ?? 1
      modulus = block <= Self.bucketLimit / nodeCount ? max(1, block) : 1
      bucket = Buffer(repeating: 0, count: modulus * nodeCount)
      bucketCount = Buffer(repeating: 0, count: modulus)
      bucketPlace = Buffer(repeating: 0, count: nodeCount)
      loss = instance.loss(of: instance.homes)
      for vm in vms.indices {
        isGrouped[vm] = !affinity.isFree(vm)
        if site[vm] >= 0 { link(vm, Int(site[vm])) }
      }
      for node in 0..<nodeCount { enterBucket(node) }
      for vm in vms.indices where places[vm] != vms[vm].home { move(vm, to: Int(sites.number(places[vm]))) }
    }

    var places: [Place] {
      (0..<site.count).map { site[$0] < 0 ? instance.virtualMachines[$0].home : sites.place(Int(site[$0])) }
    }

    @inline(__always) func machine(of site: Int) -> Int { Int(sites.machine[site]) }
    /// Of how many nodes a VM is.
    @inline(__always) func width(_ vm: Int) -> Int { instance.virtualMachines[vm].nodeCount }

    /// A site of `vm` that has `node`; nil where its machine has too few.
    func site(of vm: Int, with node: Int, _ random: inout RandomSource) -> Int? {
      let width = width(vm)
      if width == 1 { return node }
      let choices = sites.sites(with: node, width)
      return choices.count > 1 ? choices[random.below(choices.count)] : choices.first
    }

    private func lossOf(_ machine: Int) -> Int {
      instance.loss(ofMachine: machine) { Amount(cpu: cpu[$0], memory: memory[$0]) }
    }

    /// Whether no node of `site` holds more than it can.
    func isWithinCapacity(_ site: Int) -> Bool {
      if site < nodeCount { return cpu[site] >= 0 && memory[site] >= 0 }
      let first = sites.firstNode(of: site)
      return sites.nodes[site].allSatisfy { cpu[first + $0] >= 0 && memory[first + $0] >= 0 }
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
      if site < nodeCount { return changeNode(vm, site, sign) }
      let first = sites.firstNode(of: site)
      for node in sites.nodes[site] { changeNode(vm, first + node, sign) }
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
      bucket[r * nodeCount + Int(bucketCount[r])] = Int32(node)
      bucketCount[r] += 1
    }

    private func leaveBucket(_ node: Int) {
      let r = residue(node)
      bucketCount[r] -= 1
      let last = bucket[r * nodeCount + Int(bucketCount[r])]
      bucket[r * nodeCount + Int(bucketPlace[node])] = last
      bucketPlace[last] = bucketPlace[node]
    }

    /// Any node whose free cores leave `residue`; nil where there is none.
    func node(withResidue residue: Int, _ random: inout RandomSource) -> Int? {
      let count = Int(bucketCount[residue])
      return count == 0 ? nil : Int(bucket[residue * nodeCount + random.below(count)])
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
