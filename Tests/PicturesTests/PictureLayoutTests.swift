import Testing

@testable import Pictures

/// What is drawn lies inside of the picture, is said in the legend, and can be read.
@Suite struct PictureLayoutTests {
  /// A text of a picture as it stands in the document.
  struct Text {
    var words: String
    var x: Double
    var y: Double
    var size: Double
    var anchor: String
    var fill: String
    /// Turned by 90 degrees, so that it runs from its end upwards.
    var isUpright: Bool
  }

  struct Drawing {
    var width = 0.0
    var height = 0.0
    var texts: [Text] = []

    init(_ svg: String) {
      var inherited: [[String: String]] = []
      var rest = svg[...]
      while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
        let tag = rest[rest.index(after: start)..<end]
        rest = rest[rest.index(after: end)...]
        let name = tag.prefix { $0.isLetter || $0 == "/" || $0 == "?" }
        let attributes = Self.attributes(tag)
        if name == "svg" {
          width = Double(attributes["width"] ?? "") ?? 0
          height = Double(attributes["height"] ?? "") ?? 0
        }
        if name == "g" { inherited.append((inherited.last ?? [:]).merging(attributes) { $1 }) }
        if name == "/g" { inherited.removeLast() }
        guard name == "text" else { continue }
        var all = (inherited.last ?? [:]).merging(attributes) { $1 }
        if rest.hasPrefix("<title>") { rest = rest[rest.firstRange(of: "</title>")!.upperBound...] }
        let words = String(rest.prefix { $0 != "<" })
        let isUpright = all["transform"]?.contains("rotate(-90)") ?? false
        if isUpright {
          let numbers = all["transform"]!.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
          (all["x"], all["y"]) = ("\(numbers[0])", "\(numbers[1])")
        }
        texts.append(
          Text(
            words: words.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&"),
            x: Double(all["x"] ?? "") ?? 0, y: Double(all["y"] ?? "") ?? 0, size: Double(all["font-size"] ?? "") ?? 16,
            anchor: all["text-anchor"] ?? "start", fill: all["fill"] ?? "#000000", isUpright: isUpright))
      }
    }

    private static func attributes(_ tag: Substring) -> [String: String] {
      var result: [String: String] = [:]
      var rest = tag
      while let equals = rest.firstRange(of: "=\"") {
        let name = rest[..<equals.lowerBound].split(separator: " ").last ?? ""
        let value = rest[equals.upperBound...].prefix { $0 != "\"" }
        result[String(name)] = String(value)
        rest = rest[equals.upperBound...].dropFirst(value.count + 1)
      }
      return result
    }

    /// Texts that reach over the edge.
    var outside: [String] {
      texts.filter { text in
        let length = TextWidth.estimate(text.words, size: text.size)
        if text.isUpright { return text.y < 0 || text.y + length > height || text.x > width }
        let left = text.anchor == "end" ? text.x - length : text.anchor == "middle" ? text.x - length / 2 : text.x
        return left < 0 || left + length > width || text.y < 0 || text.y > height
      }.map(\.words)
    }
  }

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
      let drawing = Drawing(gantt(end: end, name: name).svg())
      #expect(drawing.texts.count > 8)
      #expect(drawing.outside == [])
    }
  }

  @Test(arguments: [7, 55, 930, 12_345, 1_000_000_007])
  func ticksAreRoundAndTheLastOneIsThere(end: Int) throws {
    let chart = gantt(end: end)
    let drawing = Drawing(chart.svg())
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
    let words = Drawing(chart.svg()).texts.map(\.words)
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
    let drawing = Drawing(chart.svg())
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
    #expect(Drawing(chart.svg()).outside == [])
  }

  @Test func veryLargePicturesSayWhatIsLeftOut() throws {
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
    for text in Drawing(chart.svg()).texts where !["a", "b"].contains(text.words) {
      #expect(PaletteTests.contrast(text.fill, "#f4f5f7") >= 4.5, "\(text)")
    }
  }
}
