import Basics
import Pictures

extension Tardiness {
  /// The sequence as a staircase: a row a job in processing order, its bar, a mark at its due date, and the tardiness as
  /// a red span from there to the completion.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    var bars: [GanttChart.Bar] = []
    var marks: [GanttChart.Mark] = []
    var spans: [GanttChart.Span] = []
    var lateCount = 0
    for (row, number) in solution.sequence.enumerated() {
      let job = instance.jobs[number]
      let end = solution.completions[number]
      let tardiness = max(0, end - job.dueDate)
      if tardiness > 0 {
        lateCount += 1
        spans.append(GanttChart.Span(row: row, start: max(job.dueDate, 0), end: end, label: "\(tardiness)"))
      }
      let weight = instance.isUnweighted ? "" : ", weight \(job.weight)"
      bars.append(
        GanttChart.Bar(
          row: row, start: end - job.processingTime, end: end, colour: tardiness > 0 ? lateColour : earlyColour,
          label: instance.label(of: number),
          tooltip: "job \(instance.label(of: number)): \(end - job.processingTime) to \(end), due \(job.dueDate), "
            + "tardiness \(tardiness)\(weight)"))
      // A due date far behind the schedule's end must not squeeze the schedule.
      let shown = min(job.dueDate, instance.horizon + instance.horizon / 4)
      marks.append(
        GanttChart.Mark(row: row, time: shown, tooltip: "job \(instance.label(of: number)) is due at \(job.dueDate)"))
    }
    var chart = GanttChart(
      title: instance.name, rows: solution.sequence.map { "job \(instance.label(of: $0))" }, bars: bars)
    chart.marks = marks
    chart.spans = spans
    let sum = instance.isUnweighted ? "total tardiness" : "total weighted tardiness"
    chart.subtitle =
      "\(counted(instance.jobCount, "job")) in processing order, \(lateCount) of them late; "
      + "\(sum) \(solution.totalTardiness)"
    chart.spanMeaning = "tardiness, with its number"
    chart.legend = [.init(colour: earlyColour, label: "in time"), .init(colour: lateColour, label: "late")]
    return chart.svg()
  }

  private static let earlyColour = 0
  private static let lateColour = 6
}
