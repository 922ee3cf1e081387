extension ResourceProject {
  /// Which activities can never run at the same time, and cliques of such.
  public struct Disjunctions: Sendable {
    /// Pairs (i, j), i < j, of positive duration whose demands together exceed some capacity and that no precedence
    /// orders: those that a search has to order.
    public let incompatiblePairs: [(Int, Int)]
    private let isDisjoint: [Bool]
    private let durations: [Int]

    /// - Complexity: O(n² · K) for K resources; n² bytes.
    init(of instance: Instance, _ closure: PrecedenceClosure) {
      let count = instance.activityCount
      var disjoint = [Bool](repeating: false, count: count * count)
      var pairs: [(Int, Int)] = []
      for first in 0..<count where instance.durations[first] > 0 {
        for second in first + 1..<max(count, first + 1) where instance.durations[second] > 0 {
          let isOrdered = closure.precedes(first, second) || closure.precedes(second, first)
          guard isOrdered || Self.isIncompatible(first, second, instance) else { continue }
          disjoint[first * count + second] = true
          disjoint[second * count + first] = true
          if !isOrdered { pairs.append((first, second)) }
        }
      }
      incompatiblePairs = pairs
      isDisjoint = disjoint
      durations = instance.durations
    }

    /// Whether two activities of positive duration can never overlap.
    public func areDisjoint(_ first: Int, _ second: Int) -> Bool { isDisjoint[first * durations.count + second] }

    /// Maximal sets of pairwise disjoint activities, ascending inside, each grown from an incompatible pair that no
    /// earlier one holds; the pairs of longest durations come first.
    ///
    /// A set grows by the candidate of most incompatibilities with its members, ties by duration: an activity that
    /// precedences alone keep apart from all members tells a propagator nothing new.
    /// - Complexity: O(limit · n · c²) for cliques of c activities, plus sorting the pairs.
    public func cliques(limit: Int = 50) -> [[Int]] {
      let count = durations.count
      var isCovered = [Bool](repeating: false, count: count * count)
      var isIncompatible = [Bool](repeating: false, count: count * count)
      for (first, second) in incompatiblePairs {
        isIncompatible[first * count + second] = true
        isIncompatible[second * count + first] = true
      }
      let order = incompatiblePairs.indices.sorted { left, right in
        let (a, b) = (incompatiblePairs[left], incompatiblePairs[right])
        let (p, q) = (durations[a.0] + durations[a.1], durations[b.0] + durations[b.1])
        return p != q ? p > q : left < right
      }
      var cliques: [[Int]] = []
      for index in order where cliques.count < limit {
        let (first, second) = incompatiblePairs[index]
        if isCovered[first * count + second] { continue }
        var clique = [first, second]
        var candidates = (0..<count).filter { areDisjoint($0, first) && areDisjoint($0, second) }
        while let best = candidates.max(by: { left, right in
          let p = clique.count { isIncompatible[left * count + $0] }
          let q = clique.count { isIncompatible[right * count + $0] }
          return (p, durations[left], right) < (q, durations[right], left)
        }) {
          clique.append(best)
          candidates = candidates.filter { areDisjoint($0, best) }
        }
        clique.sort()
        for one in clique { for other in clique { isCovered[one * count + other] = true } }
        cliques.append(clique)
      }
      return cliques
    }

    private static func isIncompatible(_ first: Int, _ second: Int, _ instance: Instance) -> Bool {
      for resource in instance.capacities.indices
      where instance.demands[first][resource] + instance.demands[second][resource] > instance.capacities[resource] {
        return true
      }
      return false
    }
  }
}
