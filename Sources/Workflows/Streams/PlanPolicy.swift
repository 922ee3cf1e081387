import Basics

extension Workflow {
  /// A plan of all open tasks that is made anew whenever a job comes or a task ends; of it, only what starts now is
  /// carried out.
  struct PlanPolicy: StreamPolicy {
    /// How a plan is made.
    enum Kind: Sendable {
      /// Tasks by upward rank, each where it ends earliest.
      case ranks
      /// The best of several orders, and of changes to the best one.
      case search
    }

    private let kind: Kind
    private let clock: StreamClock
    private var random: RandomSource
    /// By task, its place in the table of the last plan.
    private var places: [Int] = []
    /// By task, once its job has come: by cluster, what is behind its end at least.
    private var tails: [Int: [Int]] = [:]
    private var ranks: [Int: Double] = [:]
    /// By task, its start in the last plan.
    private var planned: [Int: Int] = [:]

    /// Elements tried for tasks in one search.
    private static let workLimit = 24_000
    private static let mostPlans = 200

    init(_ kind: Kind, clock: StreamClock, seed: UInt64 = 1) {
      self.kind = kind
      self.clock = clock
      random = RandomSource(seed: seed)
    }

    mutating func decide(_ view: StreamView) -> StreamDecision {
      for job in view.jobs where tails[view.tasks(of: job)[0]] == nil { learn(job, view) }
      let table = PlanTable(view, clock, &places)
      if table.tasks.isEmpty { return StreamDecision() }
      let flat = table.tasks.flatMap { tails[$0] ?? [] }
      var planner = Planner(table, view, clock, tails: flat)
      let plan =
        kind == .ranks
        ? planner.plan(by: table.tasks.map { -(ranks[$0] ?? 0) }, looksBehind: false) : search(&planner, table)
      for (place, task) in table.tasks.enumerated() { planned[task] = plan.starts[place] }
      return decision(plan, table, view)
    }

    private func decision(_ plan: Planner.Plan, _ table: PlanTable, _ view: StreamView) -> StreamDecision {
      var decision = StreamDecision()
      for task in view.ready {
        let place = places[task]
        let start = plan.starts[place]
        if start <= view.time {
          decision.assignments.append((task, plan.elements[place]))
        } else {
          decision.wake = min(decision.wake ?? start, start)
        }
      }
      return decision
    }

    private mutating func learn(_ job: Int, _ view: StreamView) {
      let sizes = view.platform.clusters.map { Double($0.size) }
      for task in view.sorted(job).reversed() {
        var own = [Int](repeating: 0, count: sizes.count)
        var rank = 0.0
        for arc in view.outgoing(task) {
          let target = view.arc(arc).to
          rank = max(rank, (ranks[target] ?? 0) + view.meanTransfer(arc, sizes))
          for cluster in own.indices {
            own[cluster] = max(own[cluster], view.leastRest(arc, from: cluster, behind: tails[target] ?? [], clock))
          }
        }
        tails[task] = own
        let elements = view.elements(of: task)
        let sum = elements.reduce(0) { $0 + view.duration(of: task, on: $1) }
        ranks[task] = rank + Double(sum) / Double(elements.count)
      }
    }

    /// Orders by the last plan, by ends that jobs could have, by jobs and by ranks; then changes to the best one.
    private mutating func search(_ planner: inout Planner, _ table: PlanTable) -> Planner.Plan {
      let bound = planner.bound
      let count = table.tasks.count
      let rest = table.tasks.indices.map { place in
        Double(tails[table.tasks[place]]?.min() ?? 0)
      }
      var longest = [Double](repeating: 0, count: table.jobs.count)
      for place in 0..<count { longest[table.jobOf[place]] = max(longest[table.jobOf[place]], rest[place]) }
      let isKept = table.tasks.map { planned[$0] != nil }
      let orders: [[Double]] = [
        (0..<count).map {
          isKept[$0] ? Double(planned[table.tasks[$0]] ?? 0) : longest[table.jobOf[$0]] - rest[$0] + Double(planner.now)
        },
        (0..<count).map { longest[table.jobOf[$0]] - rest[$0] },
        (0..<count).map { 1e6 * longest[table.jobOf[$0]] - rest[$0] },
        (0..<count).map { 1e6 * Double(table.jobOf[$0]) - rest[$0] },
        (0..<count).map { -rest[$0] },
      ]
      var best = planner.plan(by: orders[0])
      for keys in orders.dropFirst() where best.cost.jobs > bound {
        let plan = planner.plan(by: keys)
        if plan.cost < best.cost { best = plan }
      }
      let plans = min(Self.mostPlans, Self.workLimit / max(1, count * 8))
      for _ in 0..<plans where best.cost.jobs > bound {
        let plan = planner.plan(by: changed(best, table))
        if plan.cost < best.cost { best = plan }
      }
      return best
    }

    /// The order of a plan with tasks moved by up to a few task lengths, or a job moved as a whole.
    private mutating func changed(_ plan: Planner.Plan, _ table: PlanTable) -> [Double] {
      var keys = plan.starts.map(Double.init)
      switch random.below(3) {
      case 0:
        let job = random.below(table.jobs.count)
        let shift = 60 * (random.unit() - 0.5)
        for place in keys.indices where table.jobOf[place] == job { keys[place] += shift }
      case 1:
        let width = 40 * random.unit()
        for place in keys.indices { keys[place] += width * (random.unit() - 0.5) }
      default:
        for _ in 0...random.below(3) { keys[random.below(keys.count)] += 80 * (random.unit() - 0.5) }
      }
      return keys
    }
  }

  /// Nothing but the rules by their names: what a simulation can be told.
  public enum PolicyName: String, CaseIterable, Sendable {
    case etf, eft, met, stf, heft, plan
  }
}

extension Workflow.StreamView {
  /// The tasks of a job, each behind its predecessors.
  func sorted(_ job: Int) -> [Int] { tasks(of: job).sorted { position(of: $0) < position(of: $1) } }

  /// The mean over pairs of different elements.
  func meanTransfer(_ arc: Int, _ sizes: [Double]) -> Double {
    let total = sizes.reduce(0, +)
    guard total > 1 else { return 0 }
    var sum = 0.0
    for source in sizes.indices {
      for target in sizes.indices {
        let count = sizes[source] * (source == target ? sizes[target] - 1 : sizes[target])
        sum += count * Double(transfer(arc, fromCluster: source, toCluster: target))
      }
    }
    return sum / (total * (total - 1))
  }

  /// From the end of a task on a cluster over an arc to the end of the job, at least.
  func leastRest(_ arc: Int, from cluster: Int, behind tails: [Int], _ clock: Workflow.StreamClock) -> Int {
    let target = self.arc(arc).to
    var least = Int.max
    for element in elements(of: target) {
      let other = platform.clusterOfElement[element]
      let own = cluster == other ? ownTransfer(arc) : Int.max
      let time = min(own, transfer(arc, fromCluster: cluster, toCluster: other))
      least = min(least, time + duration(of: target, on: element) + (other < tails.count ? tails[other] : 0))
    }
    return least
  }
}
