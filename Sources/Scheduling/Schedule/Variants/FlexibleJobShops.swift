import Solving

extension GeneralSchedule {
  /// One way to run an operation of a flexible shop; machines and workers are numbered from 0.
  public struct FlexibleChoice: Sendable, Equatable {
    /// From 0.
    public var machine: Int
    /// nil where nobody has to be there.
    public var worker: Int?
    /// At least 0.
    public var duration: Int

    /// On a machine, perhaps with a worker.
    public init(machine: Int, worker: Int? = nil, duration: Int) {
      self.machine = machine
      self.worker = worker
      self.duration = duration
    }
  }

  /// A job shop in which operations choose machines, and workers where there are any; the makespan counts.
  ///
  /// - Parameter jobs: by job and operation, in processing order, the ways to run it.
  public static func flexibleJobShop(
    name: String, machines: Int, workers: Int = 0, jobs: [[[FlexibleChoice]]]
  ) throws(InvalidInstance) -> Instance {
    var builder = Builder(name)
    let machines = (0..<machines).map { builder.machine("machine \($0 + 1)") }
    let workers = (0..<workers).map { builder.machine("worker \($0 + 1)") }
    for (number, operations) in jobs.enumerated() {
      let job = builder.job("job \(number + 1)")
      var before: Builder.TaskNumber?
      for (position, choices) in operations.enumerated() {
        let task = builder.task("\(number + 1).\(position + 1)", job: job)
        for choice in choices {
          guard machines.indices.contains(choice.machine),
            workers.indices.contains(choice.worker ?? 0) || choice.worker == nil
          else {
            throw InvalidInstance("operation \(number + 1).\(position + 1) names a machine or worker that is not there")
          }
          builder.mode(
            of: task, duration: choice.duration,
            on: [machines[choice.machine]] + (choice.worker.map { [workers[$0]] } ?? []))
        }
        if let before { builder.after(before, task) }
        before = task
      }
    }
    return try builder.instance()
  }
}
