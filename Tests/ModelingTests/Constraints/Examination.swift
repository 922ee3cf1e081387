import Basics
import GLPKSolver
import Kernel
import MIP
import Modeling

@testable import Statements

/// The checks of one specimen.
struct Examination {
  private let specimen: Specimen
  private let data: ModelData
  /// Whether each assignment within the bounds is a solution, and those that are, in lexicographic order.
  private var truth: [[Int]: Bool] = [:]
  private(set) var solutions: [[Int]] = []

  private static let assignmentLimit = 20_000
  /// Solutions that the kernel is asked to enumerate; each costs a clause.
  private static let solutionLimit = 100
  /// Assignments, solutions or not, that the kernel is asked about one by one.
  private static let sampleSize = 30

  init(_ specimen: Specimen) throws {
    self.specimen = specimen
    data = try specimen.model.validated()
    let size = zip(data.lower, data.upper).reduce(1) { $0 * ($1.1 - $1.0 + 1) }
    guard size <= Self.assignmentLimit else { throw SpecimenFailure("\(size) assignments are too many") }
    var values = data.lower
    while true {
      let isSolution = isSolution(values)
      truth[values] = isSolution
      if isSolution { solutions.append(values) }
      guard let last = values.indices.last(where: { values[$0] < data.upper[$0] }) else { break }
      values[last] += 1
      for index in values.indices.dropFirst(last + 1) { values[index] = data.lower[index] }
    }
  }

  /// An interval of variable duration brings an equation of its own into the model.
  private func isSolution(_ values: [Int]) -> Bool {
    let fits = data.intervals.allSatisfy { interval in
      interval.presence.map { !$0.holds(values[$0.variable.index]) } ?? false
        || interval.start.value(values) + interval.duration.value(values) == interval.end.value(values)
    }
    return fits && specimen.isKept(Assignment(values: values))
  }

  func run(_ random: inout RandomSource) throws {
    try checkViolations()
    try checkVariables()
    try checkText()
    try checkKernel(data, "the kernel", &random)
    try checkDecomposition(&random)
    try checkHints(&random)
    var priced = data
    priced.objective = objective(&random)
    let least = solutions.compactMap(priced.cost(of:)).min()
    try checkOptimum(priced, least)
    try checkLinearModel(priced, least)
  }

  // MARK: Words

  private func checkViolations() throws {
    for (values, isSolution) in truth where (data.violation(of: values) == nil) != isSolution {
      throw SpecimenFailure("\(values) is \(isSolution ? "a" : "no") solution, but the checker says otherwise")
    }
  }

  /// What no constraint speaks of decides nothing.
  private func checkVariables() throws {
    var named = Set<Int>()
    for constraint in data.constraints { constraint.forEachVariable(data.intervals) { named.insert($0) } }
    let silent = (0..<data.variableCount).filter { !named.contains($0) }
    for (values, isSolution) in truth {
      var plain = values
      for index in silent { plain[index] = data.lower[index] }
      if truth[plain] != isSolution { throw SpecimenFailure("one of \(silent) matters at \(values), but is not named") }
    }
  }

  /// The text of the model reads back as the same model: the same text, and the same solutions.
  private func checkText() throws {
    // Kinds of a test's own have no text.
    guard data.constraints.allSatisfy({ ConstraintKinds.kind(type(of: $0).keyword) == type(of: $0) }) else { return }
    let text = ModelWriter.text(of: data)
    let read: ModelData
    do {
      read = try ModelReader.read(SourceText(name: "text", text: text))
    } catch {
      throw SpecimenFailure("\(error):\n\(text)")
    }
    let again = ModelWriter.text(of: read)
    if again != text { throw SpecimenFailure("the text\n\(text)reads back as\n\(again)") }
    for (values, isSolution) in truth where (read.violation(of: values) == nil) != isSolution {
      throw SpecimenFailure("\(values) is \(isSolution ? "a" : "no") solution, but not of the text\n\(text)")
    }
  }

  /// Hints of a solution make that solution, also where they leave out what follows.
  private func checkHints(_ random: inout RandomSource) throws {
    if solutions.isEmpty { return }
    var targets = Set<Int>()
    for constraint in data.constraints { targets.formUnion(constraint.functionTargets) }
    for _ in 0..<3 {
      let values = solutions[random.below(solutions.count)]
      for left in [[], targets] {
        var hinted = data
        hinted.hints = values.indices.filter { !left.contains($0) }.map {
          ModelData.Hint(variable: $0, value: values[$0])
        }
        if hinted.hints.isEmpty { continue }
        let made = hinted.hintedAssignment()
        if made != values { throw SpecimenFailure("hints of \(values) without \(left) make \(made ?? [])") }
      }
    }
  }

  // MARK: Engines

