import Modeling
import Testing

/// The examples of the page about constraints, Ordering, as they stand there.
@Suite struct OrderingPageTests {
  @Test func increasing() throws {
    let model = Model(horizon: 100)
    let (starts, loads) = (model.integers(3, in: 2...9), model.integers(3, in: 0...9))
    model.increasing(starts)
    model.decreasing(loads, strictly: true)
    model.minimize(starts[2] + loads[0])
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 2 + 2)
  }

  @Test func lexicographic() throws {
    let model = Model(horizon: 100)
    let teams = [model.integers(2, in: 0...3), model.integers(2, in: 0...2)]
    let version = model.integers(2, in: 0...9)
    model.lexicographic(teams[0], isAtMost: teams[1])
    model.lexicographic(version, isLess: [2, 0])
    model.maximize(2 * version[0] + version[1] + teams[0][0])
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 2 + 9 + 2)
  }

  @Test func chains() throws {
    let model = Model(horizon: 100)
    let schedules = (0..<2).map { _ in model.integers(2, in: 0...1) }
    let plays = (0..<2).map { _ in model.integers(2, in: 0...1) }
    model.lexicographicChain(schedules)  // nurses who may change places
    model.lexicographicMatrix(plays)  // teams and rounds that may change places
    model.add(plays[0][0] == 1)
    model.minimize(sum(of: plays[1]) - schedules[0][0] + schedules[1][0])
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 2)
  }

  @Test func valuePrecedence() throws {
    let model = Model(horizon: 100)
    let crews = model.integers(3, in: 1...3)
    model.valuePrecedence(1, before: 2, in: crews)
    model.valuePrecedence([1, 2, 3], in: crews)
    model.maximize(sum(of: crews))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(crews.map { result[$0] } == [1, 2, 3])
  }

  @Test func sort() throws {
    let model = Model(horizon: 100)
    let loads = (0..<10).map { model.integer($0...12) }
    let ordered = model.sort(loads)
    model.minimize(ordered[9] - ordered[0])
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 0)
  }

  @Test func sortedIndices() throws {
    let model = Model(horizon: 100)
    let finishes = model.integers(4, in: 0...5)
    let order = model.sortedIndices(finishes)
    model.add(order[0] == 3)
    model.minimize(sum(of: finishes))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 3)
  }

  @Test func slidingSum() throws {
    let model = Model(horizon: 100)
    let isWorked = model.booleans(8)
    model.slidingSum(isWorked, window: 7, range: 5...6)
    model.minimize(sum(of: isWorked))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 5)
  }
}
