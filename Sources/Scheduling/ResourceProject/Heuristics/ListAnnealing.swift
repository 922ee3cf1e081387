import Basics

extension ResourceProject {
  /// Simulated annealing on activity lists: one or two activities of the list move to other places between their
  /// predecessors and successors, the list becomes a schedule that is improved forward and backward, and a longer one is
  /// accepted with a chance that falls through a cycle. Each cycle begins with a random list and is longer than the last.
  ///
  /// A makespan longer by d is accepted with the chance p^d for p falling from `warmth` to 0, so that no logarithm is
  /// needed. Equal ones always are: most neighbours have the same makespan, and the walk goes on among them.
  ///
  /// Deterministic for a seed.
  /// - Source: Bouleimen, Lecocq 2003, "A new efficient simulated annealing algorithm for the resource-constrained project
  ///   scheduling problem and its multiple mode version".
  final class ListAnnealing {
    struct Settings {
      /// Schedules of the first cycle.
      var firstCycle = 100_000
      /// How much longer each cycle is.
      var growth = 1.2
      /// The chance at the beginning of a cycle to accept a makespan longer by one.
      var warmth = 0.19
      /// At most so many activities move in a step.
      var moves = 2
      /// At most so many places.
      var distance = 30
    }

    private let project: PackedProject
    private let settings: Settings
    private let serial: SerialScheme
    private let improvement: ForwardBackward
    private let sampler: ListSampler
    private var random: RandomSource

    /// The present list, and the next one with its schedule.
    private let list, child, childStarts: Buffer<Int32>
    private var makespan = Int.max
    /// By activity, its place in the next list.
    private let place: Buffer<Int32>

    let bestStarts: Buffer<Int32>
    private(set) var bestMakespan = Int.max

    private var cycleStart = 0
    private var cycleLength: Int

    var scheduleCount: Int { serial.scheduleCount }

    init(_ instance: Instance, seed: UInt64, _ settings: Settings = Settings()) {
      project = PackedProject(instance)
      self.settings = settings
      serial = SerialScheme(project)
      improvement = ForwardBackward(project, serial)
      sampler = ListSampler(project, priorities: PriorityRule.lft.priorities(of: instance))
      random = RandomSource(seed: seed)
      list = Buffer(repeating: 0, count: project.count)
      child = Buffer(repeating: 0, count: project.count)
      childStarts = Buffer(repeating: 0, count: project.count)
      place = Buffer(repeating: 0, count: project.count)
      bestStarts = Buffer(repeating: 0, count: project.count)
      cycleLength = settings.firstCycle
    }

    /// Makes and judges one more schedule.
    ///
    /// - Returns: whether it is better than all before.
    func step() -> Bool {
      if scheduleCount - cycleStart >= cycleLength {
        cycleStart = scheduleCount
        cycleLength = Int(Double(cycleLength) * settings.growth)
        makespan = .max
      }
      if makespan == .max {
        sampler.draw(into: child.pointer, &random)
      } else {
        child.pointer.update(from: list.pointer, count: project.count)
        for _ in 0...random.below(settings.moves) { moveSomething() }
      }
      let length = improvement.improve(
        childStarts.pointer, makespan: serial.schedule(child.pointer, into: childStarts.pointer))
      if isAccepted(length) {
        improvement.order(childStarts.pointer, into: list.pointer)
        makespan = length
      }
      if length >= bestMakespan { return false }
      bestMakespan = length
      bestStarts.pointer.update(from: childStarts.pointer, count: project.count)
      return true
    }

    private func isAccepted(_ length: Int) -> Bool {
      if length <= makespan { return true }
      let left = 1 - Double(scheduleCount - cycleStart) / Double(cycleLength)
      let chance = settings.warmth * left * left * left
      for _ in makespan..<length where random.unit() >= chance { return false }
      return true
    }

    /// Moves a random activity of the next list to a random place between its predecessors and its successors.
    private func moveSomething() {
      let count = project.count
      for index in 0..<count { place[child[index]] = Int32(truncatingIfNeeded: index) }
      let from = random.below(count)
      let activity = Int(child[from])
      var first = max(0, from - settings.distance)
      var last = min(count - 1, from + settings.distance)
      for edge in Int(project.predecessorOffsets[activity])..<Int(project.predecessorOffsets[activity + 1]) {
        first = max(first, Int(place[project.predecessors[edge]]) + 1)
      }
      for edge in Int(project.successorOffsets[activity])..<Int(project.successorOffsets[activity + 1]) {
        last = min(last, Int(place[project.successors[edge]]) - 1)
      }
      if first >= last { return }
      let to = first + random.below(last - first + 1)
      var index = from
      while index < to {
        child[index] = child[index + 1]
        index += 1
      }
      while index > to {
        child[index] = child[index - 1]
        index -= 1
      }
      child[to] = Int32(truncatingIfNeeded: activity)
    }
  }
}
