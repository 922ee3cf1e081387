import Basics
import Modeling
import Testing

@Suite struct NoOverlapTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let tasks = random.intervals(random.within(1...3), in: model)
      model.noOverlap(tasks)
      return Specimen(model) { values in
        let busy = tasks.compactMap { values[$0] }
        return busy.indices.allSatisfy { i in busy[..<i].allSatisfy { !$0.overlaps(busy[i]) } }
      }
    }
  }

  @Test func words() throws {
    let model = Model(horizon: 20)
    let (a, b) = (model.interval(duration: 3, name: "a"), model.interval(duration: 4, name: "b"))
    model.noOverlap([a, b])
    #expect(try model.words(0, 3) == nil && model.words(4, 0) == nil)
    #expect(try model.words(2, 0) == "constraint 0: b and a overlap at 2")
  }

  @Test func boundsSettleOrdersWithoutABinary() throws {
    let model = Model()
    let early = model.interval(start: 0...2, duration: 3)
    let late = model.interval(start: 5...9, duration: 3)
    let middle = model.interval(start: 3...8, duration: 3)
    model.noOverlap([early, late, middle])
    // Three starts; early before late always, early before middle is the only order, late and middle are open.
    let linear = try model.linearModel()
    #expect(linear.columns.count == 4)
    #expect(linear.rows.count == 3)
  }
}
