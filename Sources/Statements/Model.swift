import Synchronization

/// A problem in words of integers, Booleans and intervals of time, with constraints and an objective.
///
/// ```swift
/// let model = Model()
/// let paint = model.interval(duration: 3, name: "paint")
/// let sand = model.interval(duration: 2, name: "sand")
/// model.precede(sand, paint, delay: 1)
/// model.minimize(model.maximum(of: [paint.end, sand.end]))
/// let result = try model.solve(timeLimit: 5)
/// print(result.status, result[paint.start])
/// ```
///
/// Mistakes are noted where they are made and thrown by `solve`, so that building reads without `try`. A model belongs
/// to one thread.
public final class Model {
  package private(set) var data: ModelData
  /// Mistakes so far, in the order in which they were made.
  public private(set) var errors: [ModelError] = []
  private let identity: Int32
  /// nil where the model's own contents say how late intervals start at most.
  package let horizon: Int?
  private var open = OpenVariables()
  /// By name, which constraints belong together.
  package internal(set) var groups = ConstraintGroups()

  private static let identities = Atomic<Int32>(0)

  /// - Parameters:
  ///   - name: of the model, for files.
  ///   - horizon: intervals whose start is not restricted start within 0 ... horizon. When not given, they start as late
  ///     as the durations, delays and bounds of the complete model can ask for, so that it excludes nothing. Large
  ///     horizons cost little in the native engine and much in a MIP solver.
  public init(_ name: String = "model", horizon: Int? = nil) {
    data = ModelData(name: name)
    self.horizon = horizon.map { max(0, $0) }
    identity = Self.identities.wrappingAdd(1, ordering: .relaxed).newValue
    if let horizon, horizon < 0 || horizon > Self.limit { note(.boundsOutOfRange("a horizon of \(horizon)")) }
  }

  /// A model of these contents, as an engine or a reader has them.
  package init(_ contents: ModelData) {
    data = contents
    horizon = nil
    identity = Self.identities.wrappingAdd(1, ordering: .relaxed).newValue
  }

  /// A model of these contents, some of whose bounds are not known yet.
  package init(_ contents: ModelData, _ open: OpenVariables, _ groups: ConstraintGroups) {
    data = contents
    self.open = open
    self.groups = groups
    horizon = nil
    identity = Self.identities.wrappingAdd(1, ordering: .relaxed).newValue
  }

  /// The same as rows of words have it.
  /// - Throws: the first mistake made in building the model.
  package func rows() throws(ModelError) -> RowModel {
    if let first = errors.first { throw first }
    return RowModel(data, open, groups)
  }

  // MARK: Variables

  /// A variable with a value in `range`, which lies strictly within -2^30 ... 2^30.
  public func integer(_ range: ClosedRange<Int>, _ name: String = "") -> IntVar {
    var range = range
    if range.lowerBound < -Self.limit || range.upperBound > Self.limit {
      let title = name.isEmpty ? "variable x\(data.variableCount)" : name
      note(.boundsOutOfRange("\(title) in \(range.lowerBound) ... \(range.upperBound)"))
      range = 0...0
    }
    data.lower.append(range.lowerBound)
    data.upper.append(range.upperBound)
    data.names.append(name)
    return IntVar(model: identity, position: Int32(data.variableCount - 1))
  }

  /// A Boolean.
  public func boolean(_ name: String = "") -> BoolVar { BoolVar(variable: integer(0...1, name), isNegated: false) }

  /// An interval of fixed duration.
  ///
  /// - Parameters:
  ///   - start: where it may start; anywhere from 0 on, up to the model's horizon, when not given.
  ///   - duration: not negative. An interval of no duration occupies nothing.
  ///   - end: where it may end; anywhere when not given.
  ///   - presence: makes the interval optional: it takes place where this is true.
  ///   - name: what errors and files call it.
  public func interval(
    start: ClosedRange<Int>? = nil, duration: Int, end: ClosedRange<Int>? = nil, presence: BoolVar? = nil,
    name: String = ""
  ) -> IntervalVar {
    let title = name.isEmpty ? Interval.defaultName(data.intervals.count) : name
    let startVariable = makeStart(in: start, name)
    if duration < 0 { note(.negativeDuration(title)) }
    let duration = max(0, duration)
    if data.upper[startVariable.index] > Self.limit - duration {
      note(.boundsOutOfRange("the end of \(title)"))
      return register(title, startVariable, LinearExpression(), startVariable.linearExpression, presence)
    }
    let made = register(
      title, startVariable, duration.linearExpression, startVariable + duration, presence)
    if let end { restrict(made, endIn: end) }
    return made
  }

