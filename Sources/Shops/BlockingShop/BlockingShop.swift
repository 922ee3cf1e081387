/// A job shop without buffers: an operation keeps its machine from its start until the job's next operation starts,
/// the last one until its end. The makespan is to be least.
///
/// Two operations of a machine are ordered: one leaves before, or at the moment when, the other starts. With swaps,
/// jobs may hand their machines over in a circle at one moment; without, the hand-overs of a moment have an order.
/// Machines may be down at times: an operation under way is suspended then, none starts, and a job that is done may leave.
/// - Source: Mascis, Pacciarelli 2002, "Job-shop scheduling with blocking and no-wait constraints".
package struct BlockingShop: Sendable {
  /// The jobs.
  package let chains: JobChains
  /// Whether jobs may exchange machines in a circle at one moment.
  package let allowsSwap: Bool
  /// By machine, when it is down: by increasing time and apart.
  package let downtimes: [[Range<Int>]]
  /// By job, whether its first operation is under way at time 0, also in a downtime: it is the first one of its machine.
  package let standing: [Bool]

  /// - Parameters:
  ///   - downtimes: empty where machines are never down.
  ///   - standing: empty where all jobs are still to come.
  /// - Precondition: a list of downtimes a machine; jobs that stand have operations, and machines of their own.
  package init(_ chains: JobChains, allowsSwap: Bool, downtimes: [[Range<Int>]] = [], standing: [Bool] = []) {
    self.chains = chains
    self.allowsSwap = allowsSwap
    self.downtimes = downtimes.isEmpty ? [[Range<Int>]](repeating: [], count: chains.machineCount) : downtimes
    self.standing = standing.isEmpty ? [Bool](repeating: false, count: chains.jobCount) : standing
    precondition(self.downtimes.count == chains.machineCount, "a list of downtimes a machine")
    precondition(
      self.downtimes.allSatisfy { list in
        list.allSatisfy { !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound < JobChains.workLimit }
          && zip(list, list.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }
      }, "downtimes that are not apart")
    precondition(self.standing.count == chains.jobCount, "one mark a job")
    let taken = (0..<chains.jobCount).filter { self.standing[$0] }.map { chains.machines[chains.offsets[$0]] }
    precondition(Set(taken).count == taken.count, "two jobs stand on one machine")
  }

  /// Whether machines are down at times.
  package var hasDowntimes: Bool { downtimes.contains { !$0.isEmpty } }

  /// Whether an operation is under way at time 0.
  package func isStanding(_ operation: Int) -> Bool {
    let job = chains.jobs[operation]
    return standing[job] && chains.offsets[job] == operation
  }

  /// When an operation is done that starts at a time.
  package func completion(of operation: Int, from start: Int) -> Int {
    completion(of: chains.durations[operation], on: chains.machines[operation], from: start)
  }

  /// When so much work is done on a machine that begins at a time.
  func completion(of work: Int, on machine: Int, from start: Int) -> Int {
    var (time, left) = (start, work)
    for stretch in downtimes[machine] where stretch.upperBound > time {
      guard stretch.lowerBound < time + left else { break }
      left -= max(0, stretch.lowerBound - time)
      time = stretch.upperBound
    }
    return time + left
  }

  /// When an operation leaves its machine.
  package func departure(of operation: Int, in starts: [Int]) -> Int {
    let last = operation + 1 == chains.offsets[chains.jobs[operation] + 1]
    return last ? completion(of: operation, from: starts[operation]) : starts[operation + 1]
  }

  /// The makespan of these starts, or nothing where they break a rule: straight from the definition, pair by pair.
  ///
  /// - Complexity: quadratic in the operations of a machine.
  package func makespan(of starts: [Int]) -> Int? {
    guard starts.count == chains.operationCount, starts.allSatisfy({ $0 >= 0 && $0 < 4 * JobChains.workLimit }) else {
      return nil
    }
    var makespan = 0
    for operation in 0..<starts.count {
      let end = departure(of: operation, in: starts)
      let down = downtimes[chains.machines[operation]]
      guard end >= completion(of: operation, from: starts[operation]),
        isStanding(operation) ? starts[operation] == 0 : !down.contains(where: { $0.contains(starts[operation]) })
      else { return nil }
      makespan = max(makespan, end)
    }
    let orders = orders(of: starts)
    for order in orders {
      for (x, y) in zip(order, order.dropFirst()) where departure(of: x, in: starts) > starts[y] || isStanding(y) {
        return nil
      }
    }
    if !allowsSwap {
      guard BlockingOrders(self, orders: orders).evaluate(limit: .max) != nil else { return nil }
    }
    return makespan
  }

  /// The operations of each machine in the order in which these starts visit it.
  ///
  /// Operations that start together are ordered by their departure, then by job: an empty stay goes first, after one that
  /// is under way at time 0.
  package func orders(of starts: [Int]) -> [[Int]] {
    var orders = chains.operationsByMachine
    for machine in 0..<orders.count {
      orders[machine].sort { x, y in
        if isStanding(x) != isStanding(y) { return isStanding(x) && starts[x] <= starts[y] || starts[x] < starts[y] }
        return (starts[x], departure(of: x, in: starts), x) < (starts[y], departure(of: y, in: starts), y)
      }
    }
    return orders
  }
}
