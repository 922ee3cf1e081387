/// What can be refuted before any decision stands.
extension OrderTree {
  /// Whether a target, nil for any, leaves nothing.
  ///
  /// - Parameter shaving: whether each undecided order of two that exclude each other is tried and taken out where it
  ///   leaves nothing, until none is.
  func refutes(target: Int?, shaving: Bool = false, shouldStop: () -> Bool = { false }) -> Bool {
    let base = network.mark
    defer { network.undo(to: base) }
    guard root(target: target) else { return true }
    guard shaving else { return false }
    var changed = true
    while changed {
      changed = false
      for entry in stride(from: 0, to: facts.exclusive.count, by: 2) {
        if entry & 15 == 0, shouldStop() { return false }
        let i = facts.exclusive[entry]
        let j = facts.exclusive[entry + 1]
        guard network.distance(i, j) < facts.durations[i], network.distance(j, i) < facts.durations[j] else { continue }
        for (first, second) in [(i, j), (j, i)] {
          let mark = network.mark
          let possible = network.add(first, second, facts.durations[first]) && propagation.run(&network, facts)
          network.undo(to: mark)
          if possible { continue }
          guard network.add(second, first, facts.durations[second]), propagation.run(&network, facts) else {
            return true
          }
          changed = true
          break
        }
      }
    }
    return false
  }
}
