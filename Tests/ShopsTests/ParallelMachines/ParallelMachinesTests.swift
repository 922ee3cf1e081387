import Basics
import Testing

@testable import Shops

@Suite struct ParallelMachinesTests {
  private static let small = ParallelMachines(
    jobCount: 3, machineCount: 2, durations: [4, nil, 3, 6, 3, 2])

  @Test func aCandidateIsMeasured() {
    #expect(Self.small.makespan(of: .init(machines: [0, 0, 1])) == 7)
    #expect(Self.small.makespan(of: .init(machines: [0, 1, 1])) == 8)
    #expect(Self.small.makespan(of: .init(machines: [1, 0, 0])) == nil)
    #expect(Self.small.makespan(of: .init(machines: [0, 0])) == nil)
    #expect(Self.small.makespan(of: .init(machines: [0, 0, 2])) == nil)
    #expect(Self.optimum(of: Self.small) == 7)
  }

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func theBoundIsBelowTheOptimumAndTheSearchReachesIt(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let view = Self.random(jobs: 0...6, machines: 1...3, &random)
    let optimum = Self.optimum(of: view)
    var bound = 0
    ParallelMachinesBound(view).run(
      on: SearchBoard(prove: {
        #expect($0 <= optimum)
        bound = max(bound, $0)
      }))
    #expect(Self.search(view, seed: seed, looks: 1000) == optimum)
    // Any weights make a bound.
    let weights = (0..<view.machineCount).map { _ in random.below(10) }
    #expect(view.bound(of: weights) <= optimum)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func everyCandidateHasTheMakespanThatItComesWith(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let view = Self.random(jobs: 10...40, machines: 2...6, &random)
    let found = Self.search(view, seed: seed, looks: 500)
    #expect(found == Self.search(view, seed: seed, looks: 500))
    ParallelMachinesBound(view).run(on: SearchBoard(prove: { #expect($0 <= found) }))
  }

  @Test func theBoundIsThatOfTheRelaxation() {
    // The second machine is twice as fast, so it takes four of the six jobs: 20 on both.
    let tens = ParallelMachines(jobCount: 6, machineCount: 2, durations: [10, 5, 10, 5, 10, 5, 10, 5, 10, 5, 10, 5])
    #expect(tens.bound(of: [1, 2]) == 20)
    #expect(tens.bound(of: [1, 1]) == 15)
    var proved = 0
    ParallelMachinesBound(tens).run(on: SearchBoard(prove: { proved = max(proved, $0) }))
    #expect(proved == 20)
  }

  @Test func aDurationAboveTheLimitDoesNotCount() {
    // 8 is possible only on machine 2, and then the jobs of 5 have to share machine 1.
    let view = ParallelMachines(jobCount: 3, machineCount: 2, durations: [30, 8, 5, 9, 5, 9])
    #expect(view.bound(of: [1, 1]) == 9)
    #expect(Self.optimum(of: view) == 10)
  }

  private static func random(
    jobs: ClosedRange<Int>, machines: ClosedRange<Int>, _ random: inout RandomSource
  ) -> ParallelMachines {
    let jobCount = random.within(jobs)
    let machineCount = random.within(machines)
    let longest = [2, 20, 1000][random.below(3)]
    var durations: [Int?] = []
    for _ in 0..<jobCount {
      let sure = random.below(machineCount)
      for machine in 0..<machineCount {
        durations.append(machine != sure && random.below(5) == 0 ? nil : random.within(0...longest))
      }
    }
    return ParallelMachines(jobCount: jobCount, machineCount: machineCount, durations: durations)
  }

  /// Over all assignments.
  private static func optimum(of view: ParallelMachines) -> Int {
    var best = Int.max
    var machines = [Int](repeating: 0, count: view.jobCount)
    func assign(_ job: Int) {
      guard job < view.jobCount else {
        best = min(best, view.makespan(of: .init(machines: machines)) ?? .max)
        return
      }
      for machine in 0..<view.machineCount {
        machines[job] = machine
        assign(job + 1)
      }
    }
    assign(0)
    return best
  }

  private static func search(_ view: ParallelMachines, seed: UInt64, looks: Int) -> Int {
    bestFound(looks: looks, evaluate: view.makespan, ParallelMachinesSearch(view, seed: seed).run)
  }
}
