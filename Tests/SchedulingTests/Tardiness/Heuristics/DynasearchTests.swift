import Basics
import Race
import Testing

@testable import Scheduling

@Suite struct DynasearchTests {
  static func total(_ order: [Int], _ jobs: Tardiness.SequencingJobs) -> Int {
    var time = 0
    return order.reduce(0) {
      time += jobs.times[$1]
      return $0 + jobs.weights[$1] * max(0, time - jobs.dueDates[$1])
    }
  }

  /// All sequences that independent swaps and insertions make of `order`, by recursion over the first move.
  static func neighbours(of order: [Int]) -> [[Int]] {
    guard let head = order.first else { return [[]] }
    var result = neighbours(of: Array(order.dropFirst())).map { [head] + $0 }
    for last in order.indices.dropFirst() {
      let tails = neighbours(of: Array(order[(last + 1)...]))
      var swapped = Array(order[...last])
      swapped.swapAt(0, last)
      var forward = Array(order[...last])
      forward.append(forward.removeFirst())
      var backward = Array(order[...last])
      backward.insert(backward.removeLast(), at: 0)
      for block in [swapped, forward, backward] { result += tails.map { block + $0 } }
    }
    return result
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func oneStepFindsTheBestOfAllSetsOfIndependentMoves(seed: UInt64) {
    let jobs = Tardiness.SequencingJobs(
      TardinessSamples.random(jobs: 7, seed: seed, isWeighted: seed % 3 != 0, times: 1...9))
    let order = Array(0..<jobs.count)
    let best = Self.neighbours(of: order).map { Self.total($0, jobs) }.min()
    let before = Self.total(order, jobs)
    let search = Tardiness.Dynasearch(jobs, order: order)
    let gain = search.improve(from: 0, to: jobs.count)
    #expect(before - gain == best)
    let after = (0..<jobs.count).map { Int(search.order[$0]) }
    #expect(Self.total(after, jobs) == before - gain)
    #expect(search.cost(from: 0, to: jobs.count) == before - gain)
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func aWindowIsSearchedAsIfItWereAll(seed: UInt64) {
    let jobs = Tardiness.SequencingJobs(TardinessSamples.random(jobs: 10, seed: seed, isWeighted: true, times: 1...9))
    let order = Array(0..<10)
    let best = Self.neighbours(of: Array(order[3..<8]))
      .map { Self.total(Array(order[..<3]) + $0 + Array(order[8...]), jobs) }.min()
    let search = Tardiness.Dynasearch(jobs, order: order)
    #expect(Self.total(order, jobs) - search.improve(from: 3, to: 8) == best)
    let after = (0..<10).map { Int(search.order[$0]) }
    #expect(Array(after[..<3]) == [0, 1, 2] && Array(after[8...]) == [8, 9] && after.sorted() == order)
  }

  @Test(arguments: 1...25 as ClosedRange<UInt64>)
  func iteratedItFindsTheOptimumOfSmallInstances(seed: UInt64) {
    let instance = TardinessSamples.random(jobs: 8, seed: seed, isWeighted: seed % 2 == 0)
    let board = Scoreboard<Tardiness.Solution> { solution throws(CheckFailure) in
      try Tardiness.check(solution, of: instance)
    }
    Tardiness.DynasearchStrategy(instance, seed: 1, kickLimit: 300).run(on: board)
    #expect(board.bestObjective == TardinessSamples.optimum(of: instance))
    #expect(board.rejections == [])
  }

  @Test func equalSeedsGiveEqualSequences() {
    let jobs = Tardiness.SequencingJobs(TardinessSamples.random(jobs: 120, seed: 3, isWeighted: true, times: 1...100))
    func run(_ seed: UInt64) -> [Int] {
      var search = Tardiness.IteratedDynasearch(jobs, order: Array(0..<jobs.count), seed: seed)
      search.descend { false }
      for _ in 0..<10 { _ = search.kick() }
      #expect(search.best == Self.total(search.bestOrder(), jobs))
      return search.bestOrder()
    }
    #expect(run(5) == run(5))
  }

  @Test func sequencesLongerThanAWindowAreSearchedInOverlappingParts() {
    let jobs = Tardiness.SequencingJobs(TardinessSamples.random(jobs: 700, seed: 1, times: 1...3))
    var search = Tardiness.IteratedDynasearch(jobs, order: Array((0..<jobs.count).reversed()), seed: 1)
    let before = search.best
    search.descend { false }
    #expect(search.best < before)
    #expect(search.best == Self.total(search.bestOrder(), jobs))
  }
}
