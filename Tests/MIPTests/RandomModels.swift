import Basics
import MIP

/// Tiny random models that can be solved by looking at everything.
struct RandomModels {
  var random: RandomSource

  init(seed: Int) { random = RandomSource(seed: UInt64(seed)) }

  /// 1 to 4 integer columns with at most 5 values each, 0 to 4 rows with integer coefficients and sides.
  mutating func pureInteger() -> LinearModel {
    var model = LinearModel(name: "random")
    let columns = random.within(1...4)
    for index in 0..<columns {
      let lower = random.within(-3...2)
      let isBinary = random.below(3) == 0
      model.addColumn(
        "x\(index)", isBinary ? .binary : .integer, from: isBinary ? 0 : Double(lower),
        to: isBinary ? 1 : Double(lower + random.below(5)), cost: Double(random.within(-5...5)))
    }
    for index in 0..<random.below(5) {
      let terms = (0..<columns).map { LinearModel.Term($0, Double(random.within(-4...4))) }
      let side = Double(random.within(-6...6))
      switch random.below(4) {
      case 0: model.addRow("r\(index)", terms, from: side)
      case 1: model.addRow("r\(index)", terms, to: side)
      case 2: model.addRow("r\(index)", terms, from: side, to: side + Double(random.below(5)))
      default: model.addRow("r\(index)", terms, from: side - 1, to: side + 1)
      }
    }
    model.objectiveConstant = Double(random.within(-3...3))
    model.isObjectiveIntegral = random.below(2) == 0
    return model
  }

  /// The least objective over all integer points; nil when none keeps the rows.
  static func bruteForce(_ model: LinearModel) -> Double? {
    var best: Double?
    var values = model.columns.map(\.lower)
    while true {
      if model.isFeasible(values, tolerance: 0) {
        best = min(best ?? .infinity, model.objective(of: values))
      }
      var index = 0
      while index < values.count, values[index] == model.columns[index].upper {
        values[index] = model.columns[index].lower
        index += 1
      }
      if index == values.count { return best }
      values[index] += 1
    }
  }

  /// Market split: binary columns whose weighted sums must each be half of the total. Very hard for branch and bound
  /// already with 40 columns.
  ///
  /// - Source: Cornuéjols, Dawande 1998, "A class of hard small 0-1 programs".
  mutating func marketSplit(rows: Int) -> LinearModel {
    var model = LinearModel(name: "market split")
    let columns = 10 * (rows - 1)
    for index in 0..<columns { model.addColumn("x\(index)", .binary, from: 0, to: 1) }
    for row in 0..<rows {
      let weights = (0..<columns).map { _ in random.below(100) }
      let half = Double(weights.reduce(0, +) / 2)
      let over = model.addColumn("over\(row)", .continuous, from: 0, to: .infinity, cost: 1)
      let under = model.addColumn("under\(row)", .continuous, from: 0, to: .infinity, cost: 1)
      let terms = weights.enumerated().map { LinearModel.Term($0, Double($1)) } + [.init(over, -1), .init(under, 1)]
      model.addRow("half\(row)", terms, from: half, to: half)
    }
    model.isObjectiveIntegral = true
    return model
  }

  /// One machine, minimise the weighted sum of completion times: starts are continuous, orders binary with a big-M.
  struct OneMachine {
    var durations: [Int]
    var weights: [Int]

    /// Smith's rule is optimal without release dates: by falling weight over duration.
    ///
    /// - Source: Smith 1956, "Various optimizers for single-stage production".
    var optimum: Int {
      let order = durations.indices.sorted { weights[$0] * durations[$1] > weights[$1] * durations[$0] }
      var time = 0
      return order.reduce(0) { sum, job in
        time += durations[job]
        return sum + weights[job] * time
      }
    }

    var model: LinearModel {
      var model = LinearModel(name: "one machine")
      let horizon = Double(durations.reduce(0, +))
      let starts = durations.indices.map { job in
        model.addColumn("start\(job)", .continuous, from: 0, to: horizon, cost: Double(weights[job]))
      }
      for a in durations.indices {
        for b in (a + 1)..<max(a + 1, durations.count) {
          let isFirst = model.addColumn("\(a) before \(b)", .binary, from: 0, to: 1)
          model.addRow(
            "\(a),\(b)", [.init(starts[b], 1), .init(starts[a], -1), .init(isFirst, -horizon)],
            from: Double(durations[a]) - horizon)
          model.addRow(
            "\(b),\(a)", [.init(starts[a], 1), .init(starts[b], -1), .init(isFirst, horizon)],
            from: Double(durations[b]))
        }
      }
      model.objectiveConstant = zip(weights, durations).reduce(0) { $0 + Double($1.0 * $1.1) }
      model.isObjectiveIntegral = true
      return model
    }
  }

  mutating func oneMachine(jobs: Int) -> OneMachine {
    OneMachine(
      durations: (0..<jobs).map { _ in random.within(1...20) }, weights: (0..<jobs).map { _ in random.within(1...9) })
  }
}