  /// An interval whose duration is a variable, not negative; otherwise as the one of fixed duration.
  public func interval(
    start: ClosedRange<Int>? = nil, duration: IntVar, end: ClosedRange<Int>? = nil, presence: BoolVar? = nil,
    name: String = ""
  ) -> IntervalVar {
    let title = name.isEmpty ? Interval.defaultName(data.intervals.count) : name
    guard owns(duration) else {
      note(.foreignVariable("the duration of \(title)"))
      return interval(start: start, duration: 0, end: end, presence: presence, name: name)
    }
    if data.lower[duration.index] < 0 { note(.negativeDuration(title)) }
    let startVariable = makeStart(in: start, name)
    let earliest = data.lower[startVariable.index] + max(0, data.lower[duration.index])
    let latest = data.upper[startVariable.index] + max(0, data.upper[duration.index])
    let endVariable = integer(earliest...latest, name.isEmpty ? "" : "\(name).end")
    if open.contains(startVariable.index) || open.contains(duration.index) {
      open.add(endVariable, .sum(start: startVariable.index, duration: duration.index))
    }
    let made = register(
      title, startVariable, duration.linearExpression, endVariable.linearExpression, presence)
    asDomain { add(startVariable + duration == endVariable, conditions: presence.map { [$0] } ?? []) }
    if let end { restrict(made, endIn: end) }
    return made
  }

  private func makeStart(in window: ClosedRange<Int>?, _ name: String) -> IntVar {
    let title = name.isEmpty ? "" : "\(name).start"
    if let window = window ?? horizon.map({ 0...$0 }) { return integer(window, title) }
    let made = integer(0...0, title)
    open.add(made, .start)
    return made
  }

  package func register(
    _ title: String, _ start: IntVar, _ duration: LinearExpression, _ end: LinearExpression, _ presence: BoolVar?
  ) -> IntervalVar {
    let made = IntervalVar(
      index: data.intervals.count, start: start, duration: duration, end: end, presence: presence)
    let conditions = check(presence.map { [$0] } ?? [], "the presence of \(title)")
    guard let durationForm = canonical(duration, title), let endForm = canonical(end, title) else { return made }
    data.intervals.append(
      Interval(
        name: title, start: LinearForm(variable: start), duration: durationForm, end: endForm,
        presence: conditions.first))
    return made
  }

  private func restrict(_ interval: IntervalVar, endIn window: ClosedRange<Int>) {
    let conditions = interval.presence.map { [$0] } ?? []
    asDomain {
      add(interval.end >= window.lowerBound, conditions: conditions)
      add(interval.end <= window.upperBound, conditions: conditions)
    }
  }

  // MARK: Objective

  /// Asks for the smallest value of `expression`; replaces an earlier objective. Of a number, any solution is the best.
  public func minimize(_ expression: some LinearExpressible) {
    setObjective(expression.linearExpression, isMaximised: false)
  }

  /// Asks for the largest value of `expression`; replaces an earlier objective.
  public func maximize(_ expression: some LinearExpressible) {
    setObjective(expression.linearExpression, isMaximised: true)
  }

  private func setObjective(_ expression: LinearExpression, isMaximised: Bool) {
    guard let form = canonical(expression, "the objective") else { return }
    data.objective = ModelData.Objective(cost: isMaximised ? form.negated : form, isMaximised: isMaximised)
  }

  // MARK: Hints

  /// Suggests a value that the search tries first. Hints that make a solution, with all that follows from them (extrema,
  /// elements, indicators, conditions, times of absent intervals), are the first one, whatever the limits.
  public func hint(_ x: IntVar, _ value: Int) {
    guard owns(x) else { return note(.foreignVariable("a hint")) }
    guard open.contains(x.index) || (data.lower[x.index]...data.upper[x.index]).contains(value) else {
      return note(.invalidHint(data.variableName(x.index)))
    }
    data.hints.append(ModelData.Hint(variable: x.index, value: value))
  }

