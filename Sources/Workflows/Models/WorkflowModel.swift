import Modeling
import Solving

extension Workflow {
  /// The workflow as a constraint model: an interval for each task with one option for each group of elements, groups as
  /// resources, and a precedence with the transfer time for each arc and choice of both groups.
  struct ConstraintModel {
    let model: Model
    private let instance: Instance
    private let groups: ElementGroups
    private let mains: [IntervalVar]
    /// By task, for each of its groups; none where there is one group.
    private let options: [[(interval: IntervalVar, choice: BoolVar)]]
    private let makespan: IntVar?
    private let ends: [IntVar]

    /// Choices of both groups over all arcs.
    private static let sizeLimit = 10_000
    static let taskLimit = 3_000
    private static let timeLimit = 1 << 29

    /// Whether the numbers fit the engine.
    static func isAffordable(_ instance: Instance, _ groups: ElementGroups, limit: Int) -> Bool {
      instance.tasks.count <= taskLimit && limit < timeLimit && instance.horizon < 1 << 40
        && instance.arcs.count * groups.count * groups.count <= sizeLimit
    }

    static let tooLarge = ModelTooLarge(
      "the constraint model is for \(taskLimit) tasks, \(sizeLimit) choices over all arcs, and times below 2^29")

    /// - Parameters:
    ///   - limit: an objective that some schedule reaches; the model contains all schedules up to it.
    ///   - bound: no schedule has less.
    init(_ instance: Instance, _ groups: ElementGroups, limit: Int, bound: Int) {
      let windows = Windows(instance, groups)
      let model = Model(instance.name)
      var mains: [IntervalVar] = []
      var options: [[(interval: IntervalVar, choice: BoolVar)]] = []
      let latest = Self.latestEnds(instance, groups, windows, limit: limit)
      for (number, task) in instance.tasks.enumerated() {
        let places = groups.ofTask[number].indices
        let durations = groups.ofTask[number].map { groups.duration(of: number, in: $0) }
        func window(_ place: Int) -> ClosedRange<Int> {
          let head = windows.heads[number][place]
          return head...max(head, latest[task.job] - windows.tails[number][place] - durations[place])
        }
        // A group that no good schedule chooses stays, without a choice.
        let isOpen = places.map { windows.through(number, $0, durations[$0]) <= latest[task.job] }
        let first = places.reduce(Int.max) { isOpen[$1] ? min($0, window($1).lowerBound) : $0 }
        let last = places.reduce(0) { isOpen[$1] ? max($0, window($1).upperBound) : $0 }
        let used = places.filter { isOpen[$0] }.map { durations[$0] }
        let (least, most) = (used.min() ?? durations[0], used.max() ?? durations[0])
        let start = min(first, last)...max(first == .max ? 0 : first, last)
        let main =
          least == most
          ? model.interval(start: start, duration: least, name: task.name)
          : model.interval(start: start, duration: model.integer(least...most), name: task.name)
        mains.append(main)
        guard places.count > 1 else {
          options.append([])
          continue
        }
        options.append(
          places.map { place in
            let choice = model.boolean()
            if !isOpen[place] { model.add(choice == 0) }
            return (model.interval(start: window(place), duration: durations[place], presence: choice), choice)
          })
        model.alternative(main, of: options[number].map(\.interval))
      }
      self.model = model
      self.instance = instance
      self.groups = groups
      self.mains = mains
      self.options = options
      switch instance.aim {
      case .makespan:
        let makespan = model.integer(min(bound, limit)...limit, "makespan")
        for (task, main) in mains.enumerated() where instance.outgoing[task].isEmpty { model.add(main.end <= makespan) }
        model.minimize(makespan)
        self.makespan = makespan
        ends = []
      case .latency:
        var cost = LinearExpression()
        var ends: [IntVar] = []
        for (number, job) in instance.jobs.enumerated() {
          let end = model.integer(job.release...max(job.release, latest[number]))
          for task in instance.tasksOfJob[number] where instance.outgoing[task].isEmpty {
            model.add(mains[task].end <= end)
          }
          cost = cost + (end - job.release)
          ends.append(end)
        }
        model.minimize(cost)
        makespan = nil
        self.ends = ends
      }
      for arc in instance.arcs.indices { addArc(arc) }
      addResources()
    }

    /// By job, the latest end in a schedule within the limit.
    private static func latestEnds(
      _ instance: Instance, _ groups: ElementGroups, _ windows: Windows, limit: Int
    ) -> [Int] {
      if instance.aim == .makespan { return instance.jobs.map { _ in limit } }
      var earliest = instance.jobs.map(\.release)
      for (task, list) in groups.ofTask.enumerated() {
        var least = Int.max
        for (place, group) in list.enumerated() {
          least = min(least, windows.through(task, place, groups.duration(of: task, in: group)))
        }
        earliest[instance.tasks[task].job] = max(earliest[instance.tasks[task].job], least)
      }
      let spare = limit - zip(earliest, instance.jobs).reduce(0) { $0 + $1.0 - $1.1.release }
      return earliest.map { $0 + max(0, spare) }
    }

    private func interval(_ task: Int, _ place: Int) -> IntervalVar {
      options[task].isEmpty ? mains[task] : options[task][place].interval
    }

    /// The least time of all choices holds between the tasks; what only some choices take holds between these.
    private func addArc(_ arc: Int) {
      let (source, target) = (instance.arcs[arc].from, instance.arcs[arc].to)
      let times = groups.ofTask[source].map { from in
        groups.ofTask[target].map { groups.transfer(arc, from: from, to: $0) }
      }
      let rows = times.map { $0.min() ?? 0 }
      let columns = times[0].indices.map { column in times.reduce(Int.max) { min($0, $1[column]) } }
      let least = rows.min() ?? 0
      model.precede(mains[source], mains[target], delay: least)
      for (place, time) in rows.enumerated() where time > least {
        model.precede(interval(source, place), mains[target], delay: time)
      }
      for (place, time) in columns.enumerated() where time > least {
        model.precede(mains[source], interval(target, place), delay: time)
      }
      for (from, row) in times.enumerated() {
        for (to, time) in row.enumerated() where time > max(rows[from], columns[to]) {
          model.precede(interval(source, from), interval(target, to), delay: time)
        }
      }
    }

    private func addResources() {
      var users = [[IntervalVar]](repeating: [], count: groups.count)
      for (task, list) in groups.ofTask.enumerated() {
        for (place, group) in list.enumerated() where groups.duration(of: task, in: group) > 0 {
          users[group].append(interval(task, place))
        }
      }
      for (group, intervals) in users.enumerated() where intervals.count > groups.capacity(of: group) {
        if groups.capacity(of: group) == 1 {
          model.noOverlap(intervals)
        } else {
          model.cumulative(intervals, demands: intervals.map { _ in 1 }, capacity: groups.capacity(of: group))
        }
      }
    }

    var image: ModelImage {
      ModelImage(
        data: model.data, instance: instance, groups: groups, mains: mains.map(\.index),
        options: options.map { $0.map { ($0.interval.index, $0.choice.variable.index) } }, makespan: makespan?.index,
        ends: ends.map(\.index))
    }
  }
}
