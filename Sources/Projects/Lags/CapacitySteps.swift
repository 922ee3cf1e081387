/// What there is of each resource over time: constant, or in steps.
package struct CapacitySteps: Sendable {
  /// How many resources there are.
  package let resources: Int
  /// Where some capacity changes, rising, the first 0.
  package let times: [Int]
  /// From `times[step]` on: `amounts[step * resources + resource]`; the last step never ends.
  package let amounts: [Int]

  /// The same amounts at all times.
  package init(_ constant: [Int]) {
    self.init(resources: constant.count, times: [0], amounts: constant)
  }

  /// - Parameters:
  ///   - times: strictly rising from 0.
  ///   - amounts: step by step, one for each resource, at least 0 and below 2^40.
  package init(resources: Int, times: [Int], amounts: [Int]) {
    precondition(times.first == 0 && zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "times rise from 0")
    precondition(amounts.count == times.count * resources, "an amount for each step and resource")
    precondition(amounts.allSatisfy { $0 >= 0 && $0 < 1 << 40 } && times[times.count - 1] < 1 << 40)
    self.resources = resources
    self.times = times
    self.amounts = amounts
  }

  /// The last time at which something changes.
  package var lastTime: Int { times[times.count - 1] }

  /// The largest amount of a resource at any time.
  package func largest(_ resource: Int) -> Int {
    times.indices.reduce(0) { max($0, amounts[$1 * resources + resource]) }
  }

  /// The amount of a resource at a time from 0 on.
  package func amount(_ resource: Int, at time: Int) -> Int {
    var step = times.count - 1
    while times[step] > time { step -= 1 }
    return amounts[step * resources + resource]
  }

  /// The same seen from a horizon backwards: what holds at t there holds at horizon - 1 - t here.
  func mirrored(at horizon: Int) -> CapacitySteps {
    guard times.count > 1 else { return self }
    var mirroredTimes: [Int] = []
    var mirroredAmounts: [Int] = []
    for step in times.indices.reversed() where times[step] < horizon || step == 0 {
      let end = step + 1 < times.count ? times[step + 1] : horizon
      mirroredTimes.append(mirroredTimes.isEmpty ? 0 : horizon - end)
      mirroredAmounts += amounts[step * resources..<(step + 1) * resources]
    }
    return CapacitySteps(resources: resources, times: mirroredTimes, amounts: mirroredAmounts)
  }

  /// Whether use that changes so stays within the resource's amount at all times.
  func holds(_ changes: [(time: Int, amount: Int)], of resource: Int) -> Bool {
    let looks = (changes.map(\.time) + times).sorted()
    let rising = changes.sorted { $0.time < $1.time }
    var next = 0
    var used = 0
    for time in looks {
      while next < rising.count, rising[next].time <= time {
        used += rising[next].amount
        next += 1
      }
      if used > amount(resource, at: time) { return false }
    }
    return true
  }
}
