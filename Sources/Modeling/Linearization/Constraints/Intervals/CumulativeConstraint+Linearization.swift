import MIP
import Statements

extension CumulativeConstraint: Linearisable {
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    try linearizer.addCumulative(members, demands, capacity)
  }
}

/// Resources with a capacity: time-indexed where durations and demands are fixed and the start times are few, otherwise
/// by what runs at each start.
extension Linearizer {
  fileprivate mutating func addCumulative(
    _ members: [Int], _ demands: [LinearForm], _ capacity: LinearForm
  ) throws(ModelError) {
    let tasks = zip(members, demands).filter {
      data.range(of: $1).upperBound > 0 && data.range(of: data.intervals[$0].duration).upperBound > 0
    }
    let isFixed = tasks.allSatisfy {
      data.range(of: $1).count == 1 && data.range(of: data.intervals[$0].duration).count == 1
    }
    var startTimeCount = 0
    var entryCount = 0
    for (member, _) in tasks {
      let starts = data.range(of: data.intervals[member].start).count
      if startTimes[member] == nil { startTimeCount += starts }
      entryCount += starts * data.range(of: data.intervals[member].duration).upperBound
    }
    let span =
      (tasks.map { data.range(of: data.intervals[$0.0].end).upperBound }.max() ?? 0)
      - (tasks.map { data.range(of: data.intervals[$0.0].start).lowerBound }.min() ?? 0)
    let room = columnLimit - linear.columns.count
    // Each start-time binary stands in as many rows as its duration is long, and there is one row a time.
    if isFixed, startTimeCount <= room, entryCount <= 100 * columnLimit, span <= 10 * columnLimit {
      try addTimeIndexed(tasks.map { ($0, data.range(of: $1).lowerBound) }, capacity)
    } else if 2 * tasks.count * tasks.count <= room {
      try addByStarts(tasks.map { ($0, $1) }, capacity)
    } else {
      let size = "\(tasks.count) intervals with \(startTimeCount) start times"
      throw .tooLarge("a cumulative of \(size) needs more than \(columnLimit) columns")
    }
  }

  /// For each time at which the capacity could be exceeded: the demands of what can run there, by start-time binaries.
  private mutating func addTimeIndexed(_ tasks: [(member: Int, demand: Int)], _ capacity: LinearForm) throws(ModelError)
  {
    var windows: [(member: Int, demand: Int, start: ClosedRange<Int>, duration: Int)] = []
    for task in tasks {
      let interval = data.intervals[task.member]
      windows.append(
        (task.member, task.demand, data.range(of: interval.start), data.range(of: interval.duration).lowerBound))
      try addStartTimes(task.member)
    }
    guard let first = windows.map(\.start.lowerBound).min(),
      let last = windows.map({ $0.start.upperBound + $0.duration - 1 }).max()
    else { return }
    let least = data.range(of: capacity).lowerBound
    for time in first...last {
      var terms: [LinearModel.Term] = []
      var total = 0
      for task in windows {
        let starts = max(task.start.lowerBound, time - task.duration + 1)...max(task.start.lowerBound, time)
        let running = starts.clamped(to: task.start)
        if time < task.start.lowerBound || time - task.duration + 1 > task.start.upperBound { continue }
        total += task.demand
        let binaries = startTimes[task.member] ?? []
        for t in running {
          terms.append(LinearModel.Term(binaries[t - task.start.lowerBound].column, Double(task.demand)))
        }
      }
      if total <= least { continue }
      terms += capacity.terms.map { LinearModel.Term($0.variable, -Double($0.coefficient)) }
      addRow(terms, from: nil, to: capacity.constant)
    }
  }

