import Basics

/// Looks for a schedule within a target by deciding who comes first, or finds that there is none.
///
/// As long as everything starts as early as the lags say and some resource is overdrawn, activities that together need
/// too much are singled out: two of them must come one after the other. Each such order is tried; afterwards it is
/// forbidden.
/// - Source: the forbidden sets of Bartusch, Möhring, Radermacher 1988, "Scheduling project networks with resource
///   constraints and time windows".
final class OrderTree {
  enum Outcome: Equatable { case refuted, found, unknown }

  struct Branch: BitwiseCopyable {
    let from: Int
    let to: Int
    let weight: Int
    let opposite: Int
    let rank: Int
  }

  struct Frame: BitwiseCopyable {
    var mark: Int
    let first: Int
    var next: Int
  }

  let facts: OrderFacts
  var network: OrderNetwork
  var propagation: OrderPropagation
  private var frames: Buffer<Frame>
  private var branches: Buffer<Branch>
  private var members: Buffer<Int>
  /// How much chance moves the ranks of orders, which are times; nothing where it is 0.
  var scatter = 0
  var random = RandomSource(seed: 1)
  /// Starts of the schedule found last.
  private(set) var starts: [Int] = []

  /// - Throws: a positive cycle of the lags.
  init(_ project: LagProject, _ reservoirs: Reservoirs) throws(PositiveCycle) {
    facts = OrderFacts(project, reservoirs)
    network = OrderNetwork(try TemporalClosure(count: facts.count + 1, arcs: facts.arcs))
    propagation = OrderPropagation(facts)
    frames = Buffer()
    branches = Buffer()
    members = Buffer()
  }

  /// What a target says, with its consequences; false where it leaves nothing. To be taken back by `network.undo`.
  func root(target: Int?) -> Bool {
    if let target {
      for i in 0..<facts.activities where !network.add(i, facts.count, facts.ends[i] - target) { return false }
    }
    return propagation.run(&network, facts)
  }

  /// - Parameters:
  ///   - target: what the objective may be at most, nil for anything.
  ///   - nodes: how many decisions are tried.
  func search(target: Int?, nodes limit: Int, shouldStop: () -> Bool) -> Outcome {
    let base = network.mark
    defer {
      network.undo(to: base)
      frames.removeAll()
      branches.removeAll()
    }
    guard root(target: target) else { return .refuted }
    if !branch() { return .found }
    var left = limit
    while frames.count > 0 {
      let top = frames.count - 1
      let end = branches.count
      if frames[top].next > frames[top].first {
        network.undo(to: frames[top].mark)
        let tried = branches[frames[top].next - 1]
        guard frames[top].next < end, network.add(tried.to, tried.from, tried.opposite),
          propagation.run(&network, facts)
        else {
          leave()
          continue
        }
        frames[top].mark = network.mark
      } else if frames[top].first == end {
        leave()
        continue
      }
      left -= 1
      if left < 0 || shouldStop() { return .unknown }
      let next = branches[frames[top].next]
      frames[top].next += 1
      if network.add(next.from, next.to, next.weight), propagation.run(&network, facts), !branch() { return .found }
    }
    return .refuted
  }

  private func leave() {
    branches.truncate(to: frames[frames.count - 1].first)
    frames.removeLast()
  }

  /// Opens a frame for what the earliest starts violate; false where they violate nothing.
  private func branch() -> Bool {
    let first = branches.count
    if overdraw(first) || propagation.balance.branch(network, facts, into: &branches) {
      sort(from: first)
      frames.append(Frame(mark: network.mark, first: first, next: first))
      return true
    }
    starts = (0..<facts.activities).map { network.earliest($0) }
    return false
  }

  /// Whether some resource is overdrawn when everything starts as early as it can; then the branches of the set of
  /// activities with the fewest possible orders.
  private func overdraw(_ first: Int) -> Bool {
    var found = false
    for i in 0..<facts.count where facts.durations[i] > 0 {
      let time = network.earliest(i)
      for k in 0..<facts.resources where facts.demands[i * facts.resources + k] > 0 {
        guard gather(k, at: time) else { continue }
        let before = branches.count
        offerOrders()
        if !found {
          found = true
        } else if branches.count - before < before - first {  // the fewer ones replace those before
          let fewer = branches.count - before
          for entry in 0..<fewer { branches[first + entry] = branches[before + entry] }
          branches.truncate(to: first + fewer)
        } else {
          branches.truncate(to: before)
        }
        if branches.count - first <= 2 { return true }
      }
    }
    return found
  }

  /// A set that overdraws a resource at a time and would not without any of its members.
  private func gather(_ k: Int, at time: Int) -> Bool {
    let capacity = facts.capacities[k]
    var use = 0
    members.removeAll()
    for j in 0..<facts.count where facts.demands[j * facts.resources + k] > 0 && facts.durations[j] > 0 {
      let start = network.earliest(j)
      guard start <= time, time < start + facts.durations[j] else { continue }
      use += facts.demands[j * facts.resources + k]
      members.append(j)
    }
    guard use > capacity else { return false }
    // The smallest demands leave first, as long as too much is left.
    while true {
      var least = -1
      for entry in 0..<members.count {
        let demand = facts.demands[members[entry] * facts.resources + k]
        guard use - demand > capacity else { continue }
        if least < 0 || demand < facts.demands[members[least] * facts.resources + k] { least = entry }
      }
      guard least >= 0 else { return true }
      use -= facts.demands[members[least] * facts.resources + k]
      members.swapAt(least, members.count - 1)
      members.removeLast()
    }
  }

  /// All orders of two members that nothing forbids.
  private func offerOrders() {
    for a in 0..<members.count {
      for b in 0..<members.count where a != b {
        let i = members[a]
        let j = members[b]
        let weight = facts.durations[i]
        guard network.distance(j, i) + weight <= 0 else { continue }
        branches.append(
          Branch(
            from: i, to: j, weight: weight, opposite: 1 - weight,
            rank: network.earliest(i) + weight + max(facts.ends[j], 0) + (scatter > 0 ? random.below(scatter) : 0)))
      }
    }
  }

  /// The least rank first.
  private func sort(from first: Int) {
    guard branches.count > first + 1 else { return }
    for entry in first + 1..<branches.count {
      let moved = branches[entry]
      var place = entry
      while place > first, branches[place - 1].rank > moved.rank {
        branches[place] = branches[place - 1]
        place -= 1
      }
      branches[place] = moved
    }
  }
}
