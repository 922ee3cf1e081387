import Basics

/// The partial schedules of one depth of a beam, side by side in flat buffers.
struct HybridBeamLayer: ~Copyable {
  private(set) var size = 0
  private let jobs: Int
  private let stages: Int
  private let machines: Int
  var isPlaced = Buffer<Bool>()
  /// When each machine is free seen from the front, in ascending order within the stage.
  var front = Buffer<Int>()
  /// How long each machine is needed seen from the back.
  var back = Buffer<Int>()
  /// Of each stage, the work of all jobs and what its machines idle at both ends.
  var totals = Buffer<Int>()
  var frontIdle = Buffer<Int>()
  var backIdle = Buffer<Int>()
  /// The idle time and the work of the jobs placed at that end.
  var frontSums = Buffer<Int>()
  var backSums = Buffer<Int>()
  /// The last placement; -1 at the root.
  var steps = Buffer<Int>()

  init(jobs: Int, stages: Int, machines: Int) {
    self.jobs = jobs
    self.stages = stages
    self.machines = machines
  }

  mutating func clear() { resize(to: 0) }

  /// - Returns: the number of a schedule without jobs.
  mutating func add() -> Int {
    resize(to: size + 1)
    return size - 1
  }

  /// - Returns: the number of a copy of another layer's schedule.
  mutating func add(copyOf node: Int, of other: borrowing HybridBeamLayer) -> Int {
    let made = add()
    (isPlaced.pointer + made * jobs).update(from: other.isPlaced.pointer + node * jobs, count: jobs)
    (front.pointer + made * machines).update(from: other.front.pointer + node * machines, count: machines)
    (back.pointer + made * machines).update(from: other.back.pointer + node * machines, count: machines)
    (totals.pointer + made * stages).update(from: other.totals.pointer + node * stages, count: stages)
    (frontIdle.pointer + made * stages).update(from: other.frontIdle.pointer + node * stages, count: stages)
    (backIdle.pointer + made * stages).update(from: other.backIdle.pointer + node * stages, count: stages)
    (frontSums.pointer + made * stages).update(from: other.frontSums.pointer + node * stages, count: stages)
    (backSums.pointer + made * stages).update(from: other.backSums.pointer + node * stages, count: stages)
    return made
  }

  private mutating func resize(to newSize: Int) {
    size = newSize
    isPlaced.resize(to: size * jobs, filling: false)
    front.resize(to: size * machines, filling: 0)
    back.resize(to: size * machines, filling: 0)
    totals.resize(to: size * stages, filling: 0)
    frontIdle.resize(to: size * stages, filling: 0)
    backIdle.resize(to: size * stages, filling: 0)
    frontSums.resize(to: size * stages, filling: 0)
    backSums.resize(to: size * stages, filling: 0)
    steps.resize(to: size, filling: -1)
  }
}

/// A job that may be placed next at one end of a partial schedule.
struct HybridBeamChild {
  /// What the beam keeps the least of.
  var score: Double
  var node: Int32
  var job: Int32
  var isFront: Bool
}
