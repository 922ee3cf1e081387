extension PodPacking {
  /// Lower bounds on the soft score of placements that leave exactly so many pods of each level out: those placed are at
  /// least the smallest ones.
  ///
  /// Spread: no node's use is below the average of all. Bin packing: the nodes with most room hold what is placed.
  struct ScoreBound {
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    /// - Parameter unplaced: pods left out per level.
    func value(unplaced: [Int]) -> Int {
      switch instance.softScore {
      case nil: 0
      case .spread: ["cpu", "memory"].map { average($0, unplaced) }.max() ?? 0
      case .binPack: nodes(unplaced)
      }
    }

    /// What the pods that are placed request of a resource, at least; nil where that overflows.
    private func leastRequest(_ resource: Int, _ unplaced: [Int]) -> Int? {
      var requests = [[Int]](repeating: [], count: instance.levelCount)
      for pod in 0..<instance.podCount {
        requests[Int(instance.priorityLevel[pod])].append(instance.request[pod * instance.resourceCount + resource])
      }
      var sum = 0
      for (level, requests) in requests.enumerated() {
        for request in requests.sorted().dropLast(unplaced[level]) {
          let (next, overflows) = sum.addingReportingOverflow(request)
          if overflows { return nil }
          sum = next
        }
      }
      return sum
    }

    private func average(_ name: String, _ unplaced: [Int]) -> Int {
      guard let resource = instance.resourceNames.firstIndex(of: name), let least = leastRequest(resource, unplaced)
      else { return 0 }
      var used = Int128(least)
      var available: Int128 = 0
      var highest: Int128 = 0
      for node in 0..<instance.nodeCount {
        let index = node * instance.resourceCount + resource
        // A node without any of it takes nobody who asks for some.
        guard instance.allocatable[index] > 0 else { continue }
        let fixed = Int128(instance.allocatable[index]) - Int128(instance.capacity[index])
        highest = max(
          highest, (fixed * 1000 + Int128(instance.allocatable[index]) - 1) / Int128(instance.allocatable[index]))
        used += fixed
        available += Int128(instance.allocatable[index])
      }
      guard available > 0 else { return 0 }
      return Int(clamping: max(highest, (used * 1000 + available - 1) / available))
    }

    private func nodes(_ unplaced: [Int]) -> Int {
      let fixed = instance.holdsFixedWork.count { $0 }
      var most = fixed
      for resource in 0..<instance.resourceCount {
        guard var left = leastRequest(resource, unplaced) else { continue }
        func room(_ node: Int) -> Int { max(0, instance.capacity[node * instance.resourceCount + resource]) }
        for node in 0..<instance.nodeCount where instance.holdsFixedWork[node] { left -= min(left, room(node)) }
        var used = fixed
        let others = (0..<instance.nodeCount).filter { !instance.holdsFixedWork[$0] }
        for share in others.map(room).sorted(by: >) {
          if left <= 0 { break }
          left -= min(left, share)
          used += 1
        }
        most = max(most, used)
      }
      return most
    }
  }
}
