import Race

/// Some of the solutions of a race, evenly spread over its improvements, the first and the last among them. However
/// many there are, no more than twice the limit are held.
final class KeptSolutions<Solution: Sendable>: Sendable {
  /// A solution and how many improvements came before it.
  struct Kept: Sendable {
    let number: Int
    let solution: Solution
  }

  private struct State: Sendable {
    var count = 0
    var stride = 1
    /// Those whose numbers are multiples of the stride.
    var spread: [Kept] = []
    var last: Kept?
  }

  private let limit: Int
  private let state = Condition(State())

  /// - Parameter limit: at least 2.
  init(limit: Int) {
    precondition(limit >= 2, "the first and the last are kept")
    self.limit = limit
  }

  /// Takes the next improvement.
  func add(_ solution: Solution) {
    state.update { state in
      let kept = Kept(number: state.count, solution: solution)
      state.last = kept
      state.count += 1
      guard kept.number.isMultiple(of: state.stride) else { return }
      state.spread.append(kept)
      guard state.spread.count > 2 * limit else { return }
      state.stride *= 2
      state.spread.removeAll { !$0.number.isMultiple(of: state.stride) }
    }
  }

  /// By number.
  var solutions: [Kept] {
    state.update { state in
      guard let last = state.last else { return [] }
      let all = state.spread.filter { $0.number < last.number } + [last]
      guard all.count > limit else { return all }
      return (0..<limit).map { all[$0 * (all.count - 1) / (limit - 1)] }
    }
  }
}
