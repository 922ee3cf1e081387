extension PodPacking {
  /// Where pods could ever be, by any order of steps, judged by a relaxation: as if no pod that has been somewhere ever
  /// took room or left again, but where its absence helps. What it excludes no order reaches.
  ///
  /// The least fixpoint of: a pod is at its present node; it can come to a node that admits it where, for each
  /// affinity, a target could be in the domain, or it may be the first; and where, for each spread, the domain's fixed
  /// pods are few enough beside the most that the emptiest domain could hold.
  /// - Source: reachability without deletions, Bonet, Geffner 2001, "Planning as heuristic search".
  struct ArrivalClosure {
    private let instance: Instance
    /// By pod.
    private(set) var reachable: [NodeSet]

    init(_ instance: Instance) {
      self.instance = instance
      var isOwner = [Bool](repeating: false, count: instance.podCount)
      for affinity in instance.affinities { for pod in affinity.owners { isOwner[Int(pod)] = true } }
      for spread in instance.spreads { for pod in spread.owners { isOwner[Int(pod)] = true } }
      reachable = (0..<instance.podCount).map { pod in
        if !isOwner[pod] { return instance.nodeSets[Int(instance.nodeSetOfPod[pod])] }
        var set = NodeSet(nodeCount: instance.nodeCount)
        if instance.currentNode[pod] >= 0 { set.insert(Int(instance.currentNode[pod])) }
        return set
      }
      var affinitiesOf: [Int: [Int]] = [:]
      var spreadsOf: [Int: [Int]] = [:]
      for (index, affinity) in instance.affinities.enumerated() {
        for pod in affinity.owners { affinitiesOf[Int(pod), default: []].append(index) }
      }
      for (index, spread) in instance.spreads.enumerated() {
        for pod in spread.owners { spreadsOf[Int(pod), default: []].append(index) }
      }
      let owners = (0..<instance.podCount).filter { isOwner[$0] }
      var hasGrown = true
      while hasGrown {
        hasGrown = false
        let companies = instance.affinities.map { Company(reachable, instance, $0) }
        let shares = instance.spreads.map { Share(reachable, instance, $0) }
        for pod in owners {
          for node in instance.nodeSets[Int(instance.arrivalSetOfPod[pod])].nodes where !reachable[pod].contains(node) {
            guard (affinitiesOf[pod] ?? []).allSatisfy({ companies[$0].admits(pod, node) }),
              (spreadsOf[pod] ?? []).allSatisfy({ shares[$0].admits(pod, node) })
            else { continue }
            reachable[pod].insert(node)
            hasGrown = true
          }
        }
      }
    }

    /// Which targets of an affinity could be in each domain.
    private struct Company {
      let affinity: Affinity
      let instance: Instance
      let targets: Set<Int32>
      let mayBeFirst: Bool
      /// By topology, by domain: how many targets could be there, up to 2, and one of them; fixed ones count as 2.
      private var count: [[Int]] = []
      private var one: [[Int32]] = []

      init(_ reachable: [NodeSet], _ instance: Instance, _ affinity: Affinity) {
        self.affinity = affinity
        self.instance = instance
        targets = Set(affinity.targets)
        mayBeFirst = !affinity.fixedTargets.contains { node in
          affinity.topologies.contains { instance.topologies[$0].domainOfNode[Int(node)] >= 0 }
        }
        for number in affinity.topologies {
          let topology = instance.topologies[number]
          var counts = [Int](repeating: 0, count: topology.domainCount)
          var ones = [Int32](repeating: -1, count: topology.domainCount)
          for node in affinity.fixedTargets where topology.domainOfNode[Int(node)] >= 0 {
            counts[Int(topology.domainOfNode[Int(node)])] = 2
          }
          for pod in affinity.targets {
            for domain in Set(reachable[Int(pod)].nodes.map { topology.domainOfNode[$0] }) where domain >= 0 {
              counts[Int(domain)] += 1
              ones[Int(domain)] = pod
            }
          }
          count.append(counts)
          one.append(ones)
        }
      }

      func admits(_ pod: Int, _ node: Int) -> Bool {
        if mayBeFirst, targets.contains(Int32(pod)) { return true }
        return affinity.topologies.enumerated().allSatisfy { k, number in
          let domain = Int(instance.topologies[number].domainOfNode[node])
          guard domain >= 0 else { return false }
          return count[k][domain] > 1 || count[k][domain] == 1 && one[k][domain] != Int32(pod)
        }
      }
    }

    /// The most counted pods that each domain of a spread could hold.
    private struct Share {
      let spread: Spread
      let instance: Instance
      let counted: Set<Int32>
      /// By domain; nil where it has no node that counts.
      private var most: [Int?]

      init(_ reachable: [NodeSet], _ instance: Instance, _ spread: Spread) {
        self.spread = spread
        self.instance = instance
        counted = Set(spread.counted)
        let topology = instance.topologies[spread.topology]
        let set = instance.nodeSets[Int(spread.nodeSet)]
        most = Array(repeating: nil, count: topology.domainCount)
        for node in set.nodes where topology.domainOfNode[node] >= 0 {
          most[Int(topology.domainOfNode[node])] = spread.fixedCount[Int(topology.domainOfNode[node])]
        }
        for pod in spread.counted {
          let domains = reachable[Int(pod)].nodes.filter(set.contains).map { topology.domainOfNode[$0] }
          for domain in Set(domains) where domain >= 0 { most[Int(domain)]? += 1 }
        }
      }

      func admits(_ pod: Int, _ node: Int) -> Bool {
        let domain = Int(instance.topologies[spread.topology].domainOfNode[node])
        guard domain >= 0 else { return false }
        let others = most.compactMap(\.self)
        let fewest = others.count < spread.minDomains ? 0 : others.min() ?? 0
        let own = counted.contains(Int32(pod)) ? 1 : 0
        return spread.fixedCount[domain] + own - fewest <= spread.maxSkew
      }
    }
  }
}
