import Modeling
import Testing

/// The examples of the page about constraints, Extensional, as they stand there.
@Suite struct ExtensionalPageTests {
  @Test func element() throws {
    let model = Model(horizon: 100)
    let choice = model.integer(0...5)
    let cost = model.element([7, 5, 9], at: choice)
    model.minimize(cost)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[cost] == 5 && result[choice] == 1)
  }

  @Test func matrix() throws {
    let model = Model(horizon: 100)
    let distances = (0..<4).map { a in (0..<4).map { b in abs(a - b) } }
    let stops = model.integers(4, in: 0...3)
    model.allDifferent(stops)
    let legs = (0..<4).map { model.element(distances, at: stops[$0], stops[($0 + 1) % 4]) }
    model.minimize(sum(of: legs))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 6)
  }

  @Test func tables() throws {
    let model = Model(horizon: 100)
    let (colour, size, price) = (model.integer(0...1), model.integer(1...2), model.integer(0...20))
    let (kind, width, height) = (model.integer(0...1), model.integer(0...9), model.integer(0...9))
    model.table([colour, size, price], rows: [[0, 1, 12], [0, 2, 15], [1, 1, 14]])
    model.table([kind, width, height], rows: [[0, 4, nil], [1, nil, 3]])  // nil is any value
    model.minimize(price - height)
    model.add(colour == 1)
    model.add(kind == 1)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[price] == 14 && result[height] == 3)
  }

  @Test func forbid() throws {
    let model = Model(horizon: 100)
    let (first, second) = (model.integer(0...2), model.integer(0...2))
    model.forbid([first, second], rows: [[2, 0], [2, 1]])
    model.maximize(2 * first - second)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 2)
  }

  @Test func automaton() throws {
    let model = Model(horizon: 100)
    let days = model.integers(7, in: 0...1)
    // Days off (0) and on (1): never three days on in a row.
    model.automaton(
      days, states: 3, transitions: [(0, 0, 0), (0, 1, 1), (1, 0, 0), (1, 1, 2), (2, 0, 0)], initial: 0,
      accepting: [0, 1, 2])
    model.maximize(sum(of: days))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 5)
  }

  @Test func costAutomaton() throws {
    let model = Model(horizon: 100)
    let machines = model.integers(3, in: 0...1)
    model.add(machines[1] == 1)
    model.add(machines[2] == 0)
    // The line is set up for machine 0; each change between the two costs 5.
    let changes = model.costAutomaton(
      machines, states: 2, transitions: [(0, 0, 0, 0), (0, 1, 1, 5), (1, 1, 1, 0), (1, 0, 0, 5)], initial: 0,
      accepting: [0, 1])
    model.minimize(changes)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[changes] == 10)
  }

  @Test func diagram() throws {
    let model = Model(horizon: 100)
    let (x, y) = (model.integer(0...2), model.integer(0...2))
    // Two numbers from 0 ... 2 that are equal, or 0 and 2.
    model.diagram(
      [x, y], edges: [(0, 0, 1), (0, 1, 2), (0, 2, 3), (1, 0, 4), (1, 2, 4), (2, 1, 4), (3, 2, 4)],
      root: 0, end: 4)
    model.maximize(y - x)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 2 && result[x] == 0)
  }
}
