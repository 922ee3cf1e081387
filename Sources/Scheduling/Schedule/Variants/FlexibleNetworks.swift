import Basics
import Solving

extension GeneralSchedule {
  /// That an operation comes before another one, in a job of this number where the file tells it.
  struct FlexibleArc {
    var before: Int
    var after: Int
    var job: Int?
  }

  /// A flexible shop in which the operations of a job are ordered by arcs and not in a row; the makespan counts.
  ///
  /// An operation belongs to the job of its first arc. Where arcs have no jobs, all operations that they join are one, and
  /// an operation without arcs is a job of its own.
  static func flexibleNetwork(
    name: String, machines: Int, operations: [[FlexibleChoice]], arcs: [FlexibleArc]
  ) throws(InvalidInstance) -> Instance {
    var builder = Builder(name)
    let machines = (0..<machines).map { builder.machine("machine \($0 + 1)") }
    let labels = jobLabels(arcs, count: operations.count)
    var jobs: [Int: Builder.JobNumber] = [:]
    var lengths: [Int] = []
    var tasks: [Builder.TaskNumber] = []
    for (operation, choices) in operations.enumerated() {
      let known = labels[operation].flatMap { jobs[$0] }
      let job = known ?? builder.job("job \(lengths.count + 1)")
      if known == nil { lengths.append(0) }
      if let label = labels[operation] { jobs[label] = job }
      lengths[job.number] += 1
      let task = builder.task("\(job.number + 1).\(lengths[job.number])", job: job)
      for choice in choices { builder.mode(of: task, duration: choice.duration, on: [machines[choice.machine]]) }
      tasks.append(task)
    }
    for arc in arcs { builder.after(tasks[arc.before], tasks[arc.after]) }
    return try builder.instance()
  }

  /// By operation, equal for those of one job; nil without arcs.
  private static func jobLabels(_ arcs: [FlexibleArc], count: Int) -> [Int?] {
    var labels = [Int?](repeating: nil, count: count)
    var sets = DisjointSets(count)
    for arc in arcs where arc.job == nil { sets.join(arc.before, arc.after) }
    for arc in arcs {
      // Numbers of components come after those that files have.
      let label = arc.job ?? Instance.countLimit + 1 + sets.root(arc.before)
      for operation in [arc.before, arc.after] { labels[operation] = labels[operation] ?? label }
    }
    return labels
  }
}
