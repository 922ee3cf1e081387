import MIP
import Statements

/// One binary a value of an expression, shared by all constraints that speak of its values.
extension Linearizer {
  /// The binaries of the values that the bounds leave, the least first: exactly one is true, and says the value.
  mutating func valueSwitches(of form: LinearForm) throws(ModelError) -> (first: Int, switches: [Switch]) {
    let range = data.range(of: form)
    if let known = valueSwitches[form] { return (range.lowerBound, known) }
    var switches: [Switch] = []
    for value in range { switches.append(try addBinary("value") { form.value($0) == value }) }
    addCount(switches, from: 1, to: 1)
    addWeighted(Array(zip(switches, range)), equals: form)
    valueSwitches[form] = switches
    return (range.lowerBound, switches)
  }
}

extension Linearizer {
  /// The switch is true exactly where the form has the value; else one of two others says on which side it lies.
  mutating func tie(_ isEqual: Switch, to form: LinearForm, equals value: Int) throws(ModelError) {
    let difference = form + -value
    let isBelow = try addBinary("below") { form.value($0) < value }
    let isAbove = try addBinary("above") { form.value($0) > value }
    addCount([isEqual, isBelow, isAbove], from: 1, to: 1)
    addAtMostZero(difference, if: [!isAbove])
    addAtMostZero(difference.negated, if: [!isBelow])
    addAtMostZero(difference + 1, if: [isBelow])
    addAtMostZero(difference.negated + 1, if: [isAbove])
  }
}
