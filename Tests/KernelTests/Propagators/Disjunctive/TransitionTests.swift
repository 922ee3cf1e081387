import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct TransitionTests {
  /// Starts, then presences where there are some; some times are forbidden, some tasks take no time.
  private func makeCase(
    _ random: inout RandomSource, tasks: ClosedRange<Int>, isOptional: Bool = false, width: Int = 5
  ) -> PostedCase {
    let n = random.within(tasks)
    let durations = (0..<n).map { _ in Int32(random.chance(15) ? 0 : random.within(1...3)) }
    let gaps = (0..<n * n).map { _ in random.chance(8) ? nil : Int32(random.within(0...3)) }
    var domains = (0..<n).map { _ in random.domain(in: 0...12, width: width) }
    var limits = (0..<n).map { _ in -2...15 as ClosedRange<Int32> }
    if isOptional {
      domains += (0..<n).map { _ in 0...1 }
      limits += (0..<n).map { _ in 0...1 }
    }
    return PostedCase(domains: domains, limits: limits) { values in
      (0..<n).allSatisfy { j in
        (0..<j).allSatisfy { i in
          if isOptional, values[n + i] == 0 || values[n + j] == 0 { return true }
          let isBefore = gaps[i * n + j].map { values[i] + durations[i] + $0 <= values[j] } ?? false
          let isAfter = gaps[j * n + i].map { values[j] + durations[j] + $0 <= values[i] } ?? false
          return isBefore || isAfter
        }
      }
    } post: { solver, variables in
      let tasks = (0..<n).map { i in
        solver.makeTask(
          start: variables[i], duration: durations[i],
          presence: isOptional ? Literal(variables[n + i], atLeast: 1) : .always)
      }
      solver.postDisjunctive(tasks) { gaps[$0 * n + $1] }
    }
  }

  private let oracle = ConstraintOracle(isConfluent: false, solutionLimit: 30)

  @Test func agreesWithBruteForce() {
    oracle.check(seeds: 1...120) { makeCase(&$0, tasks: 2...4) }
    oracle.check(seeds: 121...140) { makeCase(&$0, tasks: 5...5, width: 3) }
  }

  @Test func optionalTasksAgreeWithBruteForce() {
    oracle.check(seeds: 1...80) { makeCase(&$0, tasks: 2...3, isOptional: true) }
  }

  /// A resource without transitions asks for the same orders before and after.
  @Test func sharesOrdersWithAPlainResource() {
    for isPlainFirst in [true, false] {
      oracle.check(seeds: 1...40) { random in
        let durations = (0..<3).map { _ in Int32(random.within(1...3)) }
        let gap = Int32(random.within(1...2))
        return PostedCase(domains: (0..<3).map { _ in random.domain(in: 0...10, width: 5) }) { values in
          (0..<3).allSatisfy { j in
            (0..<j).allSatisfy { i in
              values[i] + durations[i] + gap <= values[j] || values[j] + durations[j] + gap <= values[i]
            }
          }
        } post: { solver, variables in
          let tasks = (0..<3).map { solver.makeTask(start: variables[$0], duration: durations[$0]) }
          if isPlainFirst { solver.postDisjunctive(tasks) }
          solver.postDisjunctive(tasks) { _, _ in gap }
          if !isPlainFirst { solver.postDisjunctive(tasks) }
          #expect(solver.ordering(tasks[0], before: tasks[1])?.negated == solver.ordering(tasks[1], before: tasks[0]))
        }
      }
    }
  }

  /// Three tasks of 2 with 3 between any two take 12, which no rule about pairs sees in a window of 11.
  @Test func setsOfTasksNeedTimeBetweenThem() {
    func isFeasible(until end: Int32) -> Bool {
      let solver = Solver()
      let tasks = (0..<3).map { _ in solver.makeTask(start: solver.makeVariable(lower: 0, upper: end - 2), duration: 2)
      }
      solver.postDisjunctive(tasks) { _, _ in 3 }
      return solver.propagateRoot()
    }
    // The extended tasks of 5 count the time in front of the first one as well.
    #expect(isFeasible(until: 12) && !isFeasible(until: 11))
  }

  /// Two tasks that may not follow each other either way cannot both be there.
  @Test func forbiddenBothWaysExcludesOne() throws {
    let solver = Solver()
    let presences = (0..<2).map { _ in solver.makeBoolean() }
    let tasks = presences.map {
      solver.makeTask(start: solver.makeVariable(lower: 0, upper: 100), duration: 1, presence: $0)
    }
    solver.postDisjunctive(tasks) { _, _ in nil }
    #expect(solver.propagateRoot())
    solver.decide(presences[0])
    try solver.propagate()
    let isExcluded = solver.store.isFalse(presences[1])
    #expect(isExcluded)
  }

  /// Sums that do not fit 32 bits are left to the pairs.
  @Test func longTimesAreExact() {
    let solver = Solver()
    let far = boundLimit
    let starts = (0..<3).map { _ in solver.makeVariable(lower: -far, upper: far) }
    solver.postDisjunctive(starts.map { solver.makeTask(start: $0, duration: 5) }) { _, _ in far - 10 }
    // From -far, two gaps and durations lead to far - 10; a third of one more would not fit.
    #expect(solver.search() == .solution)
    let sorted = starts.map { solver.value(of: $0) }.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { Int($1) - Int($0) >= Int(far) - 5 })
  }
}
