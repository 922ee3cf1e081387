import Solving

extension MemoryMapping.Allocation {
  public static var limits: [String] {
    [
      "times, and all sizes and alignments together: \(NumberText.limit(MemoryMapping.BufferSet.limit))",
      "the cost of a unit of a pool: \(NumberText.limit(MemoryMapping.BufferSet.costLimit))",
    ]
  }
}
