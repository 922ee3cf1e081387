import Modeling

extension ScheduleModelBuilder {
  /// The windows of a task as constraints that have names.
  func addWindows(of number: Int) {
    guard let main = tasks[number].main else { return }
    let task = instance.tasks[number]
    let conditions = tasks[number].presence.map { [$0] } ?? []
    func ask(_ relation: LinearRelation, _ name: String) {
      group(name) { model.add(relation, conditions: conditions) }
    }
    if task.earliestStart > 0 {
      ask(main.start >= task.earliestStart, "\(task.name) starts at \(task.earliestStart) at the earliest")
    }
    if let latest = task.latestStart { ask(main.start <= latest, "\(task.name) starts at \(latest) at the latest") }
    if task.earliestEnd > 0 {
      ask(main.end >= task.earliestEnd, "\(task.name) ends at \(task.earliestEnd) at the earliest")
    }
    if let latest = task.latestEnd { ask(main.end <= latest, "\(task.name) ends at \(latest) at the latest") }
    guard let frozen = task.frozen else { return }
    group("\(task.name) is frozen from \(frozen.start) to \(frozen.end)") {
      model.add(main.start == frozen.start)
      model.add(main.end == frozen.end)
    }
  }

  /// The same for jobs.
  func addJobWindows() {
    for (number, job) in instance.jobs.enumerated() {
      let members = jobMembers[number].compactMap { task in tasks[task].main.map { ($0, tasks[task].presence) } }
      if job.release > 0 {
        group("job \(job.name) is released at \(job.release)") {
          for (main, presence) in members {
            model.add(main.start >= job.release, conditions: presence.map { [$0] } ?? [])
          }
        }
      }
      guard let deadline = job.deadline else { continue }
      group("job \(job.name) has the deadline \(deadline)") {
        for (main, presence) in members { model.add(main.end <= deadline, conditions: presence.map { [$0] } ?? []) }
      }
    }
  }
}
