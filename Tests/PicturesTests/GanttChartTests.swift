import Testing

@testable import Pictures

@Suite struct GanttChartTests {
  /// `machines` rows of `jobs` bars each, one after the other.
  private func chart(jobs: Int, machines: Int, duration: (Int, Int) -> Int) -> GanttChart {
    var bars: [GanttChart.Bar] = []
    for machine in 0..<machines {
      var time = 0
      for job in 0..<jobs {
        let end = time + duration(job, machine)
        bars.append(
          GanttChart.Bar(row: machine, start: time, end: end, colour: job, label: "J\(job)", tooltip: "job \(job) <&>"))
        time = end
      }
    }
    return GanttChart(title: "R&D <line>", rows: (0..<machines).map { "M\($0)" }, bars: bars)
  }

  @Test func everyBarIsARectangleWithATooltip() throws {
    var chart = chart(jobs: 10, machines: 10) { job, machine in 5 + (job * 7 + machine * 3) % 11 }
    chart.marker = (100, "makespan 100")
    let outline = try XMLOutline(chart.svg())
    // The page and every second row have a rectangle of their own.
    #expect(outline.count("rect") == 100 + 1 + 5)
    #expect(outline.count("title") == 100 + 1)
    #expect(outline.texts.contains("makespan 100"))
    #expect(outline.texts.contains("R&amp;D &lt;line&gt;"))
  }

  @Test func labelsAreWrittenOnlyWhereTheyFit() throws {
    var chart = chart(jobs: 2, machines: 1) { job, _ in job == 0 ? 1000 : 1 }
    chart.subtitle = "one long, one short"
    let outline = try XMLOutline(chart.svg())
    #expect(outline.texts.contains("J0"))
    #expect(!outline.texts.contains("J1"))
  }

  @Test func twoThousandBarsMakeAPictureThatScreensCanShow() throws {
    let chart = chart(jobs: 100, machines: 20) { job, machine in 1 + (job * 31 + machine * 17) % 99 }
    let outline = try XMLOutline(chart.svg())
    #expect(outline.count("rect") == 2000 + 1 + 10)
    let layout = GanttLayout(chart)
    #expect(layout.width > 1800 && layout.width < 2600)
    #expect(layout.height < 800)
  }

  @Test func aMilestoneIsADiamond() throws {
    let outline = try XMLOutline(chart(jobs: 3, machines: 1) { job, _ in job == 1 ? 0 : 4 }.svg())
    #expect(outline.count("polygon") == 1)
  }

  @Test func aLegendThatTakesTooMuchRoomIsLeftOut() throws {
    var chart = chart(jobs: 5, machines: 2) { _, _ in 4 }
    let without = try XMLOutline(chart.svg()).count("rect")
    chart.legend = (0..<5).map { GanttChart.LegendEntry(colour: $0, label: "job \($0)") }
    #expect(try XMLOutline(chart.svg()).count("rect") == without + 5)
    chart.legend = (0..<500).map { GanttChart.LegendEntry(colour: $0, label: "job \($0)") }
    #expect(try XMLOutline(chart.svg()).count("rect") == without)
  }

  @Test func anEmptyScheduleIsStillAPicture() throws {
    let outline = try XMLOutline(GanttChart(title: "nothing", rows: [], bars: []).svg())
    #expect(outline.count("svg") == 1)
  }
}

@Suite struct TimeAxisTests {
  @Test(arguments: [(0...930, 100), (0...55, 5), (0...12, 1), (0...7, 1), (0...100_000, 10_000)])
  func ticksAreRoundNumbers(range: ClosedRange<Int>, step: Int) {
    let ticks = TimeAxis(range, from: 0, to: 860).ticks(spacing: 60)
    #expect(ticks == Array(stride(from: 0, through: range.upperBound, by: step)))
  }

  @Test func ticksOfATimeSpanBelowZeroStartInside() {
    let ticks = TimeAxis(-13...20, from: 0, to: 860).ticks(spacing: 130)
    #expect(ticks == [-10, -5, 0, 5, 10, 15, 20])
  }
}

@Suite struct ResourceProfileTests {
  @Test func usageIsTheSumOfTheTasksThatRun() {
    let profile = ResourceProfile(
      label: "R1", capacity: 5, tasks: [(start: 0, end: 4, demand: 2), (start: 2, end: 6, demand: 3), (3, 3, 9)])
    let expected = [(0, 2), (2, 5), (4, 3), (6, 0)]
    #expect(profile.steps == expected.map { ResourceProfile.Step(time: $0.0, usage: $0.1) })
    #expect(profile.peak == 5)
  }

  @Test func tasksThatFollowEachOtherMakeOneStep() {
    let profile = ResourceProfile(label: "R1", capacity: 2, tasks: [(0, 3, 2), (3, 5, 2), (7, 8, 1)])
    let expected = [(0, 2), (5, 0), (7, 1), (8, 0)]
    #expect(profile.steps == expected.map { ResourceProfile.Step(time: $0.0, usage: $0.1) })
  }

  @Test func eachProfileIsDrawnUnderTheChart() throws {
    var chart = GanttChart(
      title: "two activities", rows: ["1", "2"],
      bars: [
        .init(row: 0, start: 0, end: 3, colour: 0, label: "1", tooltip: "activity 1"),
        .init(row: 1, start: 3, end: 5, colour: 1, label: "2", tooltip: "activity 2"),
      ])
    let plain = GanttLayout(chart).height
    chart.profiles = [
      ResourceProfile(label: "R1", capacity: 4, tasks: [(0, 3, 4)]),
      ResourceProfile(label: "R2", capacity: 9, tasks: []),
    ]
    let outline = try XMLOutline(chart.svg())
    #expect(outline.count("path") == 1)
    #expect(outline.texts.contains("R1") && outline.texts.contains("R2"))
    #expect(GanttLayout(chart).height > plain + 150)
  }
}
