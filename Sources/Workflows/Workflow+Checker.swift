import Basics
import Race

extension Workflow {
  /// The independent checker: each task on an element that can run it, not before its release nor before its data is
  /// there, and one task at a time on each element. A task that takes no time occupies nothing.
  ///
  /// - Returns: the makespan, or the sum of latencies.
  /// - Throws: the first rule that the solution breaks.
  /// - Complexity: O(n log n + m).
  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    let count = instance.tasks.count
    guard solution.elements.count == count, solution.starts.count == count else {
      throw CheckFailure(
        "\(counted(solution.elements.count, "element")) and \(counted(solution.starts.count, "start")) for "
          + counted(count, "task"))
    }
    let platform = instance.platform
    var ends: [Int] = []
    for (number, task) in instance.tasks.enumerated() {
      let (element, start) = (solution.elements[number], solution.starts[number])
      guard (0..<platform.elementCount).contains(element) else {
        throw CheckFailure("\(instance.label(of: number)) is on element \(element), which is not there")
      }
      guard let duration = task.durations[platform.clusterOfElement[element]] else {
        throw CheckFailure("\(instance.label(of: number)) cannot run on \(platform.label(of: element))")
      }
      let release = instance.jobs[task.job].release
      guard start >= release else {
        throw CheckFailure("\(instance.label(of: number)) starts at \(start), before its release at \(release)")
      }
      let (end, overflows) = start.addingReportingOverflow(duration)
      guard !overflows, end <= 2 * Instance.horizonLimit else {
        throw CheckFailure("\(instance.label(of: number)) starts at \(start), out of range")
      }
      ends.append(end)
    }
    for arc in instance.arcs {
      let (source, target) = (solution.elements[arc.from], solution.elements[arc.to])
      let time = platform.transfers.time(
        of: arc.volume, from: platform.clusterOfElement[source], to: platform.clusterOfElement[target],
        isSameElement: source == target)
      guard ends[arc.from] + time <= solution.starts[arc.to] else {
        throw CheckFailure(
          "\(instance.label(of: arc.to)) starts at \(solution.starts[arc.to]), before the data of "
            + "\(instance.label(of: arc.from)) is there at \(ends[arc.from] + time)")
      }
    }
    try checkElements(solution, ends, instance)
    let objective = objective(ends, instance)
    guard solution.objective == objective else {
      throw CheckFailure("the solution says \(solution.objective), but it is \(objective)")
    }
    return Objective(objective)
  }

  private static func checkElements(_ solution: Solution, _ ends: [Int], _ instance: Instance) throws(CheckFailure) {
    let busy = ends.indices.filter { solution.starts[$0] < ends[$0] }.sorted {
      (solution.elements[$0], solution.starts[$0]) < (solution.elements[$1], solution.starts[$1])
    }
    for (first, second) in zip(busy, busy.dropFirst())
    where solution.elements[first] == solution.elements[second] && ends[first] > solution.starts[second] {
      throw CheckFailure(
        "\(instance.label(of: second)) starts at \(solution.starts[second]), before \(instance.label(of: first)) ends "
          + "at \(ends[first]) on \(instance.platform.label(of: solution.elements[first]))")
    }
  }

  private static func objective(_ ends: [Int], _ instance: Instance) -> Int {
    if instance.aim == .makespan { return ends.max() ?? 0 }
    var last = instance.jobs.map(\.release)
    for (task, data) in instance.tasks.enumerated() { last[data.job] = max(last[data.job], ends[task]) }
    return zip(last, instance.jobs).reduce(0) { $0 + $1.0 - $1.1.release }
  }
}
