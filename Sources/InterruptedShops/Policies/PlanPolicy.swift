import Shops

/// Carries out a plan, machine by machine in its order, and makes it anew from where the jobs are whenever a downtime begins.
///
/// What has started stays. The plan in force is where each search starts from; it knows the downtimes that have begun and
/// takes machines for up at all later times.
package struct PlanPolicy: InterruptionPolicy {
  package let name = "plan"
  /// Before the first moment.
  private let first: SearchBudget
  /// When a downtime begins.
  private let each: SearchBudget
  /// At other moments, while nothing new is known; nil for no search then.
  private let between: SearchBudget?
  private let seed: UInt64
  /// By machine, the operations in their order; those before `position` have started.
  private var orders: [[Int]] = []
  private var position: [Int] = []
  private var count = 0
  private var slowest = 0.0
  /// In the plan's place once it cannot be carried out: it never ends in a deadlock.
  private var rule: DispatchingPolicy?

  /// Equal seeds and budgets of looks give equal plans.
  package init(first: SearchBudget, each: SearchBudget, between: SearchBudget? = nil, seed: UInt64) {
    self.first = first
    self.each = each
    self.between = between
    self.seed = seed
  }

  package var replanning: (count: Int, slowest: Double)? { (count, slowest) }

  package mutating func look(at view: ShopView, isNews: Bool) {
    if rule != nil { return }
    if orders.isEmpty {
      let shop = BlockingShop(
        view.chains, allowsSwap: true,
        downtimes: view.downUntil.map { $0 > view.now ? [0..<$0 - view.now] : [] })
      guard let starts = first.search(shop, seed: seed) else {
        rule = .mwkr
        return
      }
      orders = shop.orders(of: starts)
      position = [Int](repeating: 0, count: orders.count)
      return
    }
    guard let budget = isNews ? each : between else { return }
    let time = ContinuousClock.now
    let rest = RemainingShop(view)
    guard rest.shop.chains.jobCount > 1 else { return }
    let plan = rest.orders(of: orders, from: position)
    guard let starts = budget.search(rest.shop, from: plan, seed: seed &+ UInt64(view.now)) else {
      rule = .mwkr
      return
    }
    orders = rest.operations(of: rest.shop.orders(of: starts))
    position = [Int](repeating: 0, count: orders.count)
    guard isNews else { return }
    count += 1
    let (seconds, attoseconds) = (ContinuousClock.now - time).components
    slowest = max(slowest, Double(seconds) * 1e3 + Double(attoseconds) / 1e15)
  }

  package mutating func choose(among jobs: [Int], for machine: Int, _ view: ShopView) -> Int? {
    if let job = rule?.choose(among: jobs, for: machine, view) { return job }
    guard let operation = planned(on: machine, view), let job = jobs.first(where: { view.next[$0] == operation }) else {
      return nil
    }
    return job
  }

  package mutating func admits(_ job: Int, to machine: Int, _ view: ShopView) -> Bool {
    rule != nil || planned(on: machine, view) == view.next[job]
  }

  /// The next operation that has not started.
  private mutating func planned(on machine: Int, _ view: ShopView) -> Int? {
    while position[machine] < orders[machine].count, view.starts[orders[machine][position[machine]]] >= 0 {
      position[machine] += 1
    }
    return position[machine] < orders[machine].count ? orders[machine][position[machine]] : nil
  }
}
