import Basics

/// The random part of a study's cluster: its ReplicaSets. They do not depend on the number of nodes nor on the usage,
/// but for the cut at the number of pods.
///
/// - Source: the construction of Christensen, Giallorenzo, Mauro 2025, "Priority Matters: Optimising Kubernetes
///   Clusters Usage with Constraint-Based Pod Packing".
struct ReplicaSetDraw: Equatable {
  var replicas: Int
  /// Millicores.
  var cpu: Int
  /// Bytes.
  var memory: Int
  /// From 1; larger is more important.
  var priority: Int

  private static let replicaRange = 1...4
  private static let cpuRange = 100...1000
  private static let memoryRange = 100_000_000...1_000_000_000

  /// With our own random numbers.
  static func draw(pods: Int, priorities: Int, seed: UInt64) -> [ReplicaSetDraw] {
    var streams = (0..<4).map { RandomSource(seed: seed &* 4 &+ UInt64($0)) }
    return draw(pods: pods, priorities: priorities) { label, range in streams[label.rawValue].within(range) }
  }

  /// With the study's own random numbers: the seed of each stream is the BLAKE2b hash of the seed and a label, the
  /// numbers are Python's.
  static func drawAsPublished(pods: Int, priorities: Int, seed: UInt64) -> [ReplicaSetDraw] {
    var streams = ["rs-sizes", "rs-cpu", "rs-mem", "base"].map { label in
      var message = [UInt8](repeating: 0, count: 8)
      message += (0..<8).map { UInt8(truncatingIfNeeded: seed >> UInt64(56 - 8 * $0)) }
      message.append(0)
      message += Array(label.utf8)
      return MersenneTwister(key: key(BLAKE2b.digest(message, size: 16)))
    }
    return draw(pods: pods, priorities: priorities) { label, range in streams[label.rawValue].randint(range) }
  }

  /// A big-endian number as words, the least significant first.
  private static func key(_ digest: [UInt8]) -> [UInt32] {
    var words = stride(from: digest.count - 4, through: 0, by: -4).map { start in
      digest[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    while words.count > 1, words.last == 0 { words.removeLast() }
    return words
  }

  private enum Label: Int { case size, cpu, memory, priority }

  private static func draw(
    pods: Int, priorities: Int, _ number: (Label, ClosedRange<Int>) -> Int
  ) -> [ReplicaSetDraw] {
    var sets: [ReplicaSetDraw] = []
    var left = pods
    while left > 0 {
      let replicas = number(.size, replicaRange.lowerBound...min(replicaRange.upperBound, left))
      sets.append(ReplicaSetDraw(replicas: replicas, cpu: 0, memory: 0, priority: 0))
      left -= replicas
    }
    for index in sets.indices { sets[index].cpu = number(.cpu, cpuRange) }
    for index in sets.indices { sets[index].memory = number(.memory, memoryRange) }
    for index in sets.indices { sets[index].priority = number(.priority, 1...priorities) }
    return sets
  }
}
