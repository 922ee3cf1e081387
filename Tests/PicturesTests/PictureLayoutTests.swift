import TestSupport
import Testing

@testable import Pictures

/// What is drawn lies inside of the picture, is said in the legend, and can be read.
@Suite struct PictureLayoutTests {
  private static let long = String(repeating: "a very long name of a job, ", count: 12)

  private func gantt(end: Int, name: String = "job") -> GanttChart {
    var chart = GanttChart(
      title: Self.long + Self.long, rows: ["first", Self.long, ""],
      bars: [
        .init(row: 0, start: 0, end: end / 2, colour: 0, label: "a", tooltip: ""),
        .init(row: 1, start: end / 2, end: end, colour: 1, label: "b", tooltip: ""),
      ])
    chart.subtitle = Self.long
    chart.legend = [.init(colour: 0, label: name), .init(colour: 1, label: name + " 2")]
    chart.spans = [.init(row: 1, start: end / 2, end: end, label: "\(end)")]
    chart.marks = [.init(row: 1, time: end / 2, tooltip: "due")]
    chart.marker = (end, "makespan \(end)")
    return chart
  }

  @Test(arguments: [7, 55, 930, 12_345, 1_000_000_007, 999_999_999_999_999])
  func textsOfAGanttChartLieInside(end: Int) {
    for name in ["job", Self.long + Self.long] {
      let drawing = PictureTexts(gantt(end: end, name: name).svg())
      #expect(drawing.texts.count > 8)
      #expect(drawing.outside == [])
    }
  }

  @Test(arguments: [7, 55, 930, 12_345, 1_000_000_007])
  func ticksAreRoundAndTheLastOneIsThere(end: Int) throws {
    let chart = gantt(end: end)
    let drawing = PictureTexts(chart.svg())
    let axisLine = try #require(drawing.texts.first { $0.words == "time" }).y
    let ticks = drawing.texts.filter { $0.y == axisLine && $0.words != "time" }.compactMap { Int($0.words) }
    let step = try #require(ticks.count > 1 ? ticks[1] - ticks[0] : nil)
    var digit = step
    while digit.isMultiple(of: 10) { digit /= 10 }
    #expect([1, 2, 5].contains(digit), "\(step)")
    #expect(ticks == Array(stride(from: 0, through: end, by: step)))
    // Neighbours do not run into each other.
    let axis = GanttLayout(chart).axis
    #expect(axis.x(step) - axis.x(0) > TextWidth.estimate("\(end)", size: 11))
  }

  @Test func whatIsDrawnIsInTheLegend() {
    var chart = gantt(end: 100)
    chart.shades = [.init(row: 0, start: 1, end: 4, kind: .closed), .init(row: 0, start: 5, end: 6, kind: .waiting)]
    chart.profiles = [ResourceProfile(label: "crew", capacity: 4, tasks: [(0, 3, 4)])]
    let words = PictureTexts(chart.svg()).texts.map(\.words)
    for meaning in ["due date", "late by so much", "closed", "pale part of a bar: waiting", "what there is"] {
      #expect(words.contains(meaning), "\(meaning)")
    }
    #expect(words.contains("100"), "the lateness has its number")
  }

