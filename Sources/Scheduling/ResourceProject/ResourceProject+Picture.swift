import Basics
import Pictures

extension ResourceProject {
  /// A Gantt chart with the activities packed in as few rows as they need, coloured by the resource that each takes the
  /// largest share of, and the profile of every resource with its capacity below.
  ///
  /// Activities of duration 0 are left out.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    let network = network(of: instance)
    let schedule = schedule(of: solution, instance)
    let makespan = network.makespan(of: schedule)
    var chart = network.chart(of: schedule) { activity, start, end in
      ActivityNetwork.Look(
        colour: mainResource(of: activity, instance), label: "\(activity + 1)",
        tooltip: tooltip(activity, start, end, instance))
    }
    chart.subtitle =
      "\(counted(chart.bars.count, "activity")), \(counted(instance.resourceCount, "resource")), makespan \(makespan)"
    chart.marker = (time: makespan, label: "\(makespan)")
    chart.legend =
      instance.capacities.indices.map { .init(colour: $0, label: "mostly R\($0 + 1)") }
      + (chart.bars.contains { $0.colour == instance.resourceCount }
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
