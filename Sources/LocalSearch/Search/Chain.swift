import Basics

/// A compound move: a first move, then moves that repair what the former ones broke, each variable at most once.
///
/// - Source: Glover 1996, "Ejection chains, reference structures and alternating path methods".
final class Chain {
  let state: JumpState
  /// By variable, the chain that moved it last.
  private let stamp: Buffer<Int32>
  private var number: Int32 = 0
  private var journal = Buffer<Step>()
  /// What the moves so far change, by the state's weights.
  private(set) var total = 0.0
  /// The constraint that could not be repaired.
  private(set) var stuck = -1

  private struct Step: BitwiseCopyable {
    var variable: Int32
    var old: Int
  }

  /// Variables of a row that are tried for a repair.
  var width = Chain.widest
  static let widest = 48
  /// Variables of a resource that are.
  private static let widestResource = 8

  init(_ state: JumpState) {
    self.state = state
    stamp = Buffer(repeating: 0, count: state.values.count)
  }

  var length: Int { journal.count }

  func begin() {
    number &+= 1
    journal.removeAll()
    state.raised.removeAll()
    state.loosened.removeAll()
    total = 0
  }

  func mayMove(_ variable: Int) -> Bool { stamp[variable] != number }

  func move(_ variable: Int, to value: Int, changing change: Double) {
    journal.append(Step(variable: Int32(variable), old: state.values[variable]))
    stamp[variable] = number
    total += change
    state.notesChanges = true
    state.move(variable, to: value)
    state.notesChanges = false
  }

  /// Takes moves back until `length` are left; `total` is what they had changed.
  func undo(to length: Int, total: Double) {
    while journal.count > length {
      let step = journal.removeLast()
      state.move(Int(step.variable), to: step.old)
      stamp[step.variable] = 0
    }
    self.total = total
  }

  /// Repairs what was raised until nothing of it is violated.
  ///
  /// - Returns: false where something could not be repaired in so many moves.
  func repair(moves: Int) -> Bool {
    var left = moves
    while !state.raised.isEmpty {
      let constraint = state.raised[state.raised.count - 1]
      if state.violation(constraint) == 0 {
        state.raised.remove(constraint)
        continue
      }
      if left == 0 || !repair(constraint) {
        stuck = constraint
        return false
      }
      left -= 1
    }
    return true
  }

  /// Chains that start at a violated constraint, kept where the weighted violation falls; other weights stay.
  ///
  /// - Returns: whether one was kept.
  func descend(from constraint: Int) -> Bool {
    begin()
    for moves in 0..<8 {
      let next = moves == 0 ? constraint : nextRaised()
      guard next >= 0, repair(next) else { break }
      if total < ScoreTable.tolerance { return true }
    }
    undo(to: 0, total: 0)
    return false
  }

  private func nextRaised() -> Int {
    while !state.raised.isEmpty {
      let constraint = state.raised[state.raised.count - 1]
      if state.violation(constraint) > 0 { return constraint }
      state.raised.remove(constraint)
    }
    return -1
  }

  /// Moves the variable that repairs a constraint, or a part of it, at the least price.
  private func repair(_ constraint: Int) -> Bool {
    var best = (variable: -1, value: 0, change: Double.infinity)
    if constraint < state.rows.count {
      findRepair(row: constraint, &best)
    } else {
      findRepair(resource: constraint - state.rows.count, &best)
    }
    if best.variable < 0 { return false }
    move(best.variable, to: best.value, changing: best.change)
    return true
  }

  private func findRepair(row number: Int, _ best: inout (variable: Int, value: Int, change: Double)) {
    let model = state.model
    let row = state.rows[number]
    let range = model.terms.range(of: number)
    let count = range.count
    let tried = min(count, width)
    var place = count > 0 ? range.lowerBound + state.random.below(count) : 0
    for _ in 0..<tried {
      let term = model.terms[place]
      place = place + 1 == range.upperBound ? range.lowerBound : place + 1
      let variable = Int(term.variable)
      if stamp[variable] == self.number { continue }
      let value = repairingValue(row, term.coefficient, variable)
      if value == state.values[variable] { continue }
      let change = state.change(variable, to: value)
      if change < best.change { best = (variable, value, change) }
    }
    for place in model.guards.range(of: number) {
      let variable = Int(model.guards[place].index)
      if stamp[variable] == self.number { continue }
      let value = state.otherValue(variable)
      let change = state.change(variable, to: value)
      if change < best.change { best = (variable, value, change) }
    }
  }

  /// The nearest value of a variable that repairs a row, or as much of it as it can; its own where it cannot.
  private func repairingValue(_ row: Row, _ coefficient: Int, _ variable: Int) -> Int {
    let model = state.model
    let present = state.values[variable]
    let (lower, upper) = (model.lower[variable], model.upper[variable])
    if row.isDisequation {
      let isUp = present == lower || (present < upper && state.random.below(2) == 0)
      return state.nearestAllowed(variable, to: isUp ? present + 1 : present - 1)
    }
    let isUp = (row.activity > row.high) == (coefficient < 0)
    if upper - lower == 1 { return isUp ? upper : lower }
    let size = abs(coefficient)
    // An equation must not overshoot where it can fall short.
    let steps =
      row.low == row.high && row.violation >= size ? row.violation / size : ceilDivide(row.violation, size)
    return state.nearestAllowed(variable, to: isUp ? present + steps : present - steps)
  }

  private func findRepair(resource number: Int, _ best: inout (variable: Int, value: Int, change: Double)) {
    let range = state.resources.variables.range(of: number)
    if range.isEmpty { return }
    for _ in 0..<min(range.count, Self.widestResource) {
      let place = range.lowerBound + state.random.below(range.count)
      let variable = Int(state.resources.variables[place])
      if stamp[variable] == self.number || state.model.lower[variable] == state.model.upper[variable] { continue }
      let jump = state.jump(variable)
      if jump.value != state.values[variable], jump.change < best.change {
        best = (variable, jump.value, jump.change)
      }
    }
  }
}
