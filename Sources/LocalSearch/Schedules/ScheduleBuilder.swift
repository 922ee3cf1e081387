import Basics

/// Builds schedules: one activity after the other, in an order that precedences allow, each at the earliest time that
/// what was placed before leaves free, and done in the way that ends it soonest or in one that is given.
///
/// What a schedule cannot respect is left to the search.
/// - Source: Kolisch 1996, "Serial and parallel resource-constrained project scheduling methods revisited".
final class ScheduleBuilder {
  let state: JumpState
  let units: ScheduleUnits
  private var isPlaced: [Bool]
  private var successors: [[Int]]
  private var predecessorCounts: [Int]

  /// A unit that may be placed next; the smallest key first.
  private struct Ready: Comparable {
    var key: Int
    var unit: Int
    static func < (left: Ready, right: Ready) -> Bool { (left.key, left.unit) < (right.key, right.unit) }
  }

  /// Longest rows that are looked at as precedences.
  private static let longestRow = 8
  /// On larger cumulative resources, activities are put behind all others: looking for gaps would be quadratic.
  private static let largestWithGaps = 300

  /// nil where the model has no resource over time.
  init?(_ state: JumpState) {
    guard let units = ScheduleUnits(state) else { return nil }
    self.state = state
    self.units = units
    isPlaced = [Bool](repeating: false, count: state.model.variableCount)
    successors = Array(repeating: [], count: units.units.count)
    predecessorCounts = [Int](repeating: 0, count: units.units.count)
    findPrecedences()
  }

  var count: Int { units.units.count }

  private func findPrecedences() {
    let model = state.model
    for row in 0..<model.rows.count {
      let bounds = model.rows[row]
      let range = model.terms.range(of: row)
      guard range.count <= Self.longestRow, (bounds.high < Row.infinity) != (bounds.low > -Row.infinity)
      else { continue }
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
        predecessorCounts[after] += 1
      }
    }
  }

  /// Places everything; the state's values are a schedule then, as far as it went.
  ///
  /// - Parameters:
  ///   - keys: by unit; the smallest of those that precedences allow is next.
  ///   - ways: by unit, the number of its choice; -1 for the one that ends soonest.
  func build(keys: [Int], ways: [Int]) {
    for start in units.members.keys { isPlaced[start] = false }
    var open = predecessorCounts
    var ready = MinHeap<Ready>()
    for unit in keys.indices where open[unit] == 0 { ready.push(Ready(key: keys[unit], unit: unit)) }
    var isDone = [Bool](repeating: false, count: keys.count)
    var rest = 0
    while true {
      var next = ready.pop()?.unit
      if next == nil {
        // Precedences in a circle: any order does.
        while rest < keys.count, isDone[rest] { rest += 1 }
        if rest == keys.count { return follow() }
        next = rest
      }
      guard let unit = next, !isDone[unit] else { continue }
      isDone[unit] = true
      place(unit: unit, way: ways[unit])
      for successor in successors[unit] {
        open[successor] -= 1
        if open[successor] == 0 { ready.push(Ready(key: keys[successor], unit: successor)) }
      }
    }
  }

  /// By unit, the longest way to the end, in least durations.
  func tails() -> [Int] {
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
    // Up only where it breaks another row instead, so that two rows do not pull at it in turn.
    let isBetter = state.violated.count < before || (state.violated.count == before && value > old)
    if state.violation(row) > 0 || !isBetter { state.move(variable, to: old) }
  }

  // MARK: One unit

  private func place(unit number: Int, way: Int) {
    let unit = units.units[number]
    var chosen: ScheduleUnits.Choice?
    if unit.isRequired, unit.choices.indices.contains(way) {
      chosen = unit.choices[way]
      take(unit.choices[way], of: unit)
    } else if unit.isRequired {
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
    for other in 0..<Int(resource.count) where other != member.member {
      if starts[other] >= 0 && !isPlaced[starts[other]] { continue }
      let window = state.resources.window(resource, other)
      if window.end <= max(time, window.start) { continue }
      let demand = resource.kind == .cumulative ? state.resources.demand(resource, other) : 1
      if demand > 0 { placed.append((window.start, window.end, demand)) }
    }
    state.work += Int(resource.count) + placed.count
    if resource.kind == .noOverlap {
      // Placed ones do not overlap, so that their order by start is the one by end.
      placed.sort { $0.start < $1.start }
      var time = time
      for other in placed where other.end > time {
        if other.start >= time + duration { break }
        time = other.end
      }
      return time
    }
    if placed.count > Self.largestWithGaps { return placed.reduce(time) { max($0, $1.end) } }
    let room = state.resources.operand(resource, 0) - state.resources.demand(resource, member.member)
    return room < 0 ? time : free(among: placed, room: room, duration: duration, from: time)
  }

  /// The first time at which others leave `room` for the whole duration.
  private func free(
    among placed: [(start: Int, end: Int, demand: Int)], room: Int, duration: Int, from time: Int
  ) -> Int {
    var time = time
    while true {
      // The first moment that is too full says until when at least it must wait.
      var next = time
      for moment in [time] + placed.map(\.start) where moment >= time && moment < time + duration {
        let running = placed.filter { $0.start <= moment && moment < $0.end }
        if running.reduce(0, { $0 + $1.demand }) > room { next = max(next, running.map(\.end).min() ?? time) }
      }
      state.work += placed.count
      if next == time { return time }
      time = next
    }
  }
}
