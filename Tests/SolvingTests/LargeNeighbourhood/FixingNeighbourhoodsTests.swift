import Basics
import Kernel
import Lowering
import Modeling
import Race
import Testing

@testable import Solving

/// Neighbourhoods of models that are no schedules hold on to a solution in all that they do not free.
@Suite struct FixingNeighbourhoodsTests {
  /// Ten jobs on three agents with one capacity row each, and how many are on the first.
  private func model() -> Model {
    let model = Model()
    let takes = (0..<3).map { _ in (0..<10).map { _ in model.boolean() } }
    for job in 0..<10 { model.exactlyOne(of: takes.map { $0[job] }) }
    for (agent, row) in takes.enumerated() {
      model.add(sum(of: row.enumerated().map { (2 + ($0.offset * (agent + 2)) % 5) * $0.element }) <= 22)
    }
    model.minimize(
      sum(
        of: takes.enumerated().flatMap { agent, row in
          row.enumerated().map { (1 + (agent * 7 + $0.offset * 3) % 9) * $0.element }
        }))
    return model
  }

  private func setting() throws -> (
    source: FixingNeighbourhoods<TranslatedModel<[Int]>>, lowered: LoweredModel, board: Scoreboard<[Int]>,
    members: [[Int]]
  ) {
    let data = try model().validated()
    let board = Scoreboard<[Int]> { values throws(CheckFailure) in
      if let violation = data.violation(of: values) { throw CheckFailure(violation) }
      return Objective(data.cost(of: values) ?? 0)
    }
    var members: [[Int]] = []
    for agents in [[0, 1, 2, 0, 1, 2, 0, 1, 2, 0], [1, 2, 0, 1, 2, 0, 1, 2, 0, 1]] {
      var values = [Int](repeating: 0, count: data.variableCount)
      for (job, agent) in agents.enumerated() { values[10 * agent + job] = 1 }
      if data.violation(of: values) == nil {
        members.append(values)
        // Each from a source of its own, so that both stay.
        board.offer(values, from: "\(members.count)")
      }
    }
    let lowered = try LoweredModel(data)
    #expect(lowered.solver.propagateRoot())
    var source = FixingNeighbourhoods(
      TranslatedModel(data: data, translation: .identity), lowered, relaxed: { data.lower.map { _ in 0.5 } })
    source.refresh(from: board)
    return (source, lowered, board, members)
  }

  @Test func whatIsHeldHasTheMembersValue() throws {
    var (source, lowered, _, members) = try setting()
    #expect(members.count == 2 && source.memberCount == 2)
    var random = RandomSource(seed: 3)
    for kind in source.titles.indices {
      for share in [0.1, 0.3, 0.6] {
        let values = try #require(source.values(of: 0))
        guard let literals = try source.assumptions(kind, around: 0, share: share, &random, in: lowered) else {
          continue
        }
        var held = Set<Int>()
        for literal in literals {
          let column = try #require(lowered.columns.firstIndex { $0 == literal.variable || $0 == -literal.variable })
          let value = literal.variable == lowered.columns[column] ? values[column] : -values[column]
          #expect(value >= Int(literal.bound), "\(source.titles[kind])")
          held.insert(column)
        }
        let freed = source.movableCount - held.count
        #expect(freed >= 2 && freed <= max(2, Int((share * 30).rounded())), "\(source.titles[kind]) at \(share)")
      }
    }
  }

  @Test func crossoverNeedsAnotherSolution() throws {
    var (source, lowered, board, _) = try setting()
    var random = RandomSource(seed: 1)
    let crossover = try #require(source.titles.firstIndex(of: "crossover"))
    #expect(try source.assumptions(crossover, around: 0, share: 0.5, &random, in: lowered) != nil)
    let alone = Scoreboard<[Int]> { _ throws(CheckFailure) in Objective(1) }
    alone.offer(try #require(board.best?.solution), from: "one")
    source.refresh(from: alone)
    if source.memberCount == 1 {
      #expect(try source.assumptions(crossover, around: 0, share: 0.5, &random, in: lowered) == nil)
    }
  }

  @Test func theGraphKnowsWhoMeetsWhom() throws {
    let data = try model().validated()
    let graph = ConstraintGraph(data, isMovable: [Bool](repeating: true, count: data.variableCount))
    #expect(graph.constraintCount == data.constraints.count)
    for (position, constraint) in data.constraints.enumerated() {
      var visited: [Int] = []
      constraint.forEachVariable(data.intervals) { visited.append($0) }
      #expect(graph.members(of: position).map(Int.init).sorted() == visited.sorted())
      for variable in visited { #expect(graph.constraints(of: variable).contains(Int32(position))) }
    }
  }
}
