import Shops

/// A job shop without room between machines, whose jobs may exchange machines in a ring at one moment, and whose machines
/// are down at times.
///
/// An operation starts at no moment of a downtime of its machine and is suspended during those that come. It keeps its
/// machine until the job's next operation starts, the last one until it is done. The makespan is to be least.
package struct InterruptedShop: Sendable {
  /// What pictures and summaries show.
  package let name: String
  /// The jobs.
  package let chains: JobChains
  /// When machines do no work.
  package let downtimes: Downtimes

  /// - Precondition: as many machines in both.
  package init(name: String, chains: JobChains, downtimes: Downtimes) {
    precondition(downtimes.byMachine.count == chains.machineCount, "downtimes of other machines")
    self.name = name
    self.chains = chains
    self.downtimes = downtimes
  }

  /// The mean duration of an operation; 0 without any.
  package static func meanDuration(of chains: JobChains) -> Double {
    guard chains.operationCount > 0 else { return 0 }
    return Double(chains.durations.reduce(0, +)) / Double(chains.operationCount)
  }

  /// When so much work is done on a machine that starts at a time, downtimes included.
  package func completion(of work: Int, on machine: Int, from start: Int) -> Int {
    var (time, left) = (start, work)
    for stretch in downtimes.byMachine[machine] where stretch.upperBound > time {
      guard stretch.lowerBound < time + left else { break }
      left -= max(0, stretch.lowerBound - time)
      time = stretch.upperBound
    }
    return time + left
  }

  /// The first moment from a time on at which a machine is up.
  package func opening(of machine: Int, from time: Int) -> Int {
    var time = time
    for stretch in downtimes.byMachine[machine] where stretch.contains(time) { time = stretch.upperBound }
    return time
  }

  /// What no schedule is shorter than: jobs alone, and machines that work without a gap between the first arrival and the
  /// shortest way out.
  package var trivialBound: Int {
    var bound = 0
    // By operation, when it can start at the earliest, and what is left of its job behind it at least.
    var heads = [Int](repeating: 0, count: chains.operationCount)
    for job in 0..<chains.jobCount {
      var time = 0
      for operation in chains.operations(of: job) {
        time = opening(of: chains.machines[operation], from: time)
        heads[operation] = time
        time = completion(of: chains.durations[operation], on: chains.machines[operation], from: time)
      }
      bound = max(bound, time)
    }
    for operations in chains.operationsByMachine {
      guard let machine = operations.first.map({ chains.machines[$0] }) else { continue }
      let work = operations.reduce(0) { $0 + chains.durations[$1] }
      let head = operations.reduce(Int.max) { min($0, heads[$1]) }
      let tail = operations.reduce(Int.max) { least, operation in
        let end = chains.offsets[chains.jobs[operation] + 1]
        return min(least, chains.durations[(operation + 1)..<end].reduce(0, +))
      }
      bound = max(bound, completion(of: work, on: machine, from: head) + tail)
    }
    return bound
  }
}
