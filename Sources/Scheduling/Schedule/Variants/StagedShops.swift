import Basics
import Solving

extension GeneralSchedule {
  /// Jobs pass stages in one order, at each on one of its identical machines; the makespan counts.
  ///
  /// - Parameters:
  ///   - machines: by stage, how many.
  ///   - durations: by job and stage.
  public static func hybridFlowShop(
    name: String, machines: [Int], durations: [[Int]]
  ) throws(InvalidInstance) -> Instance {
    try checkMatrix(durations)
    guard machines.count == durations[0].count else {
      throw InvalidInstance(
        "\(counted(machines.count, "stage")) with machines, and durations are of \(durations[0].count)")
    }
    var builder = Builder(name)
    var stages: [[Builder.ResourceNumber]] = []
    for (stage, count) in machines.enumerated() {
      guard (1...Instance.countLimit).contains(count) else {
        throw InvalidInstance("stage \(stage + 1) has \(counted(count, "machine"))")
      }
      try checkSize(count * durations.count, "ways to pass a stage")
      stages.append((0..<count).map { builder.machine("machine \(stage + 1).\($0 + 1)") })
    }
    for (number, row) in durations.enumerated() {
      let job = builder.job("job \(number + 1)")
      var before: Builder.TaskNumber?
      for (stage, duration) in row.enumerated() {
        let task = builder.task("\(number + 1).\(stage + 1)", job: job)
        for machine in stages[stage] { builder.mode(of: task, duration: duration, on: [machine]) }
        if let before { builder.after(before, task) }
        before = task
      }
    }
    return try builder.instance()
  }

  /// Identical permutation flow shops; each job goes wholly to one of them, and the latest completion counts.
  ///
  /// - Parameter durations: by job and machine.
  public static func distributedFlowShop(
    name: String, factories: Int, durations: [[Int]]
  ) throws(InvalidInstance) -> Instance {
    try checkMatrix(durations)
    guard (1...Instance.countLimit).contains(factories) else { throw InvalidInstance("\(factories) factories") }
    try checkSize(factories * durations.count * durations[0].count, "operations in factories")
    var builder = Builder(name)
    let machines = (0..<factories).map { factory in
      durations[0].indices.map { builder.machine("machine \(factory + 1).\($0 + 1)") }
    }
    var tasks: [[Int]] = []
    for (number, row) in durations.enumerated() {
      let job = builder.job("job \(number + 1)")
      var before: Builder.TaskNumber?
      var mine: [Int] = []
      for (place, duration) in row.enumerated() {
        let task = builder.task("\(number + 1).\(place + 1)", job: job)
        for factory in machines { builder.mode(of: task, duration: duration, on: [factory[place]]) }
        if let before {
          builder.after(before, task)
          // Modes are factories: the whole job keeps to the first one's.
          for factory in machines.indices where factories > 1 {
            builder.constrain(
              .modeDependency(task: before.number, mode: factory, other: task.number, modes: [factory]))
          }
        }
        mine.append(task.number)
        before = task
      }
      tasks.append(mine)
    }
    for factory in machines {
      try addSameSequences(of: tasks, on: factory.map(\.number), durations, to: &builder.description)
    }
    return try builder.instance()
  }

  /// Every job runs once, on a machine of its choice, for a time that depends on it; the makespan counts.
  ///
  /// - Parameter durations: by job and machine.
  public static func parallelMachines(name: String, durations: [[Int]]) throws(InvalidInstance) -> Instance {
    try checkMatrix(durations)
    var builder = Builder(name)
    let machines = durations[0].indices.map { builder.machine("machine \($0 + 1)") }
    for (number, row) in durations.enumerated() {
      let task = builder.task("\(number + 1)", job: builder.job("job \(number + 1)"))
      for (machine, duration) in row.enumerated() {
        builder.mode(of: task, duration: duration, on: [machines[machine]])
      }
    }
    return try builder.instance()
  }
}
