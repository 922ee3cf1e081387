import Basics
import MIP

/// The kinds of linear programs that the generator makes.
enum ProgramFamily: String, CaseIterable {
  /// Items of the largest profit within several capacities.
  case knapsack
  /// Each job on one agent, within the agents' capacities, at least cost.
  case assignment
  /// The cheapest sets that cover all elements.
  case covering
  /// What to make of each product in each period: demands are met, setups and stocks cost, a capacity is shared.
  case lotSizing = "lot-sizing"
  /// Which places to open, and which open one serves each customer.
  case facilities
}

/// Makes linear programs from a seed; all numbers are integers.
struct ProgramGenerator {
  private let family: ProgramFamily
  private let size: Int
  private let rows: Int
  private let seed: UInt64
  private var random: RandomSource

  init(_ family: ProgramFamily, size: Int, rows: Int, seed: UInt64) {
    self.family = family
    self.size = size
    self.rows = rows
    self.seed = seed
    random = RandomSource(seed: seed)
  }

  mutating func model() -> LinearModel {
    switch family {
    case .knapsack: knapsack()
    case .assignment: assignment()
    case .covering: covering()
    case .lotSizing: lotSizing()
    case .facilities: facilities()
    }
  }

  private var empty: LinearModel { LinearModel(name: "\(family.rawValue)_\(size)_\(rows)_\(seed)") }

  /// Profits go with weights, and capacities are half of all weights: where items are hardest to choose between.
  private mutating func knapsack() -> LinearModel {
    var model = empty
    let weights = (0..<rows).map { _ in (0..<size).map { _ in random.within(1...100) } }
    for item in 0..<size {
      let sum = weights.reduce(0) { $0 + $1[item] }
      let profit = sum / rows + random.within(1...50)
      model.addColumn("x\(item)", .binary, from: 0, to: 1, cost: -Double(profit))
    }
    for (number, row) in weights.enumerated() {
      let capacity = Double(row.reduce(0, +) / 2)
      model.addRow("capacity\(number)", row.enumerated().map { .init($0, Double($1)) }, to: capacity)
    }
    return model
  }

  /// Agents could do 5/4 of all work on average, so that few cannot be filled.
  private mutating func assignment() -> LinearModel {
    var model = empty
    var work: [[Int]] = []
    for agent in 0..<rows {
      work.append((0..<size).map { _ in random.within(5...25) })
      for job in 0..<size {
        model.addColumn("x\(agent)_\(job)", .binary, from: 0, to: 1, cost: Double(random.within(10...50)))
      }
    }
    for job in 0..<size {
      model.addRow("job\(job)", (0..<rows).map { .init($0 * size + job, 1) }, from: 1, to: 1)
    }
    for agent in 0..<rows {
      let total = work[agent].reduce(0, +)
      let capacity = Double(max(25, (5 * total + 4 * rows - 1) / (4 * rows)))
      model.addRow(
        "agent\(agent)", work[agent].enumerated().map { .init(agent * size + $0, Double($1)) }, to: capacity)
    }
    return model
  }

  /// A fiftieth of all places, and at least two sets an element.
  private mutating func covering() -> LinearModel {
    var model = empty
    for set in 0..<size { model.addColumn("x\(set)", .binary, from: 0, to: 1, cost: Double(random.within(1...100))) }
    let count = min(size, max(2, size / 50))
    for element in 0..<rows {
      var sets = Set<Int>()
      while sets.count < count { sets.insert(random.below(size)) }
      model.addRow("element\(element)", sets.sorted().map { .init($0, 1) }, from: 1)
    }
    return model
  }

  /// Stocks follow from what is made, whose bounds follow from setups.
  private mutating func lotSizing() -> LinearModel {
    var model = empty
    var made: [[Int]] = []
    var mean = 0
    for product in 0..<rows {
      let demands = (0..<size).map { _ in random.below(4) == 0 ? 0 : random.within(1...40) }
      mean += demands.reduce(0, +)
      let (setup, holding) = (Double(random.within(50...300)), Double(random.within(1...4)))
      var stock: Int?
      var columns: [Int] = []
      for period in 0..<size {
        let rest = Double(demands[period...].reduce(0, +))
        let title = "\(product)_\(period)"
        let amount = model.addColumn("q\(title)", .integer, from: 0, to: rest)
        let isSetUp = model.addColumn("y\(title)", .binary, from: 0, to: 1, cost: setup)
        let next = model.addColumn("s\(title)", .integer, from: 0, to: rest, cost: holding)
        let before = stock.map { [LinearModel.Term($0, 1)] } ?? []
        let demand = Double(demands[period])
        model.addRow("balance\(title)", before + [.init(amount, 1), .init(next, -1)], from: demand, to: demand)
        model.addRow("setup\(title)", [.init(amount, 1), .init(isSetUp, -rest)], to: 0)
        stock = next
        columns.append(amount)
      }
      made.append(columns)
    }
    // Periods at the beginning can always make what they and later ones need.
    let capacity = Double(mean)
    for period in 0..<size {
      let share = period == 0 ? capacity : (1.5 * capacity / Double(size)).rounded(.up)
      model.addRow("capacity\(period)", made.map { .init($0[period], 1) }, to: share)
    }
    return model
  }

  private mutating func facilities() -> LinearModel {
    var model = empty
    let places = (0..<rows + size).map { _ in (random.within(0...100), random.within(0...100)) }
    for place in 0..<rows {
      model.addColumn("open\(place)", .binary, from: 0, to: 1, cost: Double(random.within(100...300)))
    }
    for customer in 0..<size {
      for place in 0..<rows {
        let (a, b) = (places[place], places[rows + customer])
        model.addColumn(
          "x\(place)_\(customer)", .binary, from: 0, to: 1, cost: Double(abs(a.0 - b.0) + abs(a.1 - b.1)))
      }
    }
    for customer in 0..<size {
      let first = rows + customer * rows
      model.addRow("customer\(customer)", (0..<rows).map { .init(first + $0, 1) }, from: 1, to: 1)
      for place in 0..<rows {
        model.addRow("only\(place)_\(customer)", [.init(first + place, 1), .init(place, -1)], to: 0)
      }
    }
    return model
  }
}
