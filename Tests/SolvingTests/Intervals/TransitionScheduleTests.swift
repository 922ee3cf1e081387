import Basics
import Modeling
import Race
import Testing

@testable import Solving

/// Schedules of machines with setup times without a search tree, against the model's checker and enumeration.
@Suite struct TransitionScheduleTests {
  private enum Style: CaseIterable { case all, neighbours, states }

  /// Jobs of two tasks each on two machines with transitions, ended as early as possible.
  private func model(_ style: Style, jobs: Int, _ random: inout RandomSource) -> Model {
    let model = Model()
    let tasks = (0..<jobs).map { _ in (0..<2).map { _ in model.interval(duration: random.below(4)) } }
    for job in tasks { model.precede(job[0], job[1]) }
    for machine in 0..<2 {
      let users = tasks.map { $0[machine] }
      let kinds = users.map { _ in random.below(3) }
      // Direct times may be forbidden, but not those that lead to the last kind, so that lists find an end.
      let times: [[Int?]] = (0..<3).map { _ in
        (0..<3).map { $0 < 2 && style == .neighbours && random.chance(20) ? nil : random.below(4) }
      }
      switch style {
      case .all: model.noOverlap(users, setups: times, kinds: kinds)
      case .neighbours: model.noOverlap(users, setups: times, kinds: kinds, isDirect: true)
      case .states: model.state(users, requires: kinds, transitions: times)
      }
    }
    model.minimize(model.maximum(of: tasks.joined().map(\.end)))
    return model
  }

  @Test func listsKeepTransitionTimes() throws {
    for style in Style.allCases {
      var (found, all) = (0, 0)
      for seed in 1...15 as ClosedRange<UInt64> {
        var random = RandomSource(seed: seed)
        let data = try model(style, jobs: random.within(2...6), &random).validated()
        guard let formulation = IntervalFormulation(data) else { continue }
        #expect(formulation.network.hasTransitions)
        let board = Scoreboard<[Int]> { values throws(CheckFailure) in
          if let violation = data.violation(of: values) { throw CheckFailure(violation) }
          return Objective(data.cost(of: values) ?? 0)
        }
        ScheduleConstruction(formulation, .identity, seed: 1, scheduleLimit: 20).run(on: board)
        #expect(board.rejections == [], "\(style), seed \(seed)")
        all += 1
        if board.best != nil { found += 1 }
      }
      // Where successions are forbidden, lists may come to an end that nothing may follow.
      #expect(all > 8 && (style == .neighbours ? 2 * found >= all : found == all), "\(style): \(found) of \(all)")
    }
  }

  /// The whole race proves what enumeration of all orders gives: three jobs, by hand in no time.
  @Test func racesProveTheBestOrder() throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let durations = (0..<5).map { _ in random.within(1...4) }
      let times = (0..<5).map { _ in (0..<5).map { _ in random.within(0...6) } }
      var best = Int.max
      func extend(_ order: [Int], _ ends: [Int]) {
        if order.count == 5 { best = min(best, ends.max()!) }
        for next in 0..<5 where !order.contains(next) {
          // Every earlier one keeps its time, not just the last.
          let start = zip(order, ends).map { $1 + times[$0][next] }.max() ?? 0
          extend(order + [next], ends + [start + durations[next]])
        }
      }
      extend([], [])
      let model = Model()
      let jobs = durations.map { model.interval(duration: $0) }
      model.noOverlap(jobs, setups: times)
      model.minimize(model.maximum(of: jobs.map(\.end)))
      let result = try model.solve()
      #expect(result.status == .optimal && result.objective == best, "seed \(seed)")
    }
  }

  /// Of kind 0 until 4, then kind 1 from 6; the gap between is too short for another of kind 0 and fits one of kind 2.
  @Test func profilesFillGaps() {
    let times = [[0, 2, 0], [2, 0, 0], [0, 0, 0]]
    let all = TransitionProfile(TaskNetwork.Transitions(times: times, scope: .all), isMirrored: false)
    all.hold(0, from: 0, to: 4)
    all.hold(1, from: 6, to: 9)
    #expect(all.earliestFit(0, from: 0, duration: 1) == 11)
    #expect(all.earliestFit(2, from: 0, duration: 2) == 4 && all.earliestFit(2, from: 0, duration: 3) == 9)
    let states = TransitionProfile(TaskNetwork.Transitions(times: times, scope: .states), isMirrored: false)
    states.hold(0, from: 0, to: 4)
    states.hold(1, from: 6, to: 9)
    #expect(states.earliestFit(0, from: 1, duration: 3) == 1 && states.earliestFit(0, from: 1, duration: 4) == 11)
    states.clear()
    #expect(states.earliestFit(1, from: 3, duration: 4) == 3)
  }

  /// By way of kind 1, kind 2 follows kind 0 sooner than directly; and never comes right before it.
  @Test func profilesOfNeighboursLookAtNeighboursOnly() {
    let times = [[0, 1, 9], [1, 0, 1], [KindTimes.never, 1, 0]]
    let profile = TransitionProfile(TaskNetwork.Transitions(times: times, scope: .neighbours), isMirrored: false)
    profile.hold(0, from: 0, to: 2)
    #expect(profile.earliestFit(2, from: 0, duration: 1) == 11)
    profile.hold(1, from: 3, to: 4)
    #expect(profile.earliestFit(2, from: 0, duration: 1) == 5)
    profile.hold(2, from: 5, to: 6)
    #expect(profile.earliestFit(0, from: 4, duration: 1) == nil)
    let mirrored = TransitionProfile(TaskNetwork.Transitions(times: times, scope: .neighbours), isMirrored: true)
    mirrored.hold(0, from: 0, to: 2)
    #expect(mirrored.earliestFit(2, from: 0, duration: 1) == nil && mirrored.earliestFit(1, from: 0, duration: 1) == 3)
  }
}
