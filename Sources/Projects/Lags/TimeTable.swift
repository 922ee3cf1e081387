import Basics

/// The stretches of time that activities fill wherever they start, and what room they leave to others.
struct TimeTable: ~Copyable {
  struct Step: BitwiseCopyable {
    let time: Int
    var height: Int
  }

  private var steps: Buffer<Step>

  init(_ facts: borrowing OrderFacts) {
    steps = Buffer(capacity: 2 * facts.count)
  }

  /// Pushes starts out of stretches that are too full; false where one of them is overfull or nobody has room.
  mutating func run(_ network: inout OrderNetwork, _ facts: borrowing OrderFacts) -> Bool {
    for k in 0..<facts.resources {
      gather(k, network, facts)
      guard steps.count > 0 else { continue }
      for entry in 0..<steps.count where steps[entry].height > facts.capacities[k] { return false }
      for i in 0..<facts.count where facts.demands[i * facts.resources + k] > 0 && facts.durations[i] > 0 {
        guard push(i, k, &network, facts) else { return false }
      }
    }
    return true
  }

  /// The heights of what is filled for certain.
  private mutating func gather(_ k: Int, _ network: borrowing OrderNetwork, _ facts: borrowing OrderFacts) {
    steps.removeAll()
    for i in 0..<facts.count {
      let demand = facts.demands[i * facts.resources + k]
      let begin = network.latest(i)
      let end = network.earliest(i) + facts.durations[i]
      guard demand > 0, begin < end else { continue }
      steps.append(Step(time: begin, height: demand))
      steps.append(Step(time: end, height: -demand))
    }
    guard steps.count > 0 else { return }
    for entry in 1..<steps.count {
      let moved = steps[entry]
      var place = entry
      while place > 0, steps[place - 1].time > moved.time {
        steps[place] = steps[place - 1]
        place -= 1
      }
      steps[place] = moved
    }
    var kept = 0
    var height = 0
    for entry in 0..<steps.count {
      height += steps[entry].height
      if entry + 1 < steps.count, steps[entry + 1].time == steps[entry].time { continue }
      steps[kept] = Step(time: steps[entry].time, height: height)
      kept += 1
    }
    steps.truncate(to: kept)
  }

  /// Moves the earliest start behind what leaves no room for the activity, and the latest start ahead of it.
  private func push(_ i: Int, _ k: Int, _ network: inout OrderNetwork, _ facts: borrowing OrderFacts) -> Bool {
    let duration = facts.durations[i]
    let room = facts.capacities[k] - facts.demands[i * facts.resources + k]
    let ownBegin = network.latest(i)
    let ownEnd = network.earliest(i) + duration
    func isFull(_ entry: Int) -> Bool {
      let own = steps[entry].time >= ownBegin && steps[entry].time < ownEnd
      return steps[entry].height > (own ? facts.capacities[k] : room)
    }
    var start = network.earliest(i)
    for entry in 0..<steps.count - 1 where steps[entry + 1].time > start {
      if steps[entry].time >= start + duration { break }
      if isFull(entry) { start = steps[entry + 1].time }
    }
    if start > network.earliest(i), !network.add(facts.count, i, start) { return false }
    guard network.latest(i) < -TemporalClosure.unconnected else { return true }
    var end = network.latest(i) + duration
    for entry in (0..<steps.count - 1).reversed() where steps[entry].time < end {
      if steps[entry + 1].time <= end - duration { break }
      if isFull(entry) { end = steps[entry].time }
    }
    return end == network.latest(i) + duration || network.add(i, facts.count, duration - end)
  }
}
