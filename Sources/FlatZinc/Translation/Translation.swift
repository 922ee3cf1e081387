import Basics
import Statements

/// Says a FlatZinc program to a model.
///
/// Used by one thread.
package final class Translation: @unchecked Sendable {
  package let program: FlatZincProgram
  package let model: Model
  /// Of each variable, twice its place in the model: variables that are equal share one.
  private var images: [Int32] = []
  private var lists: [Int: [LinearForm]] = [:]
  private var fixed: BoolVar?
  var intervals: [IntervalKey: [IntervalVar]] = [:]
  /// Bounds that the file does not give were cut to what the engine has room for: nothing is proved then.
  package private(set) var isClipped = false
  /// What the objective cannot be better than, cut bounds aside.
  private var objectiveBound: Int?

  /// Whether what the engine has proved to be the best is that in the file too.
  package func isBest(_ objective: Int?) -> Bool { !isClipped || (objective != nil && objective == objectiveBound) }

  /// - Throws: the first constraint that cannot be said, with its line.
  package static func translate(_ program: FlatZincProgram) throws(InputError) -> Translation {
    let translation = Translation(program)
    try translation.run()
    return translation
  }

  private init(_ program: FlatZincProgram) {
    self.program = program
    model = Model(program.file)
  }

  private func run() throws(InputError) {
    let contents = program.contents
    makeVariables()
    for item in contents.items where !isIdentity(item) {
      try Builtins.all[item.builtin].post(program.arguments(of: item), self)
      if let error = model.errors.first {
        throw self.error(item.line, "\(Builtins.all[item.builtin].name): \(error)")
      }
    }
    switch contents.goal {
    case .satisfy: break
    case .minimize(let operand): model.minimize(expression(form(operand)))
    case .maximize(let operand): model.maximize(expression(form(operand)))
    }
    for hint in contents.hints {
      let variable = variable(hint.variable)
      if (model.data.lower[variable.index]...model.data.upper[variable.index]).contains(hint.value) {
        model.hint(variable, hint.value)
      }
    }
    model.decide(contents.search.compactMap(phase))
    if let error = model.errors.first { throw InputError(file: program.file, "\(error)") }
  }

  /// nil where it decides nothing.
  private func phase(_ annotation: SearchAnnotation) -> Model.SearchPhase? {
    let variables = annotation.variables.compactMap { $0.variable.map { variable($0) } }
    if variables.isEmpty { return nil }
    return Model.SearchPhase(
      variables, SearchAnnotation.selections[annotation.selection] ?? .inputOrder,
      SearchAnnotation.choices[annotation.choice] ?? .least)
  }

  // MARK: Variables

  /// Whether a constraint says no more than that two variables are the same.
  private func isIdentity(_ item: FlatZincContents.Item) -> Bool {
    guard Self.identities.contains(item.builtin) else { return false }
    let arguments = program.arguments(of: item)
    return arguments[0].variable != nil && arguments[1].variable != nil
  }

  private static let identities = Set(["int_eq", "bool_eq", "bool2int"].compactMap { Builtins.places[$0] })

  private func makeVariables() {
    let contents = program.contents
    var classes = DisjointSets(contents.variables.count)
    for item in contents.items where isIdentity(item) {
      let arguments = program.arguments(of: item)
      if let a = arguments[0].variable, let b = arguments[1].variable { classes.join(a, b) }
    }
    let bounds = OpenBounds.bounds(of: program)
    isClipped = bounds.isClipped
    objectiveBound = bounds.objectiveBound
    var lower = bounds.lower
    var upper = bounds.upper
    for index in contents.variables.indices {
      let root = classes.root(index)
      lower[root] = max(lower[root], lower[index])
      upper[root] = min(upper[root], upper[index])
    }
    images = [Int32](repeating: 0, count: contents.variables.count)
    var isEmpty = contents.isEmpty
    for (index, variable) in contents.variables.enumerated() {
      let root = classes.root(index)
      if root == index {
        if lower[index] > upper[index] {
          isEmpty = true
          (lower[index], upper[index]) = (0, 0)
        }
        images[index] = Int32(model.integer(lower[index]...upper[index]).index)
      } else {
        images[index] = images[root]
      }
      if let domain = variable.domain {
        restrict(LinearForm(variable: self.variable(index)), to: contents.sets[domain])
      }
    }
    if isEmpty { fail() }
  }

  /// The variable of the model that stands for one of the file.
  package func variable(_ index: Int) -> IntVar { model.variable(at: Int(images[index])) }

  // MARK: Expressions

  func form(_ operand: Operand) -> LinearForm {
    if let number = operand.number { return LinearForm(constant: number) }
    return LinearForm(variable: variable(operand.variable ?? 0))
  }

  /// A list of the file, made once.
  func forms(_ arguments: Arguments, _ place: Int) -> [LinearForm] {
    let list = arguments.list(place)
    let key = list.startIndex
    if let known = lists[key], known.count == list.count { return known }
    let made = list.map(form)
    lists[key] = made
    return made
  }

  func forms(_ arguments: Arguments, _ place: Int, minus offset: Int) -> [LinearForm] {
    forms(arguments, place).map { $0 + -offset }
  }

  package func expression(_ form: LinearForm) -> LinearExpression {
    LinearExpression(
      terms: form.terms.map {
        LinearExpression.Term(variable: model.variable(at: $0.variable), coefficient: $0.coefficient)
      }, constant: form.constant)
  }

  /// What extrema take as their value: a number becomes a variable, where an operand can have it.
  func target(_ operand: Operand) -> LinearForm {
    guard let number = operand.number else { return form(operand) }
    guard number.magnitude <= Model.limit else {
      fail()
      return LinearForm(variable: model.integer(0...0))
    }
    return LinearForm(variable: model.integer(number...number))
  }

  func truth(_ operand: Operand) -> Truth {
    if let number = operand.number { return number == 1 ? .always : .never }
    return .literal(BoolVar(variable: variable(operand.variable ?? 0), isNegated: false))
  }

  func literal(_ operand: Operand) -> BoolVar { literal(truth(operand)) }

  func literal(_ truth: Truth) -> BoolVar {
    switch truth {
    case .literal(let b): return b
    case .always, .never:
      let always = fixed ?? BoolVar(variable: model.integer(1...1), isNegated: false)
      fixed = always
      if case .always = truth { return always }
      return !always
    }
  }

  /// - Throws: where it does not fit exact arithmetic.
  func sum(
    _ coefficients: [Int], _ operands: [Operand], _ constant: Int, _ line: Int
  ) throws(InputError) -> LinearForm {
    var terms: [LinearForm.Term] = []
    terms.reserveCapacity(operands.count)
    var total = constant
    var fits = true
    for (coefficient, operand) in zip(coefficients, operands) {
      if let number = operand.number {
        let (product, overflow) = coefficient.multipliedReportingOverflow(by: number)
        let (sum, more) = total.addingReportingOverflow(product)
        fits = fits && !overflow && !more
        total = sum
      } else {
        terms.append(LinearForm.Term(variable: Int(images[operand.variable ?? 0]), coefficient: coefficient))
      }
    }
    let written = LinearForm(terms: terms, constant: total)
    // Differences are made of such forms, so half of what is safe.
    guard fits, total.magnitude <= 1 << 59, let form = Self.isCanonical(terms) ? written : written.merged(),
      model.data.isSafe(form)
    else {
      throw error(line, "the sum can leave the range of exact arithmetic")
    }
    return form
  }

  /// Most sums of a file have each variable once, in order.
  private static func isCanonical(_ terms: [LinearForm.Term]) -> Bool {
    terms.allSatisfy { $0.coefficient != 0 } && zip(terms, terms.dropFirst()).allSatisfy { $0.variable < $1.variable }
  }

  // MARK: Posting

  func post(_ constraint: some Constraint) {
    if let flaw = constraint.flaw(in: model.data) { return model.note(.noForm(flaw)) }
    model.post(constraint)
  }

  /// No solution.
  func fail() { model.post(ClauseConstraint([])) }

  func error(_ line: Int, _ message: String) -> InputError {
    InputError(file: program.file, line: line, message)
  }
}
