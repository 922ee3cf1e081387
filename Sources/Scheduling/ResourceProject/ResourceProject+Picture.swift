import Pictures

extension ResourceProject {
  /// A Gantt chart with the activities packed in as few rows as they need, coloured by the resource that each takes the
  /// largest share of, and the profile of every resource with its capacity below.
  ///
  /// Activities of duration 0 are left out.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    let starts = solution.starts
    let shown = instance.durations.indices
      .filter { instance.durations[$0] > 0 }
      .sorted { (starts[$0], $0) < (starts[$1], $1) }
    let makespan = starts.indices.reduce(0) { max($0, starts[$1] + instance.durations[$1]) }

    var rowEnds: [Int] = []
    var bars: [GanttChart.Bar] = []
    for activity in shown {
      let (start, end) = (starts[activity], starts[activity] + instance.durations[activity])
      let row = rowEnds.firstIndex { $0 <= start } ?? rowEnds.count
      if row == rowEnds.count { rowEnds.append(end) } else { rowEnds[row] = end }
      bars.append(
        GanttChart.Bar(
          row: row, start: start, end: end, colour: mainResource(of: activity, instance), label: "\(activity + 1)",
          tooltip: tooltip(activity, start, end, instance)))
    }
    var chart = GanttChart(title: instance.name, rows: rowEnds.map { _ in "" }, bars: bars)
    chart.subtitle = "\(shown.count) activities, \(instance.resourceCount) resources, makespan \(makespan)"
    chart.marker = (time: makespan, label: "\(makespan)")
    chart.profiles = instance.capacities.indices.map { resource in
      ResourceProfile(
        label: "R\(resource + 1)", capacity: instance.capacities[resource],
        tasks: shown.map {
          (start: starts[$0], end: starts[$0] + instance.durations[$0], demand: instance.demands[$0][resource])
        })
    }
    chart.legend =
      instance.capacities.indices.map { .init(colour: $0, label: "mostly R\($0 + 1)") }
      + (bars.contains { $0.colour == instance.resourceCount }
        ? [.init(colour: instance.resourceCount, label: "no resource")] : [])
    return chart.svg()
  }

  /// The resource of whose capacity the activity takes the largest share; one past the last where it takes none.
  private static func mainResource(of activity: Int, _ instance: Instance) -> Int {
    var main = instance.resourceCount
    var share = 0.0
    for (resource, demand) in instance.demands[activity].enumerated() where demand > 0 {
      let part = Double(demand) / Double(instance.capacities[resource])
      if part > share { (main, share) = (resource, part) }
    }
    return main
  }

  private static func tooltip(_ activity: Int, _ start: Int, _ end: Int, _ instance: Instance) -> String {
    let demands = instance.demands[activity].enumerated().filter { $0.element > 0 }.map {
      "R\($0.offset + 1): \($0.element)"
    }
    return (["activity \(activity + 1), \(start) to \(end)"] + demands).joined(separator: ", ")
  }
}
