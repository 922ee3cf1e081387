import Basics
import Race
import Solving
import Testing

@testable import Scheduling

@Suite struct ElitePoolTests {
  private let instance = JobShopFacts.instance(JobShopFacts.ft06, name: "ft06")

  private func board() -> Scoreboard<JobShop.Solution> {
    let instance = instance
    return Scoreboard(check: { (solution: JobShop.Solution) throws(CheckFailure) in
      try JobShop.check(solution, of: instance)
    })
  }

  private func schedule(by rule: JobShop.DispatchingRule) -> JobShop.Solution {
    var builder = JobShop.GifflerThompson(instance)
    var random = RandomSource(seed: 3)
    builder.build(by: rule, &random)
    return builder.solution()
  }

  /// Later by `delay` in all, which is a valid schedule as well.
  private func delayed(_ solution: JobShop.Solution, by delay: Int) -> JobShop.Solution {
    JobShop.Solution(makespan: solution.makespan + delay, starts: solution.starts.map { $0.map { $0 + delay } })
  }

  @Test func membersAreDistinctAndNearlyAsGoodAsTheBest() {
    let known = schedule(by: .mwkr)
    // ft06's schedules are so short that one unit is beyond a percent of them.
    #expect(known.makespan < 100)
    let board = board()
    var pool = ElitePool(JobShop.ConstraintModel(instance, horizon: 2 * known.makespan))
    #expect(pool.members.isEmpty)
    board.offer(known, from: "a")
    board.offer(known, from: "b")
    board.offer(delayed(known, by: 1), from: "c")
    pool.refresh(from: board)
    #expect(pool.members.map(\.solution) == [known])
  }

  @Test func anotherScheduleOfTheSameLengthIsAnotherMember() {
    let known = schedule(by: .mwkr)
    let board = board()
    let shifted = JobShop.Solution(makespan: known.makespan, starts: lastStartsLate(known))
    #expect(shifted != known)
    board.offer(known, from: "a")
    board.offer(shifted, from: "b")
    var pool = ElitePool(JobShop.ConstraintModel(instance, horizon: known.makespan))
    pool.refresh(from: board)
    #expect(pool.members.count == 2)
  }

  /// The last operation of some job that ends before the makespan starts one unit later, where its machine is free.
  private func lastStartsLate(_ solution: JobShop.Solution) -> [[Int]] {
    for job in solution.starts.indices {
      var starts = solution.starts
      starts[job][starts[job].count - 1] += 1
      let moved = JobShop.Solution(makespan: solution.makespan, starts: starts)
      if (try? JobShop.check(moved, of: instance)) != nil { return starts }
    }
    return solution.starts
  }
}
