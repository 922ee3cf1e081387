import Testing

@testable import Pictures

@Suite struct PicturePageTests {
  private static let hostile = "</script><script>alert(1)</script><!--<script>&\"'\\ \u{2028}"

  static func chart(_ title: String, bars count: Int, rows: Int, name: (Int) -> String = { "task \($0)" }) -> GanttChart
  {
    let bars = (0..<count).map { (number: Int) -> GanttChart.Bar in
      let start = number / rows * 10
      let label = name(number)
      return GanttChart.Bar(
        row: number % rows, start: start, end: start + 7, colour: number % 5, label: label,
        tooltip: "\(label), \(start) to \(start + 7)")
    }
    var chart = GanttChart(title: title, rows: (0..<rows).map { "machine \($0)" }, bars: bars)
    chart.legend = (0..<5).map { GanttChart.LegendEntry(colour: $0, label: "job \($0)") }
    return chart
  }

  /// Of `count` improvements, bars getting fewer.
  static func page(steps count: Int, bars: Int, rows: Int = 3) -> PicturePage {
    let steps = (0..<count).map { (number: Int) -> PicturePage.Step in
      let picture = chart("step \(number)", bars: bars + count - number, rows: rows).svg()
      return PicturePage.Step(event: 2 * number, words: "Improvement \(number + 1) of \(count)", picture: picture)
    }
    var page = PicturePage(title: "shop", steps: steps)
    page.history = (0..<2 * count).map { (number: Int) -> PicturePage.Event in
      let bound: [Double]? = number == 0 ? nil : [Double(10 + number)]
      return PicturePage.Event(
        time: 0.01 + Double(number * number), objective: [Double(100 - number / 2)], bound: bound)
    }
    return page
  }

  private func count(_ part: String, in text: String) -> Int {
    text.split(separator: part, omittingEmptySubsequences: false).count - 1
  }

