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
    private var tails: [[Int]] = []
    /// By task, the least of these, and its upward rank.
    private var rests: [Int] = []
    private var ranks: [Double] = []
    /// By task, its start in the last plan.
    private var planned: [Int?] = []

    /// Tasks placed in one search, after news.
    private static let workLimit = 700
    /// Jobs that are planned together whatever they are, and tasks that are enough for a plan.
    private static let fewJobs = 4
    private static let manyJobs = 20
    private static let taskLimit = 120
    private static let mostPlans = 120
    /// Changes that are tried where all goes as planned.
    private static let fewPlans = 4

    init(_ kind: Kind, clock: StreamClock, seed: UInt64 = 1) {
      self.kind = kind
      self.clock = clock
      random = RandomSource(seed: seed)
    }

    mutating func decide(_ view: StreamView) -> StreamDecision {
      for job in view.jobs where !isKnown(view.tasks(of: job)[0]) { learn(job, view) }
      let table = PlanTable(view, chosenJobs(view), clock, &places)
      if table.tasks.isEmpty { return StreamDecision() }
      var planner = Planner(table, clock, tails: table.tasks.map { tails[$0] })
      let plan =
        switch kind {
        case .ranks: planner.plan(by: table.tasks.map { -ranks[$0] }, looksBehind: false)
        case .search: search(&planner, table)
        }
      for (place, task) in table.tasks.enumerated() { planned[task] = plan.starts[place] }
      return decision(plan, table, view)
    }

    private func decision(_ plan: Planner.Plan, _ table: PlanTable, _ view: StreamView) -> StreamDecision {
      var decision = StreamDecision()
      for task in view.ready {
        // Jobs that are not in the plan wait.
        guard task < places.count, table.tasks.indices.contains(places[task]), table.tasks[places[task]] == task else {
          continue
        }
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

    /// All jobs; of many, those that have least before their ends (by ranks, those that came first), until there are tasks
    /// enough to plan.
    private func chosenJobs(_ view: StreamView) -> [Int] {
      if view.jobs.count <= Self.fewJobs || kind == .ranks { return Array(view.jobs.prefix(Self.manyJobs)) }
      let left = view.jobs.map { job -> (rest: Int, open: Int, job: Int) in
        var (rest, open) = (0, 0)
        for task in view.tasks(of: job) where view.element(of: task) == nil {
          rest = max(rest, rests[task])
          open += 1
        }
        return (rest, open, job)
      }.sorted { ($0.rest, $0.job) < ($1.rest, $1.job) }
      var chosen: [Int] = []
      var count = 0
      for entry in left where count < Self.taskLimit {
        chosen.append(entry.job)
        count += entry.open
      }
      return chosen.sorted()
    }

    private func isKnown(_ task: Int) -> Bool { task < tails.count && !tails[task].isEmpty }

    private mutating func learn(_ job: Int, _ view: StreamView) {
      let missing = (view.tasks(of: job).max() ?? 0) + 1 - tails.count
      if missing > 0 {
        tails += [[Int]](repeating: [], count: missing)
        rests += [Int](repeating: 0, count: missing)
        ranks += [Double](repeating: 0, count: missing)
        planned += [Int?](repeating: nil, count: missing)
      }
      let sizes = view.platform.clusters.map { Double($0.size) }
      for task in view.sorted(job).reversed() {
        var own = [Int](repeating: 0, count: sizes.count)
        var rank = 0.0
        for arc in view.outgoing(task) {
          let target = view.arc(arc).to
          rank = max(rank, ranks[target] + view.meanTransfer(arc, sizes))
          for cluster in own.indices {
            own[cluster] = max(own[cluster], view.leastRest(arc, from: cluster, behind: tails[target], clock))
          }
        }
        tails[task] = own
        rests[task] = own.min() ?? 0
        let elements = view.elements(of: task)
        let sum = elements.reduce(0) { $0 + view.duration(of: task, on: $1) }
        ranks[task] = rank + Double(sum) / Double(elements.count)
      }
    }

    /// The order of the last plan; after news also orders by what jobs have left, by jobs and by tasks; then changes to
    /// the best of these.
    private mutating func search(_ planner: inout Planner, _ table: PlanTable) -> Planner.Plan {
      let bound = planner.bound
      let count = table.tasks.count
      let rest = table.tasks.map { Double(rests[$0]) }
      var longest = [Double](repeating: 0, count: table.jobs.count)
      for place in 0..<count { longest[table.jobOf[place]] = max(longest[table.jobOf[place]], rest[place]) }
      var hasNews = false
      let kept = (0..<count).map { place -> Double in
        if let start = planned[table.tasks[place]] { return Double(start) }
        hasNews = true
        return longest[table.jobOf[place]] - rest[place] + Double(table.now)
      }
      var best = planner.plan(by: kept)
      if !hasNews { hasNews = (0..<count).contains { Double(best.starts[$0]) != kept[$0] } }
      if hasNews {
        let orders: [(Int) -> Double] = [
          { longest[table.jobOf[$0]] - rest[$0] }, { 1e6 * longest[table.jobOf[$0]] - rest[$0] },
          { 1e6 * Double(table.jobOf[$0]) - rest[$0] }, { -rest[$0] },
        ]
        for order in orders.prefix(Self.workLimit / (2 * count)) where best.cost.jobs > bound {
          let plan = planner.plan(by: (0..<count).map(order))
          if plan.cost < best.cost { best = plan }
        }
      }
      let plans =
        hasNews ? min(Self.mostPlans, Self.workLimit / count) : min(Self.fewPlans, Self.workLimit / (4 * count))
      for _ in 0..<plans where best.cost.jobs > bound {
        let plan = planner.plan(by: changed(best, table))
        if plan.cost < best.cost { best = plan }
      }
      return best
    }

    /// The order of a plan with a job, all tasks or a few moved by a share of the plan's length.
    private mutating func changed(_ plan: Planner.Plan, _ table: PlanTable) -> [Double] {
      var keys = plan.starts.map(Double.init)
      let length = Double(max(1, (plan.starts.max() ?? 0) - table.now))
      switch random.below(3) {
      case 0:
        let job = random.below(table.jobs.count)
        let shift = 0.6 * length * (random.unit() - 0.5)
        for place in keys.indices where table.jobOf[place] == job { keys[place] += shift }
      case 1:
        let width = 0.4 * length * random.unit()
        for place in keys.indices { keys[place] += width * (random.unit() - 0.5) }
      default:
        for _ in 0...random.below(3) { keys[random.below(keys.count)] += 0.8 * length * (random.unit() - 0.5) }
      }
      return keys
    }
  }
}
