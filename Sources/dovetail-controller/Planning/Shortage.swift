import Pods
import Scheduler

extension SchedulingPlan {
  /// Whether no plan within the limits places more pods of this pod's priority and above.
  func provesPending(_ label: String) -> Bool {
    if status == .optimal { return true }
    guard let pod = instance.snapshot.pods.first(where: { $0.label == label }), let provedPriority else { return false }
    return provedPriority <= pod.priority
  }

  /// What every node lacks that the pod may use, after the plan, such as "2 cpu"; nil where no single resource is lacking
  /// everywhere.
  func shortage(of label: String) -> String? {
    guard let pod = instance.podNames.firstIndex(of: label), let nodeOfPod = try? placement.nodes(in: instance) else {
      return nil
    }
    let width = instance.resourceCount
    var free = instance.capacity
    for (other, node) in nodeOfPod.enumerated() where node >= 0 {
      for resource in 0..<width { free[Int(node) * width + resource] -= instance.request[other * width + resource] }
    }
    let nodes = (0..<instance.nodeCount).filter { instance.admits(pod: pod, node: $0) }
    guard !nodes.isEmpty else { return nil }
    for resource in 0..<width {
      let wanted = instance.request[pod * width + resource]
      guard wanted > 0 else { continue }
      let missing = nodes.map { wanted - max(0, free[$0 * width + resource]) }.min() ?? 0
      // What exceeds every whole node is cut in the instance, and no amount is known of it.
      let largest = nodes.map { instance.capacity[$0 * width + resource] }.max() ?? 0
      if missing > 0, wanted <= largest { return Self.words(missing, instance.resourceNames[resource]) }
    }
    return nil
  }

  private static func words(_ amount: Int, _ resource: String) -> String {
    switch resource {
    case "cpu": return "\(Double(amount) / 1000) cpu".replacing(".0 cpu", with: " cpu")
    case "memory", "ephemeral-storage": return "\((amount + 1_048_575) / 1_048_576) MiB of \(resource)"
    default: return "\(amount) \(resource)"
    }
  }
}
