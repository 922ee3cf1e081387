import Basics
import LocalSearch
import Statements
import Testing

@Suite("The state of the local search")
struct JumpStateTests {
  private static let everyKind = PlantedModel.Kind.allCases

  /// A state of a random model at a random assignment with random weights.
  private func state(
    _ kinds: [PlantedModel.Kind], constraints: Int = 12, _ seed: UInt64, _ random: inout RandomSource
  ) -> JumpState {
    var planted = PlantedModel(kinds, constraints: constraints, seed: seed)
    if seed % 2 == 0 { planted.minimize(planted.randomForm(terms: 4)) }
    let model = JumpModel(planted.data, eliminates: seed % 3 == 0)
    let state = JumpState(model, seed: seed)
    state.load(assignment(model, &random))
    state.setCostLimit(random.within(-8...4))
    for _ in 0..<10 where state.constraintCount > 0 {
      state.raiseWeight(random.below(state.constraintCount), by: 1 + random.unit())
    }
    return state
  }

  private func assignment(_ model: JumpModel, _ random: inout RandomSource) -> [Int] {
    (0..<model.variableCount).map { random.within(model.lower[$0]...model.upper[$0]) }
  }

  private func allowed(_ state: JumpState, _ variable: Int) -> [Int] {
    (state.model.lower[variable]...state.model.upper[variable]).filter {
      state.nearestAllowed(variable, to: $0) == $0
    }
  }

  @Test("A jump is the best other value, by enumeration", arguments: 0..<300 as Range<UInt64>)
  func jumpIsBest(seed: UInt64) {
    var random = RandomSource(seed: seed)
    checkJumps(
      state([.linear, .conditional, .clause, .atMostOne, .domain, .disequation, .indicator], seed, &random))
  }

  @Test("So it is among many disequations", arguments: 0..<60 as Range<UInt64>)
  func jumpIsBestAmongDisequations(seed: UInt64) {
    var random = RandomSource(seed: seed)
    checkJumps(state([.disequation, .disequation, .disequation, .linear, .domain], constraints: 40, seed, &random))
  }

  private func checkJumps(_ state: JumpState) {
    for place in 0..<state.model.movable.count {
      let variable = Int(state.model.movable[place])
      var least = Double.infinity
      for value in allowed(state, variable) where value != state.values[variable] {
        let before = state.values[variable]
        let total = state.total
        state.move(variable, to: value)
        least = min(least, state.total - total)
        state.move(variable, to: before)
      }
      let jump = state.jump(variable)
      #expect(abs(jump.change - least) < 1e-6 || jump.change == least, "variable \(variable): \(jump), not \(least)")
      if least < .infinity { #expect(jump.value != state.values[variable]) }
    }
  }

  @Test("Moves change what was said; scores kept are scores computed", arguments: 0..<200 as Range<UInt64>)
  func incrementalIsRecomputed(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let state = state(Self.everyKind, seed, &random)
    let model = state.model
    if model.movable.isEmpty { return }
    state.makeScores()
    for step in 0..<40 {
      let variable = Int(model.movable[random.below(model.movable.count)])
      let values = allowed(state, variable)
      let value = values[random.below(values.count)]
      let change = state.change(variable, to: value)
      let before = state.total
      if value != state.values[variable] { state.move(variable, to: value) }
      #expect(abs(state.total - before - change) < 1e-6)
      if step % 10 == 5 { state.raiseWeight(random.below(state.constraintCount), by: 0.5) }
      for place in 0..<model.movable.count {
        let other = Int(model.movable[place])
        guard let kept = state.keptScore(other) else { continue }
        let value = model.lower[other] + model.upper[other] - state.values[other]
        #expect(abs(kept - state.change(other, to: value)) < 1e-6)
      }
    }
    let kept = (0..<state.constraintCount).map(state.violation)
    let count = state.violatedCount
    state.recompute()
    #expect(kept == (0..<state.constraintCount).map(state.violation))
    #expect(count == state.violatedCount && count == kept.count { $0 > 0 })
  }

  @Test("Nothing is violated exactly where the checker is content", arguments: 0..<200 as Range<UInt64>)
  func agreesWithChecker(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var planted = PlantedModel(Self.everyKind, constraints: 5, seed: seed)
    planted.minimize(planted.randomForm(terms: 2))
    let model = JumpModel(planted.data, eliminates: false)
    let state = JumpState(model, seed: seed)
    state.load(planted.values)
    #expect(state.violatedCount == 0)
    for _ in 0..<60 {
      // Near the planted values, so that both answers occur.
      let variable = random.below(model.variableCount)
      let value = random.within(model.lower[variable]...model.upper[variable])
      let before = state.values[variable]
      state.load((0..<model.variableCount).map { $0 == variable ? value : state.values[$0] })
      let values = (0..<model.variableCount).map { state.values[$0] }
      // A maximum that only the objective sees may be too large while searching, not too small.
      let completed = planted.data.completing(values, maxima: model.oneSidedMaxima)
      let verdict = planted.data.violation(of: completed)
      if state.violatedCount == 0 || completed == values {
        #expect((state.violatedCount == 0) == (verdict == nil), "\(verdict ?? "the checker is content")")
      }
      if state.violatedCount > 2 {
        state.load((0..<model.variableCount).map { $0 == variable ? before : values[$0] })
      }
    }
  }

  @Test("Violations by hand")
  func violationsByHand() throws {
    let model = Model(horizon: 20)
    let a = model.interval(duration: 5)
    let b = model.interval(duration: 3)
    let c = model.interval(duration: 4)
    model.noOverlap([a, b, c])
    model.cumulative([a, b, c], demands: [2, 1, 2], capacity: 3)
    let data = try model.validated()
    let state = JumpState(JumpModel(data, eliminates: true), seed: 1)
    // a in [0, 5), b in [1, 4), c in [3, 7).
    state.load([0, 1, 3])
    // Pairs: a and b lie 4 apart at the nearest, a and c 2, b and c 1.
    #expect(state.violation(0) == 4 + 2 + 1)
    // Use 2, 3, 3, 5, 4, 2, 2 at the times 0 to 6.
    #expect(state.violation(1) == 2 + 1)
    state.load([0, 5, 8])
    #expect(state.violation(0) == 0 && state.violation(1) == 0)
  }
}
