import Shops

/// The rules of a whole history, from the definition: it knows neither the simulation nor the searches.
package struct HistoryChecker {
  /// The first rule that a history breaks.
  package struct Fault: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  private let shop: InterruptedShop
  private let history: ShopHistory

  /// - Throws: the first rule that the history breaks.
  package static func check(_ history: ShopHistory, of shop: InterruptedShop) throws(Fault) {
    let checker = HistoryChecker(shop: shop, history: history)
    guard history.starts.count == shop.chains.operationCount else {
      throw Fault(description: "\(history.starts.count) starts of \(shop.chains.operationCount) operations")
    }
    var makespan = 0
    for operation in history.starts.indices { makespan = max(makespan, try checker.end(of: operation)) }
    guard makespan == history.makespan else {
      throw Fault(description: "the makespan is \(makespan), and \(history.makespan) is said")
    }
    for operations in shop.chains.operationsByMachine { try checker.checkMachine(operations) }
  }

  /// When an operation leaves its machine.
  private func end(of operation: Int) throws(Fault) -> Int {
    let chains = shop.chains
    let (start, machine) = (history.starts[operation], chains.machines[operation])
    let place = "operation \(operation - chains.offsets[chains.jobs[operation]]) of job \(chains.jobs[operation])"
    guard start >= 0 else { throw Fault(description: "\(place) has no start") }
    if let down = shop.downtimes.byMachine[machine].first(where: { $0.contains(start) }) {
      throw Fault(
        description: "\(place) starts at \(start), and machine \(machine) is down from \(down.lowerBound) to "
          + "\(down.upperBound)")
    }
    let done = completion(chains.durations[operation], on: machine, from: start)
    guard operation + 1 < chains.offsets[chains.jobs[operation] + 1] else { return done }
    let end = history.starts[operation + 1]
    guard end >= done else {
      throw Fault(description: "\(place) is done at \(done), and the next one starts at \(end)")
    }
    return end
  }

  /// When so much work is done: the stretches between downtimes, one after another.
  private func completion(_ work: Int, on machine: Int, from start: Int) -> Int {
    var done = 0
    var open = start
    for down in shop.downtimes.byMachine[machine] where down.lowerBound >= start {
      if done + down.lowerBound - open >= work { break }
      done += down.lowerBound - open
      open = down.upperBound
    }
    return open + work - done
  }

  /// Stays on one machine do not overlap; at one moment the machine may change hands, also in a ring.
  private func checkMachine(_ operations: [Int]) throws(Fault) {
    var stays: [(start: Int, end: Int, operation: Int)] = []
    for operation in operations { stays.append((history.starts[operation], try end(of: operation), operation)) }
    stays.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    for (stay, next) in zip(stays, stays.dropFirst()) where stay.end > next.start {
      let jobs = (shop.chains.jobs[stay.operation], shop.chains.jobs[next.operation])
      throw Fault(
        description: "machine \(shop.chains.machines[stay.operation]) has job \(jobs.0) from \(stay.start) to "
          + "\(stay.end), and job \(jobs.1) from \(next.start) on")
    }
  }
}