  @Test func longNamesOfALegendAreShownWhole() {
    let legend = Legend([.init(.fill("#ffffff"), Self.long), .init(.hatch, "short"), .init(.none, "words")])
    let places = legend.places(width: 300)
    #expect(places[0].lines.count > 3)
    #expect(places[0].lines.joined(separator: " ").replacing(" ", with: "") == Self.long.replacing(" ", with: ""))
    for place in places {
      for line in place.lines { #expect(place.x + 18 + TextWidth.estimate(line, size: 11) <= 300) }
    }
    // No two entries lie on each other.
    #expect(places[1].y >= places[0].y + 17 * Double(places[0].lines.count))
  }

  @Test func stackedBarsKeepTheirTextsInside() {
    let bars = (0..<30).map { number in
      StackedBars.Bar(
        name: "a-long-node-name-\(number)", capacity: 4,
        segments: [.init(amount: 3, colour: number, isMarked: number == 3, tooltip: "")])
    }
    var chart = StackedBars(
      title: Self.long + Self.long, rows: [[.init(title: "before", bars: bars), .init(title: "after", bars: bars)]])
    chart.subtitle = Self.long + Self.long
    chart.legend = [(0, Self.long + Self.long), (nil, "grey")]
    chart.marked = "strong frame: moved"
    let drawing = PictureTexts(chart.svg())
    #expect(drawing.outside == [])
    #expect(drawing.texts.filter { $0.words.hasPrefix("a-long-node-name-2") }.count == 22)
    #expect(drawing.texts.contains { $0.words == "strong frame: moved" })
  }

  @Test func addressesKeepTheirTextsInside() {
    var chart = AddressChart(
      title: Self.long + Self.long,
      boxes: [.init(start: 0, end: 9, low: 0, high: 1 << 40, colour: 3, label: "box", tooltip: "")])
    chart.lines = [.init(address: 1 << 40, label: "capacity 1,099,511,627,776 bytes")]
    chart.marks = [.init(start: 0, end: 2, low: 0, high: 9, tooltip: "")]
    chart.subtitle = Self.long + Self.long
    #expect(PictureTexts(chart.svg()).outside == [])
  }

  @Test func boxesLinesAndMarksAreInTheLegend() {
    var chart = AddressChart(
      title: "set", boxes: [.init(start: 0, end: 9, low: 0, high: 40, colour: 3, label: "box", tooltip: "")])
    chart.lines = [.init(address: 37, label: "largest load 37")]
    (chart.boxMeaning, chart.lineMeaning) = ("a buffer", "what lives at one time")
    let words = PictureTexts(chart.svg()).texts.map(\.words)
    for meaning in ["a buffer", "what lives at one time", "largest load 37", "time", "address", "box"] {
      #expect(words.contains(meaning), "\(meaning)")
    }
    // Round addresses up to the last one that there is.
    #expect(words.compactMap { Int($0) }.filter { $0 >= 10 } == [10, 15, 20, 25, 30, 35, 40])
  }

  /// Addresses of a memory that lies on another count from its begin.
  @Test func memoriesOnEachOtherHaveAddressesOfTheirOwn() {
    var chart = AddressChart(
      title: "set", boxes: [.init(start: 0, end: 9, low: 0, high: 60, colour: 0, label: "", tooltip: "")])
    chart.bases = [0, 40]
    let axis = PictureTexts(chart.svg()).texts.filter { $0.anchor == "end" && $0.x == 102 }
    #expect(axis.compactMap { Int($0.words) } == [0, 5, 10, 15, 20, 25, 30, 35, 0, 5, 10, 15, 20])
  }

  /// A name stands on the part of its box that has no mark, or in black on the paler part, or nowhere.
  @Test func namesOfMarkedBoxesCanBeRead() throws {
    var chart = AddressChart(
      title: "set",
      boxes: [
        .init(start: 0, end: 100, low: 0, high: 10, colour: 4, label: "wide", tooltip: ""),
        .init(start: 0, end: 100, low: 10, high: 20, colour: 4, label: "pale", tooltip: ""),
        .init(start: 0, end: 100, low: 20, high: 30, colour: 4, label: String(repeating: "w", count: 60), tooltip: ""),
      ])
    chart.marks = [
      .init(start: 0, end: 20, low: 0, high: 10, tooltip: ""), .init(start: 0, end: 99, low: 10, high: 20, tooltip: ""),
      .init(start: 0, end: 50, low: 20, high: 30, tooltip: ""),
    ]
    let texts = PictureTexts(chart.svg()).texts
    let wide = try #require(texts.first { $0.words == "wide" })
    #expect(wide.x == 710 && wide.fill == Palette.colour(4).text)
    #expect(try #require(texts.first { $0.words == "pale" }).fill == "#000000")
    #expect(!texts.contains { $0.words.hasPrefix("ww") })
    // White of 0.55 over any colour of the palette leaves enough for black.
    for key in 0..<60 {
      let bytes = Palette.colour(key).fill.dropFirst()
      let mixed = (0..<3).map { part -> String in
        let value = Int(bytes.dropFirst(2 * part).prefix(2), radix: 16) ?? 0
        let byte = Int(0.45 * Double(value) + 0.55 * 255)
        return String(byte, radix: 16)
      }
      #expect(PaletteTests.contrast("#000000", "#" + mixed.joined()) >= 4.5)
    }
  }

  @Test func stepsHaveRoundTicksAndALegend() {
    let chart = StepChart(
      title: Self.long + Self.long, xLabel: "at most so many",
      series: [
        .init(label: "bound", colour: "#6b7280", isDashed: true, values: (0...9).map { ($0, 0.1) }),
        .init(
          label: "value", colour: "#1f4e9e", isDashed: false, values: (0...9).map { ($0, 0.47 - 0.01 * Double($0)) }),
      ], valueText: { "\((100 * $0).rounded())%" })
    let drawing = PictureTexts(chart.svg())
    #expect(drawing.outside == [])
    let words = drawing.texts.map(\.words)
    #expect(words.filter { $0.hasSuffix("%") } == ["0.0%", "10.0%", "20.0%", "30.0%", "40.0%", "50.0%"])
    #expect(words.compactMap { Int($0) } == Array(0...9))
    #expect(words.contains("bound") && words.contains("value"))
    #expect(PictureTexts(StepChart(title: "", xLabel: "", series: [], valueText: { "\($0)" }).svg()).outside == [])
  }

  @Test func veryLargePicturesSayWhatIsLeftOut() throws {
    let boxes = (0..<5_001).map {
      AddressChart.Box(start: $0, end: $0 + ($0 == 7 ? 1 : 2), low: 0, high: 1, colour: 0, label: "", tooltip: "")
    }
    let addresses = AddressChart(title: "boxes", boxes: boxes).capped()
    #expect(addresses.boxes.count == 5_000 && !addresses.boxes.contains { $0.start == 7 })
    #expect(addresses.subtitle == "shown: the largest 5000 of 5001")
    let rows = (0..<1000).map { "row \($0)" }
    let bars = rows.indices.map {
      GanttChart.Bar(row: $0, start: 0, end: 5, colour: 0, label: "x", tooltip: "")
    }
    let gantt = GanttChart(title: "rows", rows: rows, bars: bars)
    #expect(gantt.capped().rows.count == 400 && gantt.capped().subtitle == "shown: 400 of 1000 rows, 400 of 1000 bars")
    let many = (0..<30_000).map { GanttChart.Bar(row: 0, start: $0, end: $0 + 1, colour: 0, label: "", tooltip: "") }
    #expect(GanttChart(title: "bars", rows: ["one"], bars: many).capped().bars.count == 20_000)
    let columns = (0..<500).map { number in
      StackedBars.Bar(
        name: "\(number)", capacity: 1,
        segments: [.init(amount: 1, colour: 0, isMarked: number == 499, tooltip: "")])
    }
    let kept = StackedBars(title: "", rows: [[.init(title: "", bars: columns)]]).capped()
    #expect(kept.rows[0][0].bars.count == 240 && kept.rows[0][0].bars.last?.name == "499")
    #expect(kept.subtitle == "shown: 240 of 500 bars of each panel")
  }

  /// Of texts on white paper; those on bars are the palette's.
  @Test func textsAreDarkEnough() {
    var chart = gantt(end: 100)
    chart.profiles = [ResourceProfile(label: "crew", capacity: 4, tasks: [(0, 3, 4)])]
    for text in PictureTexts(chart.svg()).texts where !["a", "b"].contains(text.words) {
      #expect(PaletteTests.contrast(text.fill, "#f4f5f7") >= 4.5, "\(text)")
    }
  }
}
