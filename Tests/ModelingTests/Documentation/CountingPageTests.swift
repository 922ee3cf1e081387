import Modeling
import Testing

/// The examples of the page about constraints, Counting, as they stand there.
@Suite struct CountingPageTests {
  @Test func allDifferent() throws {
    let model = Model(horizon: 100)
    let teams = model.integers(4, in: 0...2)
    let queens = (0..<8).map { _ in model.integer(1...8) }
    model.allDifferent(queens)
    model.allDifferent(queens.enumerated().map { $0.element + $0.offset })
    model.allDifferent(teams, except: [0])  // any number of them may be 0
    model.maximize(sum(of: teams))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 3 && Set(queens.map { result[$0] }).count == 8)
  }

  @Test func allEqual() throws {
    let model = Model(horizon: 100)
    let (first, second, third) = (
      model.interval(start: 0...5, duration: 1), model.interval(start: 3...9, duration: 2),
      model.interval(start: 1...7, duration: 3)
    )
    model.allEqual([first.start, second.start, third.start])
    model.minimize(first.start)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect([first, second, third].allSatisfy { result[$0]?.lowerBound == 3 })
  }

  @Test func inverse() throws {
    let model = Model(horizon: 100)
    let partner = model.integers(4, in: 0...3)
    model.add(partner[0] == 2)
    model.add(partner[1] == 3)
    let (visitAt, placeOf, jobAt) = (
      model.integers(3, in: 0...3), model.integers(3, in: 1...3), model.integers(3, in: 1...3)
    )
    model.add(visitAt[0] == 3)
    model.inverse(partner, partner)  // pairs, and some alone
    model.inverse(visitAt, placeOf, allowsOutside: true)  // some visits are left out
    model.inverse(jobAt.map { $0 - 1 }, placeOf.map { $0 - 1 })  // both count from 1
    model.minimize(visitAt[1])
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(partner.map { result[$0] } == [2, 3, 0, 1] && result[visitAt[1]] == 0 && result[jobAt[0]] == 1)
  }

  @Test func counts() throws {
    let model = Model(horizon: 100)
    let (shifts, days, today) = (model.integers(3, in: 2...3), model.integers(3, in: 0...6), model.integer(0...6))
    let nights = model.count(of: shifts, equalTo: 3)
    let sameDay = model.count(of: days, equalTo: today)
    model.maximize(nights + sameDay)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[nights] == 3 && result[sameDay] == 3)
  }

  @Test func among() throws {
    let model = Model(horizon: 100)
    let week = model.integers(7, in: 0...7)
    model.add(model.among(week, values: [0, 7]) >= 2)
    model.maximize(sum(of: week))
    model.add(week[0] <= 6)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 48)
  }

  @Test func cardinalities() throws {
    let model = Model(horizon: 100)
    let shifts = model.integers(3, in: 0...2)
    let series = model.integers(7, in: 0...6)
    model.cardinalities(shifts, values: [1, 2], counts: [1, model.integer(0...1)])
    model.cardinalities(series, values: Array(0..<7), counts: series, isClosed: true)
    model.maximize(sum(of: shifts))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 3 && series.map { result[$0] } == [3, 2, 1, 1, 0, 0, 0])
  }

  @Test func distinctCount() throws {
    let model = Model(horizon: 100)
    let colours = [0...1, 1...2, 2...3].map { model.integer($0) }
    model.minimize(model.distinctCount(of: colours))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 2)
  }
}
