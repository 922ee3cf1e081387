import Basics

@testable import Shops

/// A random small shop; about half of them have setups, weights and several factories.
func randomFlowShop(
  _ random: inout RandomSource, kind: FlowShop.Kind, objective: FlowShop.Objective, jobs: Int? = nil,
  factories: Int? = nil, hasSetups: Bool? = nil, longest: Int = 9
) -> FlowShop {
  let jobs = jobs ?? random.within(0...5)
  let machines = random.within(1...4)
  let durations = (0..<jobs * machines).map { _ in random.within(0...longest) }
  let hasSetups = hasSetups ?? (random.below(2) == 0)
  return FlowShop(
    jobs: jobs, machines: machines, durations: durations,
    setups: hasSetups ? (0..<machines * jobs * jobs).map { _ in random.within(0...longest) } : [],
    weights: random.below(2) == 0 ? [] : (0..<jobs).map { _ in random.within(0...4) },
    dueDates: objective == .totalTardiness ? (0..<jobs).map { _ in random.within(-3...longest * machines * 2) } : [],
    factories: factories ?? random.within(1...3), kind: kind, objective: objective)
}

/// All orders of a shop's jobs in its factories.
func allOrders(_ shop: FlowShop) -> [FlowShop.Order] {
  var orders: [FlowShop.Order] = [FlowShop.Order(repeating: [], count: shop.factories)]
  for job in 0..<shop.jobs {
    orders = orders.flatMap { order in
      order.indices.flatMap { factory in
        (0...order[factory].count).map { place in
          var longer = order
          longer[factory].insert(job, at: place)
          return longer
        }
      }
    }
  }
  return orders
}

/// The least objective of all orders.
func optimum(_ shop: FlowShop) -> Int { allOrders(shop).map(shop.objective).min() ?? 0 }

extension FlowShop {
  /// The same shop with other limits of a candidate.
  func with(kind: Kind? = nil, objective: Objective? = nil, factories: Int? = nil) -> FlowShop {
    FlowShop(
      jobs: jobs, machines: machines, durations: durations, setups: setups, weights: weights, dueDates: dueDates,
      factories: factories ?? self.factories, kind: kind ?? self.kind, objective: objective ?? self.objective)
  }
}

/// Every kind with every objective.
let flowShopKinds = FlowShop.Kind.allCases.flatMap { kind in FlowShop.Objective.allCases.map { (kind, $0) } }
