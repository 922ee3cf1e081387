import Statements

extension AlternativeConstraint: Linearisable {
  /// As many options as main intervals; each ties the times where it is present.
  package func add(to linearizer: inout Linearizer, at position: Int) {
    let intervals = linearizer.data.intervals
    let presences = options.compactMap { intervals[$0].presence }
    let count = 1 - (options.count - presences.count)
    linearizer.addCount(
      presences.map(linearizer.makeSwitch) + linearizer.presence(main).map { !$0 }, from: count, to: count)
    for option in options {
      for difference in differences(intervals, to: option) {
        linearizer.addAtMostZero(difference, if: linearizer.presence(option))
        linearizer.addAtMostZero(difference.negated, if: linearizer.presence(option))
      }
    }
    let durations = options.compactMap { intervals[$0].duration.fixedValue }
    if intervals[main].presence == nil, presences.count == options.count, durations.count == options.count,
      let duration = LinearForm(sum(of: zip(durations, presences).map { $0 * $1 }))
    {
      // Implied by the rows above, and much stronger in the relaxation.
      linearizer.addZero(duration - intervals[main].duration)
    }
  }
}
