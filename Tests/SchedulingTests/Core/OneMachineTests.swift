import Basics
import Testing

@testable import Scheduling

@Suite struct OneMachineTests {
  private func tasks(upTo count: Int, _ random: inout RandomSource) -> [OneMachine.Task] {
    (0..<random.within(1...count)).map { _ in
      OneMachine.Task(head: random.within(0...15), duration: random.within(0...9), tail: random.within(0...15))
    }
  }

  /// The largest (least head + work + least tail) over all sets of tasks.
  private func largestSetBound(_ tasks: [OneMachine.Task]) -> Int {
    (1..<(1 << tasks.count)).map { set in
      let members = tasks.indices.filter { set >> $0 & 1 == 1 }.map { tasks[$0] }
      return members.map(\.head).min()! + members.reduce(0) { $0 + $1.duration } + members.map(\.tail).min()!
    }.max()!
  }

  /// The least makespan of a sequence, over all of them.
  private func optimum(_ tasks: [OneMachine.Task], time: Int = 0, end: Int = 0) -> Int {
    tasks.indices.reduce(tasks.isEmpty ? end : .max) { best, choice in
      var others = tasks
      let task = others.remove(at: choice)
      let completion = max(time, task.head) + task.duration
      return min(best, optimum(others, time: completion, end: max(end, completion + task.tail)))
    }
  }

  @Test func jacksonsBoundIsTheLargestSetBound() {
    var random = RandomSource(seed: 11)
    for round in 0..<800 {
      let machine = OneMachine(tasks: tasks(upTo: 8, &random))
      #expect(machine.preemptiveBound == largestSetBound(machine.tasks), "round \(round), \(machine.tasks)")
      #expect(machine.loadBound <= machine.preemptiveBound)
    }
  }

  @Test func noBoundIsAboveTheBestSequence() {
    var random = RandomSource(seed: 12)
    var tight = 0
    for round in 0..<300 {
      let machine = OneMachine(tasks: tasks(upTo: 6, &random))
      let optimum = optimum(machine.tasks)
      #expect(machine.preemptiveBound <= optimum, "round \(round), \(machine.tasks)")
      if machine.preemptiveBound == optimum { tight += 1 }
    }
    #expect((150..<300).contains(tight), "preemption helps in some cases only")
  }

  /// The seven tasks of Carlier 1982: his optimum is 50, and the second to fourth task give 11 + 17 + 21 = 49.
  @Test func theBoundOfCarliersExample() {
    let machine = OneMachine(
      tasks: [(10, 5, 7), (13, 6, 26), (11, 7, 24), (20, 4, 21), (30, 3, 8), (0, 6, 17), (30, 2, 0)].map {
        OneMachine.Task(head: $0.0, duration: $0.1, tail: $0.2)
      })
    #expect(optimum(machine.tasks) == 50)
    #expect(machine.preemptiveBound == 49)
  }

  @Test func noTasksBoundNothing() {
    #expect(OneMachine().loadBound == 0 && OneMachine().preemptiveBound == 0)
  }
}
