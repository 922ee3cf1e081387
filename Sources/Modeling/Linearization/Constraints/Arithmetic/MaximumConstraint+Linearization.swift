import Statements

extension MaximumConstraint: Linearisable {
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    for operand in operands { linearizer.addAtMostZero(operand - target) }
    if linearizer.oneSidedMaxima.contains(position) { return }
    let least = operands.reduce(Int.min) { max($0, linearizer.data.range(of: $1).lowerBound) }
    let candidates = operands.filter { linearizer.data.range(of: $0).upperBound >= least }
    let target = target
    try linearizer.choose(candidates) { first, values in
      candidates[first].value(values) == target.value(values)
        && candidates[..<first].allSatisfy { $0.value(values) < target.value(values) }
    } then: { linearizer, operand, isChosen in
      linearizer.addAtMostZero(target - operand, if: [isChosen])
    }
  }
}
