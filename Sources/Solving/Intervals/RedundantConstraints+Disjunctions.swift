import Statements

/// Tasks whose demands together exceed a capacity can never overlap: sets of such as machines of their own. They bring
/// ordering Booleans, which learned clauses speak about, and the machine's stronger rules.
extension RedundantConstraints {
  /// Sets of more than two tasks.
  private static var cliqueLimit: Int { 5 }
  private static var pairLimit: Int { 100_000 }
  private static var taskLimit: Int { 2_000 }

  mutating func addDisjunctions() {
    guard network.tasks.count <= Self.taskLimit else { return }
    let disjunctions = Disjunctions(network, closure)
    var isOrdered = Set<Int>()
    for clique in disjunctions.cliques(limit: Self.cliqueLimit) where clique.count > 2 {
      add(clique)
      for (place, first) in clique.enumerated() {
        for second in clique[(place + 1)...] { isOrdered.insert(first * network.tasks.count + second) }
      }
    }
    for (first, second) in disjunctions.incompatible.prefix(Self.pairLimit)
    where !isOrdered.contains(first * network.tasks.count + second) {
      add([first, second])
    }
  }

  private mutating func add(_ tasks: [Int]) {
    data.constraints.append(
      NoOverlapConstraint(tasks.compactMap { network.tasks[$0].main ?? network.tasks[$0].modes[0].interval }))
  }
}

/// Which tasks, sure to take place, can never run at the same time, and cliques of such.
private struct Disjunctions {
  /// Pairs (i, j), i < j, that no precedence orders and that no machine keeps apart already.
  let incompatible: [(Int, Int)]
  private let isDisjoint: [Bool]
  private let durations: [Int]

  init(_ network: TaskNetwork, _ closure: TaskClosure) {
    let count = network.tasks.count
    var disjoint = [Bool](repeating: false, count: count * count)
    var pairs: [(Int, Int)] = []
    // By task and resource that is no machine: the least that any mode needs. Only those with times of all modes count.
    let needs = network.tasks.map { task -> [Int: Int] in
      guard !task.canBeAbsent, task.main != nil || task.modes.count == 1, task.leastDuration > 0 else { return [:] }
      var least: [Int: Int] = [:]
      for use in task.modes[0].uses where !network.resources[use.resource].isMachine {
        let amounts = task.modes.map { mode in mode.uses.first { $0.resource == use.resource }?.amount ?? 0 }
        least[use.resource] = amounts.min()
      }
      return least
    }
    for first in 0..<count where !needs[first].isEmpty {
      for second in first + 1..<max(count, first + 1) where !needs[second].isEmpty {
        let isOrdered = closure.precedes(first, second) || closure.precedes(second, first)
        let isTooMuch = needs[first].contains { resource, amount in
          amount + (needs[second][resource] ?? 0) > network.resources[resource].capacity
        }
        guard isOrdered || isTooMuch else { continue }
        disjoint[first * count + second] = true
        disjoint[second * count + first] = true
        if !isOrdered { pairs.append((first, second)) }
      }
    }
    incompatible = pairs
    isDisjoint = disjoint
    durations = network.tasks.map(\.leastDuration)
  }

  /// Maximal sets of pairwise disjoint tasks, ascending inside, each grown from an incompatible pair that no earlier one
  /// holds; the pairs of longest durations come first.
  ///
  /// A set grows by the candidate of most incompatibilities with its members, ties by duration: a task that precedences
  /// alone keep apart from all members tells a propagator nothing new.
  func cliques(limit: Int) -> [[Int]] {
    let count = durations.count
    var isCovered = [Bool](repeating: false, count: count * count)
    var isIncompatible = [Bool](repeating: false, count: count * count)
    for (first, second) in incompatible {
      isIncompatible[first * count + second] = true
      isIncompatible[second * count + first] = true
    }
    let order = incompatible.indices.sorted { left, right in
      let (a, b) = (incompatible[left], incompatible[right])
      let (p, q) = (durations[a.0] + durations[a.1], durations[b.0] + durations[b.1])
      return p != q ? p > q : left < right
    }
    var cliques: [[Int]] = []
    for index in order where cliques.count < limit {
      let (first, second) = incompatible[index]
      if isCovered[first * count + second] { continue }
      var clique = [first, second]
      var candidates = (0..<count).filter { isDisjoint[$0 * count + first] && isDisjoint[$0 * count + second] }
      while let best = candidates.max(by: { left, right in
        let p = clique.count { isIncompatible[left * count + $0] }
        let q = clique.count { isIncompatible[right * count + $0] }
        return (p, durations[left], right) < (q, durations[right], left)
      }) {
        clique.append(best)
        candidates = candidates.filter { isDisjoint[$0 * count + best] }
      }
      clique.sort()
      for one in clique { for other in clique { isCovered[one * count + other] = true } }
      cliques.append(clique)
    }
    return cliques
  }
}
