import Modeling
import Testing

/// The examples of the page about constraints, Packing, as they stand there.
@Suite struct PackingPageTests {
  @Test func rectangles() throws {
    let model = Model(horizon: 100)
    let squares = [5, 3, 2].map { size in
      (
        x: model.interval(start: 0...(9 - size), duration: size),
        y: model.interval(start: 0...(5 - size), duration: size)
      )
    }
    model.noOverlap2D(squares)
    model.minimize(model.maximum(of: squares.map(\.x.end)))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 8)
  }

  @Test func loads() throws {
    let model = Model(horizon: 100)
    let sizes = [5, 4, 3, 3, 3]
    let bins = sizes.map { _ in model.integer(0...2) }
    let loads = (0..<3).map { _ in model.integer(0...10) }
    model.pack(bins, sizes: sizes, loads: loads)
    model.minimize(model.maximum(of: loads))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 7)
  }

  @Test func capacity() throws {
    let model = Model(horizon: 100)
    let hours = [5, 4, 4, 3]
    let days = model.integers(4, in: 1...9)
    model.pack(days, sizes: hours, capacity: 8)
    model.minimize(model.maximum(of: days))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 2)
  }

  @Test func knapsack() throws {
    let model = Model(horizon: 100)
    let taken = model.integers(3, in: 0...1)
    let sack = model.knapsack(weights: [4, 3, 2], profits: [15, 10, 7], counts: taken)
    model.add(sack.weight <= 9)
    model.maximize(sack.profit)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 32 && result[sack.weight] == 9)
  }
}
