import Basics

/// A lag project as generation sees it, in one direction of time: who must wait for whom, and how much room there is.
///
/// Seen backwards from a horizon, an activity starts where its end was; every lag turns round, and heads and tails
/// change places.
struct LagFrame: ~Copyable {
  /// Up to so many activities the lags are all longest paths; beyond, only the given arcs.
  static let closureLimit = 1_000

  let count: Int
  let uses: ActivityUses
  let levels: LevelChanges
  /// Lags to each activity: rows of `before`, and of those from it: rows of `after`.
  let incoming: LagRows
  let outgoing: LagRows
  /// How many activities come strictly before each one.
  let predecessors: Buffer<Int>
  /// The component of activities that maximum lags tie together, -1 where one stands alone.
  let group: Buffer<Int>
  let groups: Int

  /// - Parameters:
  ///   - lags: what must hold between two activities, without the origin.
  ///   - backwards: whether time runs from the horizon.
  init(_ project: LagProject, _ reservoirs: Reservoirs, lags: [TemporalArc], backwards: Bool) {
    count = project.count
    levels = LevelChanges(reservoirs, activities: project.count, backwards: backwards)
    uses = ActivityUses(durations: project.durations, demands: project.demands, resources: project.resources)
    let durations = project.durations
    let turned =
      backwards
      ? lags.map {
        TemporalArc(from: $0.to, to: $0.from, weight: $0.weight + durations[$0.to] - durations[$0.from])
      } : lags
    let components = StrongComponents(count: project.count, arcs: turned)
    // Who has a lag of 0 or more to another goes first; of 0 in a component both ways may hold, and then nobody would.
    let strict = turned.map { arc in
      components.number[arc.from] == components.number[arc.to] ? arc.weight > 0 : arc.weight >= 0
    }
    incoming = LagRows(count: project.count, arcs: turned, strict: strict, byTarget: true)
    outgoing = LagRows(count: project.count, arcs: turned, strict: strict, byTarget: false)
    predecessors = Buffer(repeating: 0, count: project.count)
    for (arc, isStrict) in zip(turned, strict) where isStrict { predecessors[arc.to] += 1 }
    group = Buffer(repeating: -1, count: project.count)
    groups = components.count
    for component in 0..<components.count where components.members(component).count > 1 {
      for member in components.members(component) { group[member] = component }
    }
  }
}

/// Lags row by row: those to an activity, or those from it.
struct LagRows: ~Copyable {
  let offset: Buffer<Int>
  /// The activity at the other end.
  let other: Buffer<Int>
  let lag: Buffer<Int>
  /// Whether the later of the two waits until the earlier is placed.
  let strict: Buffer<Bool>

  init(count: Int, arcs: [TemporalArc], strict isStrict: [Bool], byTarget: Bool) {
    offset = Buffer(repeating: 0, count: count + 1)
    other = Buffer(repeating: 0, count: arcs.count)
    lag = Buffer(repeating: 0, count: arcs.count)
    strict = Buffer(repeating: false, count: arcs.count)
    for arc in arcs { offset[(byTarget ? arc.to : arc.from) + 1] += 1 }
    for row in 0..<count { offset[row + 1] += offset[row] }
    let next = Buffer<Int>(repeating: 0, count: count)
    for (arc, waits) in zip(arcs, isStrict) {
      let row = byTarget ? arc.to : arc.from
      let place = offset[row] + next[row]
      next[row] += 1
      other[place] = byTarget ? arc.from : arc.to
      lag[place] = arc.weight
      strict[place] = waits
    }
  }
}