  /// A search that is told all values finds just the solutions; one that forbids each solution it has found ends with
  /// all of them and nothing else.
  private func checkKernel(_ data: ModelData, _ engine: String, _ random: inout RandomSource) throws {
    let lowered = try LoweredModel(data)
    let solver = lowered.solver
    let variables = (0..<self.data.variableCount).map { lowered.variable(IntVar(model: 0, position: Int32($0))) }
    // A maximum that is kept from one side only may be larger than it is.
    for _ in 0..<(data.oneSidedMaxima.isEmpty ? Self.sampleSize : 0) {
      let values = self.data.lower.indices.map { random.within(self.data.lower[$0]...self.data.upper[$0]) }
      let assumptions = zip(variables, values).flatMap { x, value in
        [Literal(x, atLeast: Int32(value)), Literal(x, atMost: Int32(value))]
      }
      if (solver.search(assumptions: assumptions) == .solution) != truth[values] {
        throw SpecimenFailure("\(engine) \(truth[values] == true ? "refuses" : "accepts") \(values)")
      }
    }
    var missing = Set(solutions)
    for _ in 0..<Self.solutionLimit {
      let outcome = solver.search()
      if outcome == .infeasible {
        if let missed = missing.first { throw SpecimenFailure("\(engine) misses \(missed)") }
        return
      }
      guard outcome == .solution else { throw SpecimenFailure("\(engine) stops without a limit") }
      let values = Array(lowered.values().prefix(variables.count))
      guard truth[values] == true else { throw SpecimenFailure("\(engine) finds \(values), which is no solution") }
      missing.remove(values)
      let found = variables.map { solver.value(of: $0) }
      solver.add(
        clause: zip(variables, found).flatMap { [Literal($0, atMost: $1 - 1), Literal($0, atLeast: $1 + 1)] })
    }
  }

  /// Where there is a decomposition, it says the same over the model's variables, and those of its own follow.
  private func checkDecomposition(_ random: inout RandomSource) throws {
    let pieces = data.decomposed { _ in false }
    let isSame = pieces.constraints.map { type(of: $0).name } == data.constraints.map { type(of: $0).name }
    if isSame, pieces.variableCount == data.variableCount { return }
    try checkKernel(pieces, "the decomposition", &random)
    for (values, isSolution) in truth {
      let isAccepted = pieces.extending(values).map { pieces.violation(of: $0) == nil } ?? false
      if isAccepted == isSolution { continue }
      throw SpecimenFailure("\(values) is \(isSolution ? "a" : "no") solution, but the decomposition says otherwise")
    }
  }

  private func objective(_ random: inout RandomSource) -> ModelData.Objective {
    var terms: [LinearForm.Term] = []
    for variable in 0..<data.variableCount where variable == 0 || random.chance(50) {
      let sign = random.chance(50) ? 1 : -1
      terms.append(LinearForm.Term(variable: variable, coefficient: sign * random.within(1...5)))
    }
    return ModelData.Objective(cost: LinearForm(terms: terms, constant: random.within(-9...9)), isMaximised: false)
  }

  private func checkOptimum(_ data: ModelData, _ least: Int?) throws {
    final class Listener: SessionDelegate {
      func found(_ values: [Int], cost: Int) {}
    }
    let listener = Listener()
    let session = KernelSession(try LoweredModel(data), delegate: listener)
    guard try session.run() == .exhausted, session.best?.cost == least else {
      throw SpecimenFailure("the kernel's best cost is \(session.best?.cost ?? .max), the least is \(least ?? .max)")
    }
  }

  /// Every solution has an image in the linear model, with the bounds as they are and as level 0 leaves them, and
  /// GLPK's optimum is the least cost.
  private func checkLinearModel(_ data: ModelData, _ least: Int?) throws {
    let lowered = try LoweredModel(data)
    let isOpen = lowered.solver.propagateRoot()
    if !isOpen, least != nil { throw SpecimenFailure("level 0 loses all solutions") }
    for tightened in isOpen ? [nil, lowered.tightened()] : [nil] {
      let linearization = try Linearization(data, tightened: tightened)
      for values in solutions {
        guard let columns = linearization.encode(values), linearization.linearModel.isFeasible(columns) else {
          throw SpecimenFailure("\(values) has no image in the linear model")
        }
        if linearization.decode(columns) != values { throw SpecimenFailure("\(values) does not come back") }
        if linearization.linearModel.objective(of: columns) != data.cost(of: values).map(Double.init) {
          throw SpecimenFailure("\(values) costs something else in the linear model")
        }
      }
      let result = try GLPKSolver().solve(linearization.linearModel)
      let values = result.values.flatMap(linearization.decode)
      guard result.status == (least == nil ? .infeasible : .optimal), values.flatMap(data.cost(of:)) == least else {
        throw SpecimenFailure("GLPK ends \(result.status) with \(values ?? []), the least cost is \(least ?? .max)")
      }
    }
  }
}
