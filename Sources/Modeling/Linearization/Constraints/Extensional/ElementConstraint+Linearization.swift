import Statements

extension ElementConstraint: Linearisable {
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    let (target, index) = (target, index)
    let choices = try linearizer.choose(elements) { position, values in
      index.value(values) == position
    } then: { linearizer, element, isChosen in
      linearizer.addAtMostZero(target - element, if: [isChosen])
      linearizer.addAtMostZero(element - target, if: [isChosen])
    }
    linearizer.addWeighted(choices.enumerated().map { ($1, $0) }, equals: index)
    if elements.allSatisfy({ $0.fixedValue != nil }) {
      // Implied by the rows above, and much stronger in the relaxation.
      linearizer.addWeighted(zip(choices, elements).map { ($0, $1.constant) }, equals: target)
    }
  }
}
