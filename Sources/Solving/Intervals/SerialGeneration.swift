import Basics
import Statements

/// Makes schedules of a network task by task, each as early as what is placed already allows, in the mode that ends first.
///
/// - Source: Kolisch 1996, "Serial and parallel resource-constrained project scheduling methods revisited"; modes by
///   earliest completion.
struct SerialGeneration: ~Copyable {
  /// What decides between modes.
  enum ModeChoice {
    /// The one of earliest completion, cheap ones first where the objective knows modes.
    case earliest
    /// The same, but another one in so many of a hundred cases.
    case mixed(Int)
    /// Those of the schedule that was loaded.
    case kept
  }

  private struct Link: BitwiseCopyable {
    let other: Int32
    let otherIsEnd, ownIsEnd: Bool
    let weight: Int
    /// -1 for all.
    let otherMode, ownMode: Int32
  }

  private let network: TaskNetwork
  private let isMirrored: Bool
  /// By task, in two lists one after the other: what it waits for.
  private let links: [[Link]]
  private let followers: [[Int32]]
  private let waitCounts: Buffer<Int32>
  private let waiting: Buffer<Int32>
  private var profiles: [Profile] = []
  private var ready = MinHeap<Ready>()
  /// By Boolean: 1 true, 0 false, -1 open. Tasks may share one.
  private let truths: Buffer<Int8>
  private let fixedTruths: [Int8]
  let starts: Buffer<Int>
  let ends: Buffer<Int>
  let modes: Buffer<Int32>

  private final class Profile {
    private var steps: ResourceProfile
    private let transitions: TransitionProfile?

    init(_ resource: TaskNetwork.Resource, isMirrored: Bool) {
      steps = ResourceProfile(capacity: resource.capacity)
      transitions = resource.transitions.map { TransitionProfile($0, isMirrored: isMirrored) }
    }

    func clear() {
      steps.clear()
      transitions?.clear()
    }

    func earliestFit(_ use: TaskNetwork.Use, from earliest: Int, duration: Int) -> Int? {
      transitions.map { $0.earliestFit(use.kind, from: earliest, duration: duration) }
        ?? steps.earliestFit(from: earliest, duration: duration, amount: use.amount)
    }

    func hold(_ use: TaskNetwork.Use, from start: Int, to end: Int) {
      if let transitions { return transitions.hold(use.kind, from: start, to: end) }
      steps.hold(use.amount, from: start, to: end)
    }
  }

  private struct Ready: Comparable {
    let key: Double
    let task: Int32

    static func < (left: Self, right: Self) -> Bool { (left.key, left.task) < (right.key, right.task) }
  }

  /// - Parameter isMirrored: makes schedules backwards from time 0: what it calls a start is an end, with its sign turned.
  /// - Returns: nil where some tasks wait for each other.
  init?(_ network: TaskNetwork, _ data: ModelData, isMirrored: Bool = false) {
    let count = network.tasks.count
    self.network = network
    self.isMirrored = isMirrored
    var links = [[Link]](repeating: [], count: count)
    var followers = [[Int32]](repeating: [], count: count)
    let counts = Buffer<Int32>(repeating: 0, count: count)
    for lag in network.forwardLags {
      let (before, after) = isMirrored ? (lag.after, lag.before) : (lag.before, lag.after)
      let (beforeMode, afterMode) = isMirrored ? (lag.afterMode, lag.beforeMode) : (lag.beforeMode, lag.afterMode)
      links[after.task].append(
        Link(
          other: Int32(before.task), otherIsEnd: before.isEnd != isMirrored, ownIsEnd: after.isEnd != isMirrored,
          weight: lag.weight, otherMode: Int32(beforeMode ?? -1), ownMode: Int32(afterMode ?? -1)))
      followers[before.task].append(Int32(after.task))
      counts[after.task] += 1
    }
    self.links = links
    self.followers = followers
    waitCounts = counts
    waiting = Buffer(repeating: 0, count: count)
    starts = Buffer(repeating: 0, count: count)
    ends = Buffer(repeating: 0, count: count)
    modes = Buffer(repeating: 0, count: count)
    truths = Buffer(repeating: -1, count: data.variableCount)
    fixedTruths = zip(data.lower, data.upper).map { $0 == $1 ? Int8(clamping: $0) : -1 }
    profiles = network.resources.map { Profile($0, isMirrored: isMirrored) }
    if !network.hasForwardOrder { return nil }
  }

