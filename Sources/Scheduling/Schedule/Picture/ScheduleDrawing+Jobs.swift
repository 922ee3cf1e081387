import Basics
import Pictures

/// Rows of jobs, profiles of resources, and what the picture says of itself.
extension ScheduleDrawing {
  /// Each job with its tasks, in as few rows as these need, and with the times that it has to keep.
  mutating func addJobs() {
    guard (1...Self.mostJobs).contains(instance.jobs.count) else { return }
    var members = [[Placed]](repeating: [], count: instance.jobs.count)
    for user in placed { if let job = instance.tasks[user.number].job { members[job].append(user) } }
    for (job, users) in zip(instance.jobs, members) where !users.isEmpty {
      let row = addPacked(users, label: "job \(job.name)")
      addTimes(of: job, completed: users.reduce(0) { max($0, $1.place.end) }, row)
    }
    chart.legend = instance.jobs.indices.map { .init(colour: $0, label: instance.jobs[$0].name) }
  }

  private mutating func addTimes(of job: GeneralSchedule.Job, completed: Int, _ row: Int) {
    func mark(_ time: Int, _ what: String, _ shape: GanttChart.Mark.Shape, isAlarm: Bool = false) {
      // A time far behind the schedule's end must not squeeze the schedule.
      let shown = min(time, end + end / 8)
      var mark = GanttChart.Mark(row: row, time: shown, tooltip: "\(what) of job \(job.name), \(time)")
      mark.shape = shape
      mark.isAlarm = isAlarm
      chart.marks.append(mark)
    }
    if job.release > 0 { mark(job.release, "release", .opening) }
    if let deadline = job.deadline { mark(deadline, "deadline", .closing) }
    guard let due = job.due else { return }
    let late = completed - due
    if late > 0 {
      chart.spans.append(GanttChart.Span(row: row, start: max(due, 0), end: completed, label: "\(late)"))
      mark(due, "due date, missed by \(late),", .stroke, isAlarm: true)
    } else {
      mark(due, "due date", .stroke)
    }
  }

  mutating func addProfiles() {
    for (number, resource) in instance.resources.enumerated() {
      switch resource.kind {
      case .machine, .consumable: break
      case .renewable(let capacity):
        var profile = ResourceProfile(
          label: resource.name, capacity: capacity,
          tasks: placed.compactMap { user in
            let demand = user.mode.demands.first { $0.resource == number && $0.timing == .whileRunning }
            return demand.map { (user.place.start, user.place.end, $0.amount) }
          })
        profile.capacities = resource.capacities.map { ($0.time, $0.capacity) }
        profile.breaks = resource.breaks.filter { $0.lowerBound < end }
        chart.profiles.append(profile)
      case .reservoir(let initial, let minimum, let maximum):
        let changes = placed.flatMap { user in
          user.mode.demands.filter { $0.resource == number }.map { demand in
            (time: demand.timing == .atEnd ? user.place.end : user.place.start, amount: demand.amount)
          }
        }
        chart.profiles.append(
          ResourceProfile(label: resource.name, level: initial, minimum: minimum, maximum: maximum, changes: changes))
      }
    }
  }

  /// The chart with its heading.
  func finished() -> GanttChart {
    var chart = chart
    let left = instance.tasks.count - placed.count
    var parts = ["\(counted(placed.count, "task"))\(left > 0 ? ", \(left) left out" : "")"]
    let late = chart.spans.count
    let hasDueDates = chart.marks.contains { $0.shape == .stroke }
    if hasDueDates { parts.append("\(late) \(late == 1 ? "job" : "jobs") late") }
    chart.subtitle = parts.joined(separator: "; ")
    if end > 0 { chart.marker = (end, "makespan \(end)") }
    return chart
  }
}
