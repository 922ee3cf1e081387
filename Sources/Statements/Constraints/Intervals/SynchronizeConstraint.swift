/// Where an interval is present, others that are present start and end with it.
package struct SynchronizeConstraint: Constraint {
  package static let name = "synchronize"
  package private(set) var main: Int
  package private(set) var others: [Int]

  package init(_ main: Int, with others: [Int]) {
    self.main = main
    self.others = others
  }

  package static var blank: Self { Self(0, with: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.interval("", &main)
    visitor.intervals("with", &others)
  }

  package func flaw(in data: ModelData) -> String? { data.repetition(among: [main] + others) }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    guard data.isPresent(main, values) else { return nil }
    let interval = data.intervals[main]
    let wrong = others.first {
      data.isPresent($0, values)
        && (data.intervals[$0].start.value(values) != interval.start.value(values)
          || data.intervals[$0].end.value(values) != interval.end.value(values))
    }
    return wrong.map { "\(interval.name) and \(data.intervals[$0].name) are not at the same time" }
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    let intervals = bound.data.intervals
    for other in others {
      bound.addEquation(intervals[main].start - intervals[other].start)
      bound.addEquation(intervals[main].end - intervals[other].end)
    }
    return true
  }

  package func decompose(into pieces: inout Decomposition) -> Bool {
    let intervals = pieces.data.intervals
    for other in others {
      let present = [intervals[main].presence, intervals[other].presence].compactMap { $0 }
      pieces.post(LinearConstraint(intervals[main].start - intervals[other].start, .equal, if: present))
      pieces.post(LinearConstraint(intervals[main].end - intervals[other].end, .equal, if: present))
    }
    return true
  }
}

extension Model {
  /// Where `main` is present, those of `others` that are present start and end with it. Where it is absent, they are free.
  ///
  /// ```swift
  /// model.synchronize(surgery, with: [surgeon, nurse, room])
  /// ```
  public func synchronize(_ main: IntervalVar, with others: [IntervalVar]) {
    guard own([main] + others, "synchronize") else { return }
    post(SynchronizeConstraint(main.index, with: others.map(\.index)))
  }
}
