import Kernel
import Statements

extension PrecedenceConstraint: Lowerable {
  package func lower(into model: LoweredModel, at position: Int) {
    let (first, second) = (model.expanded.intervals[first], model.expanded.intervals[second])
    let presences = [first, second].compactMap(\.presence)
    model.postAtMostZero(first.end - second.start + delay, if: (presences + conditions).map(model.literal))
  }
}
