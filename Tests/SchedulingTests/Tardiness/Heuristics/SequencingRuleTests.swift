import Testing

@testable import Scheduling

@Suite struct SequencingRuleTests {
  typealias Rule = Tardiness.SequencingRule

  func sequence(_ rule: Rule, of instance: Tardiness.Instance) -> [Int] {
    let jobs = Tardiness.SequencingJobs(instance)
    return jobs.solution(of: rule.order(of: jobs)).sequence
  }

  /// From the definitions' worked example, and by hand where the example is silent.
  static let worked: [(rule: Rule, sequence: [Int], tardiness: Int)] = [
    (.edd, [1, 3, 5, 4, 2, 0], 146),
    (.mdd, [1, 0, 2, 3, 5, 4], 144),
    (.mddc, [3, 5, 2, 0, 1, 4], 141),
    (.eddc, [3, 5, 2, 0, 1, 4], 141),
    (.psk, [3, 5, 2, 0, 1, 4], 141),
    (.spt, [0, 2, 3, 5, 1, 4], 145),
  ]

  @Test(arguments: worked)
  func theWorkedExample(rule: Rule, sequence: [Int], tardiness: Int) {
    let instance = TardinessSamples.workedExample
    #expect(self.sequence(rule, of: instance) == sequence)
    #expect(Tardiness.Solution(sequence, of: instance).totalTardiness == tardiness)
  }

  @Test(arguments: Rule.allCases)
  func everyRuleSequencesEveryJobOnceAndIsNeverBelowTheOptimum(rule: Rule) throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      let instance = TardinessSamples.random(
        jobs: 6, seed: seed, isWeighted: seed % 2 == 0, hasReleaseDates: seed % 3 == 0)
      let jobs = Tardiness.SequencingJobs(instance)
      let solution = jobs.solution(of: rule.order(of: jobs))
      #expect(try Tardiness.check(solution, of: instance).first >= TardinessSamples.optimum(of: instance))
    }
  }

  /// Stopped at each look in turn.
  @Test(arguments: Rule.allCases)
  func aStoppedRuleStillSequencesEveryJobOnce(rule: Rule) throws {
    let instance = TardinessSamples.random(jobs: 150, seed: 7, hasReleaseDates: true, times: 1...20)
    let jobs = Tardiness.SequencingJobs(instance)
    for limit in [0, 1, 2, 50] {
      var looks = 0
      let order = rule.order(of: jobs) {
        looks += 1
        return looks > limit
      }
      #expect(looks <= limit + 2, "looks on after the stop")
      _ = try Tardiness.check(jobs.solution(of: order), of: instance)
    }
  }

  /// Whenever the machine is free, the first of the list that is there: by looking through the list each time.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func aListIsRunWithoutNeedlessIdling(seed: UInt64) throws {
    let instance = TardinessSamples.random(jobs: 8, seed: seed, hasReleaseDates: true)
    let jobs = Tardiness.SequencingJobs(instance)
    let order = Rule.edd.order(of: jobs)
    var waiting = order.map { jobs.numbers[$0] }
    var dense: [Int] = []
    var time = 0
    while !waiting.isEmpty {
      if let place = waiting.firstIndex(where: { instance.jobs[$0].releaseDate <= time }) {
        time += instance.jobs[waiting[place]].processingTime
        dense.append(waiting.remove(at: place))
      } else {
        time += 1
      }
    }
    let instant = instance.jobs.indices.filter { instance.jobs[$0].processingTime == 0 }
    let plain = Tardiness.Solution(instant + order.map { jobs.numbers[$0] }, of: instance)
    let expected = min(plain.totalTardiness, Tardiness.Solution(instant + dense, of: instance).totalTardiness)
    #expect(jobs.solution(of: order).totalTardiness == expected)
  }

  @Test func ordersByHand() {
    let instance = TardinessSamples.instance(times: [4, 2, 6], dueDates: [9, 7, 8], weights: [4, 1, 9])
    #expect(sequence(.spt, of: instance) == [1, 0, 2])
    #expect(sequence(.edd, of: instance) == [1, 2, 0])
    // Ratios 1, 1/2 and 3/2.
    #expect(sequence(.wspt, of: instance) == [2, 0, 1])
    // R = 12: (12 - 9) / 4, (12 - 7) / 2, (12 - 8) / 6; then R = 10: 1/4, 2/6.
    #expect(sequence(.panneerselvam, of: instance) == [1, 2, 0])
    // max(p, d - t) / w = 9/4, 7, 8/9; then at 6: 4/4, 2/1.
    #expect(sequence(.wmdd, of: instance) == [2, 0, 1])
  }

  /// EDD 0 1 2 with completions 6, 8, 10: job 2 is late by 1, and so is job 1. Relocating job 0 behind job 2 saves 1 + 1
  /// and costs nothing, for it is then due at 10.
  @Test func relocationPaysTheLongJobAndSavesTheShortOnes() {
    let instance = TardinessSamples.instance(times: [6, 2, 2], dueDates: [6, 7, 9])
    #expect(sequence(.edd, of: instance) == [0, 1, 2])
    #expect(Tardiness.Solution([0, 1, 2], of: instance).totalTardiness == 2)
    // 0 behind 2 costs 4 and saves 2; 0 behind 1 costs 2 and saves 1: no relocation pays.
    #expect(sequence(.nbr, of: instance) == [0, 1, 2])
    let looser = TardinessSamples.instance(times: [6, 2, 2], dueDates: [6, 6, 6])
    // EDD is late by 0, 2, 4. 0 behind 2 costs 4 and saves 2 + 4.
    #expect(sequence(.nbr, of: looser) == [1, 2, 0])
  }

  /// The augmented rules by their definition, evaluating each move from scratch.
  @Test(arguments: 1...25 as ClosedRange<UInt64>)
  func augmentationTakesTheBestMoveToTheEndAfterEachJob(seed: UInt64) {
    let instance = TardinessSamples.random(jobs: 9, seed: seed, times: 1...9)
    let jobs = Tardiness.SequencingJobs(instance)
    func total(_ order: [Int]) -> Int {
      var time = 0
      return order.reduce(0) {
        time += jobs.times[$1]
        return $0 + max(0, time - jobs.dueDates[$1])
      }
    }
    var partial: [Int] = []
    for job in Rule.mddc.order(of: jobs) {
      partial.append(job)
      var best = partial
      for place in partial.indices.dropLast() {
        var moved = partial
        moved.append(moved.remove(at: place))
        if total(moved) < total(best) { best = moved }
      }
      partial = best
    }
    #expect(Rule.augmentedMDDC.order(of: jobs) == partial)
  }

  @Test func jobsWithoutDurationGoFirst() {
    let instance = TardinessSamples.instance(times: [5, 0, 3, 0], dueDates: [1, 100, 2, -4])
    for rule in Rule.allCases { #expect(sequence(rule, of: instance).prefix(2) == [1, 3]) }
  }

  @Test func withReleaseDatesTheMachineDoesNotWaitForTheListsFirst() {
    let instance = TardinessSamples.instance(times: [2, 2], dueDates: [2, 12], releaseDates: [10, 0])
    #expect(sequence(.edd, of: instance) == [1, 0])
  }
}
