import Statements

extension LinearConstraint: Linearisable {
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    let conditions = conditions.map(linearizer.makeSwitch)
    switch comparison {
    case .atMost: linearizer.addAtMostZero(form, if: conditions)
    case .equal where conditions.isEmpty: linearizer.addZero(form)
    case .equal:
      linearizer.addAtMostZero(form, if: conditions)
      linearizer.addAtMostZero(form.negated, if: conditions)
    case .notEqual:
      let form = form
      let isBelow = try linearizer.addBinary("below") { form.value($0) < 0 }
      linearizer.addAtMostZero(form + 1, if: conditions + [isBelow])
      linearizer.addAtMostZero(form.negated + 1, if: conditions + [!isBelow])
    }
  }
}
