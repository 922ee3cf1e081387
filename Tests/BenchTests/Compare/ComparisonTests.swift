import Testing

@testable import Bench

@Suite struct ComparisonTests {
  private func side(_ variant: String, slower factor: Double = 1, objective: Double = 10, count: Int = 10) throws
    -> ComparisonSide
  {
    var sketch = CampaignSketch()
    for i in 1...count {
      try sketch.add(
        "i\(i)", variant, .optimal, time: Double(i) * 0.1 * factor, objective: objective, bound: 10,
        history: [(Double(i) * 0.1 * factor, objective, 10)])
    }
    return try ComparisonSide(name: variant, sketch.analysis)
  }

  @Test func theSameIsNoRegression() throws {
    let comparison = try Comparison(side("x"), side("y"))
    #expect(comparison.pairs == 10 && comparison.regressions(threshold: 0).isEmpty)
    #expect(comparison.measures.allSatisfy { $0.effect == 0 && $0.test.pValue == 1 })
  }

  @Test func slowerIsARegressionAndFasterIsNot() throws {
    let slower = try Comparison(side("x"), side("y", slower: 1.2))
    let time = try #require(slower.measures.first)
    // Times have a millisecond added, so the ratio is a little below 1.2.
    #expect(time.worse == 10 && (0.19...0.2).contains(time.effect) && time.test.pValue == 2.0 / 1024)
    #expect(slower.regressions(threshold: 0.05).first?.hasPrefix("time to proof is worse by 19.") == true)
    #expect(slower.regressions(threshold: 0.25).isEmpty)
    #expect(try Comparison(side("x"), side("y", slower: 0.8)).regressions(threshold: 0.05).isEmpty)
  }

  @Test func worseSolutionsAreARegression() throws {
    let comparison = try Comparison(side("x"), side("y", objective: 12.5))
    let objective = try #require(comparison.measures.first { $0.name == "objective" })
    #expect(abs(objective.effect - 0.2) < 1e-12)
    #expect(comparison.regressions(threshold: 0.1).count == 1)
  }

  /// With five pairs p is 1/16 at best.
  @Test func fewPairsProveNothing() throws {
    #expect(try Comparison(side("x", count: 5), side("y", slower: 2, count: 5)).regressions(threshold: 0.05).isEmpty)
  }

  @Test func lostProofsAndNewFailuresAreNamed() throws {
    var sketch = CampaignSketch()
    try sketch.add("i1", "x", .feasible, objective: 10, bound: 9)
    try sketch.add("i2", "x", .crash)
    let comparison = try Comparison(side("x", count: 3), ComparisonSide(name: "b", sketch.analysis))
    #expect(comparison.lost == ["i1", "i2"] && comparison.newFailures == ["i2: crash"] && comparison.unpaired == 1)
    #expect(comparison.regressions(threshold: 0.5) == ["1 run fails that did not"])
  }

  @Test func otherInstancesAreNotCompared() throws {
    var sketch = CampaignSketch()
    try sketch.add("i1", "x", .optimal, time: 1)
    sketch.campaign.instances[0] = InstanceFile(path: "i1", name: "i1", family: "set", hash: "other", size: 1)
    let other = try ComparisonSide(name: "b", sketch.analysis)
    #expect(throws: BenchError(.data, "the instance i1 is not the same on both sides")) {
      try Comparison(side("x"), other)
    }
    #expect(throws: BenchError.self) { try ComparisonSide(name: "b", sketch.analysis, variant: "none") }
  }
}
