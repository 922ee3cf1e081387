import Basics
import Testing

@testable import Kernel

@Suite struct PhasesTests: ~Copyable {
  private var store = Store()
  private var phases = Phases()

  /// Two Booleans and an integer from 0 to 9.
  private mutating func makeVariables() {
    for upper in [1, 1, 9] as [Int32] {
      _ = store.makeVariable(lower: 0, upper: upper)
      phases.addVariable()
    }
  }

  @Test mutating func whatWasSavedComesBeforeWhatIsPreferred() {
    makeVariables()
    #expect(phases.target(2) == Phases.none)
    phases.prefer(2, value: 4)
    #expect(phases.target(2) == 4)
    phases.save(2, value: 7)
    #expect(phases.target(2) == 7)
  }

  @Test mutating func theSolutionCountsWhileItIsFollowed() {
    makeVariables()
    phases.save(0, value: 1)
    phases.save(2, value: 7)
    phases.noteSolution(2, value: 3)
    #expect(phases.target(2) == 7)
    phases.followsSolution = true
    #expect(phases.target(2) == 3)
    #expect(phases.target(0) == 1)
  }

  @Test mutating func theLongestTrailIsKeptUntilTheNextRephasing() throws {
    makeVariables()
    store.openLevel()
    try store.raise(Literal(IntegerVariable(index: 0), atLeast: 1), because: .none)
    try store.raise(Literal(IntegerVariable(index: 4), atLeast: 9), because: .none)
    phases.noteTrail(store)
    #expect(phases.bestTrail == 2)
    _ = store.undoLast()
    // Shorter, so that the value 9 stays.
    phases.noteTrail(store)
    phases.save(0, value: 0)
    phases.save(1, value: 0)
    phases.save(2, value: 2)
    var random = RandomSource(seed: 1)
    phases.rephase(to: .best, store, &random)
    // The second Boolean was free on that trail.
    #expect((0..<3).map { phases.target($0) } == [1, 0, 9])
    #expect(phases.bestTrail == 0)
  }

  @Test mutating func rephasingFlipsBooleansAloneAndTakesSolutions() {
    makeVariables()
    phases.save(0, value: 1)
    phases.save(2, value: 9)
    var random = RandomSource(seed: 1)
    phases.rephase(to: .flipped, store, &random)
    #expect((0..<3).map { phases.target($0) } == [0, Phases.none, 9])
    phases.noteSolution(1, value: 1)
    phases.rephase(to: .solution, store, &random)
    #expect((0..<3).map { phases.target($0) } == [0, 1, 9])
  }

  @Test mutating func randomPhasesAreThoseOfTheSource() {
    makeVariables()
    var random = RandomSource(seed: 5)
    var same = random
    phases.rephase(to: .random, store, &random)
    let drawn = (0..<2).map { _ in Int32(same.below(2)) }
    #expect((0..<3).map { phases.target($0) } == drawn + [Phases.none])
  }
}
