import Basics
import Race

@testable import Pods

/// Small tight clusters, and placements that the checker passes.
enum RandomCluster {
  static func instance(_ random: inout RandomSource, hasCoupling: Bool) throws -> PodPacking.Instance {
    var snapshot = ClusterSnapshot(name: "random", nodes: PodSamples.nodes(2 + random.below(5), cpu: 20))
    for index in snapshot.nodes.indices {
      snapshot.nodes[index].allocatable["memory"] = 20
      snapshot.nodes[index].labels = ["zone": "z\(index % 2)", "host": "h\(index)"]
    }
    for number in 0..<(snapshot.nodes.count * 4) {
      var pod = ClusterSnapshot.Pod(
        name: "p\(number)", requests: ["cpu": 1 + random.below(9), "memory": 1 + random.below(9)],
        priority: random.below(3))
      pod.labels = ["app": "a\(random.below(4))"]
      if random.below(8) == 0 { pod.nodeSelector = ["zone": "z\(random.below(2))"] }
      if hasCoupling { couple(&pod, &random) }
      snapshot.pods.append(pod)
    }
    // What runs now: the pods in random order where they fit first, some of them left out.
    let empty = try snapshot.compiled()
    var places = [Int32](repeating: -1, count: empty.podCount)
    for pod in shuffled(empty.podCount, &random) where random.below(6) > 0 {
      for node in shuffled(empty.nodeCount, &random) {
        places[pod] = Int32(node)
        if isValid(places, empty) { break }
        places[pod] = -1
      }
    }
    for (pod, node) in places.enumerated() where node >= 0 {
      snapshot.pods[Int(empty.snapshotPod[pod])].nodeName = empty.nodeNames[Int(node)]
    }
    snapshot.disruptionBudgets = [
      .init(namespace: "", name: "b", selector: .init(matching: ["app": "a0"]), disruptionsAllowed: random.below(4))
    ]
    return try snapshot.compiled()
  }

  private static func couple(_ pod: inout ClusterSnapshot.Pod, _ random: inout RandomSource) {
    let app = LabelSelector(matching: ["app": "a\(random.below(4))"])
    switch random.below(8) {
    case 0: pod.antiAffinity = [.init(topologyKey: "host", selector: app, namespaces: [""])]
    case 1: pod.affinity = [.init(topologyKey: "zone", selector: app, namespaces: [""])]
    case 2:
      pod.spreadConstraints = [
        .init(topologyKey: "zone", maxSkew: 1 + random.below(2), selector: .init(matching: pod.labels))
      ]
    default: break
    }
  }

  /// A walk of random changes that keep every rule and are, counted by priority, no worse than now.
  static func target(_ random: inout RandomSource, _ instance: PodPacking.Instance) -> [Int32] {
    var places = instance.currentNode
    let now = unplaced(places, instance)
    var result = places
    for _ in 0..<250 where instance.podCount > 0 {
      let before = places
      // One pod, or two that change places.
      let pod = random.below(instance.podCount)
      if random.below(3) == 0 {
        let other = random.below(instance.podCount)
        places.swapAt(pod, other)
      } else {
        places[pod] = Int32(random.below(instance.nodeCount + 1)) - 1
      }
      if !isValid(places, instance) { places = before }
      if !now.lexicographicallyPrecedes(unplaced(places, instance)) { result = places }
    }
    return result
  }

  private static func unplaced(_ places: [Int32], _ instance: PodPacking.Instance) -> [Int] {
    var levels = [Int](repeating: 0, count: instance.levelCount)
    for (pod, node) in places.enumerated() where node < 0 { levels[Int(instance.priorityLevel[pod])] += 1 }
    return levels
  }

  private static func isValid(_ places: [Int32], _ instance: PodPacking.Instance) -> Bool {
    FinalRules(instance).objective(of: places) != nil
  }

  private static func shuffled(_ count: Int, _ random: inout RandomSource) -> [Int] {
    (0..<count).shuffled(using: &random)
  }
}
