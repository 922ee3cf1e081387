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
  /// What is shown of the legend; words instead of colours that take too much room.
  let legend: Legend
  let legendTop: Double
  /// The second line of the chart, by lines.
  let subtitle: [String]

  /// Most pixels of a row's name.
  static let labelLimit = 260.0
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
    var barsInRow = [Int](repeating: 0, count: chart.rows.count)
    for bar in chart.bars { barsInRow[bar.row] += 1 }
    let plotWidth = min(2400, max(860, Double(barsInRow.max() ?? 0) * 22))
    let first = chart.bars.map(\.start).min() ?? 0
    let labels =
      chart.rows.map { min(Self.labelLimit, TextWidth.estimate($0, size: fontSize)) }
      + chart.profiles.map { min(Self.labelLimit, TextWidth.estimate($0.label, size: 12)) }
      + [TimeAxis.labelRoom(chart.axisLabel, from: min(0, first)) - 8]
    let left = (16 + (labels.max() ?? 0) + 8).rounded(.up)
    let last = max(
      chart.bars.map(\.end).max() ?? 0, chart.marker?.time ?? 0, chart.marks.map(\.time).max() ?? 0)
    axis = TimeAxis(min(0, first)...max(last, 1), from: left, to: left + plotWidth)
    // Numbers at the right end, of the axis and of spans, lie outside of it.
    let ending = TextWidth.estimate("\(last)", size: 11) / 2 + 6
    let spanLabels = chart.spans.map { TextWidth.estimate($0.label, size: min(11, fontSize)) + 10 }
    width = left + plotWidth + max(28, ending, spanLabels.max() ?? 0).rounded(.up)
    subtitle = chart.subtitle.isEmpty ? [] : TextWidth.wrapped(chart.subtitle, into: width - 32, size: 12)
    rowsTop = 76 + 16 * Double(max(0, subtitle.count - 1))

    rowsBottom = rowsTop + rowHeight * Double(chart.rows.count)
    let rowsAndNumbers = rowsBottom + Self.axisHeight
    if chart.profiles.isEmpty {
      plotBottom = rowsBottom
    } else {
      plotBottom = rowsAndNumbers + Double(chart.profiles.count) * (profileHeight + Self.profileGap)
    }

    legendTop = plotBottom + Self.axisHeight + 8
    legend = chart.fullLegend(width: plotWidth)
    let legendHeight = legend.height(width: plotWidth)
    height = plotBottom + Self.axisHeight + (legendHeight > 0 ? 8 + legendHeight : 0) + 12
  }

  func rowTop(_ row: Int) -> Double { rowsTop + rowHeight * Double(row) }

  func profileTop(_ index: Int) -> Double {
    rowsBottom + Self.axisHeight + Self.profileGap + Double(index) * (profileHeight + Self.profileGap)
  }
}
