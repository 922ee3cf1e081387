/// Writes a model as rows of words; what is read from them is the same model, but for names.
///
/// - Complexity: O(words).
package struct RowWriter {
  private var words: [Int64] = []

  package static func words(of model: RowModel) -> [Int64] {
    var writer = RowWriter()
    writer.write(model)
    return writer.words
  }

  private mutating func write(_ model: RowModel) {
    writeVariables(model)
    for interval in model.data.intervals {
      row(.interval) { writer in
        writer.put(interval.start.terms[0].variable)
        writer.put(interval.duration)
        writer.put(interval.end)
        writer.put(interval.presence.map { [$0] } ?? []) { $0.put($1) }
      }
    }
    var group = ConstraintGroups.Membership.single
    for (position, constraint) in model.data.constraints.enumerated() {
      let membership = model.groups.membership(ofConstraint: position)
      if membership != group {
        group = membership
        row(.group) { $0.put(membership.number) }
      }
      write(constraint)
    }
    if group != .single { row(.group) { $0.put(ConstraintGroups.Membership.single.number) } }
    if let objective = model.data.objective {
      row(.objective) { writer in
        let sense: RowCode.Sense = objective.isMaximised ? .maximize : .minimize
        writer.put(sense.rawValue)
        writer.put(objective.isMaximised ? objective.cost.negated : objective.cost)
      }
    }
    if !model.data.hints.isEmpty {
      row(.hints) { writer in
        writer.put(model.data.hints) { writer, hint in
          writer.put(hint.variable)
          writer.put(hint.value)
        }
      }
    }
  }

  /// Runs of variables with bounds of their own, and between them one row for each whose bounds follow.
  private mutating func writeVariables(_ model: RowModel) {
    var first = 0
    for (variable, definition) in model.open.definitions {
      writeRun(first..<variable, model.data)
      row(.derived) { $0.put(definition) }
      first = variable + 1
    }
    writeRun(first..<model.data.variableCount, model.data)
  }

  private mutating func writeRun(_ run: Range<Int>, _ data: ModelData) {
    if run.isEmpty { return }
    row(.variables) { writer in
      writer.put(run.count)
      writer.words.append(contentsOf: data.lower[run].lazy.map(Int64.init))
      writer.words.append(contentsOf: data.upper[run].lazy.map(Int64.init))
    }
  }

  private mutating func put(_ definition: OpenVariables.Definition) {
    switch definition {
    case .start: put(RowCode.Derivation.start.rawValue)
    case .sum(let start, let duration):
      put(RowCode.Derivation.end.rawValue)
      put(start)
      put(duration)
    case .largest(let operands, let sign):
      put((sign > 0 ? RowCode.Derivation.largest : .smallest).rawValue)
      put(sign > 0 ? operands : operands.map(\.negated)) { $0.put($1) }
    case .oneOf(let elements):
      put(RowCode.Derivation.oneOf.rawValue)
      put(elements) { $0.put($1) }
    }
  }

  private mutating func write<Kind: Constraint>(_ constraint: Kind) {
    guard let code = RowCode.code(of: Kind.self) else { preconditionFailure("no row for \(Kind.keyword)") }
    var copy = constraint
    row(code) { copy.visitParts(&$0) }
  }

  // MARK: Pieces

  private mutating func row(_ code: RowCode, _ payload: (inout RowWriter) -> Void) { row(code.rawValue, payload) }

  private mutating func row(_ code: Int, _ payload: (inout RowWriter) -> Void) {
    put(code)
    let place = words.count
    put(0)
    payload(&self)
    words[place] = Int64(words.count - place - 1)
  }

  private mutating func put(_ number: Int) { words.append(Int64(number)) }

  private mutating func put(_ form: LinearForm) {
    put(form.terms.count)
    put(form.constant)
    for term in form.terms {
      put(term.variable)
      put(term.coefficient)
    }
  }

  private mutating func put(_ literal: BoolVar) {
    put(literal.isNegated ? -literal.variable.index - 1 : literal.variable.index)
  }

  private mutating func put<Element>(_ elements: [Element], _ put: (inout RowWriter, Element) -> Void) {
    self.put(elements.count)
    for element in elements { put(&self, element) }
  }
}

/// Parts are looked at and never changed.
extension RowWriter: PartVisitor {
  package mutating func form(_ label: String, _ part: inout LinearForm) { put(part) }
  package mutating func forms(_ label: String, _ part: inout [LinearForm]) { put(part) { $0.put($1) } }
  package mutating func variable(_ label: String, _ part: inout Int) { put(part) }
  package mutating func variables(_ label: String, _ part: inout [Int]) { put(part) { $0.put($1) } }
  package mutating func literal(_ label: String, _ part: inout BoolVar) { put(part) }
  package mutating func literals(_ label: String, _ part: inout [BoolVar]) { put(part) { $0.put($1) } }
  package mutating func interval(_ label: String, _ part: inout Int) { put(part) }
  package mutating func intervals(_ label: String, _ part: inout [Int]) { put(part) { $0.put($1) } }
  package mutating func number(_ label: String, _ part: inout Int) { put(part) }
  package mutating func numbers(_ label: String, _ part: inout [Int]) { put(part) { $0.put($1) } }

  package mutating func rows(_ label: String, _ part: inout [[Int]]) {
    put(part) { writer, row in
      writer.put(row.count)
      for number in row { writer.words.append(number == RowList.wildcard ? .min : Int64(number)) }
    }
  }

  package mutating func choice<Choice: RawRepresentable & CaseIterable>(_ label: String, _ part: inout Choice)
  where Choice.RawValue == String {
    put(Choice.allCases.map(\.rawValue).firstIndex(of: part.rawValue) ?? 0)
  }
}
