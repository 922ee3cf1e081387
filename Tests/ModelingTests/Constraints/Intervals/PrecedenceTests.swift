import Basics
import Modeling
import Testing

@Suite struct PrecedenceTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let tasks = random.intervals(2, in: model)
      let delay = random.within(-2...2)
      let condition = random.chance(50) ? random.literal(of: [model.boolean()]) : nil
      if let condition {
        model.precede(tasks[0], tasks[1], delay: delay, if: condition)
      } else {
        model.precede(tasks[0], tasks[1], delay: delay)
      }
      return Specimen(model) { values in
        guard condition.map({ values[$0] }) ?? true, let first = values[tasks[0]], let second = values[tasks[1]] else {
          return true
        }
        return first.upperBound + delay <= second.lowerBound
      }
    }
  }

  @Test func words() throws {
    let model = Model(horizon: 20)
    let (a, b) = (model.interval(duration: 3, name: "a"), model.interval(duration: 2, name: "b"))
    model.precede(a, b, delay: 4)
    #expect(try model.words(0, 7) == nil)
    #expect(try model.words(0, 6) == "constraint 0: a ends at 3, b starts at 6")
  }
}
