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

  private mutating func add<Part>(_ label: String, _ parts: [Part], _ text: (Part) -> String) {
    // An empty list says nothing after a word such as "if".
    if parts.isEmpty { return add(label.isEmpty ? "nothing" : "", "") }
    add(label, ModelData.list(parts, text))
  }

  mutating func form(_ label: String, _ part: inout LinearForm) { add(label, data.text(of: part)) }
  mutating func forms(_ label: String, _ part: inout [LinearForm]) { add(label, part, data.text(of:)) }
  mutating func variable(_ label: String, _ part: inout Int) { add(label, data.variableName(part)) }
  mutating func variables(_ label: String, _ part: inout [Int]) { add(label, part, data.variableName) }
  mutating func literal(_ label: String, _ part: inout BoolVar) { add(label, data.text(of: part)) }
  mutating func literals(_ label: String, _ part: inout [BoolVar]) { add(label, part, data.text(of:)) }
  mutating func interval(_ label: String, _ part: inout Int) { add(label, data.intervals[part].name) }
  mutating func intervals(_ label: String, _ part: inout [Int]) {
    add(label, part) { [data] in data.intervals[$0].name }
  }

  mutating func number(_ label: String, _ part: inout Int) { add(label, "\(part)") }
  mutating func numbers(_ label: String, _ part: inout [Int]) { add(label, part) { String($0) } }

  mutating func rows(_ label: String, _ part: inout [[Int]]) {
    add(label, part) { "(\(ModelData.list($0) { String($0) }))" }
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ label: String, _ part: inout Choice)
  where Choice.RawValue == String {
    add(label, part.rawValue)
  }
}

extension ModelData {
  /// Members of a list and terms of a sum that are shown; nobody reads on.
  private static let shownCount = 16

  /// The first of them, and how many there are beside these.
  static func list<Part>(_ parts: [Part], _ text: (Part) -> String) -> String {
    let shown = parts.prefix(shownCount).map(text).joined(separator: ", ")
    return parts.count > shownCount ? "\(shown) and \(parts.count - shownCount) more" : shown
  }

  /// A constraint in a line of words.
  package func text(ofConstraint position: Int) -> String {
    ConstraintText.text(of: constraints[position], at: position, in: self)
  }

  func text(of b: BoolVar) -> String { (b.isNegated ? "not " : "") + variableName(b.variable.index) }

  /// Such as `2 x - y + 3`.
  func text(of form: LinearForm) -> String {
    var text = ""
    for term in form.terms.prefix(Self.shownCount) {
      let size = term.coefficient.magnitude
      text += text.isEmpty ? (term.coefficient < 0 ? "-" : "") : term.coefficient < 0 ? " - " : " + "
      text += (size == 1 ? "" : "\(size) ") + variableName(term.variable)
    }
    if text.isEmpty { return "\(form.constant)" }
    if form.terms.count > Self.shownCount { text += " + \(form.terms.count - Self.shownCount) more terms" }
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
    let sign =
      switch comparison {
      case .atMost: "<="
      case .equal: "="
      case .notEqual: "!="
      }
    if left.terms.isEmpty {
      // 5 <= x reads better from the variable's side.
      return "\(text(of: right)) \(comparison == .atMost ? ">=" : sign) \(text(of: left))"
    }
    return "\(text(of: left)) \(sign) \(text(of: right))"
  }
}
