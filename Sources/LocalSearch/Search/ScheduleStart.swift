import Basics

/// A first schedule: one activity after the other, in an order that precedences allow and with the longest tail first,
/// each done in the way and at the time that ends it soonest.
///
/// What it cannot respect is left to the search.
/// - Source: Kolisch 1996, "Serial and parallel resource-constrained project scheduling methods revisited".
struct ScheduleStart {
  private let state: JumpState
  private let units: ScheduleUnits
  private var isPlaced: [Bool]
  private var successors: [[Int]]
  private var openPredecessors: [Int]

  /// Longest rows that are looked at as precedences.
  private static let longestRow = 8
  /// On larger resources, activities are put behind all others: looking for gaps would be quadratic.
  private static let largestWithGaps = 500

  init?(_ state: JumpState) {
    guard let units = ScheduleUnits(state) else { return nil }
    self.state = state
    self.units = units
    isPlaced = [Bool](repeating: false, count: state.model.variableCount)
    successors = Array(repeating: [], count: units.units.count)
    openPredecessors = [Int](repeating: 0, count: units.units.count)
    findPrecedences()
  }

  private mutating func findPrecedences() {
    let model = state.model
    for row in 0..<model.rows.count {
      let bounds = model.rows[row]
      let range = model.terms.range(of: row)
      guard range.count <= Self.longestRow, (bounds.high < Row.infinity) != (bounds.low > -Row.infinity) else { continue }
      let sign = bounds.high < Row.infinity ? 1 : -1
      var (before, after) = (-1, -1)
      for place in range {
        let term = model.terms[place]
        let unit = units.unitOfStart[Int(term.variable)]
        if unit < 0 { continue }
        if term.coefficient == sign { before = unit } else if term.coefficient == -sign { after = unit }
      }
      if before >= 0 && after >= 0 && before != after {
        successors[before].append(after)
        openPredecessors[after] += 1
      }
    }
  }

  /// Places everything; the state's values are a schedule then, as far as it went.
  mutating func place() {
    let tails = tails()
    var ready = units.units.indices.filter { openPredecessors[$0] == 0 }
    var isDone = [Bool](repeating: false, count: units.units.count)
    var rest = 0
    while true {
      var next = -1
      if let best = ready.indices.max(by: { (tails[ready[$0]], ready[$1]) < (tails[ready[$1]], ready[$0]) }) {
        next = ready.remove(at: best)
      } else {
        // Precedences in a circle: any order does.
        while rest < isDone.count, isDone[rest] { rest += 1 }
        if rest == isDone.count { return follow() }
        next = rest
      }
      if isDone[next] { continue }
      isDone[next] = true
      place(unit: next)
      for successor in successors[next] {
        openPredecessors[successor] -= 1
        if openPredecessors[successor] == 0 { ready.append(successor) }
      }
    }
  }

  /// By unit, the longest way to the end, in least durations.
  private func tails() -> [Int] {
    var tails = [Int](repeating: 0, count: units.units.count)
    var open = [Int](repeating: 0, count: tails.count)
    var predecessors = [[Int]](repeating: [], count: tails.count)
    for (unit, next) in successors.enumerated() {
      open[unit] = next.count
      for other in next { predecessors[other].append(unit) }
    }
    var ready = tails.indices.filter { open[$0] == 0 }
    while let unit = ready.popLast() {
      tails[unit] += units.units[unit].starts.map(leastDuration).min() ?? 0
      for other in predecessors[unit] {
        tails[other] = max(tails[other], tails[unit])
        open[other] -= 1
        if open[other] == 0 { ready.append(other) }
      }
    }
    return tails
  }

  private func leastDuration(_ start: Int) -> Int {
    (units.members[start] ?? []).map { duration($0) }.min() ?? 0
  }

  private func duration(_ member: ScheduleUnits.Member) -> Int {
    let resource = state.resources.resources[member.resource]
    let first = Int(resource.first) + (resource.kind == .cumulative ? 1 + 4 * member.member : 3 * member.member)
    let resources = state.resources
    return max(0, resources.value[resources.operands[first + 1]] - resources.value[resources.operands[first]])
  }

  /// Lets variables that are no times follow, such as a makespan: those that can repair a row alone.
  private func follow() {
    for _ in 0..<4 where !state.violated.isEmpty {
      let violated = (0..<state.violated.count).map { state.violated[$0] }.filter { $0 < state.rows.count }
      for row in violated {
        for place in state.model.terms.range(of: row) where state.violation(row) > 0 {
          let term = state.model.terms[place]
          if units.unitOfStart[Int(term.variable)] < 0 { repair(row, by: term) }
        }
      }
    }
  }

  /// Moves a variable so that it repairs a row, where nothing else breaks.
  private func repair(_ row: Int, by term: RowTerm) {
    let variable = Int(term.variable)
    let model = state.model
    let bounds = state.rows[row]
    if abs(term.coefficient) != 1 || model.upper[variable] - model.lower[variable] < 2 { return }
    let step = bounds.activity > bounds.high ? bounds.high - bounds.activity : bounds.low - bounds.activity
    let value = state.nearestAllowed(variable, to: state.values[variable] + step * term.coefficient)
    if value == state.values[variable] { return }
    let (old, before) = (state.values[variable], state.violated.count)
    state.move(variable, to: value)
    if state.violation(row) > 0 || state.violated.count > before { state.move(variable, to: old) }
  }

