import Basics

/// Explains that a window [a, b) holds more energy than the capacity gives, with premises as weak as the surplus allows.
///
/// Task k runs at least q units inside [a, b) if and only if start_k <= b - q, end_k >= a + q and its duration is at
/// least q, for 0 < q <= b - a. So q * demand is explained by these bounds; one unit less weakens them and costs the
/// demand. The surplus drops whole contributions first, latest first, then units.
///
/// A push of j is explained by the overload that its opposite, start_j <= s, would make: j then contributes with s as
/// its latest start, and that bound is not a premise.
///
/// Where the contributions alone fall short of the capacity, what of it is wasted makes up for that.
///
/// - Source: Schutt, Feydy, Stuckey 2013, "Explaining time-table-edge-finding propagation for the cumulative resource
///   constraint", generalised to all tasks that reach into the window.
final class EnergyExplanation {
  private struct Contribution: BitwiseCopyable {
    var task: Int32
    var units: Int32
    var demand: Int32
    /// The trail position since when the contribution is certain.
    var maker: Int32
  }

  private let tasks: Buffer<Task>
  private let capacity: IntegerVariable
  private let contributions: Buffer<Contribution>
  private let waste: WasteExplanation?
  /// Whether times are those of the model with the opposite sign.
  private let isMirrored: Bool
  /// Of the overload that was explained last.
  private(set) var window: Range<Int32> = 0..<0
  /// Whether the overload that was explained last needed the waste.
  private(set) var usedWaste = false

  /// - Parameter waste: needed where overloads counted with wasted capacity are to be explained.
  init(_ tasks: [Task], capacity: IntegerVariable, waste: WasteExplanation? = nil, isMirrored: Bool = false) {
    self.waste = waste
    self.isMirrored = isMirrored
    self.tasks = Buffer(tasks)
    self.capacity = capacity
    contributions = Buffer(repeating: Contribution(task: 0, units: 0, demand: 0, maker: 0), count: tasks.count)
  }

  /// Writes the premises of the overload of [a, b) at `position`.
  ///
  /// - Parameters:
  ///   - pushed: the task whose push is explained, and the latest start that the opposite of the asked bound gives it;
  ///     -1 for an overload without any assumption.
  func explain(
    from a: Int32, to b: Int32, pushed: Int = -1, startingBy latest: Int32 = 0, before position: Int32,
    _ store: inout Store
  ) {
    window = a..<b
    let limit = store.upper(capacity, before: position)
    var surplus = -Int(limit) * Int(b - a) - 1
    var count = 0
    for k in 0..<tasks.count {
      let task = tasks[k]
      if task.presence != .always, !store.isTrue(task.presence, before: position) { continue }
      let demand = store.lower(task.demand, before: position)
      let latestStart = k == pushed ? latest : store.upper(task.start, before: position)
      let inside = min(store.lower(task.end, before: position) - a, b - latestStart, b - a)
      let units = min(inside, store.lower(task.duration, before: position))
      if units <= 0 || demand <= 0 { continue }
      surplus += Int(units) * Int(demand)
      var maker = store.maker(of: task.end.atLeast(a + units))
      if k != pushed { maker = max(maker, store.maker(of: task.start.atMost(b - units))) }
      insert(Contribution(task: Int32(truncatingIfNeeded: k), units: units, demand: demand, maker: maker), at: count)
      count += 1
    }
    usedWaste = surplus < 0
    store.evidence = Evidence(usedWaste ? .waste : .window, from: a, to: b, isMirrored: isMirrored)
    if usedWaste {
      waste?.explain(from: a, to: b, limit: Int(limit), surplus: &surplus, before: position, &store)
    }
    assert(surplus >= 0, "an overload exceeds the energy of its window")
    count = dropLatest(count, &surplus)
    for i in 0..<count {
      var contribution = contributions[i]
      let less = surplus / Int(contribution.demand)
      contribution.units -= Int32(less)
      surplus -= less * Int(contribution.demand)
      write(contribution, from: a, to: b, isPushed: Int(contribution.task) == pushed, &store)
    }
    // With more capacity, nothing might be wasted.
    let spare = usedWaste ? 0 : surplus / Int(b - a)
    let weakened = Literal(capacity, atMost: Int32(min(Int(limit) + spare, Int(boundLimit))))
    if !store.isRootTrue(weakened) { store.premise(weakened) }
  }

  /// Keeps the contributions sorted, the latest first.
  private func insert(_ contribution: Contribution, at count: Int) {
    contributions.insert(contribution, among: count) { $0.maker < contribution.maker }
  }

  private func dropLatest(_ count: Int, _ surplus: inout Int) -> Int {
    var kept = 0
    for i in 0..<count {
      let energy = Int(contributions[i].units) * Int(contributions[i].demand)
      if energy <= surplus {
        surplus -= energy
      } else {
        contributions[kept] = contributions[i]
        kept += 1
      }
    }
    return kept
  }

  private func write(
    _ contribution: Contribution, from a: Int32, to b: Int32, isPushed: Bool, _ store: inout Store
  ) {
    let task = tasks[contribution.task]
    let units = contribution.units
    if !isPushed { require(task.start.atMost(b - units), &store) }
    require(task.end.atLeast(a + units), &store)
    require(Literal(task.duration, atLeast: units), &store)
    require(Literal(task.demand, atLeast: contribution.demand), &store)
    require(task.presence, &store)
  }

  @inline(__always) private func require(_ literal: Literal, _ store: inout Store) {
    if !store.isRootTrue(literal) { store.premise(literal) }
  }
}