  /// Puts modes in place for `kept`.
  func load(modes chosen: borrowing Buffer<Int32>) {
    for task in 0..<modes.count { modes[task] = chosen[task] }
  }

  /// - Parameters:
  ///   - keys: by task, the smaller first among those that wait for nothing any more.
  ///   - isParallel: the task that can start first comes first, keys decide between equals: no machine waits for a task
  ///     while it could do another. Good where resources are scarce, but may miss all best schedules.
  ///   - horizon: of a mirrored schedule: windows are counted back from here.
  /// - Returns: false where some task fits nowhere in its window.
  mutating func run(
    by keys: borrowing Buffer<Double>, _ choice: ModeChoice, isParallel: Bool = false, horizon: Int = 0,
    _ random: inout RandomSource
  ) -> Bool {
    for profile in profiles { profile.clear() }
    for (variable, truth) in fixedTruths.enumerated() { truths[variable] = truth }
    for task in 0..<waiting.count { waiting[task] = waitCounts[task] }
    if isParallel { return runParallel(by: keys, choice, horizon, &random) }
    for task in 0..<waiting.count where waiting[task] == 0 { ready.push(Ready(key: keys[task], task: Int32(task))) }
    while let next = ready.pop() {
      guard place(Int(next.task), choice, horizon, &random) else {
        while ready.pop() != nil {}
        return false
      }
      for follower in followers[Int(next.task)] {
        waiting[follower] -= 1
        if waiting[follower] == 0 { ready.push(Ready(key: keys[follower], task: follower)) }
      }
    }
    return true
  }

  /// - Source: Kolisch 1996; the earliest start is looked up again where the resources of the last task are used.
  private mutating func runParallel(
    by keys: borrowing Buffer<Double>, _ choice: ModeChoice, _ horizon: Int, _ random: inout RandomSource
  ) -> Bool {
    var open: [(task: Int, start: Int)] = []
    for task in 0..<waiting.count where waiting[task] == 0 {
      guard let start = earliestStart(of: task, choice, horizon) else { return false }
      open.append((task, start))
    }
    while !open.isEmpty {
      var best = 0
      for place in open.indices.dropFirst() {
        let (one, other) = (open[place], open[best])
        if (one.start, keys[one.task], one.task) < (other.start, keys[other.task], other.task) { best = place }
      }
      let task = open[best].task
      open.swapAt(best, open.count - 1)
      open.removeLast()
      guard self.place(task, choice, horizon, &random) else { return false }
      for place in open.indices {
        guard let start = earliestStart(of: open[place].task, choice, horizon) else { return false }
        open[place].start = start
      }
      for follower in followers[task] {
        waiting[follower] -= 1
        if waiting[follower] > 0 { continue }
        guard let start = earliestStart(of: Int(follower), choice, horizon) else { return false }
        open.append((Int(follower), start))
      }
    }
    return true
  }

  /// In whatever mode it may take; nil where it fits nowhere.
  private func earliestStart(of task: Int, _ choice: ModeChoice, _ horizon: Int) -> Int? {
    if case .kept = choice { return fit(task, Int(modes[task]), horizon)?.lowerBound }
    var best: Int?
    for mode in network.tasks[task].modes.indices where isAllowed(task, mode) {
      guard let fit = fit(task, mode, horizon) else { continue }
      best = min(best ?? fit.lowerBound, fit.lowerBound)
    }
    return best
  }

  private mutating func place(
    _ task: Int, _ choice: ModeChoice, _ horizon: Int, _ random: inout RandomSource
  ) -> Bool {
    let ways = network.tasks[task].modes
    var chosen = -1
    var time = 0..<0
    if case .kept = choice {
      chosen = Int(modes[task])
      guard let fit = fit(task, chosen, horizon) else { return false }
      time = fit
    } else {
      var bestEnd = Int.max
      var isMixed = false
      if case .mixed(let share) = choice { isMixed = random.below(100) < share }
      var ties = 0
      for mode in ways.indices where isAllowed(task, mode) {
        guard let fit = fit(task, mode, horizon) else { continue }
        // What takes place ends somewhere; absence is for what costs more than it brings.
        let end = ways[mode].isAbsence ? absenceRank(ways, mode) : fit.upperBound
        ties = end == bestEnd || isMixed ? ties + 1 : 1
        guard end < bestEnd || (ties > 1 && random.below(ties) == 0) else { continue }
        bestEnd = min(bestEnd, end)
        chosen = mode
        time = fit
      }
      if chosen < 0 { return false }
    }
    let way = ways[chosen]
    modes[task] = Int32(chosen)
    starts[task] = time.lowerBound
    ends[task] = time.upperBound
    for use in way.uses { profiles[use.resource].hold(use, from: time.lowerBound, to: time.upperBound) }
    settle(ways, chosen)
    return true
  }

