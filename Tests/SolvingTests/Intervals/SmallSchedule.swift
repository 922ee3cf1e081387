import Basics
import Modeling
import TestSupport

/// A scheduling problem small enough to enumerate, which writes itself as a model in several ways.
struct SmallSchedule {
  struct Way {
    let duration: Int
    let machine: Int?
    let demand: Int
  }

  struct Activity {
    /// One or several.
    var ways: [Way]
    /// What it costs to leave it out; nil where that is not allowed.
    var penalty: Int?
  }

  /// How a choice of ways is said.
  enum Style: CaseIterable {
    /// A main interval of variable duration with an alternative.
    case alternative
    /// A main interval, equations where a copy is present, and a sum that is 1.
    case equations
    /// Copies alone, and a time of the user's own that they start at.
    case anchors
    /// Copies alone, with precedences between all of them.
    case copies
  }

  /// What is minimised.
  enum Goal: CaseIterable { case makespan, tardiness }

  var activities: [Activity] = []
  /// (before, after, delay).
  var precedences: [(Int, Int, Int)] = []
  let machineCount: Int
  let capacity: Int
  var due: [Int] = []
  let horizon = 9

  init(activities count: Int, optional: Bool, _ random: inout RandomSource) {
    machineCount = random.within(1...2)
    capacity = random.within(2...3)
    for _ in 0..<count {
      let ways = (0..<random.within(1...2)).map { _ in
        Way(
          duration: random.within(0...3), machine: random.chance(75) ? random.below(machineCount) : nil,
          demand: random.below(capacity + 1))
      }
      activities.append(Activity(ways: ways, penalty: optional && random.chance(40) ? random.within(0...4) : nil))
      due.append(random.within(1...5))
    }
    for after in 1..<count where random.chance(50) {
      precedences.append((random.below(after), after, random.within(0...1)))
    }
  }

  // MARK: As a model

  /// The model, and by activity the interval and the presence of each way.
  func model(_ style: Style, _ goal: Goal) -> (model: Model, copies: [[IntervalVar]]) {
    let model = Model(horizon: horizon)
    var parts: [(whole: [IntervalVar], copies: [IntervalVar])] = []
    for activity in activities { parts.append(intervals(of: activity, style, model)) }
    for (before, after, delay) in precedences {
      for first in parts[before].whole {
        for second in parts[after].whole { model.precede(first, second, delay: delay) }
      }
    }
    for machine in 0..<machineCount {
      var users: [IntervalVar] = []
      for (activity, part) in zip(activities, parts) {
        for (way, copy) in zip(activity.ways, part.copies) where way.machine == machine { users.append(copy) }
      }
      model.noOverlap(users)
    }
    let copies = parts.flatMap(\.copies)
    model.cumulative(copies, demands: activities.flatMap { $0.ways.map(\.demand) }, capacity: capacity)
    minimize(goal, parts.map(\.whole), model)
    return (model, parts.map(\.copies))
  }

  private func intervals(of activity: Activity, _ style: Style, _ model: Model) -> ([IntervalVar], [IntervalVar]) {
    let presence = activity.penalty.map { _ in model.boolean() }
    let durations = activity.ways.map(\.duration)
    if activity.ways.count == 1 {
      let made = model.interval(duration: durations[0], presence: presence)
      return ([made], [made])
    }
    let copies = durations.map { model.interval(duration: $0, presence: model.boolean()) }
    let choices = copies.map { $0.presence! }
    // Only an alternative has a word for what may be left out.
    if style == .alternative || presence != nil {
      let main = model.interval(duration: model.integer(durations.min()!...durations.max()!), presence: presence)
      model.alternative(main, of: copies)
      return ([main], copies)
    }
    switch style {
    case .equations:
      let main = model.interval(duration: model.integer(durations.min()!...durations.max()!))
      model.add(sum(of: choices) == 1)
      for (copy, choice) in zip(copies, choices) {
        model.add(main.start == copy.start, if: choice)
        model.add(main.duration == copy.duration, if: choice)
      }
      return ([main], copies)
    case .anchors:
      let start = model.integer(0...horizon)
      model.exactlyOne(of: choices)
      for (copy, choice) in zip(copies, choices) { model.add(copy.start == start, if: choice) }
      return (copies, copies)
    case .alternative, .copies:
      model.exactlyOne(of: choices)
      return (copies, copies)
    }
  }

  private func minimize(_ goal: Goal, _ wholes: [[IntervalVar]], _ model: Model) {
    var cost = LinearExpression()
    switch goal {
    case .makespan:
      let makespan = model.integer(0...2 * horizon)
      for whole in wholes.joined() { addReach(makespan, whole, 0, model) }
      cost += makespan
    case .tardiness:
      for (whole, due) in zip(wholes, due) {
        let tardiness = model.integer(0...2 * horizon)
        for interval in whole { addReach(tardiness, interval, -due, model) }
        cost += 2 * tardiness
      }
    }
    for (activity, whole) in zip(activities, wholes) {
      if let penalty = activity.penalty { cost += penalty * (!whole[0].presence!) }
    }
    model.minimize(cost)
  }

  private func addReach(_ target: IntVar, _ interval: IntervalVar, _ shift: Int, _ model: Model) {
    if let presence = interval.presence {
      model.add(interval.end + shift <= target, if: presence)
    } else {
      model.add(interval.end + shift <= target)
    }
  }

  // MARK: By enumeration

  /// The least cost of all schedules within the horizon; nil where there is none.
  func optimum(_ goal: Goal) -> Int? {
    var best: Int?
    var chosen: [(start: Int, way: Way)?] = []
    func extend() {
      if chosen.count == activities.count {
        if let cost = cost(chosen, goal) { best = min(best ?? cost, cost) }
        return
      }
      let activity = activities[chosen.count]
      var options: [(start: Int, way: Way)?] = activity.penalty == nil ? [] : [nil]
      for way in activity.ways { options += (0...horizon).map { ($0, way) } }
      for option in options {
        chosen.append(option)
        if isConsistent(chosen) { extend() }
        chosen.removeLast()
      }
    }
    extend()
    return best
  }

  /// Whether the last of the chosen fits those before it.
  private func isConsistent(_ chosen: [(start: Int, way: Way)?]) -> Bool {
    let last = chosen.count - 1
    guard let (start, way) = chosen[last] else { return true }
    for (before, after, delay) in precedences where after == last {
      if let first = chosen[before], first.start + first.way.duration + delay > start { return false }
    }
    for case (let otherStart, let other)? in chosen.dropLast() where way.machine != nil && way.machine == other.machine
    {
      if start < otherStart + other.duration, otherStart < start + way.duration, way.duration * other.duration > 0 {
        return false
      }
    }
    for time in start..<start + way.duration {
      let used = chosen.reduce(0) { total, choice in
        guard let choice, choice.start <= time, time < choice.start + choice.way.duration else { return total }
        return total + choice.way.demand
      }
      if used > capacity { return false }
    }
    return true
  }

  private func cost(_ chosen: [(start: Int, way: Way)?], _ goal: Goal) -> Int? {
    var cost = 0
    var makespan = 0
    for (number, choice) in chosen.enumerated() {
      guard let choice else {
        cost += activities[number].penalty ?? 0
        continue
      }
      let end = choice.start + choice.way.duration
      makespan = max(makespan, end)
      if goal == .tardiness { cost += 2 * max(0, end - due[number]) }
    }
    return goal == .makespan ? cost + makespan : cost
  }
}
