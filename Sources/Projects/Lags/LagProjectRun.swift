import Basics

/// The state of one search of a lag project.
final class LagProjectRun {
  private let project: LagProject
  private let windows: LagWindows
  private let board: SearchBoard<[Int]>
  private let forward: LagFrame
  private let backward: LagFrame
  private var pass: LagPass
  private var random: RandomSource
  /// The schedule that perturbation starts from.
  private let current: Buffer<Int>
  private var currentObjective = Int.max
  private(set) var best: [Int] = []
  private var bestObjective = Int.max
  /// The best objective that anybody has.
  private var goal = Int.max
  private let earliest: Buffer<Int>
  private let latest: Buffer<Int>
  private let keys: Buffer<Int>
  /// How often each activity was what a pass failed at.
  private let failures: Buffer<Int>
  private let noiseUnit: Int
  private var conflictLimit = 0
  private let lowerBound: Int
  private let reservoirs: Reservoirs
  private var neighbourhood: OrderNeighbourhood?
  /// Passes since the best schedule was last bettered.
  private var idle = 0

  init(
    _ project: LagProject, _ reservoirs: Reservoirs, _ windows: LagWindows, lags: [TemporalArc], seed: UInt64,
    _ board: SearchBoard<[Int]>
  ) {
    self.project = project
    self.windows = windows
    self.reservoirs = reservoirs
    self.board = board
    forward = LagFrame(project, reservoirs, lags: lags, backwards: false)
    backward = LagFrame(project, reservoirs, lags: lags, backwards: true)
    pass = LagPass(forward, project.capacities)
    random = RandomSource(seed: seed)
    current = Buffer(repeating: 0, count: project.count)
    earliest = Buffer(repeating: 0, count: project.count)
    latest = Buffer(repeating: 0, count: project.count)
    keys = Buffer(repeating: 0, count: project.count)
    failures = Buffer(repeating: 0, count: project.count)
    lowerBound = windows.criticalPath
    noiseUnit = max(1, windows.criticalPath)
  }

  /// The whole search: first by the given lags alone, as these are there at once, then by all longest paths.
  static func search(_ project: LagProject, _ reservoirs: Reservoirs, seed: UInt64, on board: SearchBoard<[Int]>) {
    guard let windows = try? LagWindows(project) else { return board.prove(.max) }
    let direct = project.arcs.filter { $0.from != $0.to && $0.from != project.count && $0.to != project.count }
    let quick = LagProjectRun(project, reservoirs, windows, lags: direct, seed: seed, board)
    guard project.count <= LagFrame.closureLimit else { return quick.improve(for: .max) }
    quick.improve(for: 20)
    guard let closure = try? TemporalClosure(count: project.count, arcs: direct) else { return }
    var lags: [TemporalArc] = []
    for i in 0..<project.count {
      for j in 0..<project.count where i != j && closure.connects(i, j) {
        lags.append(TemporalArc(from: i, to: j, weight: closure[i, j]))
      }
    }
    let run = LagProjectRun(project, reservoirs, windows, lags: lags, seed: seed, board)
    run.adopt(quick.best)
    if project.count <= OrderNeighbourhood.limit {
      run.neighbourhood = try? OrderNeighbourhood(project, reservoirs)
    }
    run.improve(for: .max)
  }

  /// Starts from somebody's schedule.
  func adopt(_ starts: [Int]) {
    guard starts.count == project.count, !starts.isEmpty else { return }
    for i in starts.indices { current[i] = starts[i] }
    currentObjective = project.objective(starts)
    if currentObjective < bestObjective {
      best = starts
      bestObjective = currentObjective
      goal = min(goal, currentObjective)
      idle = 0
    }
  }

  /// So many passes, or until told to stop or the critical path is reached.
  func improve(for passes: Int) {
    var count = 0
    while count < passes, !board.shouldStop() {
      if count & 31 == 0 { relink() }
      if goal <= lowerBound { return }
      if currentObjective == .max {
        construct(count)
      } else {
        perturb()
        idle += 1
        if idle > 100, idle % 8 == 0 { reorder() }
      }
      count += 1
    }
  }

  /// Takes note of what others have found.
  private func relink() {
    let known = board.best()
    guard known < goal else { return }
    goal = known
    if let starts = board.incumbent(), project.isFeasible(starts),
      reservoirs.hold(starts: starts, durations: project.durations)
    {
      adopt(starts)
    }
  }

