import Basics
import Glibc
import Solving
import Workflows

/// What a policy came to, as a line.
struct StreamRow {
  private let result: Workflow.StreamResult
  private let jobs: Int
  private let tasks: Int

  init(_ result: Workflow.StreamResult, instance: Workflow.Instance) {
    self.result = result
    jobs = instance.jobs.count
    tasks = instance.tasks.count
  }

  /// Seconds of the processor that this thread has had: what else the machine does is nothing of a policy's.
  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private var planning: Double { result.planningTimes.reduce(0, +) }
  private var decisions: Int { result.planningTimes.count }
  private var meanPlanning: Double { planning / Double(max(1, decisions)) }
  private var slowestPlanning: Double { result.planningTimes.max() ?? 0 }

  /// To the nanosecond.
  private static func seconds(_ time: Double) -> JSON { .raw(NumberText.fixed(time, 9)) }

  var json: JSON {
    .members([
      "event": .text("policy"), "policy": .text(result.policy.rawValue), "jobs": .integer(jobs),
      "tasks": .integer(tasks), "meanLatency": JSON(result.meanLatency),
      "p95Latency": .integer(result.latency(ofShare: 0.95)), "lastFinish": .integer(result.lastEnd),
      "decisions": .integer(decisions), "meanPlanningSeconds": Self.seconds(meanPlanning),
      "slowestPlanningSeconds": Self.seconds(slowestPlanning),
      "planningSecondsPerTask": Self.seconds(planning / Double(tasks)),
    ])
  }

  static func table(_ rows: [StreamRow], _ instance: Workflow.Instance) -> String {
    let header = ["policy", "mean latency", "p95", "last finish", "planning ms", "slowest", "a task"]
    let cells = rows.map { row in
      [
        row.result.policy.rawValue, NumberText.fixed(row.result.meanLatency, 2),
        "\(row.result.latency(ofShare: 0.95))",
        "\(row.result.lastEnd)", NumberText.fixed(row.meanPlanning * 1e3, 3),
        NumberText.fixed(row.slowestPlanning * 1e3, 3),
        NumberText.fixed(row.planning / Double(row.tasks) * 1e3, 3),
      ]
    }
    let title =
      "\(counted(instance.jobs.count, "job")), \(counted(instance.tasks.count, "task")), "
      + counted(instance.platform.elementCount, "element")
    return SimulationTable.text(title, [header] + cells)
  }
}
