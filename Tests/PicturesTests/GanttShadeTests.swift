import Testing

@testable import Pictures

@Suite struct GanttShadeTests {
  private func chart() -> GanttChart {
    let bar = GanttChart.Bar(row: 0, start: 2, end: 8, colour: 1, label: "saw", tooltip: "saw it")
    return GanttChart(title: "shades", rows: ["first"], bars: [bar])
  }

  @Test func shadesLieUnderAndOverBars() throws {
    var chart = chart()
    let kinds: [GanttChart.Shade.Kind] = [.waiting, .closed, .paused, .preparation]
    chart.shades = kinds.map { GanttChart.Shade(row: 0, start: 1, end: 4, kind: $0, tooltip: "\($0) <1>") }
    let svg = chart.svg()
    let outline = try XMLOutline(svg)
    #expect(outline.count("pattern") == 1)
    // The page, the row, the bar and the shades; and in the legend breaks, hatched ones and waiting.
    #expect(outline.count("rect") == 7 + 3)
    let parts = svg.split(separator: "saw it")
    #expect(parts[0].contains("closed &lt;1&gt;") && parts[0].contains("preparation &lt;1&gt;"))
    #expect(parts[1].contains("fill-opacity=\"0.6\"") && parts[1].contains("url(#hatch)"))
    #expect(!parts[1].contains("<title>"), "over a bar, the bar tells")
  }

  @Test func withoutHatchedShadesThereIsNoPattern() throws {
    var chart = chart()
    chart.shades = [
      GanttChart.Shade(row: 0, start: 1, end: 4, kind: .closed), .init(row: 0, start: 3, end: 3, kind: .waiting),
    ]
    let outline = try XMLOutline(chart.svg())
    #expect(outline.count("pattern") == 0 && outline.count("rect") == 4 + 1)
  }

  @Test func marksAreStrokesAndBrackets() throws {
    var chart = chart()
    chart.marks = [GanttChart.Mark.Shape.stroke, .opening, .closing].map { shape in
      var mark = GanttChart.Mark(row: 0, time: 4, tooltip: "\(shape)")
      mark.shape = shape
      mark.isAlarm = shape == .closing
      return mark
    }
    let svg = chart.svg()
    // And both brackets in the legend.
    #expect(try XMLOutline(svg).count("path") == 3)
    #expect(svg.split(separator: "\n").contains { $0.contains("#c02b2b") && $0.contains(">closing<") })
    #expect(svg.split(separator: "\n").contains { $0.contains("#1c2026") && $0.contains(">opening<") })
  }

  @Test func barsTellWhatTheyAreToPrograms() throws {
    var chart = chart()
    chart.legend = [.init(colour: 1, label: "job \"1\"")]
    let data = "data-row=\"first\" data-group=\"job &quot;1&quot;\" data-label=\"saw\" data-start=\"2\" data-end=\"8\""
    #expect(chart.svg().contains(data))
    #expect(chart.svg().contains("data-bar=\"0\">saw</text>"))
  }

  @Test func levelsOfStores() throws {
    let changes = [(time: 4, amount: -5), (time: 2, amount: 3), (time: 4, amount: 2), (time: 6, amount: 0)]
    let profile = ResourceProfile(label: "store", level: 1, minimum: -2, maximum: nil, changes: changes)
    #expect(profile.steps == [.init(time: 2, usage: 4), .init(time: 4, usage: 1)])
    #expect(profile.peak == 4)
    var chart = chart()
    var crew = ResourceProfile(label: "crew", capacity: 2, tasks: [(0, 4, 1)])
    crew.capacities = [(3, 5), (6, 1)]
    crew.breaks = [4..<5, 90..<95]
    chart.profiles = [profile, crew]
    let svg = chart.svg()
    let outline = try XMLOutline(svg)
    #expect(outline.texts.contains("-2") && outline.texts.contains("store") && outline.texts.contains("5"))
    #expect(svg.contains("break of crew, 4 to 5") && !svg.contains("90 to 95"))
    // Two curves and the capacity in steps.
    #expect(outline.count("path") == 3)
  }
}
