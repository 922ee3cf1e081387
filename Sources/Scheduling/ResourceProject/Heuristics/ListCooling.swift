import Basics

extension ResourceProject {
  /// One cycle of simulated annealing on activity lists: one or two activities of the list move to other places between
  /// their predecessors and successors, the list becomes a schedule that is improved forward and backward, and a longer
  /// one is accepted with a chance that falls through the cycle.
  ///
  /// The walk goes in both directions of time: what forward-backward improvement leaves is one schedule as early and one
  /// as late as possible, of one makespan, and a step begins with either. What is much longer after the first pass is
  /// not improved at all: it would seldom be accepted, and improving it takes most of the time.
  ///
  /// A makespan longer by d is accepted with the chance p^d for p falling from the warmth to 0, so that no logarithm is
  /// needed. Equal ones always are: most neighbours have the same makespan, and the walk goes on among them.
  /// - Source: Bouleimen, Lecocq 2003, "A new efficient simulated annealing algorithm for the resource-constrained project
  ///   scheduling problem and its multiple mode version".
  final class ListCooling {
    /// At most so many activities move in a step.
    private static let moves = 2
    /// At most so many places.
    private static let distance = 30
    /// In units of `scale`: what is longer by more after its first pass is not improved.
    private static let tolerance = 3

    private let forward, backward: ListSide
    /// Makespans differ by so much where activities of usual libraries, 5 or 6 units long on average, differ by 1.
    private let scale: Int

    /// The next list with its schedule, in the direction of its step.
    private let child, childStarts: Buffer<Int32>
    /// By activity, its place in the next list.
    private let place: Buffer<Int32>
    /// Of the present schedule; nil before the first.
    private var makespan: Int?

    /// The last schedule of the shortest makespan of the cycle, and the activities in order of its starts.
    let bestStarts, bestList: Buffer<Int32>
    private(set) var bestMakespan = Int.max

    private var warmth = 0.0
    private var start = 0
    private var length = 0

    /// Of all cycles.
    var scheduleCount: Int { forward.serial.scheduleCount + backward.serial.scheduleCount }

    var isOver: Bool { scheduleCount - start >= length }

    var project: PackedProject { forward.project }

    init(_ instance: Instance) {
      forward = ListSide(instance)
      backward = ListSide(instance.mirrored)
      let count = instance.activityCount
      scale = max(1, (2 * instance.totalDuration / count + 5) / 11)
      child = Buffer(repeating: 0, count: count)
      childStarts = Buffer(repeating: 0, count: count)
      place = Buffer(repeating: 0, count: count)
      bestStarts = Buffer(repeating: 0, count: count)
      bestList = Buffer(repeating: 0, count: count)
    }

    /// Begins another cycle.
    ///
    /// - Parameters:
    ///   - length: in schedules.
    ///   - warmth: the chance at the beginning to accept a makespan longer by one.
    ///   - write: writes the list to begin with.
    func begin(length: Int, warmth: Double, _ write: (UnsafeMutablePointer<Int32>) -> Void) {
      write(child.pointer)
      self.length = length
      self.warmth = warmth
      start = scheduleCount
      makespan = nil
      bestMakespan = .max
    }

    /// Makes and judges one more schedule.
    func step(_ random: inout RandomSource) {
      let isForward = makespan == nil || random.below(2) == 0
      let (side, other) = isForward ? (forward, backward) : (backward, forward)
      if makespan != nil {
        child.pointer.update(from: side.list.pointer, count: child.count)
        for _ in 0...random.below(Self.moves) { moveSomething(side.project, &random) }
      }
      let first = side.serial.schedule(child.pointer, into: childStarts.pointer)
      if let makespan, first > makespan + Self.tolerance * scale { return }
      let length = side.improvement.improve(childStarts.pointer, makespan: first)
      guard isAccepted(length, &random) else { return }
      makespan = length
      let mirrored = side.improvement.mirrored.pointer
      side.improvement.order(childStarts.pointer, into: side.list.pointer)
      other.improvement.order(mirrored, into: other.list.pointer)
      guard length <= bestMakespan else { return }
      bestMakespan = length
      bestStarts.pointer.update(from: isForward ? childStarts.pointer : mirrored, count: child.count)
      bestList.pointer.update(from: forward.list.pointer, count: child.count)
    }

    private func isAccepted(_ length: Int, _ random: inout RandomSource) -> Bool {
      guard let makespan, length > makespan else { return true }
      let left = max(0, 1 - Double(scheduleCount - start) / Double(self.length))
      let chance = warmth * left * left * left
      for _ in 0..<(length - makespan + scale - 1) / scale where random.unit() >= chance { return false }
      return true
    }

    /// Moves a random activity of the next list to a random place between its predecessors and its successors.
    private func moveSomething(_ project: PackedProject, _ random: inout RandomSource) {
      let count = project.count
      for index in 0..<count { place[child[index]] = Int32(truncatingIfNeeded: index) }
      let from = random.below(count)
      let activity = Int(child[from])
      var first = max(0, from - Self.distance)
      var last = min(count - 1, from + Self.distance)
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

  /// A project or its mirror image, with the list of a walk's present schedule in its direction of time.
  private final class ListSide {
    let project: PackedProject
    let serial: SerialScheme
    let improvement: ForwardBackward
    let list: Buffer<Int32>

    init(_ instance: Instance) {
      project = PackedProject(instance)
      serial = SerialScheme(project)
      improvement = ForwardBackward(project, serial)
      list = Buffer(repeating: 0, count: project.count)
    }
  }
}
