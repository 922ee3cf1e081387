import Solving

extension GeneralSchedule {
  /// What a job shop has beside its operations.
  public enum JobShopRule: Sendable, Equatable {
    /// Nothing.
    case plain
    /// No room between machines: an operation keeps its machine until the next one of its job starts, except the last.
    /// Jobs may exchange machines in a ring at one moment where swaps are allowed.
    case blocking(allowsSwaps: Bool)
    /// Each operation starts when the one before it ends.
    case noWait
    /// Setup times by distances between jobs, drawn from the numbers of the instance; see `TransitionSetups`.
    case setups
    /// Each operation takes one of so many operators too.
    case operators(Int)
    /// Weighted tardiness instead of the makespan: due dates are so many hundredths of the sums of durations, rounded
    /// down; weights are 4 for the first fifth of the jobs, 1 for the last fifth, and 2 between.
    ///
    /// - Source: Singer, Pinedo 1998, "A computational study of branch and bound techniques for minimizing the total
    ///   weighted tardiness in job shops".
    case weightedTardiness(percent: Int)
  }

  /// A job shop; machines and jobs have the numbers that they have there.
  public static func jobShop(
    _ shop: JobShop.Instance, _ rule: JobShopRule = .plain
  ) throws(InvalidInstance) -> Instance {
    var builder = Builder(shop.name)
    let machines = (0..<shop.machineCount).map { builder.machine("machine \($0)") }
    var operators: Builder.ResourceNumber?
    if case .operators(let count) = rule { operators = builder.renewable("operators", capacity: count) }
    for (number, operations) in shop.jobs.enumerated() {
      let job = builder.job("job \(number)")
      if case .weightedTardiness(let percent) = rule {
        // Times that are far too large are refused with the instance, not here.
        let total = operations.reduce(0) { $0 + $1.duration }
        let due = total.multipliedReportingOverflow(by: percent)
        guard !due.overflow else { throw InvalidInstance("the due dates are out of range") }
        let (first, last) = (shop.jobCount / 5, shop.jobCount - shop.jobCount / 5)
        builder.description.jobs[number].due = due.partialValue / 100
        builder.description.jobs[number].weight = number < first ? 4 : number < last ? 2 : 1
      }
      var before: Builder.TaskNumber?
      for (position, operation) in operations.enumerated() {
        let task = builder.task("\(number).\(position)", job: job)
        builder.mode(
          of: task, duration: operation.duration, on: [machines[operation.machine]],
          taking: operators.map { [($0, 1)] } ?? [])
        if let before {
          switch rule {
          case .blocking:
            builder.description.tasks[before.number].mayIdle = true
            builder.after(before, task, atMost: 0)
          case .noWait: builder.after(before, task, atMost: 0)
          case .plain, .setups, .operators, .weightedTardiness: builder.after(before, task)
          }
        }
        before = task
      }
    }
    switch rule {
    case .blocking(let allowsSwaps): builder.description.allowsSwaps = allowsSwaps
    case .setups:
      try checkSize(shop.machineCount * shop.jobCount * shop.jobCount, "setup times")
      try checkSize(shop.machineCount * shop.operationCount, "operations on machines with setup times")
      TransitionSetups.add(to: &builder.description, of: shop)
    case .weightedTardiness: builder.minimize([Term(.tardiness)])
    case .plain, .noWait, .operators: break
    }
    return try builder.instance()
  }
}
