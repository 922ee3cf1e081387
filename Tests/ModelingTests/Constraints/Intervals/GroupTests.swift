import Basics
import GLPKSolver
import Modeling
import Testing

/// Intervals that have their times together: spans, synchronised ones, options of which several take place.
@Suite struct GroupTests {
  private static func interval(
    _ model: Model, _ random: inout RandomSource, isVariable: Bool, optional: Int
  ) -> IntervalVar {
    let first = random.below(3)
    let presence = random.chance(optional) ? model.boolean() : nil
    let start = first...(first + 1 + random.below(2))
    return isVariable
      ? model.interval(start: start, duration: model.integer(0...(1 + random.below(3))), presence: presence)
      : model.interval(start: start, duration: random.below(3), presence: presence)
  }

  @Test func spansAgreeWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let whole = Self.interval(model, &random, isVariable: random.chance(60), optional: 50)
      let parts = (0..<random.within(1...2)).map { _ in
        Self.interval(model, &random, isVariable: false, optional: 60)
      }
      model.span(whole, parts)
      return Specimen(model) { values in
        let present = parts.compactMap { values[$0] }
        guard let range = values[whole] else { return present.isEmpty }
        return present.map(\.lowerBound).min() == range.lowerBound
          && present.map(\.upperBound).max() == range.upperBound
      }
    }
  }

  @Test func synchronizeAgreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let variable = random.below(3)
      let main = Self.interval(model, &random, isVariable: variable == 1, optional: 50)
      let others = (0..<random.within(0...2)).map {
        Self.interval(model, &random, isVariable: variable == 2 && $0 == 0, optional: 60)
      }
      model.synchronize(main, with: others)
      return Specimen(model) { values in
        guard let range = values[main] else { return true }
        return others.allSatisfy { values[$0].map { $0 == range } ?? true }
      }
    }
  }

  @Test func selectionsAgreeWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let main = Self.interval(model, &random, isVariable: random.chance(30), optional: 50)
      let options = (0..<random.within(1...3)).map { _ in
        Self.interval(model, &random, isVariable: false, optional: 85)
      }
      let cardinality: any LinearExpressible =
        random.chance(40) ? model.integer(0...2) : random.within(0...3)
      model.alternative(main, of: options, cardinality: cardinality.linearExpression)
      return Specimen(model) { values in
        let present = options.compactMap { values[$0] }
        guard let range = values[main] else { return present.isEmpty }
        return present.count == values[cardinality.linearExpression] && present.allSatisfy { $0 == range }
      }
    }
  }

  @Test func words() throws {
    let model = Model(horizon: 20)
    let shows = model.boolean()
    let whole = model.interval(duration: 6, presence: shows, name: "whole")
    let parts = [2, 3].map { model.interval(duration: $0, presence: shows, name: "part \($0)") }
    model.span(whole, parts)
    #expect(try model.words(1, 4, 4, 7) == nil && model.words(0, 9, 1, 5) == nil)
    #expect(try model.words(1, 4, 4, 6) == "constraint 0: whole does not take from 4 to 9")
    let others = Model(horizon: 20)
    let a = others.interval(duration: 2, name: "a")
    let b = others.interval(duration: 2, presence: others.boolean(), name: "b")
    others.synchronize(a, with: [b])
    others.alternative(a, of: [b], cardinality: others.integer(0...1))
    #expect(try others.words(3, 1, 3, 1) == nil && others.words(3, 0, 5, 0) == nil)
    #expect(try others.words(3, 1, 4, 1) == "constraint 0: a and b are not at the same time")
    #expect(try others.words(3, 0, 3, 1) == "constraint 1: a is present with 0 of its options, not 1")
  }

  @Test func mistakesAreNoted() {
    let model = Model()
    let a = model.interval(duration: 1, name: "a")
    model.span(a, [])
    model.span(a, [a])
    model.synchronize(a, with: [a])
    model.alternative(a, of: [], cardinality: 2)
    model.alternative(a, of: [a], cardinality: 2)
    Model().synchronize(a, with: [])
    #expect(
      model.errors == [
        .emptyOperands("a span"), .duplicateInterval("a"), .duplicateInterval("a"), .emptyOperands("an alternative"),
        .duplicateInterval("a"),
      ])
  }

  /// The whole follows from hints of its parts alone.
  @Test func theWholeFollowsFromHintsOfItsParts() throws {
    let model = Model(horizon: 30)
    let parts = (0..<3).map { model.interval(duration: $0 + 1, presence: model.boolean()) }
    let whole = model.interval(duration: model.integer(0...40), presence: model.boolean())
    model.span(whole, parts)
    for (part, start) in zip(parts, [9, 4, 6]) {
      model.hint(part.start, start)
      model.hint(part.presence!, start > 5)
    }
    let result = try model.solve(timeLimit: 0)
    #expect(result[whole] == 6..<10)
  }

  /// A crew of two for each of two jobs among three workers: some worker is in both, so they are one after the other.
  @Test(arguments: [false, true]) func crewsInBothEngines(usesGLPK: Bool) throws {
    let model = Model(horizon: 10)
    let jobs = [3, 4].map { model.interval(duration: $0) }
    let crews = [3, 4].map { hours in
      (0..<3).map { _ in model.interval(duration: hours, presence: model.boolean()) }
    }
    for (job, crew) in zip(jobs, crews) { model.alternative(job, of: crew, cardinality: 2) }
    for worker in 0..<3 { model.noOverlap(crews.map { $0[worker] }) }
    let whole = model.interval(duration: model.integer(0...20))
    model.span(whole, jobs)
    model.minimize(whole.duration)
    let result = usesGLPK ? try model.solve(using: GLPKSolver()) : try model.solve()
    #expect(result.status == .optimal && result.objective == 7)
  }
}
