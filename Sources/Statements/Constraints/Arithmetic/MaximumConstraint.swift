/// target = the largest of the operands; the target is a variable or its negation, so a minimum is one too.
package struct MaximumConstraint: Constraint {
  package static let name = "maximum"
  package private(set) var target: LinearForm
  package private(set) var operands: [LinearForm]

  package init(_ target: LinearForm, of operands: [LinearForm]) {
    self.target = target
    self.operands = operands
  }

  /// The largest of the operands' values.
  package func largest(_ values: [Int]) -> Int { operands.reduce(Int.min) { max($0, $1.value(values)) } }

  package static var blank: Self { Self(LinearForm(), of: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.form("", &target)
    visitor.forms("of", &operands)
  }

  package func flaw(in data: ModelData) -> String? {
    if operands.isEmpty { return "an extremum of nothing" }
    let isVariable = target.constant == 0 && target.terms.count == 1 && abs(target.terms[0].coefficient) == 1
    return isVariable ? nil : "the extremum is neither a variable nor the opposite of one"
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    target.forEachVariable(visit)
    for operand in operands { operand.forEachVariable(visit) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let largest = largest(values)
    return target.value(values) == largest ? nil : "an extremum is \(target.value(values)), not \(largest)"
  }

  package var functionTargets: [Int] { target.terms.map(\.variable) }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    let known = operands.compactMap { completion.value(of: $0) }
    if known.count == operands.count, let largest = known.max() { completion.solve(target + -largest) }
    return false
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    for operand in operands { bound.addEquation(target - operand) }
    return true
  }
}

extension Model {
  /// The largest of `operands`, as a variable.
  /// ```swift
  /// let makespan = model.maximum(of: [a.end, b.end])
  /// ```
  public func maximum(of operands: [any LinearExpressible]) -> IntVar { extremum(operands, sign: 1, "maximum") }

  /// The smallest of `operands`, as a variable.
  public func minimum(of operands: [any LinearExpressible]) -> IntVar { extremum(operands, sign: -1, "minimum") }

  private func extremum(_ operands: [any LinearExpressible], sign: Int, _ what: String) -> IntVar {
    let forms = canonical(operands.map { sign * $0.linearExpression }, what)
    let ranges = forms.map(data.range(of:))
    guard let low = ranges.map(\.lowerBound).max(), let high = ranges.map(\.upperBound).max() else {
      if operands.isEmpty { note(.emptyOperands("the \(what)")) }
      return integer(0...0)
    }
    let target = integer(sign > 0 ? low...high : -high ... -low)
    note(target, from: forms, as: .largest(forms, sign: sign))
    let form = LinearForm(variable: target)
    post(MaximumConstraint(sign > 0 ? form : form.negated, of: forms))
    return target
  }
}
