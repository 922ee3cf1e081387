import GLPKSolver
import Modeling
import Testing

/// The code of the article on values and counting.
@Suite struct CountingArticleTests {
  @Test func differentValues() throws {
    let model = Model()
    let teams = (0..<3).map { _ in model.integer(0...1) }
    let queens = (0..<8).map { _ in model.integer(1...8) }
    model.allDifferent(queens)
    model.allDifferent(queens.enumerated().map { $0.element + $0.offset })
    model.allDifferent(teams, except: [0])  // any number of them may be 0
    model.maximize(sum(of: teams))
    #expect(try model.solve().objective == 1)
  }

  @Test func equalValues() throws {
    let model = Model()
    let first = model.interval(start: 0...9, duration: 1)
    let second = model.interval(start: 3...7, duration: 1)
    let third = model.interval(start: 2...5, duration: 1)
    model.allEqual([first.start, second.start, third.start])
    model.maximize(second.start)
    #expect(try model.solve().objective == 5)
  }

  @Test func inverses() throws {
    let model = Model()
    let jobAt = (0..<3).map { _ in model.integer(1...2) }
    let placeOf = (0..<3).map { _ in model.integer(1...2) }
    let partner = (0..<4).map { _ in model.integer(0...3) }
    let visitAt = (0..<2).map { _ in model.integer(0...5) }
    model.inverse(partner, partner)  // pairs, and some alone
    model.inverse(visitAt, placeOf, allowsOutside: true)  // some visits are left out
    #expect(try model.solve().status == .optimal)
    model.inverse(jobAt, placeOf)
    // No place 0 in either list.
    #expect(try model.solve().status == .infeasible)
    let other = Model()
    let jobs = (0..<3).map { _ in other.integer(1...3) }
    let places = (0..<3).map { _ in other.integer(1...3) }
    countFromOne(other, jobs, places)
    other.maximize(2 * places[0] + jobs[0])
    #expect(try other.solve().objective == 6 + 3)
  }

  private func countFromOne(_ model: Model, _ jobAt: [IntVar], _ placeOf: [IntVar]) {
    model.inverse(jobAt.map { $0 - 1 }, placeOf.map { $0 - 1 })  // both count from 1
  }

  @Test func counts() throws {
    let model = Model()
    let shifts = (0..<4).map { _ in model.integer(1...3) }
    let days = (0..<3).map { _ in model.integer(1...2) }
    let today = model.integer(1...2)
    let week = (0..<7).map { _ in model.integer(0...7) }
    let series = (0..<7).map { _ in model.integer(0...6) }
    let colours = (0..<3).map { _ in model.integer(0...2) }
    let nights = model.count(of: shifts, equalTo: 3)
    let sameDay = model.count(of: days, equalTo: today)
    model.add(model.count(of: shifts, equalTo: 3) <= 2)
    model.add(model.among(week, values: [0, 7]) >= 2)
    model.cardinalities(shifts, values: [1, 2], counts: [1, model.integer(0...1)])
    model.cardinalities(series, values: Array(0..<7), counts: series, isClosed: true)
    model.maximize(nights + sameDay)
    let result = try model.solve()
    #expect(result.objective == 2 + 3 && result[series[0]] == 3)
    model.minimize(model.distinctCount(of: colours))
    #expect(try model.solve(using: GLPKSolver()).objective == 1)
  }
}
