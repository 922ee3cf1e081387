/// Where the parts of a Gantt chart lie; pixels.
struct GanttLayout {
  let width: Double
  let height: Double
  let axis: TimeAxis
  let rowsTop: Double
  let rowHeight: Double
  let rowFontSize: Double
  let barFontSize: Double
  let rowsBottom: Double
  let profileHeight = 84.0
  /// The lower end of rows and profiles together.
  let plotBottom: Double
  /// The upper left corner of each legend entry; empty when the legend takes too much room.
  let legendPlaces: [(x: Double, y: Double)]

  private static let axisHeight = 24.0
  private static let profileGap = 10.0

  init(_ chart: GanttChart) {
    rowHeight =
      switch chart.rows.count {
      case ...12: 32
      case ...24: 26
      case ...60: 18
      default: 14
      }
    let fontSize = min(13, rowHeight * 0.72)
    rowFontSize = fontSize
    barFontSize = min(11, rowHeight * 0.64)
    rowsTop = 76

    var barsInRow = [Int](repeating: 0, count: chart.rows.count)
    for bar in chart.bars { barsInRow[bar.row] += 1 }
    let plotWidth = min(2400, max(860, Double(barsInRow.max() ?? 0) * 22))
    let labels =
      chart.rows.map { TextWidth.estimate($0, size: fontSize) }
      + chart.profiles.map { TextWidth.estimate($0.label, size: 12) }
    let left = (16 + (labels.max() ?? 0) + 8).rounded(.up)
    width = left + plotWidth + 28

    let first = chart.bars.map(\.start).min() ?? 0
    let last = max(
      chart.bars.map(\.end).max() ?? 0, chart.marker?.time ?? 0, chart.marks.map(\.time).max() ?? 0)
    axis = TimeAxis(min(0, first)...max(last, 1), from: left, to: left + plotWidth)

    rowsBottom = rowsTop + rowHeight * Double(chart.rows.count)
    let rowsAndNumbers = rowsBottom + Self.axisHeight
    if chart.profiles.isEmpty {
      plotBottom = rowsBottom
    } else {
      plotBottom = rowsAndNumbers + Double(chart.profiles.count) * (profileHeight + Self.profileGap)
    }

    let legendTop = plotBottom + Self.axisHeight + 8
    var places: [(x: Double, y: Double)] = []
    var x = left
    var line = 0.0
    for entry in chart.legend {
      let entryWidth = 16 + TextWidth.estimate(entry.label, size: 11) + 14
      if x + entryWidth > left + plotWidth, x > left {
        x = left
        line += 1
      }
      places.append((x, legendTop + line * 18))
      x += entryWidth
    }
    let hasLegend = !places.isEmpty && line < 3
    legendPlaces = hasLegend ? places : []
    height = plotBottom + Self.axisHeight + (hasLegend ? 8 + (line + 1) * 18 : 0) + 12
  }

  func rowTop(_ row: Int) -> Double { rowsTop + rowHeight * Double(row) }

  func profileTop(_ index: Int) -> Double {
    rowsBottom + Self.axisHeight + Self.profileGap + Double(index) * (profileHeight + Self.profileGap)
  }
}
