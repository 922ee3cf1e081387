import Testing

@testable import Kernel

@Suite struct PropagatorWorkTests {
  /// Weights that no subset of makes half of the sum, so that the proof takes a search.
  private static func makePartition(measured: Bool) -> Solver {
    var options = SearchOptions()
    options.measuresPropagators = measured
    let solver = Solver(options: options)
    let items = [30, 28, 27, 26, 24, 22, 21].map {
      (coefficient: $0, variable: solver.makeVariable(lower: 0, upper: 1))
    }
    solver.postLinear(items, atMost: 88)
    solver.postLinear(items.map { (coefficient: -$0.coefficient, variable: $0.variable) }, atMost: -88)
    return solver
  }

  @Test func measuringChangesNothing() {
    let (measured, plain) = (Self.makePartition(measured: true), Self.makePartition(measured: false))
    for solver in [measured, plain] {
      guard case .infeasible = solver.search() else {
        Issue.record("no subset of the weights sums to 88")
        continue
      }
    }
    #expect(measured.statistics.conflicts == plain.statistics.conflicts)
    #expect(measured.statistics.propagations == plain.statistics.propagations)
    #expect(plain.workByKind.isEmpty)
  }

  @Test func everyRunIsOfAKind() {
    let solver = Self.makePartition(measured: true)
    _ = solver.search()
    let kinds = solver.workByKind
    #expect(kinds.map(\.kind) == ["linear"])
    #expect(kinds.reduce(0) { $0 + $1.work.runs } == solver.statistics.propagatorRuns)
    // The proof needs bounds that only these two constraints can give.
    #expect(kinds[0].work.yields > 0 && kinds[0].work.yields <= kinds[0].work.runs)
    #expect(kinds[0].work.time > .zero)
  }
}
