import MIP
import Statements

extension NoOverlapConstraint: Linearisable {
  /// One ordering binary a pair, unless the bounds leave one order only.
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    for (i, second) in members.enumerated() {
      for first in members[..<i] { try linearizer.addDisjunction(first, second) }
    }
  }
}

extension Linearizer {
  fileprivate mutating func addDisjunction(_ a: Int, _ b: Int) throws(ModelError) {
    let (first, second) = (data.intervals[a], data.intervals[b])
    if data.range(of: first.duration).upperBound == 0 || data.range(of: second.duration).upperBound == 0 { return }
    let forward = first.end - second.start
    let backward = second.end - first.start
    let canForward = data.range(of: forward).lowerBound <= 0
    let canBackward = data.range(of: backward).lowerBound <= 0
    if data.range(of: forward).upperBound <= 0 || data.range(of: backward).upperBound <= 0 { return }
    let conditions = try occupied(a) + occupied(b)
    if canForward, canBackward {
      let isForward = try addBinary("order") { forward.value($0) <= 0 }
      addAtMostZero(forward, if: conditions + [isForward])
      addAtMostZero(backward, if: conditions + [!isForward])
    } else if canForward {
      addAtMostZero(forward, if: conditions)
    } else if canBackward {
      addAtMostZero(backward, if: conditions)
    } else {
      addCount(conditions, to: conditions.count - 1)
    }
  }
}
