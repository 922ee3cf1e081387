import Statements

extension SequenceConstraint: Relaxable {
  /// Degrees of a path: each present member is first or next after one, and last or followed by one; and the times of
  /// those that follow each other.
  package func relax(into relaxed: inout RelaxedModel) {
    let intervals = relaxed.data.intervals
    for (i, member) in members.enumerated() {
      let others = members.indices.filter { $0 != i }
      for literals in [[firsts[i]] + others.map { next($0, i) }, [lasts[i]] + others.map { next(i, $0) }] {
        if let presence = intervals[member].presence {
          if let form = LinearForm(sum(of: literals) - presence) { relaxed.addRow(form, lower: 0, upper: 0) }
        } else {
          relaxed.addCount(literals, lower: 1, upper: 1)
        }
        relaxed.noteClique(literals)
      }
      for j in others {
        relaxed.addAtMostZero(intervals[member].end - intervals[members[j]].start, if: [next(i, j)])
      }
    }
    for ends in [firsts, lasts] {
      relaxed.addCount(ends, lower: .min, upper: 1)
      relaxed.noteClique(ends)
    }
  }
}
