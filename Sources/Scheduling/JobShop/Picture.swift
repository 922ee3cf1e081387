import Pictures

extension JobShop {
  /// The machines' Gantt chart: a row a machine, a colour a job.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    var bars: [GanttChart.Bar] = []
    bars.reserveCapacity(instance.operationCount)
    for (job, operations) in instance.jobs.enumerated() {
      for (position, operation) in operations.enumerated() {
        let start = solution.starts[job][position]
        let end = start + operation.duration
        bars.append(
          GanttChart.Bar(
            row: operation.machine, start: start, end: end, colour: job, label: "\(job)",
            tooltip: "job \(job), operation \(position), machine \(operation.machine): "
              + "\(start) to \(end), duration \(operation.duration)"))
      }
    }
    var chart = GanttChart(
      title: instance.name, rows: (0..<instance.machineCount).map { "machine \($0)" }, bars: bars)
    chart.subtitle =
      "\(instance.jobCount) jobs on \(instance.machineCount) machines, makespan \(solution.makespan); bars show jobs"
    chart.marker = (solution.makespan, "makespan \(solution.makespan)")
    chart.legend = instance.jobs.indices.map { GanttChart.LegendEntry(colour: $0, label: "job \($0)") }
    return chart.svg()
  }
}
