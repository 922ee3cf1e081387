import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct WasteExplanationTests {
  /// Random bounds after random decisions, a random window, and as much of its waste to explain as there is or less:
  /// no schedule that meets the premises uses more of the window than is left.
  @Test func premisesImplyTheWaste() {
    var explained = 0
    var weakened = 0
    for seed in 1...3000 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let features = CumulativeCase.Features(
        taskCount: 2...4, optionalPercent: random.chance(30) ? 50 : 0, capacities: 4...11, demands: 1...7)
      let posted = CumulativeCase(features, &random)
      let (solver, variables) = posted.posted { _, _, _ in }.makeSolver()
      for _ in 0..<random.below(8) {
        if let decision = solver.randomDecision(on: variables, &random) { solver.decide(decision) }
      }
      let tasks = posted.tasks(solver, variables).filter { solver.store.lower($0.duration) > 0 }
      let a = Int32(random.within(0...5))
      let b = a + Int32(random.within(1...6))
      let waste = waste(tasks, from: a, to: b, limit: Int(posted.capacity), solver.store)
      if waste == 0 { continue }
      let lacking = random.within(1...waste)
      var surplus = -lacking
      let explanation = WasteExplanation(tasks, capacity: Int(posted.capacity))
      explanation.explain(
        from: a, to: b, limit: Int(posted.capacity), surplus: &surplus, before: solver.store.position, &solver.store)
      #expect(surplus >= 0, "seed \(seed)")
      let premises = (0..<solver.store.premises.count).map { solver.store.premises[$0] }
      #expect(premises.allSatisfy { solver.store.isTrue($0) }, "seed \(seed)")
      let most = Int(posted.capacity) * Int(b - a) - lacking - surplus
      for values in ConstraintCase(domains: posted.domains, isSolution: posted.isSolution).enumerate()
      where premises.allSatisfy({ solver.holds($0, in: values, of: variables) }) {
        #expect(use(posted, values, from: a, to: b) <= most, "seed \(seed), starts \(values), \(premises)")
      }
      explained += premises.isEmpty ? 0 : 1
      weakened += lacking < waste && !premises.isEmpty ? 1 : 0
    }
    #expect(explained > 200 && weakened > 100)
  }

  /// By the definition, a time unit and a subset at a time.
  private func waste(_ tasks: [Task], from a: Int32, to b: Int32, limit: Int, _ store: borrowing Store) -> Int {
    var sum = 0
    for time in a..<b {
      var must = 0
      var may: [Int] = []
      for task in tasks where !store.isFalse(task.presence) {
        let demand = Int(store.lower(task.demand))
        if store.isTrue(task.presence), store.upper(task.start) <= time, time < store.lower(task.end) {
          must += demand
        } else if store.lower(task.start) <= time, time < store.upper(task.end) {
          may.append(demand)
        }
      }
      if must > limit { return 0 }
      let sums = (0..<(1 << may.count)).map { subset in
        may.indices.reduce(must) { $0 + (subset >> $1 & 1 == 1 ? may[$1] : 0) }
      }
      sum += limit - sums.filter { $0 <= limit }.max()!
    }
    return sum
  }

  private func use(_ posted: CumulativeCase, _ values: [Int32], from a: Int32, to b: Int32) -> Int {
    posted.activities.reduce(0) { sum, activity in
      if activity.presenceVariable >= 0, values[activity.presenceVariable] == 0 { return sum }
      let start = values[activity.start]
      return sum + Int(activity.demand) * Int(max(0, min(b, start + activity.duration) - max(a, start)))
    }
  }
}
