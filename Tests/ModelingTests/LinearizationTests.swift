import Modeling
import Testing

/// The linear image of a model; each constraint by itself has a file in `Constraints`.
@Suite struct LinearizationTests {
  @Test func moreColumnsThanTheLimitAreRefused() throws {
    let machine = Model()
    machine.noOverlap((0..<20).map { _ in machine.interval(duration: 1) })
    #expect(throws: ModelError.tooLarge("the linear model would have more than 100 columns")) {
      try Linearization(try machine.validated(), columnLimit: 100)
    }
  }

  @Test func roundedValuesThatBreakTheModelAreNoSolution() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    model.add(x + 2 <= y)
    let linearization = try Linearization(try model.validated())
    #expect(linearization.decode([1.0000001, 2.9999999]) == [1, 3])
    #expect(linearization.decode([1.4, 2.6]) == [1, 3])
    #expect(linearization.decode([1, 2]) == nil)
    #expect(linearization.decode([.nan, 2]) == nil)
  }
}
