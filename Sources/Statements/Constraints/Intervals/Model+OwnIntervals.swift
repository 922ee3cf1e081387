/// Intervals over variables and expressions that are there already.
extension Model {
  /// An interval whose start, duration and end are the user's own.
  ///
  /// ```swift
  /// let begin = model.integer(0...20)
  /// let job = model.interval(start: begin, duration: 3 + 2 * size)
  /// let stay = model.interval(start: arrival, duration: nights, end: departure, presence: isGuest)
  /// ```
  /// `start + duration = end` holds where it is present.
  /// - Parameters:
  ///   - start: a variable, a number or an expression.
  ///   - duration: not negative; a variable, a number or an expression.
  ///   - end: start + duration when not given.
  ///   - presence: makes the interval optional.
  ///   - name: what errors and files call it.
  public func interval(
    start: some LinearExpressible, duration: some LinearExpressible, end: (any LinearExpressible)? = nil,
    presence: BoolVar? = nil, name: String = ""
  ) -> IntervalVar {
    let title = name.isEmpty ? "interval \(data.intervals.count)" : name
    let ends = canonical(end.map { [$0] } ?? [], "the end of \(title)")
    guard let first = canonical(start.linearExpression, "the start of \(title)"),
      let length = canonical(duration.linearExpression, "the duration of \(title)"), end == nil || ends.count == 1
    else { return interval(start: 0...0, duration: 0, name: name) }
    if !isOpen(length), data.range(of: length).lowerBound < 0 { note(.negativeDuration(title)) }
    let startVariable = variable(start, first, name.isEmpty ? "" : "\(name).start")
    if let end {
      let made = register(title, startVariable, duration.linearExpression, end.linearExpression, presence)
      add(startVariable + duration == end.linearExpression, conditions: presence.map { [$0] } ?? [])
      return made
    }
    if let constant = length.fixedValue {
      return register(title, startVariable, constant.linearExpression, startVariable + max(0, constant), presence)
    }
    let sum = startVariable + duration
    guard let last = canonical(sum, "the end of \(title)") else {
      return interval(start: 0...0, duration: 0, name: name)
    }
    let endVariable = variable(sum, last, name.isEmpty ? "" : "\(name).end")
    return register(title, startVariable, duration.linearExpression, endVariable.linearExpression, presence)
  }

  /// The variable that an expression is, or one that equals it.
  private func variable(_ expression: some LinearExpressible, _ form: LinearForm, _ name: String) -> IntVar {
    let expression = expression.linearExpression
    if expression.terms.count == 1, expression.terms[0].coefficient == 1, expression.constant == 0 {
      return expression.terms[0].variable
    }
    let made = integer(data.range(of: form), name)
    note(made, from: [form], as: .oneOf([form]))
    add(made == expression)
    return made
  }
}
