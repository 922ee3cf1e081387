import Basics

/// Proves the optimum of `1 || Σw_jT_j`: successive sublimation dynamic programming.
///
/// A time-indexed relaxation, in which jobs may repeat, is made as tight as Lagrange multipliers make it; states that
/// no schedule better than the incumbent can use are taken out; then the relaxation is refined, some jobs at a time,
/// which from then on stand exactly once, until its best schedule is a schedule, or none is left.
/// - Source: Tanaka, Fujikuma, Araki 2009, "An exact algorithm for single-machine scheduling without machine idle
///   time"; Ibaraki, Nakamura 1994, "A dynamic programming method for single machine scheduling".
struct WeightedTardinessSolver: ~Copyable {
  private let jobs: WeightedJobs
  /// Jobs without duration go first and delay nobody; they are not in `jobs`.
  private let leading: [Int]
  private let leadingCost: Int
  private var multipliers: Multipliers
  private var descent: WeightedTardinessDescent
  private var best: (sequence: [Int], total: Int) = ([], .max)
  private var bound = -1
  /// The largest total that is still looked for.
  private var limit = 0
  /// Off, upper bounds come from due-date order and the relaxations' own schedules; tests see these at work so.
  var usesDescent = true
  /// What took something out of the relaxations, in order; filled where it is not nil.
  var replay: [Step]?

  /// What takes something out of the relaxations.
  enum Step {
    /// States that cost too much at these multipliers, by job.
    case eliminated([Int])
    /// States in whose paths these jobs do not stand exactly once.
    case refined([Int])
  }

  /// With more jobs, a single step of the descent takes longer than a stop may.
  static let jobLimit = 20_000

  /// - Parameters:
  ///   - processingTimes: n durations, ≥ 0; n should not be above `jobLimit`.
  ///   - dueDates: n due dates, of any sign.
  ///   - weights: n weights, ≥ 0.
  init(processingTimes: [Int], dueDates: [Int], weights: [Int]) {
    precondition(processingTimes.count == dueDates.count, "a due date for each job")
    precondition(processingTimes.count == weights.count, "a weight for each job")
    precondition(processingTimes.allSatisfy { $0 >= 0 }, "processing times are not negative")
    precondition(weights.allSatisfy { $0 >= 0 }, "weights are not negative")
    leading = processingTimes.indices.filter { processingTimes[$0] == 0 }
    leadingCost = leading.reduce(0) { $0 + weights[$1] * max(0, -dueDates[$1]) }
    jobs = WeightedJobs(processingTimes: processingTimes, dueDates: dueDates, weights: weights)
    multipliers = Multipliers(count: jobs.count)
    descent = WeightedTardinessDescent(jobs)
  }

  /// An optimal sequence of job numbers and its total weighted tardiness; nil when stopped, when the memory does not
  /// suffice, or when scaled costs do not fit 57 bits.
  ///
  /// - Parameters:
  ///   - memoryLimit: bytes of the relaxations' tables.
  ///   - incumbent: the total of a known schedule, if any.
  ///   - shouldStop: asked at least once a pass.
  ///   - onBound: given each better lower bound.
  mutating func solve(
    memoryLimit: Int, incumbent: Int?, shouldStop: () -> Bool, onBound: (Int) -> Void
  ) -> (sequence: [Int], total: Int)? {
    if jobs.count == 0 {
      onBound(leadingCost)
      return (leading, leadingCost)
    }
    // Two tables of 32 bytes a unit of time, and as much again for the graph at least.
    if jobs.totalTime >= memoryLimit / 128 || jobs.largestTotal > Double(1 << 57) / Double(Multipliers.scale) {
      return nil
    }
    best = ((0..<jobs.count).map { $0 }, jobs.total(0..<jobs.count))
    if usesDescent { best = descent.search(kicks: min(20 * jobs.count, 30_000 / jobs.count), shouldStop: shouldStop) }
    limit = min(best.total - 1, incumbent.map { $0 - leadingCost } ?? .max)
    let report = { [leadingCost] in onBound($0 + leadingCost) }
    raise(0, report)
    while best.total > bound {
      guard sublimate(memoryLimit, shouldStop, report) else { return nil }
      // No schedule costs `limit` or less; an incumbent that was promised and does not exist is forgotten.
      raise((limit + 1) * Multipliers.scale, report)
      limit = best.total - 1
    }
    return (leading + best.sequence.map { jobs.number[$0] }, best.total + leadingCost)
  }

  /// What leaves no schedule of a total below `total`, in order; nil when stopped, out of memory, or where one is left.
  mutating func refutation(below total: Int, memoryLimit: Int, shouldStop: () -> Bool) -> [Step]? {
    guard jobs.count > 0, jobs.totalTime < memoryLimit / 128,
      jobs.largestTotal <= Double(1 << 57) / Double(Multipliers.scale)
    else { return nil }
    limit = total - leadingCost - 1
    replay = []
    usesDescent = false
    raise(0) { _ in }
    guard sublimate(memoryLimit, shouldStop, { _ in }), limit == total - leadingCost - 1 else { return nil }
    return replay
  }

  /// The limit in units of reduced costs.
  private var reducedLimit: Int { limit * Multipliers.scale - multipliers.sum }

