import Basics
import Testing

@testable import Shops

@Suite struct OpenShopTests {
  private static let small = OpenShop(jobCount: 2, machineCount: 2, durations: [3, 2, 1, 0])

  @Test func aCandidateIsMeasured() {
    #expect(Self.small.makespan(of: .init(starts: [0, 3, 3, 4])) == 5)
    // What takes no time may be anywhere.
    #expect(Self.small.makespan(of: .init(starts: [0, 3, 3, 2])) == 5)
    #expect(Self.small.makespan(of: .init(starts: [0, 2, 3, 4])) == nil)
    #expect(Self.small.makespan(of: .init(starts: [0, 3, 2, 4])) == nil)
    #expect(Self.small.makespan(of: .init(starts: [-1, 3, 3, 4])) == nil)
    #expect(Self.small.makespan(of: .init(starts: [0, 3, 3])) == nil)
    #expect(Self.small.lowerBound == 5)
  }

  /// Gonzalez, Sahni 1976, "Open shop scheduling to minimize finish time": on two machines the bound is the optimum.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func onTwoMachinesTheBoundIsReached(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let view = Self.random(jobs: 1...12, machines: 2...2, &random)
    #expect(Self.search(view, seed: seed, looks: 3000) == view.lowerBound)
  }

  @Test(arguments: 1...80 as ClosedRange<UInt64>)
  func theBoundIsBelowTheOptimumAndTheSearchReachesIt(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let view = Self.random(jobs: 0...3, machines: 0...3, &random)
    let optimum = Self.optimum(of: view)
    var bound = 0
    OpenShopBound(view).run(on: SearchBoard(prove: { bound = $0 }))
    #expect(bound <= optimum)
    #expect(Self.search(view, seed: seed, looks: 3000) == optimum)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func everyCandidateHasTheMakespanThatItComesWith(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let view = Self.random(jobs: 3...8, machines: 3...8, &random)
    let found = Self.search(view, seed: seed, looks: 300)
    #expect(found >= view.lowerBound)
    #expect(found == Self.search(view, seed: seed, looks: 300))
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func everyStepIsASchedule(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let view = Self.random(jobs: 1...5, machines: 1...5, &random)
    let search = OpenShopAnnealing(view, seed: seed)
    search.take(view.dispatch(noise: 0.5, &random, shouldStop: { false }) ?? view.diagonalOrder)
    for _ in 0..<50 {
      for _ in 0..<5 { search.step(temperature: 10) }
      #expect(view.makespan(of: search.candidate()) == search.makespan)
    }
  }

  @Test func dispatchingTakesEachOperationOnce() {
    var random = RandomSource(seed: 3)
    let view = Self.random(jobs: 6...6, machines: 4...4, &random)
    #expect(view.dispatch(noise: 0.3, &random, shouldStop: { false })?.sorted() == Array(0..<24))
    #expect(view.diagonalOrder.sorted() == Array(0..<24))
    #expect(view.dispatch(noise: 0, &random, shouldStop: { true }) == nil)
  }

  private static func random(
    jobs: ClosedRange<Int>, machines: ClosedRange<Int>, _ random: inout RandomSource
  ) -> OpenShop {
    let jobCount = random.within(jobs)
    let machineCount = random.within(machines)
    let longest = random.below(3) == 0 ? 2 : 20
    return OpenShop(
      jobCount: jobCount, machineCount: machineCount,
      durations: (0..<jobCount * machineCount).map { _ in random.within(0...longest) })
  }

  /// Over all orders in which operations can start as early as possible, by branching on the next one to start.
  private static func optimum(of view: OpenShop) -> Int {
    var best = Int.max
    var isDone = [Bool](repeating: false, count: view.durations.count)
    func extend(_ left: Int, _ last: Int, _ jobFree: [Int], _ machineFree: [Int]) {
      guard left > 0 else {
        best = min(best, max(jobFree.max() ?? 0, machineFree.max() ?? 0))
        return
      }
      for operation in view.durations.indices where !isDone[operation] {
        let job = operation / view.machineCount
        let machine = operation % view.machineCount
        let start = max(jobFree[job], machineFree[machine])
        // Some list by starts makes every schedule.
        guard start >= last, start + view.durations[operation] <= best else { continue }
        var jobs = jobFree
        var machines = machineFree
        jobs[job] = start + view.durations[operation]
        machines[machine] = jobs[job]
        isDone[operation] = true
        extend(left - 1, start, jobs, machines)
        isDone[operation] = false
      }
    }
    extend(
      view.durations.count, 0, [Int](repeating: 0, count: view.jobCount),
      [Int](repeating: 0, count: view.machineCount))
    return best
  }

  private static func search(_ view: OpenShop, seed: UInt64, looks: Int) -> Int {
    bestFound(looks: looks, evaluate: view.makespan, OpenShopSearch(view, seed: seed).run)
  }
}
