extension GeneralSchedule {
  /// The JSON text of `instance`, which `parse` reads back: a line a job, resource, task and constraint.
  public static func text(of instance: Instance) -> String { ScheduleWriter(instance.description).text }

  /// Writes the project's own format.
  struct ScheduleWriter {
    let description: Description

    init(_ description: Description) { self.description = description }

    var text: String {
      var members = ["\"format\": \"\(Document.format)\"", "\"version\": 1"]
      members.append("\"name\": \(JSONFields.quoted(description.name))")
      add("jobs", description.jobs.map(line), to: &members)
      add("resources", description.resources.map(line), to: &members)
      add("tasks", description.tasks.map(line), to: &members)
      add("setups", description.setups.map(line), to: &members)
      add("constraints", description.lags.map(line) + description.constraints.map(line), to: &members)
      if !description.allowsSwaps { members.append("\"allowsSwaps\": false") }
      members.append("\"objective\": \(objective)")
      if !description.plan.isEmpty {
        let plan = zip(description.tasks, description.plan).compactMap { task, placement in
          placement.map { line($0, task: task.name) }
        }
        members.append(plan.isEmpty ? "\"plan\": []" : block("plan", plan))
      }
      return "{\n  \(members.joined(separator: ",\n  "))\n}\n"
    }

    private func add(_ key: String, _ lines: [String], to members: inout [String]) {
      if !lines.isEmpty { members.append(block(key, lines)) }
    }

    private func block(_ key: String, _ lines: [String]) -> String {
      "\"\(key)\": [\n    \(lines.joined(separator: ",\n    "))\n  ]"
    }

    private var objective: String {
      let levels = description.objective.map { level in
        let terms = level.map { term in
          var fields = JSONFields()
          fields.add("measure", term.measure.rawValue)
          fields.add("weight", term.weight)
          return fields.text
        }
        return "[\(terms.joined(separator: ", "))]"
      }
      return "[\(levels.joined(separator: ", "))]"
    }

    private func line(_ job: Job) -> String {
      var fields = JSONFields()
      fields.add("name", job.name)
      if job.weight != 1 { fields.add("weight", job.weight) }
      if job.release != 0 { fields.add("release", job.release) }
      fields.add("due", job.due)
      fields.add("deadline", job.deadline)
      return fields.text
    }

    private func line(_ resource: Resource) -> String {
      var fields = JSONFields()
      fields.add("name", resource.name)
      switch resource.kind {
      case .machine: fields.add("type", "machine")
      case .renewable(let capacity):
        fields.add("type", "renewable")
        fields.add("capacity", capacity)
      case .consumable(let capacity):
        fields.add("type", "consumable")
        fields.add("capacity", capacity)
      case .reservoir(let initial, let minimum, let maximum):
        fields.add("type", "reservoir")
        fields.add("initial", initial)
        fields.add("minimum", minimum)
        fields.add("maximum", maximum)
      }
      if !resource.breaks.isEmpty {
        fields.add("breaks", json: pairs(resource.breaks.map { ($0.lowerBound, $0.upperBound) }))
      }
      if !resource.capacities.isEmpty {
        fields.add("capacities", json: pairs(resource.capacities.map { ($0.time, $0.capacity) }))
      }
      fields.add("neverIdle", flag: resource.isNeverIdle)
      if resource.cost != 0 { fields.add("cost", resource.cost) }
      return fields.text
    }

    private func pairs(_ pairs: [(Int, Int)]) -> String {
      "[\(pairs.map { "[\($0), \($1)]" }.joined(separator: ", "))]"
    }

    private func line(_ task: Task) -> String {
      var fields = JSONFields()
      fields.add("name", task.name)
      fields.add("job", task.job.map { description.jobs[$0].name })
      fields.add("modes", json: "[\(task.modes.map(line).joined(separator: ", "))]")
      if task.earliestStart != 0 { fields.add("earliestStart", task.earliestStart) }
      fields.add("latestStart", task.latestStart)
      if task.earliestEnd != 0 { fields.add("earliestEnd", task.earliestEnd) }
      fields.add("latestEnd", task.latestEnd)
      fields.add("optional", flag: task.isOptional)
      fields.add("mayIdle", flag: task.mayIdle)
      fields.add("mayPause", flag: task.mayPause)
      if let frozen = task.frozen { fields.add("frozen", json: line(frozen, task: nil)) }
      return fields.text
    }

    private func line(_ mode: Mode) -> String {
      var fields = JSONFields()
      fields.add("name", mode.name)
      fields.add("duration", mode.duration)
      var (demands, changes) = (JSONFields(), [String]())
      for demand in mode.demands {
        let resource = description.resources[demand.resource].name
        if demand.timing == .whileRunning {
          demands.add(resource, demand.amount)
        } else {
          var change = JSONFields()
          change.add("resource", resource)
          change.add("amount", demand.amount)
          change.add("at", demand.timing == .atStart ? "start" : "end")
          changes.append(change.text)
        }
      }
      if mode.demands.count > changes.count { fields.add("demands", json: demands.text) }
      if !changes.isEmpty { fields.add("changes", json: "[\(changes.joined(separator: ", "))]") }
      return fields.text
    }

    private func line(_ placement: Placement, task: String?) -> String {
      var fields = JSONFields()
      fields.add("task", task)
      fields.add("mode", placement.mode)
      fields.add("start", placement.start)
      fields.add("end", placement.end)
      return fields.text
    }
  }
}
