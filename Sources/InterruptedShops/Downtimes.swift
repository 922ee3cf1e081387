import Solving

/// When machines do no work: per machine half-open stretches, by increasing time and apart.
///
/// An operation under way goes on after a downtime of its machine; no job enters a machine that is down, and one that
/// is done may leave it.
package struct Downtimes: Sendable, Equatable {
  /// By machine.
  package let byMachine: [[Range<Int>]]

  /// Times are at most this, so that sums with all durations of a shop stay far from overflow.
  package static let timeLimit = 1 << 40

  /// Of machines that never stop.
  package static func none(machineCount: Int) -> Downtimes {
    Downtimes(unchecked: [[Range<Int>]](repeating: [], count: machineCount))
  }

  /// In any order.
  ///
  /// - Throws: the first stretch that is empty, out of range or not apart from another of its machine.
  package init(machineCount: Int, _ stretches: [(machine: Int, start: Int, end: Int)]) throws(InvalidInstance) {
    var lists = [[Range<Int>]](repeating: [], count: machineCount)
    for (number, stretch) in stretches.enumerated() {
      guard (0..<machineCount).contains(stretch.machine) else {
        throw InvalidInstance(
          "downtime \(number) is of machine \(stretch.machine), outside 0 to \(machineCount - 1)", at: .item(number))
      }
      guard stretch.start >= 0, stretch.end > stretch.start, stretch.end <= Self.timeLimit else {
        throw InvalidInstance(
          "downtime \(number) goes from \(stretch.start) to \(stretch.end), which is no time within 0 to 2^40",
          at: .item(number))
      }
      lists[stretch.machine].append(stretch.start..<stretch.end)
    }
    for machine in lists.indices {
      lists[machine].sort { $0.lowerBound < $1.lowerBound }
      for (one, next) in zip(lists[machine], lists[machine].dropFirst()) where one.upperBound > next.lowerBound {
        throw InvalidInstance(
          "machine \(machine) has downtimes from \(one.lowerBound) to \(one.upperBound) and from \(next.lowerBound) to "
            + "\(next.upperBound), which overlap")
      }
    }
    byMachine = lists
  }

  init(unchecked lists: [[Range<Int>]]) { byMachine = lists }

  /// All of them, machine by machine.
  package var stretches: [(machine: Int, start: Int, end: Int)] {
    byMachine.enumerated().flatMap { machine, list in list.map { (machine, $0.lowerBound, $0.upperBound) } }
  }

  /// Those that begin before a time: what is known then.
  package func known(before time: Int) -> Downtimes {
    Downtimes(unchecked: byMachine.map { $0.filter { $0.lowerBound < time } })
  }

  /// Stretches that touch as one.
  package var merged: [[Range<Int>]] {
    byMachine.map { list in
      var merged: [Range<Int>] = []
      for stretch in list {
        if let last = merged.last, last.upperBound == stretch.lowerBound {
          merged[merged.count - 1] = last.lowerBound..<stretch.upperBound
        } else {
          merged.append(stretch)
        }
      }
      return merged
    }
  }
}
