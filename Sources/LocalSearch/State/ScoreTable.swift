import Basics

/// By variable its jump, the best other value, and what that would change; and which variables are worth a look.
///
/// Booleans that are in linear rows only have exact scores, kept by every move; others are computed when they are
/// looked at, after something near them changed.
/// - Source: Luteberget, Sartor 2023, "Feasibility Jump: an LP-free Lagrangian MIP heuristic".
final class ScoreTable {
  /// The only other value of a Boolean follows from its present one, so that only others' are here.
  let jump: Buffer<Int>
  let score: Buffer<Double>
  let isStale: Buffer<Bool>
  /// Two values, and in no resource.
  let isExact: Buffer<Bool>
  var waiting: SparseSet
  /// Whether moves keep it; after other changes it is made anew.
  var isValid = false

  static let tolerance = -1e-7

  init(_ model: JumpModel, _ resources: Resources) {
    let count = model.variableCount
    jump = Buffer(repeating: 0, count: count)
    score = Buffer(repeating: 0, count: count)
    isStale = Buffer(repeating: true, count: count)
    isExact = Buffer(repeating: false, count: count)
    waiting = SparseSet(below: count)
    for place in 0..<model.movable.count {
      let variable = Int(model.movable[place])
      isExact[variable] =
        model.upper[variable] - model.lower[variable] == 1 && resources.memberships.range(of: variable).isEmpty
    }
  }

  /// Something near a variable without an exact score changed.
  @inline(__always)
  func wake(_ variable: Int) {
    if isExact[variable] { return }
    isStale[variable] = true
    waiting.insert(variable)
  }

  @inline(__always)
  func add(_ change: Double, to variable: Int) {
    let sum = score[variable] + change
    score[variable] = sum
    if sum < Self.tolerance { waiting.insert(variable) }
  }

  /// A variable has moved: its way back changes by the opposite.
  func moved(_ variable: Int) {
    if isExact[variable] { score[variable] = -score[variable] } else { wake(variable) }
  }
}

extension JumpState {
  /// The score kept for a variable with two values; nil for others.
  package func keptScore(_ variable: Int) -> Double? {
    scores.isValid && scores.isExact[variable] ? scores.score[variable] : nil
  }

  /// The other value of a variable with two.
  @inline(__always)
  func otherValue(_ variable: Int) -> Int { model.lower[variable] &+ model.upper[variable] &- values[variable] }

  /// Makes all scores anew.
  package func makeScores() {
    scores.waiting.removeAll()
    for place in 0..<model.movable.count {
      let variable = Int(model.movable[place])
      if scores.isExact[variable] {
        scores.score[variable] = change(variable, to: otherValue(variable))
        if scores.score[variable] < ScoreTable.tolerance { scores.waiting.insert(variable) }
      } else {
        scores.isStale[variable] = true
        scores.waiting.insert(variable)
      }
    }
    scores.isValid = true
  }

  /// What a row lets the move of a variable with this coefficient change.
  @inline(__always)
  private func part(_ row: borrowing Row, _ coefficient: Int, _ variable: Int) -> Double {
    if row.falseGuards != 0 { return 0 }
    let step = otherValue(variable) &- values[variable]
    let change = row.distance(row.activity &+ coefficient &* step) &- row.violation
    return change == 0 ? 0 : row.weight * Double(change)
  }

  @inline(__always)
  private func guardPart(_ row: borrowing Row, _ holdsAt: Int32, _ variable: Int) -> Double {
    if values[variable] == Int(holdsAt) { return -row.weight * Double(row.violation) }
    return row.falseGuards == 1 ? row.weight * Double(row.distance(row.activity)) : 0
  }

  /// Brings the scores of a row's variables up to date after it changed; the mover's own are its business.
  func update(_ number: Int, from before: Row, mover: Int) {
    let now = rows[number]
    if now.falseGuards > 1 && before.falseGuards > 1 { return }
    if now.weight == before.weight {
      if now.activity == before.activity && now.falseGuards == before.falseGuards { return }
      if now.falseGuards == before.falseGuards, before.looksAlike(before.activity, now.activity) { return }
    }
    let range = model.terms.range(of: number)
    let terms = model.terms.elements.pointer
    if now.falseGuards == 0 || before.falseGuards == 0 {
      for place in range {
        let term = terms[place]
        let variable = Int(term.variable)
        if variable == mover { continue }
        if scores.isExact.pointer[variable] {
          let change = part(now, term.coefficient, variable) - part(before, term.coefficient, variable)
          if change != 0 { scores.add(change, to: variable) }
        } else {
          scores.wake(variable)
        }
      }
      work &+= range.count
    }
    for place in model.guards.range(of: number) {
      let literal = model.guards[place]
      let variable = Int(literal.index)
      if variable == mover { continue }
      if scores.isExact[variable] {
        // The literal's own value is the same on both sides.
        let change = guardPart(now, literal.holdsAt, variable) - guardPart(before, literal.holdsAt, variable)
        if change != 0 { scores.add(change, to: variable) }
      } else {
        scores.wake(variable)
      }
    }
  }

  /// Raises the weight of a constraint, and what follows.
  package func raiseWeight(_ constraint: Int, by bump: Double) {
    if constraint >= rows.count {
      let number = constraint - rows.count
      resources.resources[number].weight += bump * resources.resources[number].scale
      if !scores.isValid { return }
      for place in resources.variables.range(of: number) { scores.wake(Int(resources.variables[place])) }
      return
    }
    let before = rows[constraint]
    rows[constraint].weight += bump * before.scale
    if scores.isValid { update(constraint, from: before, mover: -1) }
  }
}
