import Pictures

/// Lays out the bars of a schedule.
struct ScheduleDrawing {
  /// A task that takes place.
  struct Placed {
    let number: Int
    let mode: GeneralSchedule.Mode
    let place: GeneralSchedule.Placement

    var isEmpty: Bool { place.start >= place.end }
  }

  let instance: GeneralSchedule.Instance
  let placed: [Placed]
  /// Beyond it, nothing is drawn but what runs.
  let end: Int
  var chart: GanttChart
  /// What is drawn in some row.
  private var isDrawn: [Bool]

  /// Rows of machines that nothing runs on are drawn up to this many machines.
  private static let mostIdleMachines = 100
  /// Rows of more jobs cannot be read.
  static let mostJobs = 200
  /// More breaks than this in one row cannot be told apart.
  private static let mostBreaks = 400

  init(_ instance: GeneralSchedule.Instance, _ solution: GeneralSchedule.Solution) {
    self.instance = instance
    placed = zip(instance.tasks, solution.tasks).enumerated().compactMap { number, pair in
      guard let place = pair.1, pair.0.modes.indices.contains(place.mode) else { return nil }
      return Placed(number: number, mode: pair.0.modes[place.mode], place: place)
    }
    end = placed.map(\.place.end).max() ?? 0
    chart = GanttChart(title: instance.name, rows: [], bars: [])
    isDrawn = [Bool](repeating: false, count: instance.tasks.count)
  }

  mutating func addMachines() {
    var users = [[Placed]](repeating: [], count: instance.resources.count)
    for user in placed where !user.isEmpty {
      for demand in user.mode.demands where instance.resources[demand.resource].isMachine {
        users[demand.resource].append(user)
      }
    }
    let count = instance.resources.count { $0.isMachine }
    for (number, resource) in instance.resources.enumerated() where resource.isMachine {
      if users[number].isEmpty, count > Self.mostIdleMachines { continue }
      chart.rows.append(resource.name)
      let row = chart.rows.count - 1
      let breaks = resource.breaks.filter { $0.lowerBound < end }
      for stretch in breaks.prefix(Self.mostBreaks) {
        let (from, to) = (stretch.lowerBound, stretch.upperBound)
        shade(row, from, min(to, end), .closed, "break of \(resource.name), \(from) to \(to)")
      }
      let sequence = users[number].sorted { ($0.place.start, $0.number) < ($1.place.start, $1.number) }
      addSetups(on: number, sequence, row)
      for user in sequence { add(user, row: row) }
    }
  }

  private mutating func addSetups(on machine: Int, _ sequence: [Placed], _ row: Int) {
    guard let setups = instance.setups.first(where: { $0.machines.contains(machine) }) else { return }
    for (user, next) in zip(sequence, sequence.dropFirst()) {
      guard let from = setups.kinds[user.number], let to = setups.kinds[next.number],
        let time = setups.times[from][to], time > 0
      else { continue }
      shade(
        row, next.place.start - time, next.place.start, .preparation,
        "setup of \(time), after \(instance.tasks[user.number].name), for \(instance.tasks[next.number].name)")
    }
  }

  /// What is in no row yet, each in the first row that is free.
  mutating func addOthers() {
    addPacked(placed.filter { !$0.isEmpty && !isDrawn[$0.number] }, label: "")
  }

  /// - Returns: the first of the rows.
  @discardableResult
  mutating func addPacked(_ users: [Placed], label: String) -> Int {
    let first = chart.rows.count
    var ends: [Int] = []
    for user in users.sorted(by: { ($0.place.start, $0.number) < ($1.place.start, $1.number) }) {
      let row = ends.firstIndex { $0 <= user.place.start } ?? ends.count
      if row == ends.count {
        ends.append(0)
        chart.rows.append(row == 0 ? label : "")
      }
      ends[row] = user.place.end
      add(user, row: first + row)
    }
    return first
  }

  private mutating func add(_ user: Placed, row: Int) {
    let task = instance.tasks[user.number]
    isDrawn[user.number] = true
    let held = HeldTime(user, of: instance)
    var bar = GanttChart.Bar(
      row: row, start: user.place.start, end: user.place.end, colour: task.job ?? instance.jobs.count + user.number,
      label: task.name,
      tooltip: tooltip(of: user, held))
    bar.group = task.job.map { instance.jobs[$0].name } ?? ""
    chart.bars.append(bar)
    for pause in held.pauses { shade(row, pause.lowerBound, pause.upperBound, .paused, "") }
    shade(row, held.processed, user.place.end, .waiting, "")
  }

  mutating func shade(_ row: Int, _ start: Int, _ end: Int, _ kind: GanttChart.Shade.Kind, _ tooltip: String) {
    guard start < end else { return }
    chart.shades.append(GanttChart.Shade(row: row, start: start, end: end, kind: kind, tooltip: tooltip))
  }

  private func tooltip(of user: Placed, _ held: HeldTime) -> String {
    let task = instance.tasks[user.number]
    var parts = [task.name]
    if let job = task.job { parts.append("job \(instance.jobs[job].name)") }
    parts.append("\(user.place.start) to \(user.place.end)")
    if task.modes.count > 1 || user.mode.name != nil {
      parts.append("mode \(user.mode.name ?? "\(user.place.mode)"), one of \(task.modes.count)")
    }
    for pause in held.pauses { parts.append("paused \(pause.lowerBound) to \(pause.upperBound)") }
    if held.processed < user.place.end { parts.append("waits from \(held.processed) on") }
    for demand in user.mode.demands {
      let resource = instance.resources[demand.resource]
      switch demand.timing {
      case .whileRunning: parts.append(resource.isMachine ? resource.name : "\(resource.name): \(demand.amount)")
      case .atStart: parts.append("\(resource.name) at the start: \(demand.amount > 0 ? "+" : "")\(demand.amount)")
      case .atEnd: parts.append("\(resource.name) at the end: \(demand.amount > 0 ? "+" : "")\(demand.amount)")
      }
    }
    if task.frozen != nil { parts.append("frozen") }
    return parts.joined(separator: ", ")
  }
}
