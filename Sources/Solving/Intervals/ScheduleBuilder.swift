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
  /// By task: the end behind which it, or what follows it, begins to cost.
  private let dues: [Int]
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
    length = max(0, paths.length)
    dues = Self.dues(formulation, paths)
    isMakespan = network.cost?.makespan != nil
  }

  private static func dues(_ formulation: IntervalFormulation, _ paths: TaskPaths) -> [Int] {
    let network = formulation.network
    var own: [Int: Int] = [:]
    for piece in network.cost?.pieces ?? [] {
      for term in piece.terms {
        own[term.event.task] = min(own[term.event.task] ?? .max, piece.floor - term.offset)
      }
    }
    let counted = own.sorted { $0.key < $1.key }
    return network.tasks.indices.map { task in
      counted.reduce(Int.max / 4) { least, entry in
        let (other, due) = entry
        if other == task { return min(least, due) }
        guard formulation.closure.precedes(task, other) else { return least }
        let between = max(0, paths.heads[other] - paths.heads[task] - network.tasks[task].leastDuration)
        return min(least, due - network.tasks[other].leastDuration - between)
      }
    }
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
        case .earliestDue: Double(dues[task])
        }
    }
  }

  /// Keys of a schedule's starts, or of the paths, with noise.
  func disturbKeys(around schedule: Schedule?, _ random: inout RandomSource) {
    let noise = (schedule == nil ? 0.6 : 0.15) * Double(length) * random.unit()
    if schedule == nil { setKeys(.latestStart) }
    for task in network.tasks.indices {
      if let schedule { keys[task] = Double(schedule.starts[task]) }
      keys[task] += (random.unit() - 0.5) * noise
    }
  }

  /// The place of each task in a list.
  func setKeys(list: [Int32]) {
    for (place, task) in list.enumerated() { keys[task] = Double(place) }
  }

  /// nil where some task fits nowhere.
  mutating func build(mixing share: Int, isParallel: Bool = false, _ random: inout RandomSource) -> Schedule? {
    let choice = share == 0 ? SerialGeneration.ModeChoice.earliest : .mixed(share)
    guard forward.run(by: keys, choice, isParallel: isParallel, &random) else { return nil }
    return improved(&random)
  }

  /// The same in given modes.
  mutating func build(modes: [Int32], _ random: inout RandomSource) -> Schedule? {
    forward.load(modes: Buffer(modes))
    guard forward.run(by: keys, .kept, &random) else { return nil }
    return improved(&random)
  }

  /// What `forward` has made, forwards and backwards for as long as that helps.
  private mutating func improved(_ random: inout RandomSource) -> Schedule {
    var schedule = current
    guard isMakespan else { return schedule }
    var makespan = cost(of: schedule)
    while improve(&random) {
      let cost = cost(of: current)
      // One that is as good is another one, which is welcome.
      if cost <= makespan { schedule = current }
      if cost >= makespan { break }
      makespan = cost
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
      $0 + network.tasks[$1].modes[schedule.modes[$1]].end(from: schedule.starts[$1])
    }
  }
}
