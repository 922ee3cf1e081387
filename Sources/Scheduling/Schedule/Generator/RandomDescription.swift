import Basics

/// A description while it is drawn.
struct RandomDescription {
  typealias Schedule = GeneralSchedule

  var description: Schedule.Description
  var random: RandomSource
  let size: RandomSchedule.Size
  let horizon: Int
  let deadline: Int?

  init(seed: UInt64, _ size: RandomSchedule.Size, name: String) {
    description = Schedule.Description(name)
    random = RandomSource(seed: seed)
    self.size = size
    horizon = random.within(size.horizon)
    deadline = random.chance(size.unbounded) ? nil : horizon
  }

  mutating func draw() {
    if random.chance(12) {
      drawRing()
    } else {
      drawResources()
      drawJobs()
      for _ in 0..<random.within(size.tasks) { drawTask() }
      if random.chance(70) { for _ in 0..<random.within(1...3) { drawLag() } }
      if random.chance(40) { for _ in 0..<random.within(1...2) { drawConstraint() } }
      if random.chance(30) { drawSetups() }
      description.allowsSwaps = !random.chance(20)
      if random.chance(6) { freeze() }
    }
    drawObjective()
  }

  /// Two jobs that need the same two machines in opposite orders and block them, so that they would have to swap.
  private mutating func drawRing() {
    for name in ["m0", "m1"] { description.resources.append(Schedule.Resource(name, .machine)) }
    drawJobs()
    for job in 0...1 {
      for place in 0...1 {
        var task = Schedule.Task("t\(2 * job + place)", job: random.below(description.jobs.count))
        task.mayIdle = place == 0 || random.chance(30)
        task.latestEnd = deadline
        let machine = (job + place) % 2
        task.modes = [Schedule.Mode(duration: random.within(1...2), [.init(machine)])]
        if random.chance(15) { task.modes.append(Schedule.Mode(duration: 1, [.init(1 - machine)])) }
        task.isOptional = random.chance(10)
        description.tasks.append(task)
      }
      let (end, start) = (Schedule.Event.end(of: 2 * job), Schedule.Event.start(of: 2 * job + 1))
      description.lags.append(
        random.chance(80)
          ? .init(end, start, minimum: 0, maximum: 0) : .init(start, end, minimum: 0, maximum: 0))
    }
    if random.chance(30) { drawSetups() }
    description.allowsSwaps = random.chance(20)
  }

  /// One of these, with their shares.
  mutating func pick<Value>(_ values: (share: Int, value: Value)...) -> Value {
    var left = random.below(values.reduce(0) { $0 + $1.share })
    for (share, value) in values {
      left -= share
      if left < 0 { return value }
    }
    return values[0].value
  }

  mutating func maybe(_ percent: Int, _ range: ClosedRange<Int>) -> Int? {
    random.chance(percent) ? random.within(range) : nil
  }
}
