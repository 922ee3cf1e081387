import Basics

/// The values that decisions try first.
///
/// Saved: what the variable was fixed to last. Best: its value on the longest conflict-free trail. Solution: its value
/// in the incumbent, which turns the learning search into a local search around it.
///
/// - Source: Pipatsrisawat, Darwiche 2007 (saved); Biere, Fleury 2020 (best); Demirović, Chu, Stuckey 2018,
///   "Solution-based phase saving for CP" (solution).
struct Phases: ~Copyable {
  static let none = Int32.min

  private var saved = Buffer<Int32>()
  private var best = Buffer<Int32>()
  private var solution = Buffer<Int32>()
  private var preferred = Buffer<Int32>()
  private var isTime = Buffer<Bool>()
  private(set) var bestTrail = 0
  /// Decisions look at the solution's values first.
  var followsSolution = false

  init() {}

  mutating func addVariable() {
    saved.append(Self.none)
    best.append(Self.none)
    solution.append(Self.none)
    preferred.append(Self.none)
    isTime.append(false)
  }

  /// The domain of this variable is always halved.
  func noteTime(_ variable: Int) { isTime[variable] = true }
  @inline(__always) func isTime(_ variable: Int) -> Bool { isTime[variable] }

  /// Whether the variable has a value in some solution.
  @inline(__always) func isInSolution(_ variable: Int) -> Bool { solution[variable] != Self.none }

  /// What to try before anything is known of the variable.
  func prefer(_ variable: Int, value: Int32) { preferred[variable] = value }

  @inline(__always) func save(_ variable: Int, value: Int32) { saved[variable] = value }

  /// The value to try for `variable`, or `none` for its lower bound.
  @inline(__always) func target(_ variable: Int) -> Int32 {
    if followsSolution, solution[variable] != Self.none { return solution[variable] }
    return saved[variable] != Self.none ? saved[variable] : preferred[variable]
  }

  mutating func noteSolution(_ variable: Int, value: Int32) {
    solution[variable] = value
  }

  /// Keeps the values of a longer conflict-free trail than any since the last rephasing.
  mutating func noteTrail(_ store: borrowing Store) {
    let length = store.trail.count
    if length <= bestTrail { return }
    bestTrail = length
    for variable in 0..<best.count {
      let x = IntegerVariable(index: Int32(2 * variable))
      best[variable] = store.isFixed(x) ? store.lower(x) : Self.none
    }
  }

  enum Source { case solution, best, flipped, random }

  /// Overwrites the saved values, so that the search leaves the corner it sits in.
  mutating func rephase(to source: Source, _ store: borrowing Store, _ random: inout RandomSource) {
    for variable in 0..<saved.count {
      let x = IntegerVariable(index: Int32(2 * variable))
      let low = store.lower(x)
      let high = store.upper(x)
      switch source {
      case .solution: if solution[variable] != Self.none { saved[variable] = solution[variable] }
      case .best: if best[variable] != Self.none { saved[variable] = best[variable] }
      case .flipped:
        if saved[variable] != Self.none, high - low == 1 { saved[variable] = saved[variable] <= low ? high : low }
      case .random: if high - low == 1 { saved[variable] = low + Int32(random.below(2)) }
      }
    }
    bestTrail = 0
  }
}
