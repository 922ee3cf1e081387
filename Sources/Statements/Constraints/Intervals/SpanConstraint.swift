/// An interval takes place where one of its parts does, from the start of the first to the end of the last of those that do.
package struct SpanConstraint: Constraint {
  package static let name = "span"
  package private(set) var whole: Int
  package private(set) var parts: [Int]

  package init(_ whole: Int, _ parts: [Int]) {
    self.whole = whole
    self.parts = parts
  }

  package static var blank: Self { Self(0, []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.interval("", &whole)
    visitor.intervals("parts", &parts)
  }

  package func flaw(in data: ModelData) -> String? { data.repetition(among: [whole] + parts) }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let present = parts.filter { data.isPresent($0, values) }.map { data.intervals[$0] }
    let interval = data.intervals[whole]
    guard data.isPresent(whole, values) else {
      return present.isEmpty ? nil : "\(interval.name) is absent, \(present[0].name) is present"
    }
    guard let start = present.map({ $0.start.value(values) }).min(),
      let end = present.map({ $0.end.value(values) }).max()
    else { return "\(interval.name) is present without any of its parts" }
    return interval.start.value(values) == start && interval.end.value(values) == end
      ? nil : "\(interval.name) does not take from \(start) to \(end)"
  }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    let intervals = completion.data.intervals
    func isPresent(_ interval: Int) -> Bool? { intervals[interval].presence.map { completion.truth($0) } ?? true }
    if isPresent(whole) == false {
      for part in parts {
        if let presence = intervals[part].presence { completion.assign(presence, false) }
      }
      return true
    }
    let presences = parts.map(isPresent)
    guard presences.allSatisfy({ $0 != nil }) else { return false }
    let present = zip(parts, presences).filter { $0.1 == true }.map { intervals[$0.0] }
    if let presence = intervals[whole].presence { completion.assign(presence, !present.isEmpty) }
    let starts = present.compactMap { completion.value(of: $0.start) }
    let ends = present.compactMap { completion.value(of: $0.end) }
    guard let start = starts.min(), let end = ends.max(), starts.count == present.count, ends.count == present.count
    else { return false }
    completion.solve(intervals[whole].start + -start)
    completion.solve(intervals[whole].end + -end)
    return true
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    let intervals = bound.data.intervals
    for part in parts {
      bound.addEquation(intervals[whole].start - intervals[part].start)
      bound.addEquation(intervals[whole].end - intervals[part].end)
    }
    return true
  }

  /// Where the whole is present, one part is marked that starts with it, and one that ends with it.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let intervals = pieces.data.intervals
    let interval = intervals[whole]
    let absence = interval.presence.map { [!$0] } ?? []
    var starting: [BoolVar] = []
    var ending: [BoolVar] = []
    for part in parts.map({ intervals[$0] }) {
      let presence = part.presence.map { [$0] } ?? []
      if let whole = interval.presence { pieces.post(ClauseConstraint(presence.map { !$0 } + [whole])) }
      pieces.post(LinearConstraint(interval.start - part.start, .atMost, if: presence))
      pieces.post(LinearConstraint(part.end - interval.end, .atMost, if: presence))
      let (starts, ends) = (pieces.boolean(), pieces.boolean())
      for b in presence {
        pieces.post(ClauseConstraint([!starts, b]))
        pieces.post(ClauseConstraint([!ends, b]))
      }
      pieces.post(LinearConstraint(part.start - interval.start, .atMost, if: [starts]))
      pieces.post(LinearConstraint(interval.end - part.end, .atMost, if: [ends]))
      starting.append(starts)
      ending.append(ends)
    }
    pieces.post(ClauseConstraint(absence + starting))
    pieces.post(ClauseConstraint(absence + ending))
    return true
  }
}

extension Model {
  /// `whole` takes place where one of `parts` does: it starts with the first and ends with the last of those that are
  /// present. Where all are absent, so is `whole`.
  ///
  /// ```swift
  /// let project = model.interval(duration: model.integer(0...50))
  /// model.span(project, [design, build, test])
  /// model.minimize(project.duration)
  /// ```
  public func span(_ whole: IntervalVar, _ parts: [IntervalVar]) {
    guard own([whole] + parts, "a span") else { return }
    if parts.isEmpty { return note(.emptyOperands("a span")) }
    post(SpanConstraint(whole.index, parts.map(\.index)))
  }
}
