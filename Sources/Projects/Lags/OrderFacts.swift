import Basics

/// A lag project as the tree of orders sees it: capacities are constant, and what is missing at times is taken by
/// activities that have their fixed times.
struct OrderFacts: ~Copyable {
  /// Twice what no start exceeds in a schedule that nothing can be moved ahead in.
  private static let far = 1 << 42

  /// The activities of the project, and with those that stand for missing capacity; the last number is the origin's.
  let activities: Int
  let count: Int
  let resources: Int
  let durations: Buffer<Int>
  let demands: Buffer<Int>
  let capacities: Buffer<Int>
  /// What an activity's start is away from the end of all that counts.
  let ends: Buffer<Int>
  let arcs: [TemporalArc]
  /// Pairs that can never run together: 2 · pair and 2 · pair + 1.
  let exclusive: Buffer<Int>
  let reservoirs: Reservoirs

  init(_ project: LagProject, _ reservoirs: Reservoirs) {
    let steps = project.capacities
    let resources = project.resources
    var durations = Buffer(project.durations)
    var demands = Buffer(project.demands)
    var ends = Buffer((0..<project.count).map { project.durations[$0] + project.tails[$0] })
    let largest = (0..<resources).map { steps.largest($0) }
    var fixed: [Int] = []
    for (step, time) in steps.times.enumerated() where steps.times.count > 1 {
      let missing = (0..<resources).map { largest[$0] - steps.amounts[step * resources + $0] }
      guard missing.contains(where: { $0 > 0 }) else { continue }
      fixed.append(time)
      durations.append((step + 1 < steps.times.count ? steps.times[step + 1] : Self.far) - time)
      for amount in missing { demands.append(amount) }
      ends.append(0)
    }
    let count = project.count + fixed.count
    func node(_ number: Int) -> Int { number == project.count ? count : number }
    var arcs = project.arcs.map { TemporalArc(from: node($0.from), to: node($0.to), weight: $0.weight) }
    for i in 0..<project.count { arcs.append(TemporalArc(from: count, to: i, weight: 0)) }
    // What never ends lets nobody wait for its end: in a best schedule each start hangs on lags, durations and steps.
    if steps.times.count > 1 {
      for i in 0..<project.count { arcs.append(TemporalArc(from: i, to: count, weight: -(Self.far / 2))) }
    }
    for (entry, time) in fixed.enumerated() {
      arcs.append(TemporalArc(from: count, to: project.count + entry, weight: time))
      arcs.append(TemporalArc(from: project.count + entry, to: count, weight: -time))
    }
    var exclusive = Buffer<Int>()
    for i in 0..<count where durations[i] > 0 {
      for j in 0..<i where durations[j] > 0 {
        let together = (0..<resources).contains {
          let (one, other) = (demands[i * resources + $0], demands[j * resources + $0])
          return one > 0 && other > 0 && one + other > largest[$0]
        }
        if together {
          exclusive.append(j)
          exclusive.append(i)
        }
      }
    }
    activities = project.count
    self.count = count
    self.resources = resources
    self.durations = durations
    self.demands = demands
    self.ends = ends
    self.arcs = arcs
    self.exclusive = exclusive
    self.reservoirs = reservoirs
    capacities = Buffer(largest)
  }
}
