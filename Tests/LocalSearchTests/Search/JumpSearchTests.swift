import Basics
import LocalSearch
import Statements
import Testing

@Suite("The local search")
struct JumpSearchTests {
  private static let work = 4_000_000

  @Test("Finds a solution of models with a planted one, of every kind", arguments: PlantedModel.Kind.allCases)
  func findsPlanted(kind: PlantedModel.Kind) {
    for seed in 0..<12 as Range<UInt64> {
      let planted = PlantedModel([kind, .linear], constraints: 10, seed: seed)
      #expect(planted.data.violation(of: planted.values) == nil)
      let search = JumpSearch(planted.data, seed: seed)
      let found = search.run(from: nil, below: .max, work: Self.work) { false }
      #expect(found.map { planted.data.violation(of: $0) == nil } == true, "seed \(seed)")
    }
  }

  @Test("Finds a solution of models with all kinds", arguments: 0..<30 as Range<UInt64>)
  func findsMixed(seed: UInt64) {
    let planted = PlantedModel(PlantedModel.Kind.allCases, constraints: 25, seed: seed)
    let search = JumpSearch(planted.data, seed: seed)
    let found = search.run(from: .random, below: .max, work: Self.work) { false }
    #expect(found.map { planted.data.violation(of: $0) == nil } == true)
  }

  @Test("Starts where it is told: a solution given comes back at once")
  func startsAtSolution() {
    var planted = PlantedModel([.linear, .noOverlap], constraints: 8, seed: 3)
    let given = JumpSearch(planted.data, seed: 1).run(from: .values(planted.values), below: .max, work: 1) { false }
    #expect(given == planted.values)
    let form = planted.randomForm(terms: 3)
    planted.minimize(form)
    for (variable, value) in planted.values.enumerated() { planted.hint(variable, value) }
    let found = JumpSearch(planted.data, seed: 1).run(from: .hint, below: .max, work: 1) { false }
    #expect(found == planted.values)
  }

  @Test("Reaches the best cost of small models, by enumeration", arguments: 0..<25 as Range<UInt64>)
  func reachesOptimum(seed: UInt64) {
    let small = SmallKnapsack(seed: seed)
    let search = JumpSearch(small.data, seed: seed)
    var below = Int.max
    while let found = search.run(from: nil, below: below, work: 300_000, shouldStop: { false }) {
      #expect(small.data.violation(of: found) == nil)
      let cost = small.data.cost(of: found) ?? .max
      #expect(cost < below)
      below = cost
    }
    #expect(below == small.leastCost)
  }

  @Test("Equal seeds give equal solutions")
  func isDeterministic() {
    func run(_ seed: UInt64) -> [[Int]] {
      let small = SmallKnapsack(seed: 5)
      let search = JumpSearch(small.data, seed: seed)
      var found: [[Int]] = []
      var below = Int.max
      while let next = search.run(from: nil, below: below, work: 100_000, shouldStop: { false }) {
        found.append(next)
        below = small.data.cost(of: next) ?? .max
      }
      return found + [[search.workDone, search.localMinima]]
    }
    #expect(run(1) == run(1))
  }

  @Test("Keeps to the work given, and stops when told")
  func keepsLimits() throws {
    // Two Booleans that must be equal and different.
    let model = Model()
    let (a, b) = (model.boolean(), model.boolean())
    model.add(a + b == 1)
    model.add(a - b == 0)
    let data = try model.validated()
    let search = JumpSearch(data, seed: 1)
    #expect(search.run(from: nil, below: .max, work: 50_000, shouldStop: { false }) == nil)
    #expect((50_000..<60_000).contains(search.workDone))
    let before = search.workDone
    #expect(search.run(from: nil, below: .max, work: 1_000_000, shouldStop: { true }) == nil)
    #expect(search.workDone == before)
  }
}
