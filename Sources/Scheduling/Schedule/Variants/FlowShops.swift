import Basics
import Solving

extension GeneralSchedule {
  /// What a permutation flow shop has beside its durations.
  public struct PermutationRule: Sendable, Equatable {
    /// Each operation starts when the one before it ends.
    public var isNoWait = false
    /// No room between machines: an operation keeps its machine until the next one is free.
    public var isBlocking = false
    /// By machine, job and later job: the time between neighbours; empty without setups.
    public var setups: [[[Int]]] = []
    /// By job; empty without due dates.
    public var dueDates: [Int] = []
    /// What is minimised: the makespan, completion times or tardiness.
    public var objective = Measure.makespan

    /// Nothing, for the makespan.
    public init() {}
  }

  /// Jobs pass machines in one order, each machine takes them in any order; the makespan counts.
  ///
  /// - Parameter durations: by job and machine.
  public static func flowShop(name: String, durations: [[Int]]) throws(InvalidInstance) -> Instance {
    try checkMatrix(durations)
    var builder = Builder(name)
    _ = addFlow(durations, PermutationRule(), to: &builder)
    return try builder.instance()
  }

  /// The same with one order of the jobs on all machines.
  public static func permutationFlowShop(
    name: String, durations: [[Int]], _ rule: PermutationRule = PermutationRule()
  ) throws(InvalidInstance) -> Instance {
    try checkMatrix(durations)
    guard rule.dueDates.isEmpty || rule.dueDates.count == durations.count else {
      throw InvalidInstance("\(counted(rule.dueDates.count, "due date")) for \(counted(durations.count, "job"))")
    }
    var builder = Builder(name)
    let tasks = addFlow(durations, rule, to: &builder)
    for (machine, times) in rule.setups.enumerated() {
      let kinds = durations.indices.flatMap { job in
        durations[job].indices.map { $0 == machine ? Optional(job) : nil }
      }
      builder.description.setups.append(
        Setups(machines: [machine], kinds: kinds, times: times.map { $0.map(Optional.some) }))
    }
    try addSameSequences(
      of: tasks, on: Array(0..<(durations.first?.count ?? 0)), durations, to: &builder.description)
    builder.minimize([Term(rule.objective)])
    return try builder.instance()
  }

  /// - Returns: tasks by job and machine.
  private static func addFlow(
    _ durations: [[Int]], _ rule: PermutationRule, to builder: inout Builder
  ) -> [[Int]] {
    let machines = (durations.first ?? []).indices.map { builder.machine("machine \($0 + 1)") }
    return durations.enumerated().map { number, row in
      let job = builder.job("job \(number + 1)", due: rule.dueDates.isEmpty ? nil : rule.dueDates[number])
      let tasks = row.enumerated().map { machine, duration in
        let task = builder.task(
          "\(number + 1).\(machine + 1)", job: job, mayIdle: rule.isBlocking && machine + 1 < row.count)
        builder.mode(of: task, duration: duration, on: [machines[machine]])
        return task
      }
      for (before, after) in zip(tasks, tasks.dropFirst()) {
        builder.after(before, after, atMost: rule.isNoWait || rule.isBlocking ? 0 : nil)
      }
      return tasks.map(\.number)
    }
  }

  /// One order of the jobs on all machines. It goes from machine to machine; operations without duration are in no
  /// order, so with any of them each machine is tied to all others.
  ///
  /// - Parameter tasks: by job and place.
  /// - Parameter machines: by place.
  static func addSameSequences(
    of tasks: [[Int]], on machines: [Int], _ durations: [[Int]], to description: inout Description
  ) throws(InvalidInstance) {
    let hasGaps = durations.contains { $0.contains(0) }
    try checkSize(tasks.count * machines.count * (hasGaps ? machines.count : 1), "pairs of operations in one order")
    for second in machines.indices.dropFirst() {
      for first in hasGaps ? 0..<second : second - 1..<second {
        description.constraints.append(
          .sameSequence(
            machines: (machines[first], machines[second]), pairs: tasks.map { ($0[first], $0[second]) }))
      }
    }
  }

  /// What a few numbers ask for may be far more than they are.
  static func checkSize(_ count: Int, _ what: String) throws(InvalidInstance) {
    guard count <= 1 << 24 else { throw InvalidInstance("\(count) \(what), and the limit is \(1 << 24)") }
  }

  static func checkMatrix(_ durations: [[Int]]) throws(InvalidInstance) {
    guard let width = durations.first?.count, width > 0, durations.allSatisfy({ $0.count == width }) else {
      throw InvalidInstance("durations have a row of the same length, at least 1, for each job")
    }
  }
}