  // MARK: One unit

  private mutating func place(unit number: Int) {
    let unit = units.units[number]
    var chosen: ScheduleUnits.Choice?
    if unit.isRequired {
      var best = Int.max
      for choice in unit.choices {
        take(choice, of: unit)
        let end = choice.starts.map { earliest($0).end }.max() ?? 0
        if end < best { (best, chosen) = (end, choice) }
      }
      if let chosen { take(chosen, of: unit) }
    }
    for start in chosen?.starts ?? unit.starts {
      let time = state.nearestAllowed(start, to: earliest(start).time)
      if time != state.values[start] { state.move(start, to: time) }
    }
    for start in unit.starts { isPlaced[start] = true }
  }

  /// Makes one choice true and the others false, and follows what the former asks of variables that are no times.
  private func take(_ choice: ScheduleUnits.Choice, of unit: ScheduleUnits.Unit) {
    for other in unit.choices {
      let value = other.presence == choice.presence ? other.holdsAt : 1 - other.holdsAt
      if state.values[other.presence] != value { state.move(other.presence, to: value) }
    }
    for place in state.model.guardColumns.range(of: choice.presence) {
      let row = Int(state.model.guardColumns[place].index)
      if state.violation(row) == 0 { continue }
      for place in state.model.terms.range(of: row) {
        let term = state.model.terms[place]
        let variable = Int(term.variable)
        if units.unitOfStart[variable] >= 0 || abs(term.coefficient) != 1 { continue }
        let bounds = state.rows[row]
        let step = bounds.activity > bounds.high ? bounds.high - bounds.activity : bounds.low - bounds.activity
        let value = state.nearestAllowed(variable, to: state.values[variable] + step * term.coefficient)
        if value != state.values[variable] { state.move(variable, to: value) }
        break
      }
    }
  }

  /// The earliest time after what is placed already, and when what starts there ends.
  private func earliest(_ start: Int) -> (time: Int, end: Int) {
    var time = max(state.model.lower[start], bound(start))
    let members = (units.members[start] ?? []).filter { isPresent($0) }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for member in members {
        let next = free(member, from: time)
        if next > time {
          time = next
          isSettled = members.count == 1
        }
      }
    }
    return (time, time + (members.map { duration($0) }.max() ?? 0))
  }

  private func isPresent(_ member: ScheduleUnits.Member) -> Bool {
    let window = state.resources.window(state.resources.resources[member.resource], member.member)
    return window.end > window.start
  }

  /// The latest time that rows with placed starts ask for.
  private func bound(_ start: Int) -> Int {
    let model = state.model
    var time = Int.min
    for place in model.columns.range(of: start) {
      let entry = model.columns[place]
      let row = state.rows[entry.row]
      if row.falseGuards != 0 || row.isDisequation { continue }
      let asked: Int
      if entry.coefficient == -1, row.high < Row.infinity, row.low == -Row.infinity {
        asked = state.values[start] + row.activity - row.high
      } else if entry.coefficient == 1, row.low > -Row.infinity, row.high == Row.infinity {
        asked = state.values[start] + row.low - row.activity
      } else {
        continue
      }
      let range = model.terms.range(of: Int(entry.row))
      guard asked > time, range.count <= Self.longestRow else { continue }
      let isKnown = range.allSatisfy {
        let other = Int(model.terms[$0].variable)
        return other == start || units.unitOfStart[other] < 0 || isPlaced[other]
      }
      if isKnown { time = asked }
    }
    return time
  }

  /// The first time from `time` on at which a member fits between placed ones.
  private func free(_ member: ScheduleUnits.Member, from time: Int) -> Int {
    let number = member.resource
    let resource = state.resources.resources[number]
    let duration = duration(member)
    let starts = units.startOfMember[number]
    var placed: [(start: Int, end: Int, demand: Int)] = []
    for other in 0..<Int(resource.count) where other != member.member && (starts[other] < 0 || isPlaced[starts[other]]) {
      let window = state.resources.window(resource, other)
      if window.end <= max(time, window.start) { continue }
      let demand = resource.kind == .cumulative ? state.resources.demand(resource, other) : 1
      if demand > 0 { placed.append((window.start, window.end, demand)) }
    }
    state.work += Int(resource.count)
    if placed.count > Self.largestWithGaps { return placed.reduce(time) { max($0, $1.end) } }
    let isCumulative = resource.kind == .cumulative
    let room =
      isCumulative ? state.resources.operand(resource, 0) - state.resources.demand(resource, member.member) : 0
    if room < 0 { return time }
    var time = time
    while true {
      // The first moment that is too full says until when at least it must wait.
      var next = time
      for moment in [time] + placed.map(\.start) where moment >= time && moment < time + duration {
        let running = placed.filter { $0.start <= moment && moment < $0.end }
        if running.reduce(0, { $0 + $1.demand }) > room {
          next = max(next, running.map(\.end).min() ?? time)
        }
        if !isCumulative && next > time { break }
      }
      if next == time { return time }
      time = next
    }
  }
}
