import Statements

extension AllDifferentConstraint: Linearisable {
  /// More values than these, of all expressions together, are said in pairs.
  private static let largest = 20_000

  /// At most one expression a value, an assignment; of wide expressions one binary a pair says which is larger.
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    var size = 0
    for expression in expressions where size <= Self.largest {
      let range = linearizer.data.range(of: expression)
      size += range.upperBound - range.lowerBound + 1
    }
    size <= Self.largest ? try addValues(to: &linearizer) : try addPairs(to: &linearizer)
  }

  private func addValues(to linearizer: inout Linearizer) throws(ModelError) {
    let free = Set(exceptions)
    var switches: [Int: [Linearizer.Switch]] = [:]
    for expression in expressions {
      let (first, values) = try linearizer.valueSwitches(of: expression)
      for (place, isValue) in values.enumerated() where !free.contains(first + place) {
        switches[first + place, default: []].append(isValue)
      }
    }
    let isPermutation = free.isEmpty && switches.count == expressions.count
    for (_, same) in switches.sorted(by: { $0.key < $1.key }) {
      linearizer.addCount(same, from: isPermutation ? 1 : nil, to: 1)
    }
  }

  private func addPairs(to linearizer: inout Linearizer) throws(ModelError) {
    for (place, expression) in expressions.enumerated() {
      let range = linearizer.data.range(of: expression)
      var isNotFree: [Linearizer.Switch] = []
      for value in exceptions where range.contains(value) {
        let isFree = try linearizer.addBinary("free") { expression.value($0) == value }
        try linearizer.tie(isFree, to: expression, equals: value)
        isNotFree.append(!isFree)
      }
      for other in expressions[..<place] {
        let difference = other - expression
        let isBelow = try linearizer.addBinary("below") { difference.value($0) < 0 }
        linearizer.addAtMostZero(difference + 1, if: isNotFree + [isBelow])
        linearizer.addAtMostZero(difference.negated + 1, if: isNotFree + [!isBelow])
      }
    }
  }
}
