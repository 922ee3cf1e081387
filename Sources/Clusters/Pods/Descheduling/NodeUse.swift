/// The use of cpu and memory on nodes, as the score by spread has it.
struct NodeUse {
  private let cluster: PodPacking.Instance
  let columns: [Int]

  init(_ cluster: PodPacking.Instance, _ columns: [Int]) {
    self.cluster = cluster
    self.columns = columns
  }

  /// The higher of the two, in thousandths of what the node has, rounded up, with these pods on it.
  func thousandths(_ node: Int, _ pods: some Sequence<Int>) -> Int {
    let width = cluster.resourceCount
    var highest = 0
    for resource in columns {
      var free = cluster.capacity[node * width + resource]
      for pod in pods { free -= cluster.request[pod * width + resource] }
      highest = max(highest, share(node, resource, free: free))
    }
    return highest
  }

  /// The same of one resource of which so much is free.
  func share(_ node: Int, _ resource: Int, free: Int) -> Int {
    let available = cluster.allocatable[node * cluster.resourceCount + resource]
    guard available > 0 else { return 0 }
    return Int(clamping: (Int128(available - free) * 1000 + Int128(available) - 1) / Int128(available))
  }
}
