import GLPKSolver
import Modeling
import Testing

/// Recipes of the cookbook about bins, rectangles and tours, as they stand there, with answers known otherwise.
@Suite struct PackingRecipes {
  @Test func binPacking() throws {
    let model = Model("bin packing")
    let sizes = [6, 5, 5, 4, 4, 3, 3]
    let bins = model.integers(sizes.count, in: 0...4, "bin of item")
    model.pack(bins, sizes: sizes, capacities: Array(repeating: 10, count: 5))
    let used = model.maximum(of: bins) + 1
    model.minimize(used)
    let result = try model.solve(workers: 2, timeLimit: 20)
    // The items fill three bins exactly: 6 + 4, 5 + 5, 4 + 3 + 3.
    #expect(result.status == .optimal && result[used] == 3)
  }

  @Test func rectangles() throws {
    let model = Model("squares in a strip")
    let width = 5
    let squares = [3, 2, 2, 1].map { side in
      (x: model.interval(start: 0...(width - side), duration: side), y: model.interval(start: 0...9, duration: side))
    }
    model.noOverlap2D(squares)
    let height = model.maximum(of: squares.map(\.y.end))
    model.minimize(height)
    let result = try model.solve(workers: 2, timeLimit: 20)
    // The area of 18 needs four rows of 5; the two of side 2 stand on each other beside that of side 3.
    #expect(result.status == .optimal && result[height] == 4)
  }

  @Test func tour() throws {
    let model = Model("tour")
    // Six places on a grid of two by three, a mile apart.
    let places = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1)]
    let miles = places.map { a in places.map { b in abs(a.0 - b.0) + abs(a.1 - b.1) } }
    let next = model.integers(places.count, in: 0...5, "after place")
    model.circuit(next)
    let legs = next.indices.map { model.element(miles[$0], at: next[$0]) }
    let length = sum(of: legs)
    model.minimize(length)
    let result = try model.solve(workers: 2, timeLimit: 20)
    // Around the grid; no leg is shorter than a mile.
    #expect(result.status == .optimal && result[length] == 6)
  }
}
