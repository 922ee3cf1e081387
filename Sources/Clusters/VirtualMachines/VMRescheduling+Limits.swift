import Solving

extension VMRescheduling {
  public static var limits: [String] {
    [
      "machines and VMs: \(NumberText.limit(Instance.countLimit)) each; NUMA nodes of a machine: \(NumberText.limit(NodeSet.limit))",
      "cpu and memory of anything: \(NumberText.limit(Instance.amountLimit))",
    ]
  }
}
