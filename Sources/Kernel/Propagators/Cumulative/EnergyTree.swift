import Basics

/// A balanced tree over tasks in the order of their earliest starts: the energy of a set, and its envelope, the most that
/// capacity * a + energy of the set's tasks starting at or after a can be over all a.
///
/// - Complexity: O(log n) an insertion, O(log n) to find the window of the envelope.
/// - Source: Vilim 2009, "Max energy filtering algorithm for discrete cumulative resources".
final class EnergyTree {
  private let energies: Buffer<Int>
  private let envelopes: Buffer<Int>
  private var leafCount = 1
  private static let empty = Int.min / 4

  init(taskCount n: Int) {
    var leaves = 1
    while leaves < n { leaves *= 2 }
    energies = Buffer(repeating: 0, count: 2 * leaves)
    envelopes = Buffer(repeating: Self.empty, count: 2 * leaves)
    leafCount = leaves
  }

  func removeAll() {
    energies.fill(0)
    envelopes.fill(Self.empty)
  }

  var envelope: Int { envelopes[1] }

  /// - Parameters:
  ///   - rank: the task's place by earliest start.
  ///   - start: capacity times the earliest start.
  func insert(rank: Int, start: Int, energy: Int) {
    var node = leafCount + rank
    energies[node] = energy
    envelopes[node] = start + energy
    while node > 1 {
      node >>= 1
      let right = 2 * node + 1
      energies[node] = energies[2 * node] + energies[right]
      envelopes[node] = max(envelopes[right], envelopes[2 * node] + energies[right])
    }
  }

  /// The rank of the task whose earliest start the envelope counts from.
  func responsibleRank() -> Int {
    var node = 1
    while node < leafCount {
      node = envelopes[2 * node + 1] == envelopes[node] ? 2 * node + 1 : 2 * node
    }
    return node - leafCount
  }
}
