import Statements

extension SortConstraint: Relaxable {
  /// Both sides have one sum, and the targets are the extremes and in order.
  package func relax(into relaxed: inout RelaxedModel) {
    guard let least = targets.first, let most = targets.last else { return }
    for expression in expressions {
      relaxed.addAtMostZero(least - expression)
      relaxed.addAtMostZero(expression - most)
    }
    for (target, next) in zip(targets, targets.dropFirst()) { relaxed.addAtMostZero(target - next) }
    let difference = targets.reduce(expressions.reduce(LinearForm()) { $0 - $1 }) { $0 - $1.negated }
    relaxed.addRow(difference, lower: 0, upper: 0)
  }
}
