import Basics
import Testing

@testable import Bench

@Suite struct StarDiscrepancyTests {
  /// Of 0.125, 0.375, 0.625, 0.875 the second alone: the box up to the first holds 1/4 of all and none of it, that up
  /// to the second 2/4 and all of it.
  @Test func inOneDimensionByHand() {
    let discrepancy = StarDiscrepancy([[0.125], [0.375], [0.625], [0.875]])
    #expect(discrepancy.isExact && discrepancy.boxes == 4)
    #expect(discrepancy.value(of: [1]) == 0.5 && discrepancy.value(of: [3]) == 0.75)
    #expect(discrepancy.value(of: [0, 1, 2, 3]) == 0 && discrepancy.value(of: [0, 2]) == 0.25)
  }

  @Test func exactValuesAreThoseOfADenseGridOfBoxes() {
    var random = RandomSource(seed: 8)
    for _ in 0..<20 {
      let points = (0..<9).map { _ in [Double(random.below(8)) / 8, Double(random.below(8)) / 8] }
      let subset = [0, 3, 4]
      var largest = 0.0
      for x in 0..<8 {
        for y in 0..<8 {
          let holds = points.map { $0[0] <= Double(x) / 8 && $0[1] <= Double(y) / 8 }
          let (part, all) = (subset.filter { holds[$0] }.count, holds.filter { $0 }.count)
          largest = max(largest, abs(Double(part) / 3 - Double(all) / 9))
        }
      }
      #expect(abs(StarDiscrepancy(points).value(of: subset) - largest) < 1e-12)
    }
  }

  @Test func aSampleOfBoxesIsALowerBound() {
    var random = RandomSource(seed: 9)
    let points = (0..<20).map { _ in [random.unit(), random.unit(), random.unit()] }
    let sample = StarDiscrepancy(points, limit: 500)
    let exact = StarDiscrepancy(points, limit: 8000)
    #expect(!sample.isExact && exact.isExact)
    for _ in 0..<10 {
      let subset = (0..<5).map { _ in random.below(20) }
      #expect(sample.value(of: subset) <= exact.value(of: subset))
    }
  }

  @Test func countsFollowExchanges() {
    var random = RandomSource(seed: 10)
    let discrepancy = StarDiscrepancy((0..<10).map { _ in [random.unit(), random.unit()] })
    var counts = discrepancy.counts(of: [1, 2, 3])
    discrepancy.exchange(2, for: 7, in: &counts)
    #expect(counts == discrepancy.counts(of: [1, 7, 3]))
  }
}

@Suite struct SubsetChoiceTests {
  @Test func chosenSetsAreDisjointAndBetterThanRandomOnes() throws {
    var random = RandomSource(seed: 11)
    let discrepancy = StarDiscrepancy((0..<40).map { _ in [random.unit(), random.unit()] })
    let choice = try SubsetChoice(discrepancy, tuning: 8, testing: 10, steps: 1000, seed: 2)
    #expect(choice.tuning.count == 8 && choice.testing.count == 10)
    #expect(Set(choice.tuning).isDisjoint(with: choice.testing))
    #expect(choice.tuningDiscrepancy < 0.7 * choice.randomDiscrepancy)
    #expect(choice.testingDiscrepancy < choice.randomDiscrepancy)
    let again = try SubsetChoice(discrepancy, tuning: 8, testing: 10, steps: 1000, seed: 2)
    #expect(again.tuning == choice.tuning && again.testing == choice.testing)
    #expect(throws: BenchError.self) { try SubsetChoice(discrepancy, tuning: 30, testing: 11) }
  }

  /// Of five points on a line, exhaustive search finds the pair that stands for them best.
  @Test func theBestPairIsFound() throws {
    let discrepancy = StarDiscrepancy((0..<5).map { [Double($0)] })
    var best = 1.0
    for i in 0..<5 { for j in 0..<i { best = min(best, discrepancy.value(of: [i, j])) } }
    #expect(try SubsetChoice(discrepancy, tuning: 2, testing: 0, steps: 500).tuningDiscrepancy == best)
  }
}

@Suite struct InstanceFeatureTests {
  @Test func coordinatesAreRanksOfWhatDiffers() throws {
    var sketch = CampaignSketch()
    for (i, time) in [3.0, 1, 2, 2].enumerated() {
      try sketch.add("i\(i)", "x", .optimal, time: time, objective: 5, bound: 5)
      try sketch.add("i\(i)", "y", .optimal, time: 1, objective: 5, bound: 5)
    }
    try sketch.add("alone", "x", .optimal, time: 9, objective: 5, bound: 5)
    let features = try InstanceFeatures(sketch.analysis)
    // The last has no run of y; everything but x's time is the same for all.
    #expect(features.instances == [0, 1, 2, 3] && features.names == ["time of x"])
    #expect(features.points == [[0.875], [0.125], [0.5], [0.5]])
  }
}
