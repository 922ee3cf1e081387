import Statements

/// The objective, where it is regular: every part of it is bounded from below by times, and it wants them small.
extension TaskRecognition {
  mutating func addCost() {
    guard let cost = data.objective?.cost else { return }
    let floors = LowerRows(of: data)
    let choices = choices
    var pieces: [RegularCost.Piece] = []
    var constant = cost.constant
    for term in cost.terms {
      if let choice = choices[term.variable] {
        // A negated choice: the Boolean counts where the mode is not chosen.
        if choice.isNegated { constant += term.coefficient }
        let cost = choice.isNegated ? -term.coefficient : term.coefficient
        network.tasks[choice.task].modes[choice.mode].cost += cost
        continue
      }
      guard term.coefficient > 0 else { return }
      var terms: [RegularCost.Term] = []
      var floor = data.lower[term.variable]
      guard collect(term.variable, offset: 0, mode: nil, floors, depth: 0, &terms, &floor), !terms.isEmpty else {
        return
      }
      pieces.append(
        RegularCost.Piece(
          variable: term.variable, weight: term.coefficient, floor: floor, terms: terms + common(of: terms)))
    }
    network.cost = RegularCost(pieces: pieces, constant: constant)
  }

  /// By Boolean, the first mode that it, or its negation, chooses.
  private var choices: [Int: (task: Int, mode: Int, isNegated: Bool)] {
    var choices: [Int: (task: Int, mode: Int, isNegated: Bool)] = [:]
    for (number, task) in network.tasks.enumerated() {
      for (mode, way) in task.modes.enumerated() {
        guard let choice = way.choice, choices[choice.variable.index] == nil else { continue }
        choices[choice.variable.index] = (number, mode, choice.isNegated)
      }
    }
    return choices
  }

  /// What counts of a task in each of its modes counts in all.
  private func common(of terms: [RegularCost.Term]) -> [RegularCost.Term] {
    var offsets: [TaskNetwork.Event: [Int: Int]] = [:]
    for term in terms {
      guard let mode = term.mode else { continue }
      offsets[term.event, default: [:]][mode] = max(offsets[term.event]?[mode] ?? .min, term.offset)
    }
    return offsets.sorted { ($0.key.task, $0.key.isEnd ? 1 : 0) < ($1.key.task, $1.key.isEnd ? 1 : 0) }
      .compactMap { event, byMode in
        let modes = network.tasks[event.task].modes
        guard modes.indices.allSatisfy({ modes[$0].isAbsence || byMode[$0] != nil }),
          let least = byMode.values.min()
        else { return nil }
        return RegularCost.Term(event: event, mode: nil, offset: least)
      }
  }

  /// Gathers the times that `variable` + offset has to reach; false where something else bounds it.
  private func collect(
    _ variable: Int, offset: Int, mode: Int?, _ rows: LowerRows, depth: Int, _ terms: inout [RegularCost.Term],
    _ floor: inout Int
  ) -> Bool {
    if let time = times[variable] {
      let mode = time.mode ?? mode
      if !time.event.isEnd, let duration = fixedDuration(time.event.task, mode) {
        let end = TaskNetwork.Event(task: time.event.task, isEnd: true)
        terms.append(RegularCost.Term(event: end, mode: mode, offset: offset + time.offset - duration))
      } else {
        terms.append(RegularCost.Term(event: time.event, mode: mode, offset: offset + time.offset))
      }
      return true
    }
    // Deeper than a maximum of tardinesses, nobody goes.
    guard depth < 3, let bounds = rows.byVariable[variable] else { return false }
    floor = max(floor, data.lower[variable] + offset)
    for bound in bounds {
      guard let source = bound.source else {
        floor = max(floor, bound.offset + offset)
        continue
      }
      var mode = mode
      if let condition = bound.condition {
        guard let time = times[source], let chosen = self.mode(of: time.event.task, chosenBy: condition) else {
          return false
        }
        mode = chosen ?? mode
      }
      guard collect(source, offset: offset + bound.offset, mode: mode, rows, depth: depth + 1, &terms, &floor) else {
        return false
      }
    }
    return true
  }
}

/// By variable, what it must not be below: maxima, and rows about it and one other variable.
private struct LowerRows {
  struct Bound {
    /// nil for a constant.
    let source: Int?
    let offset: Int
    let condition: BoolVar?
  }

  private(set) var byVariable: [Int: [Bound]] = [:]

  init(of data: ModelData) {
    for constraint in data.constraints {
      if let maximum = constraint as? MaximumConstraint {
        add(maximum)
      } else if let row = constraint as? LinearConstraint, row.conditions.count <= 1, row.comparison != .notEqual {
        add(row.form, if: row.conditions.first)
        if row.comparison == .equal { add(row.form.negated, if: row.conditions.first) }
      }
    }
  }

  private mutating func add(_ maximum: MaximumConstraint) {
    guard maximum.target.terms.count == 1, maximum.target.terms[0].coefficient == 1 else { return }
    let target = maximum.target.terms[0].variable
    for operand in maximum.operands {
      if let constant = operand.fixedValue {
        note(target, Bound(source: nil, offset: constant - maximum.target.constant, condition: nil))
      } else if operand.terms.count == 1, operand.terms[0].coefficient == 1 {
        note(
          target,
          Bound(
            source: operand.terms[0].variable, offset: operand.constant - maximum.target.constant, condition: nil))
      }
    }
  }

  /// form <= 0.
  private mutating func add(_ form: LinearForm, if condition: BoolVar?) {
    if let difference = DifferenceForm(form) {
      note(difference.minus, Bound(source: difference.plus, offset: difference.constant, condition: condition))
    } else if form.terms.count == 1, form.terms[0].coefficient == -1, condition == nil {
      note(form.terms[0].variable, Bound(source: nil, offset: form.constant, condition: nil))
    }
  }

  private mutating func note(_ variable: Int, _ bound: Bound) { byVariable[variable, default: []].append(bound) }
}
