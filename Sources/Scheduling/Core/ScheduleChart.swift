import Pictures
import Solving

/// Pictures of a network's schedules.
extension ActivityNetwork {
  /// How the bar of an activity looks.
  struct Look {
    let colour: Int
    let label: String
    let tooltip: String
  }

  /// A Gantt chart. Of a shop: a row a machine. Else: activities packed in as few rows as they need, without those of
  /// no duration, and the profile of every resource with its capacity below.
  ///
  /// - Parameter look: of an activity, its start and its end.
  func chart(of schedule: Schedule, look: (Int, Int, Int) -> Look) -> GanttChart {
    isShop ? machineChart(of: schedule, look) : packedChart(of: schedule, look)
  }

  private func machineChart(of schedule: Schedule, _ look: (Int, Int, Int) -> Look) -> GanttChart {
    GanttChart(
      title: name, rows: resources.map(\.name),
      bars: activities.indices.map { activity in
        bar(of: activity, row: mode(of: activity, in: schedule).demands[0].resource, schedule, look)
      })
  }

  private func packedChart(of schedule: Schedule, _ look: (Int, Int, Int) -> Look) -> GanttChart {
    let starts = schedule.starts
    let shown = activities.indices
      .filter { mode(of: $0, in: schedule).duration > 0 }
      .sorted { (starts[$0], $0) < (starts[$1], $1) }
    var rowEnds: [Int] = []
    let bars = shown.map { activity in
      let row = rowEnds.firstIndex { $0 <= starts[activity] } ?? rowEnds.count
      if row == rowEnds.count { rowEnds.append(0) }
      rowEnds[row] = end(of: activity, in: schedule)
      return bar(of: activity, row: row, schedule, look)
    }
    var chart = GanttChart(title: name, rows: rowEnds.map { _ in "" }, bars: bars)
    chart.profiles = resources.enumerated().map { number, resource in
      ResourceProfile(
        label: resource.name, capacity: resource.capacity,
        tasks: shown.map { activity in
          (
            start: starts[activity], end: end(of: activity, in: schedule),
            demand: mode(of: activity, in: schedule).demand(of: number)
          )
        })
    }
    return chart
  }

  private func bar(
    of activity: Int, row: Int, _ schedule: Schedule, _ look: (Int, Int, Int) -> Look
  ) -> GanttChart.Bar {
    let (start, end) = (schedule.starts[activity], end(of: activity, in: schedule))
    let look = look(activity, start, end)
    return GanttChart.Bar(
      row: row, start: start, end: end, colour: look.colour, label: look.label, tooltip: look.tooltip)
  }
}
