import Pictures
import Solving

/// Pictures of schedules.
extension GeneralSchedule {
  /// A Gantt chart: a row a machine, then tasks that are on no machine, and the profile of each renewable resource.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    ScheduleDrawing(instance, solution).chart.svg()
  }
}

/// Lays out the bars of a schedule.
private struct ScheduleDrawing {
  private let instance: GeneralSchedule.Instance
  private let placed: [(task: Int, mode: GeneralSchedule.Mode, place: GeneralSchedule.Placement)]
  private(set) var chart: GanttChart

  init(_ instance: GeneralSchedule.Instance, _ solution: GeneralSchedule.Solution) {
    self.instance = instance
    placed = zip(instance.tasks, solution.tasks).enumerated().compactMap { number, pair in
      guard let place = pair.1, pair.0.modes.indices.contains(place.mode) else { return nil }
      return (number, pair.0.modes[place.mode], place)
    }
    chart = GanttChart(title: instance.name, rows: [], bars: [])
    addMachines()
    addOthers()
    addProfiles()
  }

  private mutating func addMachines() {
    for (number, resource) in instance.resources.enumerated() where resource.isMachine {
      chart.rows.append(resource.name)
      for user in placed where user.mode.demands.contains(where: { $0.resource == number }) {
        add(user, row: chart.rows.count - 1)
      }
    }
  }

  /// What is on no machine, each in the first row that is free.
  private mutating func addOthers() {
    let first = chart.rows.count
    var ends: [Int] = []
    let others = placed.filter { user in
      user.place.end > user.place.start && !user.mode.demands.contains { instance.resources[$0.resource].isMachine }
    }
    for user in others.sorted(by: { ($0.place.start, $0.task) < ($1.place.start, $1.task) }) {
      let row = ends.firstIndex { $0 <= user.place.start } ?? ends.count
      if row == ends.count {
        ends.append(0)
        chart.rows.append("")
      }
      ends[row] = user.place.end
      add(user, row: first + row)
    }
  }

  private mutating func addProfiles() {
    for (number, resource) in instance.resources.enumerated() {
      guard case .renewable = resource.kind, let capacity = resource.greatestCapacity else { continue }
      chart.profiles.append(
        ResourceProfile(
          label: resource.name, capacity: capacity,
          tasks: placed.compactMap { user in
            let demand = user.mode.demands.first { $0.resource == number && $0.timing == .whileRunning }
            return demand.map { (user.place.start, user.place.end, $0.amount) }
          }))
    }
  }

  private mutating func add(
    _ user: (task: Int, mode: GeneralSchedule.Mode, place: GeneralSchedule.Placement), row: Int
  ) {
    let task = instance.tasks[user.task]
    chart.bars.append(
      GanttChart.Bar(
        row: row, start: user.place.start, end: user.place.end, colour: task.job ?? user.task, label: task.name,
        tooltip: "\(task.name): \(user.place.start) to \(user.place.end)"))
  }
}