  // MARK: First schedules

  private func construct(_ count: Int) {
    let rule = count / 2 % 4
    let noise = count < 8 ? 0 : noiseUnit * (1 + random.below(50)) / 100
    for i in 0..<project.count {
      let value: Int
      switch rule {
      case 0: value = -windows.tails[i]
      case 1: value = windows.heads[i] - windows.tails[i]
      case 2: value = project.durations[i] - windows.tails[i]
      default: value = windows.heads[i]
      }
      keys[i] = value - failures[i] * noiseUnit / 16 + scatter(noise)
    }
    // Short passes first: where one pushes on and on, another rule may need no push at all.
    conflictLimit = min(10 * project.count, 20 << min(count / 8, 20))
    if !generate(
      backwards: false, target: goal == .max ? nil : goal - 1, groupBonus: count & 1 == 0 ? 0 : 4 * noiseUnit),
      pass.culprit >= 0
    {
      failures[pass.culprit] += 1
      if count & 63 == 63 { for i in 0..<project.count { failures[i] /= 2 } }
    }
  }

  // MARK: Improvement

  private func perturb() {
    conflictLimit = project.count + 20
    let backwards = random.chance(50)
    let target = random.chance(50) ? goal - 1 : currentObjective
    let noise = max(1, currentObjective * (1 + random.below(20)) / 100)
    let share = 5 + random.below(40)
    for i in 0..<project.count {
      let time = backwards ? target - current[i] - project.durations[i] : current[i]
      keys[i] = 4 * time + (random.chance(share) ? 4 * scatter(noise) : random.below(4))
    }
    _ = generate(backwards: backwards, target: target, groupBonus: random.chance(30) ? 4 * noise : 0)
  }

  /// A schedule near the best one by a tree over the orders that are freed.
  private func reorder() {
    guard let neighbourhood, !best.isEmpty else { return }
    if idle % 16 == 0 { adopt(best) }
    // Something else that is as good leads away from where nothing near is better.
    let target = random.chance(25) ? currentObjective : goal - 1
    let found = neighbourhood.improve(current, target: target, &random, shouldStop: board.shouldStop)
    guard let found else { return }
    let isBetter = project.objective(found) < bestObjective
    adopt(found)
    if isBetter { board.offer(found, bestObjective) }
  }

  /// A number from -`reach` to `reach`, which may be beyond 32 bits.
  private func scatter(_ reach: Int) -> Int { Int(random.unit() * Double(2 * reach + 1)) - reach }

  /// One pass; what it finds becomes the current schedule and is handed in if it is better.
  private func generate(backwards: Bool, target: Int?, groupBonus: Int) -> Bool {
    let n = project.count
    for i in 0..<n {
      let end = target.map { windows.latest(i, target: $0) } ?? windows.deadlines[i]
      if backwards, let target {
        earliest[i] = target - end - project.durations[i]
        latest[i] = target - windows.heads[i] - project.durations[i]
      } else {
        earliest[i] = windows.heads[i]
        latest[i] = end
      }
    }
    let complete =
      backwards
      ? run(backward, project.capacities.mirrored(at: target ?? 0), groupBonus)
      : run(forward, project.capacities, groupBonus)
    guard complete else { return false }
    for i in 0..<n {
      current[i] = backwards ? (target ?? 0) - pass.starts[i] - project.durations[i] : pass.starts[i]
    }
    var objective = 0
    for i in 0..<n { objective = max(objective, current[i] + project.durations[i] + project.tails[i]) }
    currentObjective = objective
    if objective < bestObjective {
      bestObjective = objective
      goal = min(goal, objective)
      idle = 0
      best = (0..<n).map { current[$0] }
      board.offer(best, objective)
    }
    return true
  }

  private func run(_ frame: borrowing LagFrame, _ capacities: CapacitySteps, _ groupBonus: Int) -> Bool {
    guard pass.begin(frame, capacities, earliest: earliest, latest: latest, conflictLimit: conflictLimit) else {
      return false
    }
    let slice = max(1, 100_000 / (project.count + 1))
    while true {
      switch pass.advance(frame, keys: keys, groupBonus: groupBonus, steps: slice) {
      case .complete: return true
      case .failed: return false
      case .unfinished: if board.shouldStop() { return false }
      }
    }
  }
}
