/// A constraint in a line of words, with the names that the user gave.
struct ConstraintText: PartVisitor {
  private let data: ModelData
  private var words: [String] = []

  private init(_ data: ModelData) { self.data = data }

  /// Such as `linear constraint 5: 2 x + y <= 7`.
  static func text(of constraint: some Constraint, at position: Int, in data: ModelData) -> String {
    "\(type(of: constraint).name) constraint \(position): \(body(of: constraint, in: data))"
  }

  private static func body(of constraint: some Constraint, in data: ModelData) -> String {
    if let linear = constraint as? LinearConstraint {
      let conditions = linear.conditions.map(data.text(of:)).joined(separator: " and ")
      return data.text(of: linear.form, linear.comparison) + (conditions.isEmpty ? "" : " if \(conditions)")
    }
    var visitor = ConstraintText(data)
    var copy = constraint
    copy.visitParts(&visitor)
    return visitor.words.joined(separator: " ")
  }

  private mutating func add(_ label: String, _ text: String) {
    if !label.isEmpty { words.append(label) }
    if !text.isEmpty { words.append(text) }
  }

  private mutating func add(_ label: String, _ parts: [String]) {
    // An empty list says nothing after a word such as "if".
    if parts.isEmpty, !label.isEmpty { return }
    add(label, parts.isEmpty ? "nothing" : parts.joined(separator: ", "))
  }

  mutating func form(_ label: String, _ part: inout LinearForm) { add(label, data.text(of: part)) }
  mutating func forms(_ label: String, _ part: inout [LinearForm]) { add(label, part.map(data.text(of:))) }
  mutating func variable(_ label: String, _ part: inout Int) { add(label, data.variableName(part)) }
  mutating func variables(_ label: String, _ part: inout [Int]) { add(label, part.map(data.variableName)) }
  mutating func literal(_ label: String, _ part: inout BoolVar) { add(label, data.text(of: part)) }
  mutating func literals(_ label: String, _ part: inout [BoolVar]) { add(label, part.map(data.text(of:))) }
  mutating func interval(_ label: String, _ part: inout Int) { add(label, data.intervals[part].name) }
  mutating func intervals(_ label: String, _ part: inout [Int]) { add(label, part.map { data.intervals[$0].name }) }
  mutating func number(_ label: String, _ part: inout Int) { add(label, "\(part)") }
  mutating func numbers(_ label: String, _ part: inout [Int]) { add(label, part.map(String.init)) }

  mutating func rows(_ label: String, _ part: inout [[Int]]) {
    add(label, part.map { "(\($0.map(String.init).joined(separator: ", ")))" })
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ label: String, _ part: inout Choice)
  where Choice.RawValue == String {
    add(label, part.rawValue)
  }
}

extension ModelData {
  /// A constraint in a line of words.
  package func text(ofConstraint position: Int) -> String {
    ConstraintText.text(of: constraints[position], at: position, in: self)
  }

  func text(of b: BoolVar) -> String { (b.isNegated ? "not " : "") + variableName(b.variable.index) }

  /// Such as `2 x - y + 3`.
  func text(of form: LinearForm) -> String {
    var text = ""
    for term in form.terms {
      let size = term.coefficient.magnitude
      text += text.isEmpty ? (term.coefficient < 0 ? "-" : "") : term.coefficient < 0 ? " - " : " + "
      text += (size == 1 ? "" : "\(size) ") + variableName(term.variable)
    }
    if text.isEmpty { return "\(form.constant)" }
    if form.constant == 0 { return text }
    return text + (form.constant < 0 ? " - " : " + ") + "\(form.constant.magnitude)"
  }

  /// form <= 0 and the like, with every term on the side where it is positive.
  func text(of form: LinearForm, _ comparison: LinearRelation.Comparison) -> String {
    var left = LinearForm(terms: form.terms.filter { $0.coefficient > 0 })
    var right = LinearForm(
      terms: form.terms.filter { $0.coefficient < 0 }.map {
        LinearForm.Term(variable: $0.variable, coefficient: -$0.coefficient)
      })
    if right.terms.isEmpty || (form.constant < 0 && !left.terms.isEmpty) {
      right.constant = -form.constant
    } else {
      left.constant = form.constant
    }
    if left.terms.isEmpty {
      // 5 <= x reads better from the variable's side.
      let turned = comparison == .atMost ? ">=" : comparison.rawValue
      return "\(text(of: right)) \(turned) \(text(of: left))"
    }
    return "\(text(of: left)) \(comparison.rawValue) \(text(of: right))"
  }
}
