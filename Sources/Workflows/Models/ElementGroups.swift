extension Workflow {
  /// Elements between which it makes no difference which one runs a task: a whole cluster where data that stays in it takes
  /// the same time as data that stays on an element, else each element alone.
  struct ElementGroups: Sendable {
    struct Group: Sendable {
      let cluster: Int
      let elements: Range<Int>
    }

    let groups: [Group]
    /// By task, the groups that can run it.
    let ofTask: [[Int]]
    private let instance: Instance

    init(_ instance: Instance) {
      self.instance = instance
      var groups: [Group] = []
      for (cluster, elements) in instance.platform.elements.enumerated() where !elements.isEmpty {
        let isPool = instance.arcs.indices.allSatisfy { arc in
          let ends = [instance.arcs[arc].from, instance.arcs[arc].to]
          return ends.contains { instance.tasks[$0].durations[cluster] == nil }
            || instance.ownTransfer(arc) == instance.transfer(arc, fromCluster: cluster, toCluster: cluster)
        }
        if isPool {
          groups.append(Group(cluster: cluster, elements: elements))
        } else {
          groups += elements.map { Group(cluster: cluster, elements: $0..<$0 + 1) }
        }
      }
      self.groups = groups
      ofTask = instance.tasks.map { task in groups.indices.filter { task.durations[groups[$0].cluster] != nil } }
    }

    var count: Int { groups.count }

    func capacity(of group: Int) -> Int { groups[group].elements.count }

    func duration(of task: Int, in group: Int) -> Int { instance.tasks[task].durations[groups[group].cluster] ?? 0 }

    func transfer(_ arc: Int, from source: Int, to target: Int) -> Int {
      source == target
        ? instance.ownTransfer(arc)
        : instance.transfer(arc, fromCluster: groups[source].cluster, toCluster: groups[target].cluster)
    }

    /// By element.
    var groupOfElement: [Int] {
      var list = [Int](repeating: 0, count: instance.platform.elementCount)
      for (number, group) in groups.enumerated() { for element in group.elements { list[element] = number } }
      return list
    }
  }

  /// What a task has before and behind it at least, in each of the groups that can run it.
  struct Windows {
    /// By task and place in its list of groups: no start is earlier.
    private(set) var heads: [[Int]]
    /// The same from the end of the task to the end of its job.
    private(set) var tails: [[Int]]

    init(_ instance: Instance, _ groups: ElementGroups) {
      heads = groups.ofTask.enumerated().map { task, list in
        [Int](repeating: instance.jobs[instance.tasks[task].job].release, count: list.count)
      }
      tails = groups.ofTask.map { [Int](repeating: 0, count: $0.count) }
      for task in instance.order {
        for arc in instance.incoming[task] {
          let source = instance.arcs[arc].from
          for (place, group) in groups.ofTask[task].enumerated() {
            var least = Int.max
            for (other, from) in groups.ofTask[source].enumerated() {
              let end = heads[source][other] + groups.duration(of: source, in: from)
              least = min(least, end + groups.transfer(arc, from: from, to: group))
            }
            heads[task][place] = max(heads[task][place], least)
          }
        }
      }
      for task in instance.order.reversed() {
        for arc in instance.outgoing[task] {
          let target = instance.arcs[arc].to
          for (place, group) in groups.ofTask[task].enumerated() {
            var least = Int.max
            for (other, to) in groups.ofTask[target].enumerated() {
              let rest = tails[target][other] + groups.duration(of: target, in: to)
              least = min(least, rest + groups.transfer(arc, from: group, to: to))
            }
            tails[task][place] = max(tails[task][place], least)
          }
        }
      }
    }

    /// No schedule in which the task runs there ends its job earlier.
    func through(_ task: Int, _ place: Int, _ duration: Int) -> Int {
      heads[task][place] + duration + tails[task][place]
    }
  }
}
