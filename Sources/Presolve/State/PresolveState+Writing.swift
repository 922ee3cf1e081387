import Statements

/// From rows to a model.
extension PresolveState {
  /// The reduced model; nil where presolve was stopped, or where a sum could leave what engines compute exactly.
  mutating func write() -> PresolvedModel? {
    let count = data.variableCount
    var renaming = Renaming(data)
    renaming.data.lower = lower.withElements { Array($0) }
    renaming.data.upper = upper.withElements { Array($0) }
    renaming.position = [Int32](repeating: -1, count: count)
    var made = ModelData(name: data.name)
    var variables: [Int] = []
    for column in 0..<count where !isRemoved[column] && (!isFixed(column) || numberUses[column] > 0) {
      renaming.position[column] = Int32(variables.count)
      variables.append(column)
      made.lower.append(lower[column])
      made.upper.append(upper[column])
      let name = data.names[column]
      made.names.append(name.isEmpty && variables.count <= column ? data.variableName(column) : name)
    }
    guard spend(count) else { return nil }
    if !opaque.isEmpty { addImages(to: &renaming) }
    let intervals = writeIntervals(&made, &renaming)
    guard writeRows(&made, renaming, isSame: variables.count == count) else { return nil }
    for position in opaque {
      let constraint = data.constraints[position]
      let left = (constraint as? any OpaqueConstraint)?.rewritten(renaming) ?? [constraint.renamed(renaming)]
      if left.isEmpty { note(.idleConstraints) }
      made.constraints += left
      if !spend(20) { return nil }
    }
    let anchor = writeObjective(&made, renaming, &variables)
    if let cost = made.objective?.cost, !made.isSafe(cost) { return nil }
    writeHints(&made, renaming)
    report.variablesAfter = made.variableCount
    report.constraintsAfter = made.constraints.count
    report.work = work
    return PresolvedModel(
      made, of: data, variables: variables, intervals: intervals, steps: steps, template: renaming.data.lower,
      anchor: anchor, report: report)
  }

  private func addImages(to renaming: inout Renaming) {
    renaming.image = (0..<data.variableCount).map { column in
      let place = resolve(column)
      guard data.lower[column] >= 0, data.upper[column] <= 1 else { return Renaming.never }
      if isFixed(place.column) {
        return place.scale * lower[place.column] + place.offset == 1 ? Renaming.always : Renaming.never
      }
      return literalCode(renaming.position[place.column], isNegated: place.scale < 0)
    }
  }

  /// Intervals that some constraint left speaks of, in their order.
  private func writeIntervals(_ made: inout ModelData, _ renaming: inout Renaming) -> [Int] {
    var isUsed = [Bool](repeating: false, count: data.intervals.count)
    var staysAbsent = isUsed
    for position in opaque {
      switch data.constraints[position] {
      case let constraint as NoOverlapConstraint: for member in constraint.members { isUsed[member] = true }
      case let constraint as CumulativeConstraint: for member in constraint.members { isUsed[member] = true }
      case let constraint as PrecedenceConstraint:
        isUsed[constraint.first] = true
        isUsed[constraint.second] = true
      case let constraint as AlternativeConstraint:
        isUsed[constraint.main] = true
        for option in constraint.options { isUsed[option] = true }
      case let constraint where constraint is any OpaqueConstraint:
        for interval in PartCollector(constraint).intervals { isUsed[interval] = true }
      case let constraint: for interval in PartCollector(constraint).intervals { staysAbsent[interval] = true }
      }
    }
    let kept = data.intervals.indices.filter { staysAbsent[$0] || (isUsed[$0] && renaming.mayBePresent($0)) }
    renaming.intervalPosition = [Int32](repeating: -1, count: data.intervals.count)
    for (place, interval) in kept.enumerated() { renaming.intervalPosition[interval] = Int32(place) }
    made.intervals = kept.map { renaming.interval($0) }
    return kept
  }

