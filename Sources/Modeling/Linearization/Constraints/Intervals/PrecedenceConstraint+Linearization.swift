import Statements

extension PrecedenceConstraint: Linearisable {
  package func add(to linearizer: inout Linearizer, at position: Int) {
    let intervals = linearizer.data.intervals
    linearizer.addAtMostZero(
      intervals[first].end - intervals[second].start + delay,
      if: linearizer.presence(first) + linearizer.presence(second) + conditions.map(linearizer.makeSwitch))
  }
}
