import Scheduling
import Shops
import Solving

/// The problem in which all downtimes are known in advance.
extension InterruptedShop {
  /// The jobs of a shop.
  package static func chains(of shop: JobShop.Instance) throws(InvalidInstance) -> JobChains {
    guard shop.totalDuration < JobChains.workLimit else {
      throw InvalidInstance("the sum of all durations is \(shop.totalDuration); at most 2^40 is simulated")
    }
    var offsets = [0]
    for operations in shop.jobs { offsets.append(offsets[offsets.count - 1] + operations.count) }
    let operations = shop.jobs.joined()
    return JobChains(
      machineCount: shop.machineCount, offsets: offsets, machines: operations.map(\.machine),
      durations: operations.map(\.duration))
  }

  /// As an instance of the problem `schedule`: breaks in which tasks pause, blocking between the operations of a job.
  ///
  /// An operation of no duration that does not wait holds no machine there.
  package func schedule() throws(InvalidInstance) -> GeneralSchedule.Instance {
    var builder = GeneralSchedule.Builder(name)
    let machines = downtimes.merged.enumerated().map { builder.machine("machine \($0)", breaks: $1) }
    for number in 0..<chains.jobCount {
      let job = builder.job("job \(number)")
      var before: GeneralSchedule.Builder.TaskNumber?
      for (position, operation) in chains.operations(of: number).enumerated() {
        let isLast = operation + 1 == chains.offsets[number + 1]
        let task = builder.task("\(number).\(position)", job: job, mayIdle: !isLast, mayPause: true)
        builder.mode(
          of: task, duration: chains.durations[operation], on: [machines[chains.machines[operation]]])
        if let before { builder.after(before, task, atMost: 0) }
        before = task
      }
    }
    return try builder.instance()
  }

  /// A history as a solution of that.
  package func solution(_ history: ShopHistory) -> GeneralSchedule.Solution {
    let shop = known
    return GeneralSchedule.Solution(
      history.starts.indices.map { operation in
        GeneralSchedule.Placement(
          mode: 0, start: history.starts[operation], end: shop.departure(of: operation, in: history.starts))
      })
  }

  /// The Gantt chart of a history: breaks, waiting, and who is where.
  package func picture(of history: ShopHistory) throws(InvalidInstance) -> String {
    GeneralSchedule.picture(of: solution(history), of: try schedule())
  }
}
