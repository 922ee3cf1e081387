import Basics
import Statements

/// Local search on any model: first for a solution, by jumps under growing weights, then for better ones.
///
/// What it returns has passed the model's checker. It is deterministic for a seed, and resumed where it stopped.
package final class JumpSearch {
  package enum Start {
    /// The hints, cheap values elsewhere.
    case hint
    case values([Int])
    /// Every variable at the bound that the objective likes.
    case cheapBounds
    case random
    /// These values with some of them changed at random.
    case perturbed([Int])
  }

  private let data: ModelData
  private var model: JumpModel
  private var descent: WeightedDescent
  /// Made with the first solution.
  private var improvement: ChainImprovement?
  private var random: RandomSource
  /// The best solution so far over the search's own variables.
  private var best: [Int] = []
  private var bestCost = Int.max
  private var pending: Start? = .hint
  private var luby = LubySequence()
  private var batches = 0
  private var turn = Turn.descent
  private var turnLeft = 0
  /// Work of searches that were given up.
  private var past = 0
  /// Whether variables that others define are written out.
  private var eliminates = true
  /// Whether the checker refused what the plain form allows: nothing that is found can be believed.
  private var isBroken = false
  package private(set) var restarts = 0

  private enum Turn { case descent, chains }

  private static let chainTurns = 4
  private var turnsOfChains = 0
  private var descentFoundLast = false

  package init(_ data: ModelData, seed: UInt64) {
    self.data = data
    random = RandomSource(seed: seed)
    model = JumpModel(data, eliminates: true)
    if !model.isExact {
      model = JumpModel(data, eliminates: false)
      eliminates = false
    }
    descent = WeightedDescent(model, seed: random.next())
  }

  /// Entries of rows and resources looked at so far.
  package var workDone: Int { past + descent.state.work + (improvement?.state.work ?? 0) }
  package var violatedCount: Int { descent.state.violated.count }
  package var localMinima: Int { descent.localMinima }
  /// The cost of the best solution so far; nil without one.
  package var cost: Int? { best.isEmpty ? nil : bestCost }

  /// Searches until the work is spent or a solution of less cost than `below` is found.
  ///
  /// - Parameters:
  ///   - from: where to start; nil resumes the last search.
  ///   - below: what the cost must stay below; `Int.max` takes any solution.
  ///   - work: in the unit of `workDone`.
  ///   - shouldStop: asked now and then.
  /// - Returns: values of all variables; nil where none was found in the work given.
  package func run(from: Start?, below: Int, work: Int, shouldStop: () -> Bool) -> [Int]? {
    let end = workDone + work
    if let start = from ?? pending {
      begin(start)
      pending = nil
    }
    while !isBroken {
      if descent.state.violated.isEmpty {
        if let made = take(below) { return made }
        continue
      }
      if workDone >= end || shouldStop() { break }
      if turnLeft <= 0 { passTurn() }
      let before = workDone
      let budget = min(turnLeft, end - before)
      if turn == .chains, let improvement {
        if improvement.run(budget), improvement.bestCost < below { return takeImproved(improvement) }
      } else {
        descent.run(budget)
      }
      turnLeft -= max(1, workDone - before)
    }
    return nil
  }

  // MARK: Starts

  private func begin(_ start: Start) {
    descent.state.setCostLimit(nil)
    descent.start(values(start))
    if isPlain(start) { placeSchedule() }
    batches = luby.next()
    turnLeft = 0
  }

  /// Whether a start says nothing of times.
  private func isPlain(_ start: Start) -> Bool {
    switch start {
    case .cheapBounds: true
    case .hint: data.hints.isEmpty
    case .values, .random, .perturbed: false
    }
  }

  private func placeSchedule() {
    guard var schedule = ScheduleStart(descent.state) else { return }
    schedule.place()
  }

  private func values(_ start: Start) -> [Int] {
    switch start {
    case .values(let given): return padded(given)
    case .hint:
      var values = values(.cheapBounds)
      for hint in data.hints { values[hint.variable] = hint.value }
      return values
    case .cheapBounds:
      return (0..<model.variableCount).map { variable in
        let (lower, upper) = (model.lower[variable], model.upper[variable])
        if model.cost[variable] != 0 { return model.cost[variable] > 0 ? lower : upper }
        return min(max(0, lower), upper)
      }
    case .random:
      return (0..<model.variableCount).map { variable in
        let range = model.lower[variable]...model.upper[variable]
        return range.count < Int(UInt32.max) ? random.within(range) : range.lowerBound
      }
    case .perturbed(let given):
      var values = padded(given)
      if model.movable.isEmpty { return values }
      for _ in 0..<max(2, model.movable.count / 20) {
        let variable = Int(model.movable[random.below(model.movable.count)])
        values[variable] = random.within(model.lower[variable]...model.upper[variable])
      }
      return values
    }
  }

  /// Values for the variables of the user with some for those that constraints were decomposed into.
  private func padded(_ values: [Int]) -> [Int] {
    if values.count == model.variableCount { return values }
    return model.data.extending(values) ?? values + model.data.lower[values.count...]
  }

  // MARK: Turns

  /// Work of a turn: enough to pay for loading.
  private var turnLength: Int {
    max(100_000, 16 * model.terms.elements.count + 200 * descent.state.resources.operands.count)
  }

  private func passTurn() {
    turnLeft = turnLength
    if improvement == nil || best.isEmpty { return restartIfDue() }
    // Chains have most turns, and the descent more of them while it is what finds something.
    let chainTurns = descentFoundLast ? 1 : Self.chainTurns
    turnsOfChains = turn == .chains ? turnsOfChains + 1 : 0
    if turn == .chains && turnsOfChains >= chainTurns {
      turnsOfChains = 0
      restartIfDue()
    } else {
      turn = .chains
    }
  }

  private func restartIfDue() {
    turn = .descent
    batches -= 1
    if batches >= 0 { return }
    restarts += 1
    batches = luby.next()
    let kind = random.below(4)
    let start: Start = !best.isEmpty && kind > 0 ? .perturbed(best) : kind == 1 ? .cheapBounds : .random
    descent.start(values(start))
    if isPlain(start) { placeSchedule() }
  }

  // MARK: Solutions

  /// What the descent reached: a solution, if the checker says so too.
  private func take(_ below: Int) -> [Int]? {
    let state = descent.state
    let values = (0..<state.values.count).map { state.values[$0] }
    let made = model.solution(values)
    guard data.violation(of: made) == nil else {
      refuse()
      return nil
    }
    let cost = state.cost
    if best.isEmpty || cost < bestCost {
      descentFoundLast = !best.isEmpty
      best = values
      bestCost = cost
      if model.costRow >= 0 {
        let improvement = improvement ?? ChainImprovement(model, seed: random.next())
        improvement.start(best, cost)
        self.improvement = improvement
        // The chains' turn comes next.
        (turn, turnLeft) = (.descent, 0)
      }
    }
    if model.costRow < 0 { return made }
    aimBelow(bestCost)
    let exact = data.cost(of: made) ?? cost
    return exact < below ? made : nil
  }

  private func takeImproved(_ improvement: ChainImprovement) -> [Int]? {
    descentFoundLast = false
    best = improvement.best
    bestCost = improvement.bestCost
    let made = model.solution(best)
    guard data.violation(of: made) == nil else {
      refuse()
      return nil
    }
    aimBelow(bestCost)
    return made
  }

  private func aimBelow(_ cost: Int) {
    descent.state.setCostLimit(cost - 1)
  }

  /// The checker says no: once more without elimination; if that is refused as well, no more.
  private func refuse() {
    if !eliminates {
      isBroken = true
      return
    }
    eliminates = false
    past = workDone
    model = JumpModel(data, eliminates: false)
    descent = WeightedDescent(model, seed: random.next())
    improvement = nil
    best = []
    bestCost = .max
    begin(.hint)
  }
}

/// Which numbers of batches restarts last: 1, 1, 2, 1, 1, 2, 4, ...
///
/// - Source: Luby, Sinclair, Zuckerman 1993, "Optimal speedup of Las Vegas algorithms".
struct LubySequence {
  private var u = 1
  private var v = 1

  mutating func next() -> Int {
    let value = v
    if u & -u == v {
      u += 1
      v = 1
    } else {
      v *= 2
    }
    return value
  }
}
