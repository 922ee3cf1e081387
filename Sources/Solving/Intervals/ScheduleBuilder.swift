import Basics
import Statements

/// Schedules one after the other from keys of tasks, each improved forwards and backwards where that cannot harm.
struct ScheduleBuilder: ~Copyable {
  let completion: ScheduleCompletion
  private let network: TaskNetwork
  private var forward: SerialGeneration
  private var backward: SerialGeneration
  private let keys: Buffer<Double>
  private let scratch: Buffer<Double>
  private let heads: [Int]
  private let tails: [Int]
  /// By task, the longest path length.
  private let length: Int
  private let isMakespan: Bool

  init?(_ formulation: IntervalFormulation) {
    network = formulation.network
    guard let forward = SerialGeneration(network, formulation.data),
      let backward = SerialGeneration(network, formulation.data, isMirrored: true)
    else { return nil }
    self.forward = forward
    self.backward = backward
    completion = ScheduleCompletion(formulation.data, network)
    keys = Buffer(repeating: 0, count: network.tasks.count)
    scratch = Buffer(repeating: 0, count: network.tasks.count)
    let paths = TaskPaths(network)
    (heads, tails) = (paths.heads, paths.tails)
    length = paths.length
    isMakespan = network.cost?.makespan != nil
  }

  func setKeys(_ rule: PriorityKey) {
    for task in network.tasks.indices {
      let duration = Double(network.tasks[task].leastDuration)
      let latest = Double(length - tails[task]) - duration
      keys[task] =
        switch rule {
        case .latestStart: latest
        case .mostFollowing: -Double(tails[task]) - duration
        case .shortestSlack: latest - Double(heads[task])
        case .earliestDue: Double(heads[task]) + latest + 0.5 * duration
        }
    }
  }

  /// Keys of a schedule's starts, or of the paths, with noise.
  func disturbKeys(around schedule: Schedule?, _ random: inout RandomSource) {
    let noise = 0.05 * Double(length) * random.unit() * 3
    if schedule == nil { setKeys(.latestStart) }
    for task in network.tasks.indices {
      if let schedule { keys[task] = Double(schedule.starts[task]) }
      keys[task] += (random.unit() - 0.5) * noise
    }
  }

  /// nil where some task fits nowhere.
  mutating func build(mixing share: Int, _ random: inout RandomSource) -> Schedule? {
    guard forward.run(by: keys, share == 0 ? .earliest : .mixed(share), &random) else { return nil }
    var schedule = current
    guard isMakespan else { return schedule }
    var makespan = cost(of: schedule)
    while improve(&random) {
      let improved = current
      let cost = cost(of: improved)
      if cost >= makespan { break }
      (schedule, makespan) = (improved, cost)
    }
    return schedule
  }

  /// The tasks of `forward` from the last to the first as late as they can, then from the first to the last as early.
  private mutating func improve(_ random: inout RandomSource) -> Bool {
    let horizon = (0..<keys.count).reduce(0) { max($0, forward.ends[$1]) }
    backward.load(modes: forward.modes)
    for task in 0..<keys.count { scratch[task] = -Double(forward.ends[task]) }
    guard backward.run(by: scratch, .kept, horizon: horizon, &random) else { return false }
    // Ends there are starts, counted back.
    for task in 0..<keys.count { scratch[task] = -Double(backward.ends[task]) }
    forward.load(modes: backward.modes)
    return forward.run(by: scratch, .kept, &random)
  }

  private var current: Schedule {
    Schedule(
      starts: (0..<keys.count).map { forward.starts[$0] }, modes: (0..<keys.count).map { Int(forward.modes[$0]) })
  }

  /// Where the objective is not known, the sum of ends stands for it.
  func cost(of schedule: Schedule) -> Int {
    if let cost = network.cost { return cost.value(network, schedule) }
    return schedule.starts.indices.reduce(0) {
      $0 + schedule.starts[$1] + network.tasks[$1].modes[schedule.modes[$1]].duration
    }
  }
}

/// The longest chains of tasks in front of and behind each one, by lags that hold in all modes and least durations.
struct TaskPaths {
  /// By task: no schedule starts it earlier.
  let heads: [Int]
  /// By task: what must follow its end.
  let tails: [Int]
  let length: Int

  init(_ network: TaskNetwork) {
    let count = network.tasks.count
    var heads = network.windows.map { $0.reduce(Int.max) { min($0, $1.lowerBound) } }
    for task in heads.indices where heads[task] < 0 { heads[task] = 0 }
    var tails = [Int](repeating: 0, count: count)
    let durations = network.tasks.map(\.leastDuration)
    let links = network.forwardLags.filter { lag in
      lag.beforeMode == nil && lag.afterMode == nil && !network.tasks[lag.before.task].canBeAbsent
        && !network.tasks[lag.after.task].canBeAbsent
    }
    /// From the end of the one to the start of the other, with least durations.
    func weight(_ lag: TaskNetwork.Lag) -> Int {
      lag.weight - (lag.before.isEnd ? 0 : durations[lag.before.task]) - (lag.after.isEnd ? durations[lag.after.task] : 0)
    }
    var followers = [[Int]](repeating: [], count: count)
    var open = [Int](repeating: 0, count: count)
    for (number, lag) in links.enumerated() {
      followers[lag.before.task].append(number)
      open[lag.after.task] += 1
    }
    var order = (0..<count).filter { open[$0] == 0 }
    var next = 0
    while next < order.count {
      let task = order[next]
      next += 1
      for number in followers[task] {
        let after = links[number].after.task
        heads[after] = max(heads[after], heads[task] + durations[task] + weight(links[number]))
        open[after] -= 1
        if open[after] == 0 { order.append(after) }
      }
    }
    for task in order.reversed() {
      for number in followers[task] {
        let after = links[number].after.task
        tails[task] = max(tails[task], weight(links[number]) + durations[after] + tails[after])
      }
    }
    self.heads = heads
    self.tails = tails
    length = (0..<count).reduce(0) { max($0, heads[$1] + durations[$1] + tails[$1]) }
  }
}