  /// Before all ends where leaving out is no dearer than doing, behind them where it is.
  private func absenceRank(_ ways: [TaskNetwork.Mode], _ mode: Int) -> Int {
    let cheapest = ways.reduce(Int.max) { $1.isAbsence ? $0 : min($0, $1.cost) }
    return ways[mode].cost <= cheapest ? Int.min / 2 : Int.max / 2
  }

  private func isAllowed(_ task: Int, _ mode: Int) -> Bool {
    for (other, way) in network.tasks[task].modes.enumerated() {
      guard let choice = way.choice else { continue }
      let truth = truths[choice.variable.index]
      if truth >= 0, (truth == 1) != choice.isNegated, other != mode { return false }
      if truth >= 0, (truth == 1) == choice.isNegated, other == mode { return false }
    }
    return true
  }

  private func settle(_ ways: [TaskNetwork.Mode], _ chosen: Int) {
    for (mode, way) in ways.enumerated() {
      guard let choice = way.choice else { continue }
      truths[choice.variable.index] = (mode == chosen) != choice.isNegated ? 1 : 0
    }
  }

  /// The first place in which the task fits in this mode; nil where there is none in its window.
  private func fit(_ task: Int, _ mode: Int, _ horizon: Int) -> Range<Int>? {
    let way = network.tasks[task].modes[mode]
    if way.isAbsence { return 0..<way.duration }
    let window = network.windows[task][mode]
    var start = isMirrored ? horizon - window.upperBound : window.lowerBound
    let latest = isMirrored ? horizon - window.lowerBound : window.upperBound
    if isMirrored { start = max(0, start) }
    for link in links[task] {
      let other = Int(link.other)
      if link.otherMode >= 0, modes[other] != link.otherMode { continue }
      if link.ownMode >= 0, link.ownMode != Int32(mode) { continue }
      if network.tasks[other].modes[Int(modes[other])].isAbsence { continue }
      let time = (link.otherIsEnd ? ends[other] : starts[other]) + link.weight
      start = max(start, link.ownIsEnd ? time - way.duration : time)
    }
    var isStable = false
    var end = start + way.duration
    while !isStable {
      isStable = true
      if let calendar = way.calendar {
        // Mirrored times are counted back from the horizon.
        let shift = isMirrored ? horizon : 0
        guard let place = calendar.place(from: start - shift, duration: way.duration, isMirrored: isMirrored) else {
          return nil
        }
        (start, end) = (place.lowerBound + shift, place.upperBound + shift)
      }
      for use in way.uses {
        guard let free = profiles[use.resource].earliestFit(use, from: start, duration: end - start) else {
          return nil
        }
        if free > start {
          (start, end) = (free, free + end - start)
          isStable = way.uses.count == 1 && way.calendar == nil
        }
      }
    }
    return end <= latest ? start..<end : nil
  }
}

extension TaskNetwork {
  /// Lags that a task has to wait for: those that put `after` behind `before`. The others hold it back only.
  var forwardLags: [Lag] {
    func leastGap(_ lag: Lag) -> Int {
      lag.weight + (lag.before.isEnd ? tasks[lag.before.task].leastDuration : 0)
        - (lag.after.isEnd ? tasks[lag.after.task].leastDuration : 0)
    }
    var backward = Set<[Int]>()
    for lag in lags where leastGap(lag) >= 0 { backward.insert([lag.after.task, lag.before.task]) }
    return lags.filter { lag in
      let gap = leastGap(lag)
      return gap > 0 || (gap == 0 && !backward.contains([lag.before.task, lag.after.task]))
    }
  }

  /// Whether no tasks wait for each other in a circle.
  var hasForwardOrder: Bool {
    var followers = [[Int]](repeating: [], count: tasks.count)
    var open = [Int](repeating: 0, count: tasks.count)
    for lag in forwardLags {
      followers[lag.before.task].append(lag.after.task)
      open[lag.after.task] += 1
    }
    var order = tasks.indices.filter { open[$0] == 0 }
    var next = 0
    while next < order.count {
      for task in followers[order[next]] {
        open[task] -= 1
        if open[task] == 0 { order.append(task) }
      }
      next += 1
    }
    return order.count == tasks.count
  }
}