  /// Takes a bound in units; what was taken out costs more than the limit.
  private mutating func raise(_ units: Int, _ onBound: (Int) -> Void) {
    let (quotient, remainder) = units.quotientAndRemainder(dividingBy: Multipliers.scale)
    let rounded = min(remainder > 0 ? quotient + 1 : quotient, limit + 1)
    if rounded <= bound { return }
    bound = rounded
    if bound > limit { recordMultipliers() }
    onBound(bound)
  }

  private mutating func recordMultipliers() {
    replay?.append(.eliminated((0..<jobs.count).map { multipliers.values[$0] }))
  }

  private mutating func accept(_ sequence: [Int], _ total: Int) {
    if total >= best.total { return }
    best = (sequence, total)
    limit = min(limit, total - 1)
  }

  /// False when stopped or out of memory; else no schedule costs `limit` or less.
  private mutating func sublimate(_ memoryLimit: Int, _ shouldStop: () -> Bool, _ onBound: (Int) -> Void) -> Bool {
    let relaxation = TimeIndexedBound(jobs)
    var checked = Int.min / 2
    for pass in 1...40 + 4 * jobs.count {
      if bound > limit { return true }
      if shouldStop() { return false }
      guard let cost = relaxation.forward(jobs, multipliers, shouldStop: shouldStop) else { return false }
      let units = cost + multipliers.sum
      raise(units, onBound)
      relaxation.countVisits(jobs)
      multipliers.move(
        bound: units, target: (limit + 1) * Multipliers.scale, visits: relaxation.visits, patience: 8)
      if multipliers.hasConverged { break }
      if pass % 50 == 0 {
        // What is left is better won by the tighter relaxation.
        let gap = (limit + 1) * Multipliers.scale - multipliers.bestBound
        if multipliers.bestBound - checked < gap / 40 { break }
        checked = multipliers.bestBound
      }
    }
    if bound > limit { return true }
    multipliers.returnToBest()
    guard relaxation.forward(jobs, multipliers, shouldStop: shouldStop) != nil else { return false }
    relaxation.backward(jobs, multipliers)
    recordMultipliers()
    guard
      var graph = TimeIndexedGraph.build(relaxation, above: reducedLimit, jobs, multipliers, bytes: memoryLimit / 2)
    else { return false }
    var isRefined = [Bool](repeating: false, count: jobs.count)
    while !graph.isEmpty {
      guard let violations = tighten(&graph, shouldStop, onBound) else { return false }
      if graph.isEmpty || bound > limit { return true }
      let open = (0..<jobs.count).filter { !isRefined[$0] }
      let size = graph.arcs.count < 2_000_000 ? 3 : graph.arcs.count < 20_000_000 ? 2 : 1
      let chosen = Array(open.sorted { (violations[$1], $0) < (violations[$0], $1) }.prefix(size))
      for job in chosen { isRefined[job] = true }
      replay?.append(.refined(chosen))
      guard let refined = graph.refined(by: chosen, above: reducedLimit, jobs, multipliers, bytes: memoryLimit / 2)
      else { return false }
      graph = refined
    }
    return true
  }

  /// Moves the multipliers while it helps, taking out nodes and arcs; nil when stopped.
  /// - Returns: how often each job stood more or less than once in the cheapest paths.
  private mutating func tighten(
    _ graph: inout TimeIndexedGraph, _ shouldStop: () -> Bool, _ onBound: (Int) -> Void
  ) -> [Int]? {
    var violations = [Int](repeating: 0, count: jobs.count)
    multipliers.restart(step: 0.5)
    var filtered = 0
    for _ in 0..<100 {
      if shouldStop() { return nil }
      let reduced = graph.passForward(jobs, multipliers)
      let units = reduced + multipliers.sum
      raise(units, onBound)
      if bound > limit { return violations }
      let path = graph.path()
      for job in 0..<jobs.count { violations[job] += abs(Int(graph.visits[job]) - 1) }
      if (0..<jobs.count).allSatisfy({ graph.visits[$0] == 1 }) {
        accept(path, units / Multipliers.scale)
        return violations
      }
      if units > multipliers.bestBound {
        if usesDescent {
          let repaired = descent.improve(repair(path))
          accept(repaired.sequence, repaired.total)
        }
        // A pass backward pays once the bound has risen enough to take something out.
        if (units - filtered) * 20 > (limit + 1) * Multipliers.scale - units {
          filtered = units
          graph.passBackward(jobs, multipliers)
          recordMultipliers()
          graph.eliminate(above: reducedLimit, jobs, multipliers)
          if graph.isEmpty { return violations }
        }
      }
      multipliers.move(
        bound: units, target: (limit + 1) * Multipliers.scale, visits: graph.visits, patience: 5)
      if multipliers.hasConverged { break }
    }
    multipliers.returnToBest()
    _ = graph.passForward(jobs, multipliers)
    graph.passBackward(jobs, multipliers)
    recordMultipliers()
    graph.eliminate(above: reducedLimit, jobs, multipliers)
    return violations
  }

  /// Jobs in the order of their first place on a path, then the jobs missing on it.
  private func repair(_ path: [Int]) -> [Int] {
    var isPlaced = [Bool](repeating: false, count: jobs.count)
    var sequence: [Int] = []
    for job in path where !isPlaced[job] {
      isPlaced[job] = true
      sequence.append(job)
    }
    return sequence + (0..<jobs.count).filter { !isPlaced[$0] }
  }
}
