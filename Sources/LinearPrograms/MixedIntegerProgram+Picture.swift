import Basics
import MIP
import Pictures

extension MixedIntegerProgram {
  /// A bar for each row with finite sides: how much of its upper side the terms take up, or what they reach of its lower
  /// one, which is then marked. Rows that are tight come first.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    guard let values = solution.values(by: instance.columnNames) else {
      return StackedBars(title: instance.name, rows: []).svg()
    }
    let loads = instance.model.rows.compactMap { Load($0, instance.model, values) }
    let shown = loads.enumerated().sorted { ($0.element.slack, $0.offset) < ($1.element.slack, $1.offset) }
      .prefix(mostBars).map(\.element)
    let bars = shown.map { load in
      StackedBars.Bar(
        name: load.name, capacity: 100,
        segments: [StackedBars.Segment(amount: load.percent, colour: load.isLower ? 2 : 0, tooltip: load.tooltip)])
    }
    var panels: [[StackedBars.Panel]] = []
    for start in stride(from: 0, to: bars.count, by: barsInRow) {
      panels.append([
        StackedBars.Panel(
          title: start == 0 ? "rows, the tightest first" : "",
          bars: Array(bars[start..<min(start + barsInRow, bars.count)]))
      ])
    }
    var chart = StackedBars(title: instance.name, rows: panels)
    let chosen = values.count { $0 != 0 }
    chart.subtitle =
      "\(counted(values.count, "column")), \(chosen) of them not 0; \(counted(instance.model.rows.count, "row"))"
      + (shown.count < loads.count ? ", \(shown.count) shown" : "")
    chart.legend = [(0, "share of an upper side"), (2, "lower side by sum")]
    return chart.svg()
  }

  private static let mostBars = 96
  private static let barsInRow = 32

  /// A row as a share of one of its sides.
  private struct Load {
    let name: String
    /// From 0 to 100.
    let percent: Double
    let isLower: Bool
    let slack: Double
    let tooltip: String

    init?(_ row: LinearModel.Row, _ model: LinearModel, _ values: [Double]) {
      let sum = row.terms.reduce(0) { $0 + $1.coefficient * values[$1.column] }
      isLower = row.upper == .infinity
      let side = isLower ? row.lower : row.upper
      guard side.isFinite else { return nil }
      name = row.name
      slack = (side - sum).magnitude / max(1, side.magnitude)
      // What is reached of a lower side, and what is taken of an upper one; sides below 0 the other way round.
      let (part, whole) = isLower == (side >= 0) ? (side, sum) : (sum, side)
      percent = whole == 0 ? (part == 0 ? 100 : 0) : min(100, max(0, part / whole * 100))
      tooltip = "\(row.name): \(sum), \(isLower ? "at least" : "at most") \(side)"
    }
  }
}
