import Basics
import Testing

@testable import dovetail_microbench

@Suite struct ClauseSearchTests {
  @Test func randomFormulasAreDecidedAsByEnumeration() {
    var random = RandomSource(seed: 5)
    var answers: Set<String> = []
    for _ in 0..<200 {
      let variables = 1 + random.below(8)
      let formula = ClauseText(
        variableCount: variables,
        clauses: (0..<random.below(6 * variables)).map { _ in
          (0..<(1 + random.below(3))).map { _ in (1 + random.below(variables)) * (random.below(2) == 0 ? 1 : -1) }
        })
      let isSatisfiable = (0..<(1 << variables)).contains { values in
        formula.clauses.allSatisfy { $0.contains { ((values >> (abs($0) - 1)) & 1 == 1) == ($0 > 0) } }
      }
      let answer = ClauseSearch(formula, conflicts: 10_000, seconds: 10).answer
      #expect(answer == (isSatisfiable ? "SATISFIABLE" : "UNSATISFIABLE"))
      answers.insert(answer)
    }
    #expect(answers.count == 2)
  }

  @Test func limitsEndTheSearch() {
    // Seven pigeons in six holes take more than fifty conflicts.
    let holes = 6
    var clauses = (0...holes).map { pigeon in (0..<holes).map { pigeon * holes + $0 + 1 } }
    for hole in 1...holes {
      for first in 0...holes {
        for second in 0..<first { clauses.append([-(first * holes + hole), -(second * holes + hole)]) }
      }
    }
    let formula = ClauseText(variableCount: holes * (holes + 1), clauses: clauses)
    let limited = ClauseSearch(formula, conflicts: 50, seconds: 10)
    #expect(limited.answer == "UNKNOWN")
    #expect(limited.statistics.conflicts == 50)
    #expect(ClauseSearch(formula, conflicts: .max, seconds: 60).answer == "UNSATISFIABLE")
  }

  @Test func aFormulaWithAnEmptyClauseHasNoSolution() {
    let formula = ClauseText(variableCount: 1, clauses: [[]])
    #expect(ClauseSearch(formula, conflicts: 1, seconds: 1).answer == "UNSATISFIABLE")
  }
}
