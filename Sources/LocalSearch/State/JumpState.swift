import Basics

/// An assignment of all movable variables, and what it breaks: the state that local search moves, one variable at a
/// time.
///
/// Constraints are numbered: rows first, then resources.
package final class JumpState {
  package let model: JumpModel
  package let values: Buffer<Int>
  let rows: Buffer<Row>
  let resources: Resources
  var violated: SparseSet
  /// What one unit of cost counts beside the weighted violations; 0 where the cost is only a row.
  package var costFactor = 0.0
  /// Entries of rows and resources looked at so far.
  var work = 0
  let scores: ScoreTable
  /// Constraints whose violation the last moves raised, and rows that they gave room to, where a chain asks for them.
  var raised: SparseSet
  var loosened: SparseSet
  var notesChanges = false
  var candidates = Buffer<Int>()
  var breakpoints = Buffer<Breakpoint>()
  var table = Buffer<Double>()
  var random: RandomSource

  package init(_ model: JumpModel, seed: UInt64) {
    self.model = model
    values = Buffer(repeating: 0, count: model.variableCount)
    for variable in 0..<model.variableCount { values[variable] = model.lower[variable] }
    rows = Buffer(repeating: Row(low: 0, high: 0), count: model.rows.count)
    for row in 0..<model.rows.count { rows[row] = model.rows[row] }
    resources = Resources(model.resources)
    violated = SparseSet(below: model.rows.count + resources.count)
    raised = SparseSet(below: model.rows.count + resources.count)
    loosened = SparseSet(below: model.rows.count)
    scores = ScoreTable(model, resources)
    random = RandomSource(seed: seed)
    resetWeights(1)
  }

  package var violatedCount: Int { violated.count }
  package var constraintCount: Int { rows.count + resources.count }

  /// The cost in the sense of minimisation; 0 without an objective.
  package var cost: Int { model.costRow >= 0 ? rows[model.costRow].activity + model.costConstant : 0 }

  package func violation(_ constraint: Int) -> Int {
    constraint < rows.count ? rows[constraint].violation : resources.resources[constraint - rows.count].violation
  }

  func resetWeights(_ factor: Double) {
    for row in 0..<rows.count { rows[row].weight = factor * rows[row].scale }
    for number in 0..<resources.count {
      resources.resources[number].weight = factor * resources.resources[number].scale
    }
    scores.isValid = false
  }

  /// Small weights stay above a floor, so that no constraint is forgotten.
  func scaleWeights(by factor: Double) {
    for row in 0..<rows.count { rows[row].weight = max(rows[row].weight * factor, 1e-3 * rows[row].scale) }
    for number in 0..<resources.count {
      resources.resources[number].weight = max(resources.resources[number].weight * factor, 1e-3)
    }
    scores.isValid = false
  }

  func multiplyWeight(_ constraint: Int, by factor: Double, atMost limit: Double) {
    if constraint < rows.count {
      rows[constraint].weight = min(rows[constraint].weight * factor, limit * rows[constraint].scale)
    } else {
      let number = constraint - rows.count
      let resource = resources.resources[number]
      resources.resources[number].weight = min(resource.weight * factor, limit * resource.scale)
    }
  }

  /// The weighted violation of everything, computed from the values kept.
  package var total: Double {
    var sum = costFactor * Double(cost)
    for place in 0..<violated.count {
      let constraint = violated[place]
      sum += weight(constraint) * Double(violation(constraint))
    }
    return sum
  }

  package func weight(_ constraint: Int) -> Double {
    constraint < rows.count ? rows[constraint].weight : resources.resources[constraint - rows.count].weight
  }

  // MARK: Assignments

  /// Takes these values, inside the domains, and computes all that follows anew.
  package func load(_ assignment: some Collection<Int>) {
    for (variable, value) in assignment.enumerated() { values[variable] = nearestAllowed(variable, to: value) }
    recompute()
  }

  package func recompute() {
    let base = values.pointer
    violated.removeAll()
    for row in 0..<rows.count {
      var activity = 0
      for place in model.terms.range(of: row) {
        let term = model.terms[place]
        activity += term.coefficient * base[Int(term.variable)]
      }
      var falseGuards: Int32 = 0
      for place in model.guards.range(of: row) {
        let literal = model.guards[place]
        if values[literal.index] != Int(literal.holdsAt) { falseGuards += 1 }
      }
      rows[row].activity = activity
      rows[row].falseGuards = falseGuards
      settle(row)
    }
    resources.reset(values)
    for number in 0..<resources.count where resources.resources[number].violation > 0 {
      violated.insert(rows.count + number)
    }
    work += model.terms.elements.count
    scores.isValid = false
  }

  private func settle(_ row: Int) {
    let violation = rows[row].falseGuards == 0 ? rows[row].distance(rows[row].activity) : 0
    rows[row].violation = violation
    if violation > 0 { violated.insert(row) } else { violated.remove(row) }
  }

  /// Asks for a cost of at most `limit`; nil asks for nothing.
  package func setCostLimit(_ limit: Int?) {
    guard model.costRow >= 0 else { return }
    let high = limit.map { $0 - model.costConstant } ?? Row.infinity
    if rows[model.costRow].high == high { return }
    rows[model.costRow].high = high
    settle(model.costRow)
    scores.isValid = false
  }

  /// The value of the domain nearest to a number.
  package func nearestAllowed(_ variable: Int, to value: Int) -> Int {
    let range = model.allowed.range(of: variable)
    let clamped = min(max(value, model.lower[variable]), model.upper[variable])
    if range.isEmpty { return clamped }
    let place = firstAllowed(variable, notBelow: clamped)
    if place == range.upperBound { return model.allowed[range.upperBound - 1] }
    let above = model.allowed[place]
    if place == range.lowerBound { return above }
    let below = model.allowed[place - 1]
    return clamped - below < above - clamped ? below : above
  }

  /// The place of the first value of a domain with gaps that is not below a number.
  func firstAllowed(_ variable: Int, notBelow value: Int) -> Int {
    let range = model.allowed.range(of: variable)
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if model.allowed[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// One of the variables of a constraint that can move.
  func anyVariable(of constraint: Int) -> Int? {
    if constraint < rows.count {
      let range = model.terms.range(of: constraint)
      let guards = model.guards.range(of: constraint)
      if range.isEmpty && guards.isEmpty { return nil }
      let place = random.below(range.count + guards.count)
      return place < range.count
        ? Int(model.terms[range.lowerBound + place].variable)
        : Int(model.guards[guards.lowerBound + place - range.count].index)
    }
    let range = resources.variables.range(of: constraint - rows.count)
    return range.isEmpty ? nil : Int(resources.variables[range.lowerBound + random.below(range.count)])
  }

  // MARK: Moves

  /// How much the weighted violation, and the cost, change where a variable takes another value.
  package func change(_ variable: Int, to value: Int) -> Double {
    let step = value &- values[variable]
    var sum = costFactor == 0 ? 0 : costFactor * Double(model.cost[variable] &* step)
    let range = model.columns.range(of: variable)
    let column = model.columns.elements.pointer
    let rows = rows.pointer
    for place in range {
      let entry = column[place]
      let row = rows + Int(entry.row)
      if row.pointee.falseGuards != 0 { continue }
      let change = row.pointee.distance(row.pointee.activity &+ entry.coefficient &* step) &- row.pointee.violation
      if change != 0 { sum += row.pointee.weight * Double(change) }
    }
    let guardRange = model.guardColumns.range(of: variable)
    for place in guardRange {
      let literal = model.guardColumns[place]
      let row = rows + Int(literal.index)
      if values[variable] == Int(literal.holdsAt) {
        if value != Int(literal.holdsAt) { sum -= row.pointee.weight * Double(row.pointee.violation) }
      } else if value == Int(literal.holdsAt), row.pointee.falseGuards == 1 {
        sum += row.pointee.weight * Double(row.pointee.distance(row.pointee.activity))
      }
    }
    work &+= range.count &+ guardRange.count &+ 1
    if resources.count > 0, !resources.memberships.range(of: variable).isEmpty {
      sum += resources.change(variable, by: step)
      work &+= resources.effort(variable)
    }
    return sum
  }

  /// Moves a variable, and all that follows.
  package func move(_ variable: Int, to value: Int) {
    let step = value &- values[variable]
    let keepsScores = scores.isValid
    let column = model.columns.elements.pointer
    let rows = rows.pointer
    let range = model.columns.range(of: variable)
    for place in range {
      let entry = column[place]
      let row = rows + Int(entry.row)
      let before = row.pointee
      row.pointee.activity = before.activity &+ entry.coefficient &* step
      if before.falseGuards == 0 {
        row.pointee.violation = row.pointee.distance(row.pointee.activity)
        if row.pointee.violation != before.violation || notesChanges { note(Int(entry.row), before, row.pointee) }
      }
      if keepsScores { update(Int(entry.row), from: before, mover: variable) }
    }
    let old = values[variable]
    values[variable] = value
    for place in model.guardColumns.range(of: variable) {
      let literal = model.guardColumns[place]
      let holds = value == Int(literal.holdsAt)
      if holds == (old == Int(literal.holdsAt)) { continue }
      let row = rows + Int(literal.index)
      let before = row.pointee
      row.pointee.falseGuards += holds ? -1 : 1
      row.pointee.violation = row.pointee.falseGuards == 0 ? row.pointee.distance(row.pointee.activity) : 0
      if row.pointee.violation != before.violation { note(Int(literal.index), before, row.pointee) }
      if keepsScores { update(Int(literal.index), from: before, mover: variable) }
    }
    if resources.count > 0 { moveResources(variable, by: step, keepsScores) }
    if keepsScores { scores.moved(variable) }
    work &+= 2 &* range.count
  }

  @inline(__always)
  private func note(_ row: Int, _ before: Row, _ now: Row) {
    if now.violation > 0 { violated.insert(row) } else { violated.remove(row) }
    if !notesChanges { return }
    if now.violation > before.violation {
      raised.insert(row)
    } else if now.violation == 0, !now.isDisequation, now.low < now.high,
      now.activity > before.activity
        ? now.low > -Row.infinity && before.activity - now.low < now.reach
        : now.high < Row.infinity && now.high - before.activity < now.reach
    {
      loosened.insert(row)
    }
  }

  private func moveResources(_ variable: Int, by step: Int, _ keepsScores: Bool) {
    let memberships = resources.memberships.range(of: variable)
    if memberships.isEmpty { return }
    for place in memberships { resources.prepare(resources.memberships[place]) }
    resources.shift(variable, by: step)
    for place in memberships {
      let number = Int(resources.memberships[place].resource)
      resources.settle(resources.memberships[place])
      let before = resources.resources[number].previous
      let now = resources.resources[number].violation
      let constraint = rows.count + number
      if now > 0 { violated.insert(constraint) } else { violated.remove(constraint) }
      if notesChanges && now > before { raised.insert(constraint) }
      if keepsScores {
        for other in resources.variables.range(of: number) { scores.wake(Int(resources.variables[other])) }
      }
    }
    work &+= 2 &* resources.effort(variable)
  }
}
