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

  /// The problem with all downtimes known.
  package var known: BlockingShop { BlockingShop(chains, allowsSwap: true, downtimes: downtimes.merged) }

  /// What no schedule is shorter than.
  package var trivialBound: Int { known.trivialBound }
}
