import Modeling
import Testing

/// The examples of the page about constraints, Linear, as they stand there.
@Suite struct LinearPageTests {
  @Test func lists() throws {
    let model = Model(horizon: 100)
    let load = model.integers(4, in: 0...100, "load")
    let isOpen = model.booleans(4, "isOpen")
    model.add(sum(of: isOpen, weights: [3, 5, 7, 4]) <= 10)
    model.maximize(sum(of: load) + sum(of: isOpen, weights: [3, 5, 6, 4]))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 400 + 9)
  }

  @Test func relations() throws {
    let model = Model(horizon: 100)
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    let (isOpen, isNight) = (model.boolean(), model.boolean())
    model.add(2 * x + 3 * y <= 20)
    model.add(x + y >= 5, if: isOpen, !isNight)
    model.add(isOpen == 1)
    model.add(isNight == 0)
    model.minimize(x + 2 * y)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[x] == 5 && result[y] == 0)
  }

  @Test func values() throws {
    let model = Model(horizon: 100)
    let size = model.integer(values: [4, 1, 8], "size")
    model.maximize(size)
    model.add(size <= 7)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[size] == 4)
  }

  @Test func reify() throws {
    let model = Model(horizon: 100)
    let (finish, due) = (model.integer(5...20), 7)
    let isLate = model.reify(finish > due)
    model.minimize(10 * isLate + finish)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[finish] == 5 && !result[isLate])
  }

  @Test func indicator() throws {
    let model = Model(horizon: 100)
    let shift = model.integer(1...3)
    let isNight = model.indicator(shift, equals: 3)
    model.add(shift >= 3)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[isNight])
  }

  @Test func ranges() throws {
    let model = Model(horizon: 100)
    let (start, x, y) = (model.integer(0...20), model.integer(0...9), model.integer(0...9))
    let isOpen = model.boolean()
    model.add(start, in: [8...12, 14...18])
    model.add(x + y, in: [0...0, 5...1_000_000], if: isOpen)
    model.add(isOpen == 1)
    model.add(start >= 13)
    model.add(x + y >= 1)
    model.minimize(start + x + y)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 14 + 5)
  }

  @Test func isMember() throws {
    let model = Model(horizon: 100)
    let hour = model.integer(4...23)
    let isNight = model.isMember(hour, of: [0...5, 22...23])
    model.add(isNight == 0)
    model.minimize(hour)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[hour] == 6)
  }
}