  private mutating func writeRows(_ made: inout ModelData, _ renaming: Renaming, isSame: Bool) -> Bool {
    made.constraints.reserveCapacity(rows.count)
    let places = renaming.position
    for index in 0..<rows.count {
      let row = rows[index]
      if !row.isLive || row.isShadow { continue }
      if !spend(Int(row.count) + 4) { return false }
      if let literals = literals(of: row, places) {
        writeLiterals(literals, row, places, &made)
      } else if isSame, !row.isChanged, row.source >= 0 {
        made.constraints.append(data.constraints[Int(row.source)])
      } else {
        let form = LinearForm(
          terms: (Int(row.start)..<Int(row.start + row.count)).map {
            LinearForm.Term(variable: Int(places[Int(columns[$0])]), coefficient: coefficients[$0])
          }, constant: -row.right)
        if row.isChanged, !made.isSafe(form) { return false }
        made.constraints.append(LinearConstraint(form, row.comparison.statement, if: conditions(of: row, places)))
      }
    }
    return true
  }

  private func conditions(of row: Row, _ places: [Int32]) -> [BoolVar] {
    (0..<Int(row.conditionCount)).map { boolVar(conditions[Int(row.firstCondition) + $0], places) }
  }

  private func boolVar(_ literal: LiteralCode, _ places: [Int32]) -> BoolVar {
    BoolVar(variable: IntVar(model: 0, position: places[Int(literal >> 1)]), isNegated: literal & 1 == 1)
  }

  /// The literals of which a row limits the number, where it is a clause, at most one or exactly one; nil otherwise.
  private func literals(of row: Row, _ places: [Int32]) -> [BoolVar]? {
    if row.count < 2 || row.comparison == .notEqual { return nil }
    var limit = row.right
    for i in Int(row.start)..<Int(row.start + row.count) {
      guard abs(coefficients[i]) == 1, isBoolean(Int(columns[i])) else { return nil }
      if coefficients[i] < 0 { limit += 1 }
    }
    let isClause = row.comparison == .atMost && limit == Int(row.count) - 1
    guard isClause || (limit == 1 && row.conditionCount == 0) else { return nil }
    return (Int(row.start)..<Int(row.start + row.count)).map {
      boolVar(literalCode(columns[$0], isNegated: coefficients[$0] < 0), places)
    }
  }

  /// Σ literals ≤ n − 1, ≤ 1 or = 1
  private func writeLiterals(_ literals: [BoolVar], _ row: Row, _ places: [Int32], _ made: inout ModelData) {
    if row.comparison == .equal {
      made.constraints.append(ClauseConstraint(literals))
      made.constraints.append(AtMostOneConstraint(literals))
    } else if row.right + literals.count(where: \.isNegated) == literals.count - 1 {
      let clause = ClauseConstraint(conditions(of: row, places).map { !$0 } + literals.map { !$0 })
      made.constraints.append(clause)
    } else {
      made.constraints.append(AtMostOneConstraint(literals))
    }
  }

  /// An objective that has become a constant keeps a variable that is always 0, since engines want one.
  private func writeObjective(_ made: inout ModelData, _ renaming: Renaming, _ variables: inout [Int]) -> Int? {
    guard let objective = data.objective else { return nil }
    var form = LinearForm(constant: costConstant)
    for column in 0..<data.variableCount where cost[column] != 0 {
      if isFixed(column) {
        form.constant += cost[column] * lower[column]
      } else {
        form.terms.append(
          LinearForm.Term(variable: Int(renaming.position[column]), coefficient: cost[column]))
      }
    }
    var anchor: Int?
    if form.terms.isEmpty, let first = objective.cost.terms.first?.variable {
      anchor = made.variableCount
      made.lower.append(0)
      made.upper.append(0)
      made.names.append("cost")
      variables.append(first)
      form.terms = [LinearForm.Term(variable: made.variableCount - 1, coefficient: 1)]
    }
    made.objective = ModelData.Objective(cost: form, isMaximised: objective.isMaximised)
    return anchor
  }

  private func writeHints(_ made: inout ModelData, _ renaming: Renaming) {
    for hint in data.hints {
      let place = resolve(hint.variable)
      guard !isFixed(place.column), !isRemoved[place.column], !isGrown[place.column] else { continue }
      let difference = hint.value - place.offset
      guard difference % place.scale == 0 else { continue }
      let value = difference / place.scale
      if value < lower[place.column] || value > upper[place.column] { continue }
      made.hints.append(ModelData.Hint(variable: Int(renaming.position[place.column]), value: value))
    }
  }
}

extension Row.Comparison {
  var statement: LinearRelation.Comparison {
    switch self {
    case .atMost: .atMost
    case .equal: .equal
    case .notEqual: .notEqual
    }
  }
}
