import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct MembershipTests {
  private static func ranges(_ random: inout RandomSource) -> [ClosedRange<Int>] {
    (0..<random.below(4)).map { _ in
      let low = random.within(-6...6)
      return low...(low + random.below(3))
    }
  }

  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let (x, y) = (random.integer(in: model), random.integer(in: model))
      let form = random.chance(50) ? random.term(x) : random.term(x) + random.term(y)
      let asked = Self.ranges(&random)
      if random.chance(50) {
        let isMember = model.isMember(form, of: asked)
        return Specimen(model) { values in
          values[isMember] == asked.contains { $0.contains(values[form]) }
        }
      }
      let condition = random.chance(50) ? model.boolean() : nil
      let ranges = asked + [-2...0]
      if let condition { model.add(form, in: ranges, if: condition) } else { model.add(form, in: ranges) }
      let target = condition == nil ? nil : model.data.variableCount - 1
      return Specimen(model) { values in
        let isInside = ranges.contains { $0.contains(values[form]) }
        if let target, (values.values[target] == 1) != isInside { return false }
        return isInside || condition.map { !values[$0] } ?? false
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let x = model.integer(0...1000)
    model.add(x, in: [5...9, 100...400, 300...500])
    _ = model.isMember(x, of: [7...8])
    #expect(try model.words(7, 1) == nil && model.words(450, 0) == nil)
    #expect(try model.words(50, 0) == "constraint 0: 50 is in none of the ranges")
    #expect(try model.words(7, 0) == "constraint 1: a Boolean is wrong about whether 7 is in one of the ranges")
  }

  @Test func variablesOfRanges() throws {
    let model = Model()
    let (x, y, z) = (
      model.integer(in: [1...3, 7...9], "x"), model.integer(in: [5...6, 1...4]),
      model.integer(in: [0...999_999_999, -5 ... -5])
    )
    let data = try model.validated()
    #expect(data.constraints.count == 2)
    #expect(data.lower == [1, 1, -5] && data.upper == [9, 6, 999_999_999])
    model.add(x >= 4)
    model.add(z + y <= 0)
    let result = try model.solve()
    #expect([7, 8, 9].contains(result[x]) && result[z] == -5)
  }

  /// The gap is a clause of two bounds, so the bounds jump over it.
  @Test func boundsJumpOverGaps() throws {
    let model = Model()
    let x = model.integer(0...1_000_000)
    model.add(x, in: [0...10, 500_000...600_000, 900_000...900_000])
    model.add(x >= 11)
    model.add(x <= 899_999)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(lowered.bounds(of: x) == 500_000...600_000)
    #expect(lowered.solver.variableCount == 2)
  }

  /// The latest hour of the night that is not 23, and the latest of the day.
  @Test func nightsInBothEngines() throws {
    let model = Model()
    let (x, y) = (model.integer(0...23), model.integer(0...23))
    let nights: [ClosedRange<Int>] = [0...5, 22...23]
    model.add(model.isMember(x, of: nights) == 1)
    model.add(model.isMember(y, of: nights) == 0)
    model.add(x != 23)
    model.maximize(x + y)
    #expect(try model.solve().objective == 43)
    #expect(try model.solve(using: GLPKSolver()).objective == 43)
  }

  @Test func mistakesAndNothing() throws {
    let (model, other) = (Model(), Model())
    model.add(other.integer(0...5), in: [1...2])
    _ = model.integer(in: [])
    #expect(model.errors == [.foreignVariable("a membership"), .emptyDomain("variable x0")])
    let none = Model()
    none.add(none.integer(0...5), in: [])
    #expect(try none.solve().status == .infeasible)
  }

  @Test func ofStartsWithoutAnEnd() throws {
    let model = Model()
    let task = model.interval(duration: 4)
    model.add(task.start, in: [2_000...3_000, 150...151, 5_000...5_000])
    model.add(task.start != 150)
    model.minimize(task.end)
    #expect(try model.solve().objective == 155)
  }
}
