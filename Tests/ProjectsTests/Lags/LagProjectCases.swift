import Basics
import Projects

/// Small lag projects for enumeration.
enum LagProjectCases {
  /// A few activities, mostly feasible, with every kind of lag and sometimes steps of capacity.
  static func random(_ random: inout RandomSource, atMost most: Int = 5) -> LagProject {
    let count = random.below(most + 1)
    let resources = random.below(3)
    var arcs: [TemporalArc] = []
    if count > 1 {
      for _ in 0..<random.below(2 * count) {
        let from = random.below(count)
        let to = random.below(count)
        guard from != to else { continue }
        arcs.append(
          from < to
            ? TemporalArc(from: from, to: to, weight: random.within(-2...4))
            : TemporalArc(from: from, to: to, weight: -random.within(0...7)))
      }
    }
    for i in 0..<count {
      if random.chance(15) { arcs.append(TemporalArc(from: count, to: i, weight: random.below(4))) }
      if random.chance(15) { arcs.append(TemporalArc(from: i, to: count, weight: -random.within(3...9))) }
    }
    let steps = random.chance(30)
    let times = steps ? [0, random.within(1...3), random.within(4...7)] : [0]
    return LagProject(
      durations: (0..<count).map { _ in random.below(4) },
      tails: random.chance(50) ? [] : (0..<count).map { _ in random.below(3) },
      demands: (0..<count * resources).map { _ in random.below(3) },
      capacities: CapacitySteps(
        resources: resources, times: times, amounts: (0..<times.count * resources).map { _ in random.within(1...3) }),
      arcs: arcs)
  }

  /// The least objective over all starts up to a horizon behind which nothing new begins, nil where none is feasible.
  ///
  /// Moment by moment, as it shares no code with what it is compared to.
  static func optimum(
    _ project: LagProject, horizon: Int = 14, besides: ([Int]) -> Bool = { _ in true }
  ) -> Int? {
    let resources = project.resources
    var free = (0..<(horizon + 5) * resources).map { project.capacities.amount($0 % resources, at: $0 / resources) }
    var best: Int?
    var starts = Array(repeating: 0, count: project.count)
    func take(_ i: Int, _ sign: Int) {
      for time in starts[i]..<starts[i] + project.durations[i] {
        for k in 0..<resources { free[time * resources + k] -= sign * project.demands[i * resources + k] }
      }
    }
    func fits(_ i: Int) -> Bool {
      for time in starts[i]..<starts[i] + project.durations[i] {
        for k in 0..<resources where project.demands[i * resources + k] > max(0, free[time * resources + k]) {
          return false
        }
      }
      for arc in project.arcs where max(arc.from % project.count, arc.to % project.count) <= i {
        let from = arc.from == project.count ? 0 : starts[arc.from]
        let to = arc.to == project.count ? 0 : starts[arc.to]
        if to < from + arc.weight { return false }
      }
      return true
    }
    func place(_ i: Int) {
      guard i < project.count else {
        if besides(starts) { best = min(best ?? .max, project.objective(starts)) }
        return
      }
      for start in 0...horizon {
        starts[i] = start
        if start + project.durations[i] + project.tails[i] >= best ?? .max { break }
        guard fits(i) else { continue }
        take(i, 1)
        place(i + 1)
        take(i, -1)
      }
    }
    place(0)
    return best
  }
}

/// What a search handed in.
final class Harvest {
  var best = Int.max
  var starts: [Int] = []
  var bound = Int.min
  var offers = 0

  /// A board that stops after so many looks.
  func board(looks: Int, check: @escaping ([Int], Int) -> Void) -> SearchBoard<[Int]> {
    var left = looks
    return SearchBoard(
      shouldStop: {
        left -= 1
        return left < 0
      }, best: { self.best }, incumbent: { self.best == .max ? nil : self.starts },
      offer: { starts, objective in
        check(starts, objective)
        self.offers += 1
        if objective < self.best {
          self.best = objective
          self.starts = starts
        }
      }, prove: { self.bound = max(self.bound, $0) })
  }
}
