import Basics
import Testing

@testable import Kernel

@Suite struct SearchPartsTests {
  @Test func theHeapGivesVariablesByActivity() {
    for seed in 1...50 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      var heap = ActivityHeap()
      var activities = [Double](repeating: 0, count: 12)
      for _ in activities { heap.addVariable() }
      heap.exclude(3)
      for _ in 0..<80 {
        let variable = random.below(12)
        heap.bump(variable)
        activities[variable] += 1
      }
      var expected = (0..<12).filter { $0 != 3 }.sorted { activities[$0] > activities[$1] }
      while let top = heap.takeTop() {
        #expect(activities[top] == activities[expected.removeFirst()])
      }
      #expect(expected.isEmpty)
      heap.insert(5)
      heap.insert(5)
      heap.insert(3)
      let top = heap.takeTop()
      let next = heap.takeTop()
      #expect(top == 5 && next == nil)
    }
  }

  @Test func activitiesSurviveRescaling() {
    var heap = ActivityHeap()
    for _ in 0..<3 { heap.addVariable() }
    for _ in 0..<600 {
      heap.bump(0)
      heap.decay(by: 0.5)
    }
    // The increments of variable 0 sum to just less than one increment of now.
    heap.bump(2)
    heap.bump(2)
    let order = [heap.takeTop(), heap.takeTop(), heap.takeTop()]
    #expect(order == [2, 0, 1])
  }

  @Test func theQueueServesPrioritiesFirstAndEachPropagatorOnce() {
    var queue = PropagatorQueue()
    queue.layOut([.linear, .quick, .energetic, .linear, .quick])
    for propagator in [3, 2, 0, 3, 4, 1, 4] as [Int32] { queue.push(propagator) }
    var served: [Int32] = []
    while let next = queue.takeNext() {
      served.append(next)
      if next == 4 { queue.push(4) }
      if served.count == 3 { queue.push(1) }
      if served.count > 12 { break }
      if served.filter({ $0 == 4 }).count == 2 { break }
    }
    #expect(served == [4, 1, 4])
    queue.removeAll()
    let rest = queue.takeNext()
    #expect(rest == nil)
  }

  @Test func stableRestartsFollowReluctantDoubling() {
    var policy = RestartPolicy()
    // Constant quality never asks for a focused restart, so the first restart is the change of mode.
    var gaps: [Int] = []
    var since = 0
    for _ in 0..<40_000 {
      policy.noteConflict(lbd: 5)
      since += 1
      if policy.shouldRestart(.never) {
        if policy.modeChanges >= 1, policy.mode == .stable { gaps.append(since) }
        since = 0
      }
    }
    #expect(gaps.first == 1000)
    #expect(Array(gaps.dropFirst().prefix(1)) == [512])
    #expect(policy.modeChanges >= 4)
  }

  @Test func focusedRestartsComeWhenClausesGetWorse() {
    var policy = RestartPolicy()
    var restarts = 0
    for i in 0..<900 {
      policy.noteConflict(lbd: i < 200 ? 4 : 12)
      if policy.shouldRestart(.never) { restarts += 1 }
    }
    #expect(restarts > 10)
    #expect(policy.mode == .focused)
  }
}
