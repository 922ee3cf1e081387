extension Workflow {
  /// List scheduling with insertion: which task is next, and on which element.
  enum ListRule: String, CaseIterable, Sendable {
    case heft
    case cpop
    case peft
    case lookahead = "lookahead-heft"

    /// What a portfolio tries behind the first one.
    static let others: [ListRule] = [.peft, .cpop, .lookahead]

    var summary: String {
      switch self {
      case .heft: "upward rank, earliest finish with insertion (Topcuoglu, Hariri, Wu 2002)"
      case .cpop: "critical path on one processor (Topcuoglu, Hariri, Wu 2002)"
      case .peft: "optimistic cost table (Arabnejad, Barbosa 2014)"
      case .lookahead: "HEFT, by the finish of a task's successors (Bittencourt, Sakellariou, Madeira 2010)"
      }
    }

    /// About how many times an element is tried for a task.
    func work(of instance: Instance) -> Int {
      let (tasks, elements) = (instance.tasks.count, instance.platform.elementCount)
      return self == .lookahead ? elements * elements * (tasks + instance.arcs.count) : tasks * elements
    }

    /// - Returns: nil where it was stopped.
    func solution(of instance: Instance, shouldStop: () -> Bool = { false }) -> Solution? {
      let ranks = Ranks(instance)
      switch self {
      case .heft:
        return build(instance, priorities: ranks.upward, shouldStop) { schedule, task in
          schedule.best(task, among: instance.elements[task])
        }
      case .cpop: return criticalPath(instance, ranks, shouldStop)
      case .peft:
        let costs = optimisticCosts(of: instance, ranks)
        let clusterOf = instance.platform.clusterOfElement
        let means = instance.tasks.indices.map { task in
          let elements = instance.elements[task]
          return elements.reduce(0) { $0 + costs[task][clusterOf[$1]] } / Double(elements.count)
        }
        return build(instance, priorities: means, shouldStop) { schedule, task in
          schedule.best(task, among: instance.elements[task]) { Double($1) + costs[task][clusterOf[$0]] }
        }
      case .lookahead:
        return build(instance, priorities: ranks.upward, shouldStop) { schedule, task in
          lookingAhead(task, instance, ranks, &schedule)
        }
      }
    }

    private func build(
      _ instance: Instance, priorities: [Double], _ shouldStop: () -> Bool,
      _ choose: (inout ListSchedule, Int) -> (element: Int, start: Int)
    ) -> Solution? {
      var schedule = ListSchedule(instance)
      var list = ReadyList(instance, priorities: priorities)
      while let task = list.next() {
        if shouldStop() { return nil }
        let place = choose(&schedule, task)
        schedule.place(task, on: place.element, at: place.start)
      }
      return schedule.solution
    }

    /// The tasks of one critical path go to the element that runs all of them in the least time, if there is one.
    private func criticalPath(_ instance: Instance, _ ranks: Ranks, _ shouldStop: () -> Bool) -> Solution? {
      let priorities = zip(ranks.upward, ranks.downward).map { $0 + $1 }
      var isCritical = [Bool](repeating: false, count: priorities.count)
      let entries = instance.tasks.indices.filter { instance.incoming[$0].isEmpty }
      var next = entries.max { (priorities[$0], $1) < (priorities[$1], $0) }
      while let task = next {
        isCritical[task] = true
        let targets = instance.outgoing[task].map { instance.arcs[$0].to }
        next = targets.max { (priorities[$0], $1) < (priorities[$1], $0) }
      }
      let path = isCritical.indices.filter { isCritical[$0] }
      let common = instance.elements[path[0]].filter { element in
        path.allSatisfy { instance.tasks[$0].durations[instance.platform.clusterOfElement[element]] != nil }
      }
      let processor = common.min { first, second in
        let times = [first, second].map { element in path.reduce(0) { $0 + instance.duration(of: $1, on: element) } }
        return (times[0], first) < (times[1], second)
      }
      return build(instance, priorities: priorities, shouldStop) { schedule, task in
        guard isCritical[task], let processor else { return schedule.best(task, among: instance.elements[task]) }
        return schedule.best(task, among: [processor])
      }
    }

    /// Tries each element, then places the successors where they finish earliest; the least latest finish of theirs wins.
    private func lookingAhead(
      _ task: Int, _ instance: Instance, _ ranks: Ranks, _ schedule: inout ListSchedule
    ) -> (element: Int, start: Int) {
      let targets = instance.outgoing[task].map { instance.arcs[$0].to }.sorted {
        (-ranks.upward[$0], $0) < (-ranks.upward[$1], $1)
      }
      var found = (element: instance.elements[task][0], start: 0)
      var least = (latest: Int.max, end: Int.max)
      for element in instance.elements[task] {
        let start = schedule.earliestStart(of: task, on: element)
        schedule.place(task, on: element, at: start)
        var latest = 0
        for target in targets {
          let place = schedule.best(target, among: instance.elements[target])
          schedule.place(target, on: place.element, at: place.start)
          latest = max(latest, schedule.ends[target])
        }
        let value = (latest: latest, end: schedule.ends[task])
        if value < least { (found, least) = ((element, start), value) }
        for target in targets { schedule.remove(target) }
        schedule.remove(task)
      }
      return found
    }
  }
}
