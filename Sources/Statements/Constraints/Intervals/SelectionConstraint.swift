/// Where the main interval is present, so are some number of options, at the same time as it; where it is absent, so are
/// all options.
package struct SelectionConstraint: Constraint {
  package static let name = "selection"
  package private(set) var main: Int
  package private(set) var options: [Int]
  package private(set) var cardinality: LinearForm

  package init(_ main: Int, of options: [Int], cardinality: LinearForm) {
    self.main = main
    self.options = options
    self.cardinality = cardinality
  }

  package static var blank: Self { Self(0, of: [], cardinality: LinearForm()) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.interval("", &main)
    visitor.intervals("of", &options)
    visitor.form("cardinality", &cardinality)
  }

  package func flaw(in data: ModelData) -> String? { data.repetition(among: [main] + options) }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let present = options.filter { data.isPresent($0, values) }
    let interval = data.intervals[main]
    guard data.isPresent(main, values) else {
      return present.isEmpty ? nil : "\(interval.name) is absent, \(data.intervals[present[0]].name) is present"
    }
    let wanted = cardinality.value(values)
    guard present.count == wanted else {
      return "\(interval.name) is present with \(present.count) of its options, not \(wanted)"
    }
    let wrong = present.first {
      data.intervals[$0].start.value(values) != interval.start.value(values)
        || data.intervals[$0].end.value(values) != interval.end.value(values)
    }
    return wrong.map { "\(interval.name) and \(data.intervals[$0].name) are not at the same time" }
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    let intervals = bound.data.intervals
    for option in options {
      bound.addEquation(intervals[main].start - intervals[option].start)
      bound.addEquation(intervals[main].end - intervals[option].end)
    }
    if bound.isOpen(cardinality) { bound.addGeneral([cardinality]) }
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    if open.contains(cardinality), !data.isSafe(cardinality) { throw .overflow("the number of options") }
  }

  /// A sum of presences, and equal times for those that are present.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let intervals = pieces.data.intervals
    let interval = intervals[main]
    let condition = interval.presence.map { [$0] } ?? []
    guard let count = LinearForm(sum(of: options.compactMap { intervals[$0].presence })) else { return false }
    let always = options.count { intervals[$0].presence == nil }
    pieces.post(LinearConstraint(count - cardinality + always, .equal, if: condition))
    for option in options.map({ intervals[$0] }) {
      let presence = option.presence.map { [$0] } ?? []
      if let whole = interval.presence { pieces.post(ClauseConstraint(presence.map { !$0 } + [whole])) }
      pieces.post(LinearConstraint(interval.start - option.start, .equal, if: presence))
      pieces.post(LinearConstraint(interval.end - option.end, .equal, if: presence))
    }
    return true
  }
}

extension Model {
  /// Where `main` is present, exactly `cardinality` of `options` are, all with the same start, duration and end; where
  /// `main` is absent, all of them are: a job for a crew, a meeting that takes several rooms.
  ///
  /// ```swift
  /// model.alternative(job, of: workers, cardinality: 2)
  /// ```
  /// - Parameter cardinality: a number, variable or expression. Where it cannot be met, `main` is absent, or there is no
  ///   solution.
  public func alternative(_ main: IntervalVar, of options: [IntervalVar], cardinality: some LinearExpressible) {
    guard let form = canonical(cardinality.linearExpression, "the number of options") else { return }
    if form.fixedValue == 1 { return alternative(main, of: options) }
    guard own([main] + options, "an alternative") else { return }
    if options.isEmpty { return note(.emptyOperands("an alternative")) }
    post(SelectionConstraint(main.index, of: options.map(\.index), cardinality: form))
  }
}