  /// One binary for each start time of a present interval; the start is their weighted sum.
  private mutating func addStartTimes(_ member: Int) throws(ModelError) {
    if startTimes[member] != nil { return }
    let interval = data.intervals[member]
    let present = interval.presence
    var choices: [Switch] = []
    for time in data.range(of: interval.start) {
      choices.append(
        try addBinary("start") { values in
          interval.start.value(values) == time && present.map { $0.holds(values[$0.variable.index]) } ?? true
        })
    }
    startTimes[member] = choices
    let first = data.range(of: interval.start).lowerBound
    let weighted = choices.enumerated().map { ($1, first + $0) }
    guard let presence = presence(member).first else {
      addCount(choices, from: 1, to: 1)
      return addWeighted(weighted, equals: interval.start)
    }
    // As many starts as presences: one or none; each binary ties the start where it is 1.
    addCount(choices + [!presence], from: 1, to: 1)
    for (isStart, time) in weighted {
      addAtMostZero(interval.start + -time, if: [isStart])
      addAtMostZero(interval.start.negated + time, if: [isStart])
    }
  }

  /// The profile rises at starts only: at the start of each interval, the usages of the others and its own demand fit.
  ///
  /// j runs at the start of i when it has begun and has not ended; then its usage is at least its demand.
  private mutating func addByStarts(
    _ tasks: [(member: Int, demand: LinearForm)], _ capacity: LinearForm
  ) throws(ModelError) {
    for (member, demand) in tasks {
      let interval = data.intervals[member]
      var terms = demand.terms.map { LinearModel.Term($0.variable, Double($0.coefficient)) }
      terms += capacity.terms.map { LinearModel.Term($0.variable, -Double($0.coefficient)) }
      var bigM = data.range(of: demand).upperBound - data.range(of: capacity).lowerBound
      for (other, usage) in tasks where other != member {
        let rival = data.intervals[other]
        let notBegun = interval.start - rival.start + 1
        let hasEnded = rival.end - interval.start
        if data.range(of: notBegun).upperBound <= 0 || data.range(of: hasEnded).upperBound <= 0 { continue }
        let begun = try addBinary("begun") { notBegun.value($0) > 0 }
        let ended = try addBinary("ended") { hasEnded.value($0) <= 0 }
        addAtMostZero(notBegun, if: [!begun])
        addAtMostZero(hasEnded, if: [ended])
        let largest = data.range(of: usage).upperBound
        let column = addUsage(from: 0, to: largest) { values in
          notBegun.value(values) > 0 && hasEnded.value(values) > 0
            && rival.presence.map { $0.holds(values[$0.variable.index]) } ?? true ? usage.value(values) : 0
        }
        // usage >= demand where the rival has begun, has not ended and is present.
        addUsageRow(usage, column, largest, if: [begun, !ended] + presence(other))
        terms.append(LinearModel.Term(column, 1))
        bigM += largest
      }
      if bigM <= 0 { continue }
      var limit = capacity.constant - demand.constant
      for condition in try occupied(member) {
        terms.append(LinearModel.Term(condition.column, Double(condition.isNegated ? -bigM : bigM)))
        if !condition.isNegated { limit += bigM }
      }
      addRow(terms, from: nil, to: limit)
    }
  }

  private mutating func addUsage(
    from lower: Int, to upper: Int, _ rule: @escaping @Sendable ([Int]) -> Int
  ) -> Int {
    rules.append(rule)
    return linear.addColumn(
      "usage_\(linear.columns.count)", .continuous, from: Double(lower), to: Double(upper))
  }

  /// demand - column <= largest · (number of conditions that fail).
  private mutating func addUsageRow(
    _ demand: LinearForm, _ column: Int, _ largest: Int, if conditions: [Switch]
  ) {
    var terms = demand.terms.map { LinearModel.Term($0.variable, Double($0.coefficient)) }
    terms.append(LinearModel.Term(column, -1))
    var limit = -demand.constant
    for condition in conditions {
      terms.append(LinearModel.Term(condition.column, Double(condition.isNegated ? -largest : largest)))
      if !condition.isNegated { limit += largest }
    }
    addRow(terms, from: nil, to: limit)
  }
}
