import Basics
import Statements

/// Local search on any model: first for a solution, by jumps under growing weights, then for better ones.
///
/// What it returns has passed the model's checker. It is deterministic for a seed, and resumed where it stopped.
package final class JumpSearch {
  package enum Start: Sendable {
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
  private var schedules: ScheduleImprovement?
  private var random: RandomSource
  /// The best solution so far over the search's own variables.
  private var best: [Int] = []
  private var bestCost = Int.max
  private var pending: Start? = .hint
  private var luby = LubySequence()
  /// The descent's work at which it starts anew.
  private var restartAt = 0
  private var restartAtStep = 0
  private var turns = TurnShares()
  private var turn = TurnShares.Turn.descent
  private var turnLeft = 0
  /// Work of searches that were given up.
  private var past = 0
  /// Whether variables that others define are written out.
  private var eliminates = true
  /// Whether the checker refused what the plain form allows: nothing that is found can be believed.
  private var isBroken = false
  package private(set) var restarts = 0

  /// Work between two looks at `shouldStop`.
  private static let longestRun = 1_000_000

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
  package var workDone: Int { past + descent.state.work + (improvement?.state.work ?? 0) + (schedules?.work ?? 0) }
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
  /// - Returns: values of all variables; nil where none was found in the work given. Without an objective, a search
  ///   that is resumed returns what it has found.
  package func run(from: Start?, below: Int, work: Int, shouldStop: () -> Bool) -> [Int]? {
    let end = workDone + min(work, Int.max - workDone)
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
      let budget = min(turnLeft, end - before, Self.longestRun)
      if turn == .chains, let improvement {
        if improvement.run(budget), let made = take(improvement.best, improvement.bestCost, below) { return made }
      } else if turn == .schedules, let schedules {
        if schedules.run(budget), let made = take(schedules.best, schedules.bestCost, below) { return made }
      } else {
        descent.run(budget)
      }
      turnLeft -= max(1, workDone - before)
      turns.spend(max(1, workDone - before), on: turn)
    }
    return nil
  }

  // MARK: Starts

  private func begin(_ start: Start) {
    descent.state.setCostLimit(nil)
    descent.start(values(start))
    if isPlain(start) { placeSchedule() }
    setRestart()
    (turn, turnLeft) = (.descent, turnLength)
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
    guard model.resources.isOverTime, let builder = ScheduleBuilder(descent.state) else { return }
    builder.build(keys: builder.tails().map { -$0 }, ways: Array(repeating: -1, count: builder.count))
  }

  private func values(_ start: Start) -> [Int] {
    switch start {
    case .values(let given): return padded(given)
    case .hint:
      var values = values(.cheapBounds)
      for hint in data.hints { values[hint.variable] = hint.value }
      model.elimination.passHints(of: Set(data.hints.map(\.variable)), in: &values)
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

  /// Sets when the descent starts anew: soon where there is a solution to start near, patiently where there is none.
  private func setRestart() {
    let batches = luby.next()
    restartAt = descent.state.work + batches * (best.isEmpty ? 4 : 1) * turnLength
    // Where looks are dear, a few steps would be all.
    restartAtStep = descent.steps + (best.isEmpty ? batches * (500 + 2 * model.movable.count) : 0)
  }

  private func passTurn() {
    turnLeft = turnLength
    if improvement == nil || best.isEmpty { return restartIfDue() }
    turn = turns.next(of: schedules == nil ? [.chains, .descent] : [.schedules, .chains, .descent])
    if turn == .descent { restartIfDue() }
  }

  private func restartIfDue() {
    turn = .descent
    if descent.state.work < restartAt || descent.steps < restartAtStep { return }
    restarts += 1
    setRestart()
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
      if !best.isEmpty { turns.reward(.descent) }
      if best.isEmpty { (restartAt, restartAtStep) = (descent.state.work + turnLength, 0) }
      best = values
      bestCost = cost
      if model.costRow >= 0 { startImprovements() }
    }
    if model.costRow < 0 { return made }
    descent.state.setCostLimit(min(bestCost, below) - 1)
    let exact = data.cost(of: made) ?? cost
    return exact < below ? made : nil
  }

  /// What an improvement found, if the checker says so too.
  private func take(_ values: [Int], _ cost: Int, _ below: Int) -> [Int]? {
    if cost >= bestCost { return nil }
    let made = model.solution(values)
    guard data.violation(of: made) == nil else {
      refuse()
      return nil
    }
    best = values
    bestCost = cost
    turns.reward(turn)
    startImprovements()
    descent.state.setCostLimit(min(bestCost, below) - 1)
    return (data.cost(of: made) ?? cost) < below ? made : nil
  }

  /// Lets all who improve solutions know of the best one.
  private func startImprovements() {
    if improvement == nil {
      improvement = ChainImprovement(model, seed: random.next())
      if model.resources.isOverTime {
        schedules = ScheduleImprovement(model, base: values(.cheapBounds), seed: random.next())
      }
      // Theirs is the next turn.
      turns = TurnShares()
      turnLeft = 0
    }
    if let improvement, improvement.bestCost > bestCost { improvement.start(best, bestCost) }
    if let schedules, schedules.bestCost > bestCost { schedules.start(best, bestCost) }
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
    schedules = nil
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
