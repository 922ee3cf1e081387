import Solving

/// Memory mapping: where the tensors of a program lie in memory while they live. Two problems of one name, which the
/// formats of their files tell apart: ``Allocation`` and ``Layers``.
public enum MemoryMapping {
  static let name = "memory"

  static let questions = [
    Parameter("capacity", .integer(0...Int.max), "does it fit in so many units? (default: what is the least?)")
  ]

  static let seed = Parameter("seed", .integer(0...Int.max, default: 1), "of the random numbers")
}