  /// Suggests a truth value that the search tries first.
  public func hint(_ b: BoolVar, _ value: Bool) { hint(b.variable, value != b.isNegated ? 1 : 0) }

  // MARK: Search

  func setSearch(_ phases: [ModelData.SearchPhase]) { data.search = phases }

  // MARK: Validation

  /// The largest magnitude of a bound: one plus a weight of that size always fits 32 bits.
  package static let limit = (1 << 30) - 1

  /// The contents, once there is no mistake in them.
  package func validated() throws(ModelError) -> ModelData {
    try validated(adding: [], objective: data.objective)
  }

  /// The same with further constraints, and with this objective.
  package func validated(
    adding constraints: [any Constraint], objective: ModelData.Objective?
  ) throws(ModelError) -> ModelData {
    if let first = errors.first { throw first }
    var asked = data
    asked.constraints += constraints
    asked.objective = objective
    return open.isEmpty ? asked : try open.resolved(asked)
  }

  /// Makes `target`, whose bounds came from these forms, open where one of them is.
  package func note(_ target: IntVar, from forms: [LinearForm], as definition: OpenVariables.Definition) {
    if forms.contains(where: open.contains) { open.add(target, definition) }
  }

  /// Whether the bounds of `form` are known already.
  package func isOpen(_ form: LinearForm) -> Bool { open.contains(form) }

  package func note(_ error: ModelError) { errors.append(error) }

  package func post(_ constraint: some Constraint) {
    data.constraints.append(constraint)
    groups.noteConstraint()
  }

  package func owns(_ x: IntVar) -> Bool { x.model == identity }

  /// The variable at a place of assignments.
  package func variable(at index: Int) -> IntVar { IntVar(model: identity, position: Int32(index)) }

  /// A Boolean of the contents as one of this model.
  package func own(_ b: BoolVar) -> BoolVar {
    BoolVar(variable: IntVar(model: identity, position: b.variable.position), isNegated: b.isNegated)
  }

  package func owns(_ interval: IntervalVar) -> Bool { owns(interval.start) }

  /// Whether these intervals are this model's, each once; what is wrong is noted.
  package func own(_ intervals: [IntervalVar], _ what: String) -> Bool {
    guard intervals.allSatisfy(owns), intervals.allSatisfy({ $0.index < data.intervals.count }) else {
      note(.foreignVariable(what))
      return false
    }
    var seen = Set<Int>()
    for interval in intervals where !seen.insert(interval.index).inserted {
      note(.duplicateInterval(data.intervals[interval.index].name))
      return false
    }
    return true
  }

  /// The canonical forms of all expressions; none after noting what is wrong with one.
  package func canonical(_ expressions: [any LinearExpressible], _ what: String) -> [LinearForm] {
    let forms = expressions.compactMap { canonical($0.linearExpression, what) }
    return forms.count == expressions.count ? forms : []
  }

  /// The canonical form of `expression`, or nil after noting what is wrong with it.
  package func canonical(_ expression: LinearExpression, _ what: @autoclosure () -> String) -> LinearForm? {
    guard let form = owned(expression, what()) else { return nil }
    guard data.isSafe(form) else {
      note(.overflow(what()))
      return nil
    }
    return form
  }

  /// The same, before sums are checked.
  package func owned(_ expression: LinearExpression, _ what: @autoclosure () -> String) -> LinearForm? {
    guard expression.terms.allSatisfy({ owns($0.variable) }) else {
      note(.foreignVariable(what()))
      return nil
    }
    if expression.isMismatched {
      note(.mismatchedCounts("\(what()) has a sum with more or fewer weights than elements"))
      return nil
    }
    guard let form = LinearForm(expression) else {
      note(.overflow(what()))
      return nil
    }
    return form
  }

  /// The Booleans that are this model's; others are noted.
  package func check(_ literals: [BoolVar], _ what: @autoclosure () -> String) -> [BoolVar] {
    if literals.allSatisfy({ owns($0.variable) }) { return literals }
    note(.foreignVariable(what()))
    return []
  }
}
