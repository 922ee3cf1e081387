/// What the chart says of itself, and how much of it is drawn.
extension GanttChart {
  private static let legendLines = 3
  private static let rowLimit = 400
  private static let barLimit = 20_000

  /// Colours, then whatever else is drawn.
  func fullLegend(width: Double) -> Legend {
    let colours = Legend(legend.map { .init(.fill(Palette.colour($0.colour).fill), $0.label) })
    let signs = signs
    guard colours.lineCount(width: width) > Self.legendLines else { return Legend(colours.entries + signs) }
    let words = "\(legend.count) colours, whose names the bars tell where the pointer rests"
    return Legend([.init(.none, words)] + signs)
  }

  private var signs: [Legend.Entry] {
    var entries: [Legend.Entry] = []
    func add(_ swatch: Legend.Swatch, _ words: String, _ isThere: Bool) {
      if isThere { entries.append(.init(swatch, words)) }
    }
    func has(_ kind: Shade.Kind) -> Bool { shades.contains { $0.kind == kind && $0.end > $0.start } }
    add(.fill("#d2d5d9"), "closed", has(.closed))
    add(
      .hatch, has(.preparation) ? (has(.paused) ? "setup, or pause of a bar" : "setup") : "pause of a bar",
      has(.preparation) || has(.paused))
    add(.fill("#e8eaed"), "pale part of a bar: waiting", has(.waiting))
    add(.stroke("#1c2026"), strokeMeaning, marks.contains { $0.shape == .stroke && !$0.isAlarm })
    add(.stroke("#c02b2b"), "\(strokeMeaning), missed", marks.contains { $0.shape == .stroke && $0.isAlarm })
    add(.brackets("#1c2026"), bracketMeaning, marks.contains { $0.shape != .stroke })
    add(.line("#c02b2b", isDashed: false), spanMeaning, !spans.isEmpty)
    let hasLimits = profiles.contains { $0.capacity != nil || ($0.minimum ?? 0) > 0 }
    add(.line("#c02b2b", isDashed: true), "what there is", hasLimits)
    return entries
  }

  /// The first rows, where there are very many rows or bars.
  func capped() -> GanttChart {
    guard rows.count > Self.rowLimit || bars.count > Self.barLimit else { return self }
    var barsOfRow = [Int](repeating: 0, count: rows.count)
    for bar in bars { barsOfRow[bar.row] += 1 }
    var (count, sum) = (0, 0)
    while count < min(rows.count, Self.rowLimit), sum + barsOfRow[count] <= Self.barLimit {
      sum += barsOfRow[count]
      count += 1
    }
    var chart = self
    chart.rows = Array(rows.prefix(max(count, 1)))
    // Of one row alone, the first bars.
    chart.bars = Array(bars.filter { $0.row < chart.rows.count }.prefix(Self.barLimit))
    chart.marks = marks.filter { $0.row < chart.rows.count }
    chart.spans = spans.filter { $0.row < chart.rows.count }
    chart.shades = shades.filter { $0.row < chart.rows.count }
    let left = ["\(chart.rows.count) of \(rows.count) rows", "\(chart.bars.count) of \(bars.count) bars"]
    chart.subtitle = (subtitle.isEmpty ? "" : subtitle + "; ") + "shown: " + left.joined(separator: ", ")
    return chart
  }
}
