import Basics
import Statements

/// A knapsack in two dimensions with conflicts, small enough to enumerate.
struct SmallKnapsack {
  let data: ModelData
  private(set) var leastCost = Int.max

  init(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let model = Model()
    let x = (0..<6).map { _ in model.boolean() }
    let y = (0..<2).map { _ in model.integer(0...4) }
    let items = x.map(\.linearExpression) + y.map(\.linearExpression)
    for _ in 0..<2 {
      let weights = items.map { _ in random.within(1...20) }
      model.add(sum(of: zip(weights, items).map { $0 * $1 }) <= 2 * weights.reduce(0, +) / 3)
    }
    model.atMostOne(of: [x[0], x[1], x[2]])
    model.add(x[3] + x[4] + y[0] == 3)
    model.maximize(sum(of: items.map { random.within(1...30) * $0 }))
    data = (try? model.validated()) ?? ModelData(name: "none")
    enumerate()
  }

  private mutating func enumerate() {
    var values = data.lower
    while true {
      if data.violation(of: values) == nil { leastCost = min(leastCost, data.cost(of: values) ?? .max) }
      guard let next = values.indices.last(where: { values[$0] < data.upper[$0] }) else { return }
      values[next] += 1
      for later in (next + 1)..<values.count { values[later] = data.lower[later] }
    }
  }
}
