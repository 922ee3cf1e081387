import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct NoOverlap2DTests {
  private static func isApart(_ a: (x: Range<Int>, y: Range<Int>), _ b: (x: Range<Int>, y: Range<Int>)) -> Bool {
    a.x.upperBound <= b.x.lowerBound || b.x.upperBound <= a.x.lowerBound || a.y.upperBound <= b.y.lowerBound
      || b.y.upperBound <= a.y.lowerBound
  }

  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...80) { random in
      let model = Model()
      let isStrict = random.chance(40)
      let count = random.within(1...3)
      func interval(_ place: Int) -> IntervalVar {
        let first = random.below(2)
        let presence = random.chance(25) ? model.boolean() : nil
        let start = first...(first + random.below(count == 3 ? 2 : 3))
        if place == 0, random.chance(30) {
          return model.interval(start: start, duration: model.integer(0...1), presence: presence)
        }
        return model.interval(start: start, duration: random.below(3), presence: presence)
      }
      var boxes: [(x: IntervalVar, y: IntervalVar)] = []
      for place in 0..<count { boxes.append((interval(place), interval(1))) }
      // Intervals that serve several rectangles, or one twice.
      if count > 1, random.chance(20) { boxes[1].x = boxes[0].x }
      if random.chance(10) { boxes[0].y = boxes[0].x }
      model.noOverlap2D(boxes, isStrict: isStrict)
      return Specimen(model) { values in
        let there = boxes.compactMap { box in
          values[box.x].flatMap { x in values[box.y].map { (x: x, y: $0) } }
        }.filter { isStrict || !$0.x.isEmpty && !$0.y.isEmpty }
        return there.indices.allSatisfy { i in (0..<i).allSatisfy { Self.isApart(there[$0], there[i]) } }
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let boxes = (0..<2).map { _ in
      (x: model.interval(start: 0...9, duration: 3), y: model.interval(start: 0...9, duration: 2))
    }
    model.noOverlap2D(boxes)
    #expect(try model.words(0, 0, 3, 0) == nil && model.words(0, 0, 1, 2) == nil)
    #expect(try model.words(4, 5, 2, 4) == "constraint 0: rectangles 0 and 1 overlap at (4, 5)")
    let foreign = Model()
    foreign.noOverlap2D(boxes)
    #expect(foreign.errors == [.foreignVariable("noOverlap2D")])
  }

  /// A point inside a square, and on its border.
  @Test func emptyRectanglesAreNothingOrLieInsideNoOther() throws {
    for (isStrict, place, status) in [
      (false, 1, Model.Status.optimal), (true, 1, .infeasible), (true, 2, .optimal),
    ] {
      let model = Model()
      let square = (x: model.interval(start: 0...0, duration: 2), y: model.interval(start: 0...0, duration: 2))
      let point = (x: model.interval(start: place...place, duration: 0), y: model.interval(start: 1...1, duration: 0))
      model.noOverlap2D([square, point], isStrict: isStrict)
      #expect(try model.solve().status == status && model.solve(using: GLPKSolver()).status == status)
    }
  }

  /// The least height of a strip of the width that holds the squares; each may be left out for the price.
  private func strip(_ sizes: [Int], width: Int, price: Int? = nil) -> Model {
    let model = Model()
    let height = model.integer(0...sizes.reduce(0, +), "height")
    var boxes: [(x: IntervalVar, y: IntervalVar)] = []
    var left: [BoolVar] = []
    for size in sizes {
      let isThere = price.map { _ in model.boolean() }
      if let isThere { left.append(!isThere) }
      boxes.append(
        (
          model.interval(start: 0...(width - size), duration: size, presence: isThere),
          model.interval(start: 0...sizes.reduce(0, +), duration: size, presence: isThere)
        ))
      let inside = boxes[boxes.count - 1].y.end <= height
      if let isThere { model.add(inside, if: isThere) } else { model.add(inside) }
    }
    model.noOverlap2D(boxes)
    model.minimize(height + (price ?? 0) * sum(of: left))
    return model
  }

  @Test func aStripInBothEngines() throws {
    // 3 beside 2; 2 and 1 and 1 on top of these: 9 + 4 + 4 + 1 + 1 = 19 of 20 cells.
    #expect(try strip([3, 2, 2, 1, 1], width: 5).solve().objective == 4)
    #expect(try strip([3, 2, 2, 1, 1], width: 5).solve(using: GLPKSolver()).objective == 4)
    // Without the large one all others fit below 2.
    #expect(try strip([3, 2, 2, 1, 1], width: 5, price: 1).solve().objective == 3)
    #expect(try strip([3, 2, 2, 1, 1], width: 5, price: 1).solve(using: GLPKSolver()).objective == 3)
  }

  /// Nine squares, each of another size, tile a rectangle of 33 by 32 (Moroń 1925).
  @Test func squaresTileARectangle() throws {
    let model = Model()
    let squares = [18, 15, 14, 10, 9, 8, 7, 4, 1].map { size in
      (
        x: model.interval(start: 0...(33 - size), duration: size),
        y: model.interval(start: 0...(32 - size), duration: size)
      )
    }
    model.noOverlap2D(squares)
    let result = try model.solve(workers: 2, timeLimit: 60)
    #expect(result.status == .optimal)
    guard let solution = result.solution else { return }
    #expect(model.violation(of: solution) == nil)
  }

  /// Without a horizon, the times of one direction are open.
  @Test func alongATimeWithoutAnEnd() throws {
    let model = Model()
    let jobs = [(4, 2), (3, 3), (2, 2)].map { duration, width in
      (x: model.interval(duration: duration), y: model.interval(start: 0...(4 - width), duration: width))
    }
    model.noOverlap2D(jobs)
    model.minimize(model.maximum(of: jobs.map(\.x.end)))
    // The wide one is beside no other: 3 + 4.
    #expect(try model.solve().objective == 7)
    #expect(try model.solve(using: GLPKSolver()).objective == 7)
  }
}
