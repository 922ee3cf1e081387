import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct CircuitConstraintTests {
  /// Whether walking along successors from each node that is not its own passes all of these.
  private static func isCircuit(_ next: [Int], isWhole: Bool) -> Bool {
    guard next.allSatisfy(next.indices.contains) else { return false }
    let onCycle = next.indices.filter { isWhole || next[$0] != $0 }
    return onCycle.allSatisfy { start in
      var node = start
      return onCycle.allSatisfy { _ in
        node = next[node]
        return true
      }
        && Set(onCycle.indices.reduce(into: [start]) { nodes, _ in nodes.append(next[nodes.last ?? start]) }).count
          == onCycle.count
        && node == start
    }
  }

  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let count = random.within(1...4)
      let isWhole = random.chance(50)
      var next: [LinearExpression] = (0..<count).map { _ in
        let low = random.within(-1...1)
        let x = model.integer(low...random.within(max(low, count - 2)...count))
        return random.chance(80) ? x.linearExpression : random.within(0...3) - x
      }
      if count > 2, random.chance(15) { next[1] = next[0] + random.below(2) }
      if random.chance(15) { next[0] = random.below(count).linearExpression }
      if isWhole { model.circuit(next) } else { model.subcircuit(next) }
      return Specimen(model) { values in Self.isCircuit(next.map { values[$0] }, isWhole: isWhole) }
    }
  }

  @Test func words() throws {
    let model = Model()
    model.circuit((0..<3).map { _ in model.integer(-1...3) })
    #expect(try model.words(1, 2, 0) == nil)
    #expect(try model.words(1, 3, 0) == "constraint 0: the successor of node 1 is 3 of 3")
    #expect(try model.words(1, 2, 1) == "constraint 0: node 1 is the successor of two")
    #expect(try model.words(1, 0, 2) == "constraint 0: a cycle of 2 nodes of 3")
    let partial = Model()
    partial.subcircuit((0..<4).map { _ in partial.integer(0...3) })
    #expect(try partial.words(1, 0, 2, 3) == nil && partial.words(0, 1, 2, 3) == nil)
    #expect(try partial.words(1, 0, 3, 2) == "constraint 0: a cycle of 2 nodes of 4")
  }

  @Test func ofNothingOfOneAndOfOtherModels() throws {
    let model = Model()
    model.circuit([])
    let alone = model.integer(-3...1_000_000)
    model.circuit([alone])
    #expect(try model.solve()[alone] == 0)
    let foreign = Model()
    foreign.circuit([alone])
    #expect(foreign.errors == [.foreignVariable("a circuit's successor")])
    let twice = Model()
    let x = twice.integer(0...1)
    twice.circuit([x, x])
    #expect(try twice.solve().status == .infeasible)
  }

  /// The distances of 5 cities; by hand over the 12 tours, the shortest is 0 1 3 4 2: 2 + 3 + 1 + 4 + 5 = 15.
  private let distances = [[0, 2, 5, 9, 10], [2, 0, 4, 3, 8], [5, 4, 0, 6, 4], [9, 3, 6, 0, 1], [10, 8, 4, 1, 0]]

  @Test func aTourOfFiveCitiesInBothEngines() throws {
    let model = Model()
    let next = (0..<5).map { _ in model.integer(0...4) }
    model.circuit(next)
    model.minimize(sum(of: (0..<5).map { model.element(distances[$0], at: next[$0]) }))
    #expect(try model.solve().objective == 15)
    #expect(try model.solve(using: GLPKSolver()).objective == 15)
    let fixed = Model()
    let hinted = [1, 3, 0, 4, 2].map { value in
      let x = fixed.integer(0...4)
      fixed.hint(x, value)
      return x
    }
    fixed.circuit(hinted)
    fixed.minimize(sum(of: (0..<5).map { fixed.element(distances[$0], at: hinted[$0]) }))
    #expect(try fixed.solve(timeLimit: 0).objective == 15)
  }

  /// Of cities with prizes 8, 1, 8, 1, 8 the dear ones: 0 2 4 0 costs 5 + 4 + 10.
  @Test func aTourOfSomeCitiesInBothEngines() throws {
    let model = Model()
    let next = (0..<5).map { _ in model.integer(0...4) }
    model.subcircuit(next)
    let prizes = [30, 0, 30, 0, 30]
    let gains = (0..<5).map { city in
      // Left out, nothing is driven and nothing gained.
      model.element((0..<5).map { $0 == city ? 0 : prizes[city] - 2 * distances[city][$0] }, at: next[city])
    }
    model.maximize(sum(of: gains))
    // Cities 1 and 3 may serve as a shorter way: 0 1 3 4 2 is 15 long.
    #expect(try model.solve().objective == 90 - 2 * 15)
    #expect(try model.solve(using: GLPKSolver()).objective == 90 - 2 * 15)
  }
}
