import Modeling

/// The model of placements with what an aim adds: no pod that runs is without a place, and variables for the aim.
struct AimModel {
  let placement: PodPacking.PlacementModel
  /// Unplaced pods by priority.
  var unplaced: [IntVar] { placement.unplaced }
  /// Of the aim; none where it is the highest use, which is a limit of the model instead.
  private(set) var aim: [IntVar] = []
  var moves: IntVar { placement.moves }

  /// - Parameter highestUse: of cpu and memory on each node, in thousandths at most, where that is the aim.
  /// - Returns: nil where pods that must stay break the limit.
  init?(_ instance: PodDescheduling.Instance, _ form: PodPacking.PlacementModel.Form, highestUse: Int? = nil) {
    let cluster = instance.cluster
    placement = PodPacking.PlacementModel(cluster, form)
    let model = placement.model
    for (level, running) in instance.runningOfLevel.enumerated() {
      let total = cluster.priorityLevel.count { Int($0) == level }
      model.add(placement.unplaced[level] <= total - running)
    }
    for group in placement.groups {
      let running = group.pods.count { cluster.currentNode[$0] >= 0 }
      if running > 0 { model.add(sum(of: group.count.compactMap(\.self)) >= running) }
    }
    switch instance.aim {
    case .consolidate, .rebalance(.binPack): addNodesInUse(cluster)
    case .drain: addPodsLeft(instance)
    case .rebalance(.spread): if let highestUse, !limit(highestUse, cluster) { return nil }
    }
  }

  private mutating func addNodesInUse(_ cluster: PodPacking.Instance) {
    let model = placement.model
    let total = model.integer(0...cluster.nodeCount, "nodes in use")
    var sum = cluster.holdsFixedWork.count { $0 }.linearExpression
    let width = cluster.resourceCount
    for node in 0..<cluster.nodeCount where !cluster.holdsFixedWork[node] {
      let isUsed = model.boolean("\(cluster.nodeNames[node]) in use")
      sum += isUsed
      for group in placement.groups {
        if group.pods.count == 1 {
          if let here = group.literal[node] { model.imply(here, isUsed) }
        } else if let count = group.count[node] {
          model.add(count - group.pods.count * isUsed <= 0)
        }
      }
      // What no fraction of a node is enough for, in relaxations.
      for resource in 0..<width {
        var used = LinearExpression()
        for group in placement.groups {
          let request = cluster.request[group.pods[0] * width + resource]
          if request > 0, let count = group.count[node] { used += request * count }
        }
        model.add(used - max(0, cluster.capacity[node * width + resource]) * isUsed <= 0)
      }
    }
    model.add(sum - total == 0)
    aim = [total]
  }

  private mutating func addPodsLeft(_ instance: PodDescheduling.Instance) {
    let cluster = instance.cluster
    var left = [LinearExpression](repeating: LinearExpression(), count: cluster.levelCount)
    for group in placement.groups {
      for node in 0..<cluster.nodeCount where instance.isDrained[node] {
        if let count = group.count[node] { left[Int(cluster.priorityLevel[group.pods[0]])] += count }
      }
    }
    for (level, expression) in left.enumerated() {
      let total = cluster.priorityLevel.count { Int($0) == level }
      let variable = placement.model.integer(0...total, "left \(level)")
      placement.model.add(expression - variable == 0)
      aim.append(variable)
    }
  }

  private func limit(_ highest: Int, _ cluster: PodPacking.Instance) -> Bool {
    let width = cluster.resourceCount
    for resource in ["cpu", "memory"].compactMap({ cluster.resourceNames.firstIndex(of: $0) }) {
      for node in 0..<cluster.nodeCount {
        let available = cluster.allocatable[node * width + resource]
        if available <= 0 { continue }
        let fixed = available - cluster.capacity[node * width + resource]
        let room = Int(clamping: Int128(available) * Int128(highest) / 1000) - fixed
        if room < 0 { return false }
        var used = LinearExpression()
        for group in placement.groups {
          let request = cluster.request[group.pods[0] * width + resource]
          if request > 0, let count = group.count[node] { used += request * count }
        }
        placement.model.add(used <= room)
      }
    }
    return true
  }
}
