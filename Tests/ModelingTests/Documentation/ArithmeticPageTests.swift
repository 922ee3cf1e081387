import Modeling
import Testing

/// The examples of the page about constraints, Arithmetic, as they stand there.
@Suite struct ArithmeticPageTests {
  @Test func products() throws {
    let model = Model(horizon: 100)
    let (width, height) = (model.integer(3...3), model.integer(4...4))
    let (isOpen, load, speed) = (model.boolean(), model.integer(5...5), model.integer(7...7))
    model.add(isOpen == 1)
    let area = model.product(width, height)
    let cost = model.product(isOpen, load)
    let energy = model.square(speed, in: 0...10_000)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[area] == 12 && result[cost] == 5 && result[energy] == 49)
  }

  @Test func quotientAndRemainder() throws {
    let model = Model(horizon: 100)
    let start = model.integer(50...50)
    let day = model.quotient(start, 24)
    let hour = model.remainder(start, 24)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[day] == 2 && result[hour] == 2)
  }

  @Test func power() throws {
    let model = Model(horizon: 100)
    let edge = model.integer(0...4)
    model.maximize(edge)
    let volume = model.power(edge, 3)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[volume] == 64)
  }

  @Test func absolute() throws {
    let model = Model(horizon: 100)
    let jobs = [3, 9].map { due in (end: model.integer(5...6), due: due) }
    model.minimize(sum(of: jobs.map { model.absolute($0.end - $0.due) }))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 5)
  }

  @Test func indexOfMaximum() throws {
    let model = Model(horizon: 100)
    let votes = [7, 9, 8].map { model.integer($0...10) }
    model.minimize(sum(of: votes))
    let winner = model.indexOfMaximum(of: votes)
    model.add(winner == 2)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(votes.map { result[$0] } == [7, 9, 10])
  }

  @Test func extremes() throws {
    let model = Model(horizon: 100)
    let tasks = [3, 5].map { model.interval(start: 2...8, duration: $0) }
    model.noOverlap(tasks)
    let makespan = model.maximum(of: tasks.map(\.end))
    let spread = makespan - model.minimum(of: tasks.map(\.start))
    model.minimize(makespan + spread)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[makespan] == 10 && result[spread] == 8)
  }
}
