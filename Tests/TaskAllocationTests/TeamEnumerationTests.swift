import Testing

@testable import TaskAllocation

/// Prices of entities and the enumeration of teams, against enumeration of all assignments.
@Suite struct TeamEnumerationTests {
  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func allThatIsWorthAsMuchIsFoundAndNothingElse(seed: UInt64) throws {
    let instance = AllocationSamples.random(seed: seed)
    let optimum = AllocationSamples.optimum(of: instance)
    let table = AllocationTable(instance)
    let start = (0..<table.entityCount).map { Double(($0 * 7 + Int(seed)) % 4) / 2 }
    for iterations in [1, 20] {
      let prices = try #require(EntityPrices(table, price: start))
      #expect(prices.improve(iterations: iterations, goal: optimum) { false })
      #expect(prices.best.bound >= optimum * prices.scale)
      guard var teams = TeamEnumeration(prices, shouldStop: { false }) else {
        Issue.record("few entities can be enumerated")
        continue
      }
      for value in [optimum - 1, optimum] {
        guard case .found(let home) = teams.search(for: value) else {
          Issue.record("no allocation of \(value), and \(optimum) is the best")
          continue
        }
        #expect(table.worth(of: home) >= value)
        _ = try TaskAllocation.check(.init(assignment: home, of: instance), of: instance)
      }
      guard case .none = teams.search(for: optimum + 1) else {
        Issue.record("something above the optimum, or an open end")
        continue
      }
    }
  }
}
