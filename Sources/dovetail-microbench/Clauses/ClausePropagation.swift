import Basics
import Kernel

/// Unit propagation and clause learning alone: random 3-SAT with 4.2 clauses a variable, near the hardest ratio.
struct ClausePropagation: Benchmark {
  let variables: Int
  var name: String { "clauses, \(variables) variables" }

  func run() -> [Speed] {
    let solver = Solver()
    var random = RandomSource(seed: 11)
    let literals = (0..<variables).map { _ in solver.makeBoolean() }
    for _ in 0..<(variables * 21 / 5) {
      solver.add(
        clause: (0..<3).map { _ in
          let literal = literals[random.below(variables)]
          return random.below(2) == 0 ? literal : literal.negated
        })
    }
    var limits = SearchLimits()
    limits.conflicts = 10_000
    let (_, seconds) = timed { solver.search(limits: limits) }
    return [
      Speed(what: "propagations", count: solver.statistics.propagations, seconds: seconds),
      Speed(what: "conflicts", count: solver.statistics.conflicts, seconds: seconds),
    ]
  }
}
