/// Where the main interval is present, so is one option, no other, and it has the same start, duration and end; where it
/// is absent, so are all options.
package struct AlternativeConstraint: Constraint {
  package static let name = "alternative"
  package private(set) var main: Int
  package private(set) var options: [Int]

  package init(_ main: Int, of options: [Int]) {
    self.main = main
    self.options = options
  }

  package static var blank: Self { Self(0, of: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.interval("", &main)
    visitor.intervals("of", &options)
  }

  package func flaw(in data: ModelData) -> String? {
    options.isEmpty ? "an alternative of nothing" : data.repetition(among: [main] + options)
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    intervals[main].forEachVariable(visit)
    for option in options { intervals[option].forEachVariable(visit) }
  }

  /// Start, duration and end of two intervals, as forms that are 0 where these are the same.
  package func differences(_ intervals: [Interval], to option: Int) -> [LinearForm] {
    let (first, second) = (intervals[main], intervals[option])
    return [first.start - second.start, first.duration - second.duration, first.end - second.end]
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let present = options.filter { data.isPresent($0, values) }
    let name = data.intervals[main].name
    guard data.isPresent(main, values) else {
      return present.isEmpty ? nil : "\(name) is absent, \(data.intervals[present[0]].name) is present"
    }
    guard present.count == 1 else { return "\(name) is present with \(present.count) of its options" }
    return differences(data.intervals, to: present[0]).allSatisfy { $0.value(values) == 0 }
      ? nil : "\(name) and \(data.intervals[present[0]].name) are not at the same time"
  }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    let intervals = completion.data.intervals
    func isPresent(_ interval: Int) -> Bool? { intervals[interval].presence.map { completion.truth($0) } ?? true }
    func set(_ interval: Int, _ isPresent: Bool) {
      if let presence = intervals[interval].presence { completion.assign(presence, isPresent) }
    }
    if isPresent(main) == false {
      for option in options { set(option, false) }
      return true
    }
    let open = options.filter { isPresent($0) != false }
    if open.isEmpty { set(main, false) }
    let present = open.first { isPresent($0) == true }
    guard let chosen = present ?? (isPresent(main) == true && open.count == 1 ? open[0] : nil) else { return false }
    set(main, true)
    for option in options { set(option, option == chosen) }
    for difference in differences(intervals, to: chosen) { completion.solve(difference) }
    return false
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    for option in options {
      for difference in differences(bound.data.intervals, to: option) { bound.addEquation(difference) }
    }
    return true
  }
}

extension Model {
  /// Where `main` is present, exactly one of `options` is, and has the same start, duration and end; where `main` is
  /// absent, all of them are: a job for one of several machines, a way of doing it, a part that may be left out.
  ///
  /// ```swift
  /// let job = model.interval(duration: model.integer(3...5), name: "job")
  /// let ways = [3, 5].map { model.interval(duration: $0, presence: model.boolean()) }
  /// model.alternative(job, of: ways)
  /// model.noOverlap([ways[0], other])
  /// ```
  public func alternative(_ main: IntervalVar, of options: [IntervalVar]) {
    guard own([main] + options, "an alternative") else { return }
    if options.isEmpty { return note(.emptyOperands("an alternative")) }
    post(AlternativeConstraint(main.index, of: options.map(\.index)))
  }
}
