import Basics

/// What cases of the problem have in common: what an instance does not have.
extension GeneralSchedule.Instance {
  /// Whether the makespan is all that counts.
  var asksForMakespan: Bool { objective == [[GeneralSchedule.Term(.makespan)]] }

  /// Whether resources are the same at all times, machines may idle, and swaps are allowed.
  var hasPlainResources: Bool {
    description.allowsSwaps && resources.allSatisfy { $0.breaks.isEmpty && $0.capacities.isEmpty && !$0.isNeverIdle }
  }

  /// Whether tasks have no windows of their own or of their jobs.
  var hasNoWindows: Bool {
    jobs.allSatisfy { $0.release == 0 && $0.deadline == nil }
      && tasks.allSatisfy {
        $0.earliestStart == 0 && $0.latestStart == nil && $0.earliestEnd == 0 && $0.latestEnd == nil && $0.frozen == nil
      }
  }

  /// Whether each task takes place, without idling or pausing, and could be in any of its modes.
  var hasPlainTasks: Bool {
    tasks.allSatisfy { task in
      !task.isOptional && !task.mayIdle && !task.mayPause && task.modes.allSatisfy { flaw(of: $0) == nil }
    }
  }

  var hasOnlyMachines: Bool { resources.allSatisfy(\.isMachine) }

  /// The number of modes of tasks before each one, and of all at the end: where a mode is named by one number.
  var modeOffsets: [Int] {
    var offsets = [0]
    for task in tasks { offsets.append(offsets[offsets.count - 1] + task.modes.count) }
    return offsets
  }

  /// Releases of tasks, from their jobs and windows.
  var taskReleases: [Int] {
    tasks.map { task in max(task.earliestStart, task.job.map { jobs[$0].release } ?? 0) }
  }

  /// Lags from the end of a task to the start of another one, at least 0 and without an upper limit, and no ring of them;
  /// nil where there are others.
  var plainArcs: [(before: Int, after: Int, lag: Int)]? {
    var arcs: [(before: Int, after: Int, lag: Int)] = []
    for lag in lags {
      guard lag.before.isEnd, !lag.after.isEnd, let minimum = lag.minimum, minimum >= 0, lag.maximum == nil,
        lag.before.task != lag.after.task
      else { return nil }
      arcs.append((lag.before.task, lag.after.task, minimum))
    }
    return TopologicalOrder.order(of: tasks.count, arcs.lazy.map { ($0.before, $0.after) }) == nil ? nil : arcs
  }

  /// A schedule of tasks that last as long as their modes.
  func schedule(modes: [Int], starts: [Int]) -> GeneralSchedule.Solution {
    GeneralSchedule.Solution(
      tasks.indices.map { task in
        GeneralSchedule.Placement(
          mode: modes[task], start: starts[task], end: starts[task] + tasks[task].modes[modes[task]].duration)
      })
  }
}
