import Basics
import GLPKSolver
import TestSupport
import Testing
import UserModels

@testable import Lowering
@testable import Modeling
@testable import Solving

/// A hint that makes a solution is the first one, whatever the limits and whichever the engine.
@Suite struct HintTests {
  private func first(_ model: Model, usingGLPK: Bool, _ options: Model.Options) throws -> (Int?, Model.Result) {
    var options = options
    var first: Int?
    options.onSolution = { if first == nil { first = $0.objective } }
    let result = try usingGLPK ? model.solve(using: GLPKSolver(), options) : model.solve(options)
    return (first, result)
  }

  private func expect(_ model: Model, startsAt objective: Int) throws {
    var atOnce = Model.Options(timeLimit: 0)
    atOnce.conflictLimit = 0
    var withoutConflicts = Model.Options()
    withoutConflicts.conflictLimit = 0
    for usingGLPK in [false, true] {
      for options in [atOnce, withoutConflicts, Model.Options(timeLimit: 1e-9), Model.Options(timeLimit: 20)] {
        let (first, result) = try first(model, usingGLPK: usingGLPK, options)
        #expect(first == objective)
        #expect(result.solution.map { model.violation(of: $0) == nil } == true)
      }
    }
  }

  /// An interval left out, of variable duration, the makespan over the others, and Booleans that follow from times.
  @Test func absentIntervalsExtremaAndReifiedBooleansFollow() throws {
    let model = Model()
    let isUsed = model.boolean()
    let length = model.integer(2...9)
    let optional = model.interval(start: 30...90, duration: length, presence: isUsed)
    let tasks = [4, 6].map { model.interval(duration: $0) }
    model.noOverlap(tasks + [optional])
    let makespan = model.maximum(of: tasks.map(\.end))
    let late = model.boolean()
    model.add(makespan >= 20, if: late)
    model.add(makespan <= 19, if: !late)
    let isTen = model.indicator(tasks[0].start, equals: 10)
    let price = model.element([5, 7, 11], at: isTen.linearExpression + late.linearExpression)
    model.minimize(makespan + price)
    model.hint(isUsed, false)
    model.hint(tasks[0].start, 10)
    model.hint(tasks[1].start, 30)
    try expect(model, startsAt: 36 + 11)
  }

  @Test func aMaximumWithAHintOfItsOwnThatDoesNotAgree() throws {
    let model = Model(horizon: 100)
    let tasks = [4, 6].map { model.interval(duration: $0) }
    model.noOverlap(tasks)
    let makespan = model.maximum(of: tasks.map(\.end))
    model.minimize(makespan)
    model.hint(makespan, 50)
    model.hint(tasks[0].start, 20)
    model.hint(tasks[1].start, 10)
    try expect(model, startsAt: 24)
  }

  @Test func withoutAnObjectiveAHintIsTheAnswer() throws {
    let model = Model()
    let tasks = (0..<40).map { _ in model.interval(duration: 3) }
    model.cumulative(tasks, demands: tasks.map { _ in 2 }, capacity: 3)
    for (place, task) in tasks.enumerated() { model.hint(task.start, 3 * place) }
    #expect(try model.solve(timeLimit: 0).status == .optimal)
    #expect(try model.solve(using: GLPKSolver(), Model.Options(timeLimit: 0)).status == .optimal)
  }

  @Test func hintsThatMakeNoSolutionClaimNothing() throws {
    let model = Model()
    let tasks = (0..<2).map { _ in model.interval(duration: 5) }
    model.noOverlap(tasks)
    model.minimize(model.maximum(of: tasks.map(\.end)))
    for task in tasks { model.hint(task.start, 3) }
    #expect(try model.solve(timeLimit: 0).status == .unknown)
    #expect(try model.solve().objective == 10)
  }

  /// Variables that are functions of others.
  private func following(_ data: ModelData) -> Set<Int> {
    var found = Set<Int>()
    for constraint in data.constraints {
      if let maximum = constraint as? MaximumConstraint { found.formUnion(maximum.target.terms.map(\.variable)) }
      if let element = constraint as? ElementConstraint { found.formUnion(element.target.terms.map(\.variable)) }
      if let indicator = constraint as? IndicatorConstraint { found.insert(indicator.literal.variable.index) }
    }
    return found
  }

  /// Starts of absent intervals that nothing but resources speaks of.
  private func unusedTimes(_ data: ModelData, _ values: [Int]) -> Set<Int> {
    var found = Set<Int>()
    for interval in data.intervals {
      guard let presence = interval.presence, !presence.holds(values[presence.variable.index]) else { continue }
      found.formUnion(interval.start.terms.map(\.variable))
    }
    for constraint in data.constraints {
      if constraint is NoOverlapConstraint || constraint is CumulativeConstraint || constraint is PrecedenceConstraint {
        continue
      }
      constraint.forEachVariable(data.intervals) { found.remove($0) }
    }
    return found.subtracting((data.objective?.cost.terms ?? []).map(\.variable))
  }

  /// Any solution that enumeration finds, hinted without what follows from it, is the first solution.
  @Test(arguments: 0..<200)
  func anySolutionOfARandomModel(seed: Int) throws {
    let model = RandomModel(seed: UInt64(seed)).model
    let data = try model.validated()
    let all = BruteForce(data).solutions
    guard let values = all.isEmpty ? nil : all[seed * 7919 % all.count] else { return }
    let objective = data.objective.map { $0.inUserSense($0.cost.value(values)) }
    let silent = following(data).union(unusedTimes(data, values))
    let identity = model.boolean().variable.model
    for index in values.indices where !silent.contains(index) {
      model.hint(IntVar(model: identity, position: Int32(index)), values[index])
    }
    var options = Model.Options(timeLimit: 0)
    options.conflictLimit = 0
    for usingGLPK in [false, true] {
      let (first, result) = try first(model, usingGLPK: usingGLPK, options)
      #expect(first == objective && result.solution != nil, "seed \(seed)")
    }
  }
}