  @Test func thePageHoldsEachPictureOnceAndAsksForNothingOutside() throws {
    let page = Self.page(steps: 3, bars: 6)
    let html = page.html()
    #expect(html.hasPrefix("<!DOCTYPE html>"))
    for step in page.steps { #expect(count(step.picture, in: html) == 1) }
    #expect(count("type=\"image/svg+xml\"", in: html) == 3)
    #expect(count("<script", in: html) == 5 && count("</script>", in: html) == 5)
    #expect(html.contains("default-src 'none'"))
    for word in ["src=", "@import", "url(", "fetch(", "XMLHttpRequest"] { #expect(!html.contains(word), "\(word)") }
    // Namespaces are names, not addresses.
    #expect(count("http", in: html) - count("http-equiv", in: html) == count("http://www.w3.org/2000/svg", in: html))
  }

  @Test func noNameEndsAScriptOrBecomesATag() throws {
    let chart = Self.chart(Self.hostile, bars: 3, rows: 1) { _ in Self.hostile }
    var page = PicturePage(
      title: Self.hostile,
      steps: [
        .init(event: 0, words: Self.hostile, picture: chart.svg()), .init(event: 0, words: "", picture: Self.hostile),
      ])
    page.subtitle = Self.hostile
    page.history = [.init(time: 1, objective: [1], bound: nil)]
    let html = page.html()
    #expect(count("<script", in: html) == 4 && count("</script", in: html) == 4)
    #expect(!html.contains("<!--"))
    #expect(count("alert(1)", in: html) > 5, "names are still there")
  }

  @Test func textsForScripts() {
    #expect(PageText.json("a\"b\\c</script>\n\u{2028}é") == #""a\"b\\c\u003c/script\u003e\u000a\u2028é""#)
    #expect(PageText.json(3.0) == "3" && PageText.json(-0.25) == "-0.25")
    #expect(PageText.json(.infinity) == "null" && PageText.json(.nan) == "null")
    #expect(PageText.json(nil) == "null" && PageText.json([1, 2.5]) == "[1,2.5]")
    #expect(
      PageText.harmless("<svg><a/><ScRiPt>x</sCRIPT><!-- --></svg><")
        == "<svg><a/>&lt;ScRiPt>x&lt;/sCRIPT>&lt;!-- --></svg><")
  }

  @Test func aLongHistoryIsThinnedButKeepsWhatStepsNeed() throws {
    var page = Self.page(steps: 2, bars: 1)
    page.history = (0..<50_000).map { PicturePage.Event(time: Double($0), objective: [Double(-$0)], bound: nil) }
    page.steps[0].event = 3
    page.steps[1].event = 49_998
    let html = page.html()
    let shown = count("{\"time\":", in: html)
    #expect(shown <= PicturePage.eventLimit + 3 && shown > PicturePage.eventLimit / 2)
    #expect(html.contains("{\"time\":3,") && html.contains("{\"time\":49998,") && html.contains("{\"time\":49999,"))
    // The places are those among what is left: 0, 3 and then each 25th.
    #expect(html.contains("\"steps\":[{\"event\":1,"))
  }

  @Test func theCurveBeginsWithTheFirstLevelThatMoves() {
    var page = Self.page(steps: 1, bars: 1)
    page.history = [[4.0, 7, 9], [4, 6, 9]].map { PicturePage.Event(time: 1, objective: $0, bound: nil) }
    #expect(page.html().contains("{\"levels\":3,\"shownLevel\":1,"))
    page.history = []
    #expect(page.html().contains("{\"levels\":1,\"shownLevel\":0,\"history\":[]"))
  }
}

/// The page in a browser; where there is none, the test says so.
@Suite(.enabled(if: Browser.program != nil, "no Chromium is found on the PATH")) struct PicturePageBrowserTests {
  @Test func thePagePassesItsOwnTest() throws {
    let outcome = try Browser.load(PicturePageTests.page(steps: 5, bars: 20).html(), hash: "#selftest")
    #expect(outcome.document.contains(">PASSED; 21 items, 21 bars, 5 steps</pre>"), "\(outcome.document.suffix(600))")
    #expect(outcome.console.isEmpty, "\(outcome.console)")
  }

  @Test func tenThousandBarsAreUsable() throws {
    let page = PicturePageTests.page(steps: 2, bars: 10_000, rows: 50).html()
    let began = ContinuousClock.now
    let outcome = try Browser.load(page, hash: "#selftest")
    #expect(
      outcome.document.contains(">PASSED; 10001 items, 10001 bars, 2 steps</pre>"), "\(outcome.document.suffix(600))")
    #expect(outcome.console.isEmpty, "\(outcome.console)")
    #expect(ContinuousClock.now - began < .seconds(100))
  }

  @Test func hostileNamesAreHarmless() throws {
    let name = "</script><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"
    let chart = PicturePageTests.chart(name, bars: 4, rows: 2) { "\(name) \($0)" }
    var page = PicturePage(title: name, steps: [.init(event: 0, words: name, picture: chart.svg())])
    page.subtitle = name
    page.history = [.init(time: 0, objective: [3], bound: [3])]
    let outcome = try Browser.load(page.html(), hash: "#selftest")
    #expect(outcome.document.contains(">PASSED; 4 items, 4 bars, 1 steps</pre>"), "\(outcome.document.suffix(600))")
    #expect(!outcome.document.contains("<title>broken"))
    #expect(outcome.console.isEmpty, "\(outcome.console)")
  }

  @Test func pagesWithoutBarsHistoryOrPictureWork() throws {
    for picture in [StackedBars(title: "empty", rows: []).svg(), "<svg>7</svg>\n", "no picture", ""] {
      let page = PicturePage(title: "plain", steps: [.init(event: 0, words: "Objective 7", picture: picture)])
      let outcome = try Browser.load(page.html(), hash: "#selftest")
      #expect(outcome.document.contains(">PASSED; 0 items, 0 bars, 1 steps</pre>"), "\(outcome.document.suffix(600))")
      #expect(outcome.console.isEmpty, "\(outcome.console)")
    }
  }
}
