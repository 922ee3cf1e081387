import Basics
import Pictures

extension Workflow {
  /// A row for each element with the tasks that it runs, and what is on its way to it; where there are several jobs, each
  /// has a colour, else each task.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    let hasJobs = instance.jobs.count > 1
    var bars: [GanttChart.Bar] = []
    for (number, task) in instance.tasks.enumerated() {
      let (element, start) = (solution.elements[number], solution.starts[number])
      let end = start + instance.duration(of: number, on: element)
      let waits = instance.incoming[number].map { arc in
        let source = instance.arcs[arc].from
        let time = instance.transfer(arc, from: solution.elements[source], to: element)
        return "\n\(instance.label(of: source)), \(counted(time, "unit")) of transfer"
      }
      bars.append(
        GanttChart.Bar(
          row: element, start: start, end: end, colour: hasJobs ? task.job : number,
          label: task.name,
          tooltip: "\(instance.label(of: number)): \(start) to \(end) on \(instance.platform.label(of: element))"
            + (waits.isEmpty ? "" : ", after" + waits.joined())))
    }
    var chart = GanttChart(
      title: instance.name, rows: instance.platform.clusterOfElement.indices.map(instance.platform.label), bars: bars)
    let last = bars.reduce(0) { max($0, $1.end) }
    chart.marker = (time: last, label: "\(last)")
    chart.subtitle =
      "\(counted(instance.tasks.count, "task")) on \(counted(instance.platform.elementCount, "element")); "
      + (instance.aim == .makespan ? "makespan \(solution.objective)" : "sum of latencies \(solution.objective)")
    chart.spans = transfers(solution, instance)
    chart.spanMeaning = "data on its way to the element"
    return chart.svg()
  }
}

extension Workflow {
  /// What is on its way to an element, as a line in its row.
  private static func transfers(_ solution: Solution, _ instance: Instance) -> [GanttChart.Span] {
    instance.arcs.indices.compactMap { number in
      let arc = instance.arcs[number]
      let (source, target) = (solution.elements[arc.from], solution.elements[arc.to])
      let time = instance.transfer(number, from: source, to: target)
      guard time > 0 else { return nil }
      let end = solution.starts[arc.from] + instance.duration(of: arc.from, on: source)
      return GanttChart.Span(row: target, start: end, end: end + time, label: "")
    }
  }
}
