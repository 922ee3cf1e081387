import Basics
import Testing

@Suite struct TopologicalOrderTests {
  @Test func nodesComeBehindThoseBeforeThem() {
    #expect(TopologicalOrder.order(of: 4, [(3, 1), (1, 0), (3, 0)]) == [2, 3, 1, 0])
    #expect(TopologicalOrder.order(of: 3, []) == [0, 1, 2])
    #expect(TopologicalOrder.order(of: 0, []) == [])
  }

  @Test func cyclesHaveNone() {
    #expect(TopologicalOrder.order(of: 3, [(0, 1), (1, 2), (2, 0)]) == nil)
    #expect(TopologicalOrder.order(of: 2, [(1, 1)]) == nil)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func randomArcsFromSmallToLargeAreRespected(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let names = Array(0..<9).shuffled(using: &random)
    let arcs = (0..<12).map { _ in
      let low = random.below(8)
      return (names[low], names[random.within(low + 1...8)])
    }
    let order = try #require(TopologicalOrder.order(of: 9, arcs))
    #expect(order.sorted() == Array(0..<9))
    for (before, after) in arcs {
      #expect(try #require(order.firstIndex(of: before)) < #require(order.firstIndex(of: after)))
    }
  }
}
