import Testing

@testable import Bench

@Suite struct MeasureTests {
  /// Gap 1 until second 2, then 20 against 10 known is 0.5 until second 6, then 0: 2 · 1 + 4 · 0.5.
  @Test func primalIntegralByHand() {
    let history = [
      HistoryPoint(time: 2, objective: Score(20), bound: nil),
      HistoryPoint(time: 3, objective: Score(20), bound: Score(5)),
      HistoryPoint(time: 6, objective: Score(10), bound: Score(5)),
    ]
    let integral = StepIntegral(history, best: Score(10), horizon: 10)
    #expect(integral.primal == 4)
    // No bound for 3 s, then 5 against 10.
    #expect(integral.dual == 3 + 7 * 0.5)
    // 1 until a bound is there, then (20 - 5) / 20 for 3 s, then (10 - 5) / 10 for 4 s.
    #expect(integral.primalDual == 3 + 3 * 0.75 + 4 * 0.5)
  }

  @Test func whatComesAfterTheHorizonDoesNotCount() {
    let history = [HistoryPoint(time: 12, objective: Score(10), bound: nil)]
    #expect(StepIntegral(history, best: Score(10), horizon: 10).primal == 10)
    #expect(StepIntegral([], best: nil, horizon: 10).primalDual == 10)
  }

  @Test func distancesAreRelativeAndLexicographic() throws {
    #expect(Score(0).distance(to: Score(0)) == 0)
    #expect(Score(3).distance(to: Score(0)) == 1)
    #expect(Score(-4).distance(to: Score(4)) == 1)
    #expect(Score(8).distance(to: Score(10)) == 0.2)
    let (a, b) = (try #require(Score("2;9")), try #require(Score("2;6")))
    #expect(a.distance(to: b) == 1.0 / 3 && b < a && a.description == "2;9")
    #expect(!Score(1e9).isClearlyBelow(Score(1e9 + 10)) && Score(10).isClearlyBelow(Score(11)))
  }

  /// (0 + 1)(3 + 1) = 4, whose square root is 2.
  @Test func shiftedGeometricMeanByHand() throws {
    let mean = try #require(Mean.shiftedGeometric([0, 3]))
    #expect(abs(mean - 1) < 1e-12 && Mean.shiftedGeometric([]) == nil)
  }

  @Test func theBestKnownIsOfAllRunsAndTheReference() throws {
    var sketch = CampaignSketch()
    try sketch.add("a", "x", .feasible, objective: 12)
    try sketch.add("a", "y", .feasible, objective: 11)
    try sketch.add("b", "x", .feasible, objective: 7)
    sketch.campaign.references[1] = Reference(lower: nil, upper: Score(5), source: "table")
    #expect(sketch.campaign.bestKnown == [Score(11), Score(5)])
    let analysis = sketch.analysis
    #expect(analysis.measured[0].primalGap == 1.0 / 12 && analysis.measured[1].primalGap == 0)
  }
}

@Suite struct CurveTests {
  /// Four problems; x proves in 1, 2, 4, never; y in 2, 2, 1, never.
  private func sketch() throws -> Analysis {
    var sketch = CampaignSketch()
    for (name, x, y) in [("a", 1.0, 2.0), ("b", 2, 2), ("c", 4, 1)] {
      try sketch.add(name, "x", .optimal, time: x, objective: 5, bound: 5)
      try sketch.add(name, "y", .optimal, time: y, objective: 5, bound: 5)
    }
    try sketch.add("d", "x", .feasible, objective: 10, history: [(1, 10, nil)])
    try sketch.add("d", "y", .feasible, objective: 8, history: [(1, 16, nil), (5, 8, nil)])
    return sketch.analysis
  }

  @Test func performanceProfileByHand() throws {
    let curves = try sketch().performanceProfile
    // x is fastest on a and b, and takes 4 times the best on c.
    #expect(curves[0].points == [.init(x: 1, y: 0.5), .init(x: 4, y: 0.75)])
    #expect(curves[1].points == [.init(x: 1, y: 0.5), .init(x: 2, y: 0.75)])
  }

  @Test func cactusPlotByHand() throws {
    let curves = try sketch().cactusPlot
    #expect(curves[0].points.map(\.y) == [1, 2, 4] && curves[1].points.map(\.y) == [1, 2, 2])
    #expect(curves[0].points.map(\.x) == [1, 2, 3])
  }

  @Test func qualityProfileByHand() throws {
    let curves = try sketch().qualityProfile
    // 10 against the best known 8 is 20 %.
    #expect(curves[0].points == [.init(x: 0, y: 0.75), .init(x: 20, y: 1)])
    #expect(curves[1].points == [.init(x: 0, y: 1)])
  }

  @Test func gapOverTimeEndsAtTheFinalGap() throws {
    var sketch = CampaignSketch()
    try sketch.add("d", "x", .feasible, objective: 10, history: [(1, 10, nil)])
    try sketch.add("d", "y", .feasible, objective: 8, history: [(1, 16, nil), (5, 8, nil)])
    let curves = sketch.analysis.gapOverTime(samples: 50)
    #expect(curves.allSatisfy { $0.points.count == 50 && $0.points[0].y == 100 })
    #expect(abs(curves[0].points[49].y - 20) < 1e-9 && curves[1].points[49].y == 0)
    #expect(curves[1].points.contains { $0.y == 50 })
  }

  @Test func onlySharedProblemsAreCompared() throws {
    var sketch = CampaignSketch()
    try sketch.add("a", "x", .optimal, time: 1, objective: 1, bound: 1)
    try sketch.add("b", "x", .optimal, time: 1, objective: 1, bound: 1)
    try sketch.add("a", "y", .optimal, time: 2, objective: 1, bound: 1)
    #expect(sketch.analysis.shared.count == 1)
    #expect(sketch.analysis.performanceProfile[1].points == [.init(x: 1, y: 0), .init(x: 2, y: 1)])
  }

  @Test func axesAreRound() {
    #expect(Axis([0.003, 40], .logarithmic).ticks.map(\.label) == ["0.001", "0.01", "0.1", "1", "10", "100"])
    let axis = Axis([3, 97], .linear)
    #expect(axis.ticks.map(\.label) == ["0", "20", "40", "60", "80", "100"] && axis.position(50) == 0.5)
    #expect(Axis([], .linear).ticks.count > 1 && Axis([], .logarithmic).ticks.count > 1)
    #expect(Axis([0, 0], .linear).upper == 1)
  }
}
