import Solving

extension GeneralSchedule {
  /// Every job visits every machine once, in any order, one at a time; the makespan counts.
  ///
  /// - Parameter durations: by job and machine.
  public static func openShop(name: String, durations: [[Int]]) throws(InvalidInstance) -> Instance {
    try checkMatrix(durations)
    var builder = Builder(name)
    let machines = durations[0].indices.map { builder.machine("machine \($0 + 1)") }
    for (number, row) in durations.enumerated() {
      let job = builder.job("job \(number + 1)")
      // What a job is busy with takes it as a machine is taken.
      let itself = builder.machine("job \(number + 1)")
      for (machine, duration) in row.enumerated() {
        let task = builder.task("\(number + 1).\(machine + 1)", job: job)
        builder.mode(of: task, duration: duration, on: [machines[machine], itself])
      }
    }
    return try builder.instance()
  }
}
