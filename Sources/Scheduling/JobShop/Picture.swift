import Basics
import Pictures

extension JobShop {
  /// The machines' Gantt chart: a row a machine, a colour a job.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    let places = instance.jobs.enumerated().flatMap { job, operations in
      operations.enumerated().map { (job: job, position: $0.offset, operation: $0.element) }
    }
    var chart = network(of: instance).chart(of: schedule(of: solution, instance)) { number, start, end in
      let (job, position, operation) = places[number]
      return ActivityNetwork.Look(
        colour: job, label: "\(job)",
        tooltip: "job \(job), operation \(position), machine \(operation.machine): \(start) to \(end), duration "
          + "\(operation.duration)")
    }
    chart.subtitle =
      "\(counted(instance.jobCount, "job")) on \(counted(instance.machineCount, "machine")), "
      + "makespan \(solution.makespan); bars show jobs"
    chart.marker = (solution.makespan, "makespan \(solution.makespan)")
    chart.legend = instance.jobs.indices.map { GanttChart.LegendEntry(colour: $0, label: "job \($0)") }
    return chart.svg()
  }
}
