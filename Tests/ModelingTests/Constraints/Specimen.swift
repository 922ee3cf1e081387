import Basics
import GLPKSolver
import MIP
import Testing

@testable import Kernel
@testable import Modeling
@testable import Statements

/// A constraint on a few variables, and what it means, said independently of its checker.
struct Specimen {
  let model: Model
  /// Whether values keep the constraint; what was posted before it is not its business.
  let isKept: (Model.Solution) -> Bool
  /// How many constraints there were before.
  private let base: Int

  /// - Parameters:
  ///   - model: with the variables.
  ///   - post: posts the constraint.
  init(_ model: Model, isKept: @escaping (Model.Solution) -> Bool, post: (Model) -> Void) {
    self.model = model
    self.isKept = isKept
    base = model.data.constraints.count
    post(model)
  }

  /// Everything that is made of a constraint, against enumeration and so against each other: the checker, the lowering
  /// with no solution lost and none too many, the decomposition, the linear form with GLPK, hints. Stops at the first
  /// seed that fails.
  static func check(
    seeds: ClosedRange<UInt64> = 1...40, sourceLocation: SourceLocation = #_sourceLocation,
    _ make: (inout RandomSource) -> Specimen
  ) {
    for seed in seeds {
      var random = RandomSource(seed: seed)
      do {
        try make(&random).check(&random)
      } catch {
        Issue.record("seed \(seed): \(error)", sourceLocation: sourceLocation)
        return
      }
    }
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  /// All assignments that are looked at by themselves.
  private static let sampleSize = 250

  private func check(_ random: inout RandomSource) throws {
    let data = try model.validated()
    guard data.oneSidedMaxima.isEmpty else { throw Failure("a maximum that is kept from one side only is no specimen") }
    var all: [(values: [Int], isSolution: Bool)] = []
    forEachAssignment(of: data) { values in
      let isBaseKept = data.constraints[..<base].allSatisfy { $0.violation(of: values, in: data) == nil }
      all.append((values, isBaseKept && isKept(Model.Solution(values: values, objective: nil))))
    }
    for (values, isSolution) in all where (data.violation(of: values) == nil) != isSolution {
      throw Failure(
        "checker: \(values) is \(isSolution ? "a" : "no") solution, \(data.violation(of: values) ?? "kept")")
    }
    while all.count > Self.sampleSize {
      all.swapAt(random.below(all.count), all.count - 1)
      all.removeLast()
    }
    try checkLowering(of: data, all, "lowered")
    let types = data.constraints[base...].map { ObjectIdentifier(type(of: $0)) }
    let pieces = data.decomposed { !types.contains(ObjectIdentifier($0)) }
    if pieces.constraints.allSatisfy({ !types.contains(ObjectIdentifier(type(of: $0))) }) {
      try checkLowering(of: pieces, all, "decomposed")
    }
    try checkLinearForm(of: data, &random)
    for (values, isSolution) in all where isSolution { try checkHints(for: values, of: data) }
  }

  private func forEachAssignment(of data: ModelData, _ visit: ([Int]) -> Void) {
    var values = data.lower
    while true {
      visit(values)
      var i = values.count - 1
      while i >= 0, values[i] == data.upper[i] {
        values[i] = data.lower[i]
        i -= 1
      }
      if i < 0 { return }
      values[i] += 1
    }
  }

  private func checkLowering(
    of data: ModelData, _ sample: [(values: [Int], isSolution: Bool)], _ what: String
  ) throws {
    let lowered = try LoweredModel(data)
    for (values, isSolution) in sample {
      let assumptions = values.enumerated().flatMap { index, value in
        let x = lowered.variables[index]
        return [Literal(x, atLeast: Int32(value)), Literal(x, atMost: Int32(value))]
      }
      let isFound = lowered.solver.search(assumptions: assumptions) == .solution
      if isFound != isSolution {
        throw Failure("\(what): \(values) is \(isSolution ? "lost" : "found, and is no solution")")
      }
    }
  }

  /// With a random cost, the least that enumeration knows is what GLPK and the native engine find.
  private func checkLinearForm(of data: ModelData, _ random: inout RandomSource) throws {
    var data = data
    let terms = (0..<data.variableCount).compactMap { variable -> LinearForm.Term? in
      let weight = random.within(-3...3)
      return weight == 0 ? nil : LinearForm.Term(variable: variable, coefficient: weight)
    }
    if !terms.isEmpty {
      data.objective = ModelData.Objective(cost: LinearForm(terms: terms), isMaximised: false)
    }
    var least: Int?
    forEachAssignment(of: data) { values in
      if data.violation(of: values) == nil, let cost = data.cost(of: values) { least = min(least ?? cost, cost) }
    }
    let linearization = try Linearization(data)
    let result = try GLPKSolver().solve(linearization.linearModel)
    var found: Int?
    if let columns = result.values {
      guard let values = linearization.decode(columns) else { throw Failure("GLPK: \(columns) is no solution") }
      found = data.cost(of: values)
    }
    if data.objective != nil, found != least {
      throw Failure("GLPK finds \(String(describing: found)), enumeration \(String(describing: least))")
    }
    let progress = Progress(data, Model.Options())
    let objective = try progress.runKernel().objective
    if objective != least {
      throw Failure("the engine finds \(String(describing: objective)), enumeration \(String(describing: least))")
    }
  }

  private func checkHints(for values: [Int], of data: ModelData) throws {
    var hinted = data
    hinted.hints = values.enumerated().map { ModelData.Hint(variable: $0, value: $1) }
    if hinted.hintedAssignment() != values { throw Failure("hints: \(values) is lost") }
    let targets = Set(data.constraints.flatMap(\.functionTargets))
    hinted.hints.removeAll { targets.contains($0.variable) }
    if !hinted.hints.isEmpty, hinted.hintedAssignment() == nil {
      throw Failure("hints: \(values) does not follow without \(targets.sorted())")
    }
    guard let columns = try Linearization(data).encode(values) else { return }
    if try !Linearization(data).linearModel.isFeasible(columns) {
      throw Failure("linear form: \(values) has no image")
    }
  }
}
