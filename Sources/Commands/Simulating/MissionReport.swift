import Basics
import Pictures
import Solving
import TaskAllocation

/// What came of each policy, beside the bound that holds for all of them.
struct MissionReport {
  private let mission: Mission
  private let bound: Int?
  private var rows: [(name: String, run: MissionRun, plans: Int?)] = []

  init(_ mission: Mission) {
    self.mission = mission
    bound = MissionBound.total(mission)
  }

  /// - Throws: `CommandFailure` where the return is above the bound, which is a bug of ours.
  mutating func add(_ name: String, _ run: MissionRun, plans: Int?) throws(CommandFailure) {
    if let bound, run.total > bound {
      throw CommandFailure(.internalError, "\(name): the return \(run.total) is above the bound \(bound)")
    }
    rows.append((name, run, plans))
  }

  private static func number(_ thousandths: Int) -> String { NumberText.fixed(Double(thousandths) / 1000, 3) }

  var json: String {
    rows.map { row in
      var members = [
        "\"instance\":\(JSONText.quoted(mission.name))", "\"policy\":\"\(row.name)\"",
        "\"return\":\(Self.number(row.run.total))", "\"bound\":\(bound.map(Self.number) ?? "null")",
        "\"served\":\(row.run.services.count)", "\"appeared\":\(row.run.appeared)",
      ]
      if let plans = row.plans { members.append("\"plans\":\(plans)") }
      return "{\(members.joined(separator: ","))}\n"
    }.joined()
  }

  var text: String {
    let tasks = counted(mission.instance.tasks.count, "task")
    let title =
      "\(mission.name): \(mission.instance.entities.count) entities, \(tasks)"
      + (bound.map { "; nobody returns more than \(Self.number($0))" } ?? "")
    let header = ["policy", "return", "served", "appeared", "plans"]
    let cells = rows.map { row in
      [
        row.name, Self.number(row.run.total), "\(row.run.services.count)", "\(row.run.appeared)",
        row.plans.map { "\($0)" } ?? "-",
      ]
    }
    return SimulationTable.text(title, [header] + cells)
  }

  /// The returns over the steps.
  var chart: String {
    let colours = ["#4a5059", "#1f6fb2"]
    let series = rows.enumerated().map { place, row in
      var values: [(x: Int, y: Double)] = [(0, 0)]
      var sum = 0
      for service in row.run.services {
        sum += service.profit
        let next = (x: service.step + 1, y: max(0, Double(sum) / 1000))
        if values.last?.x == next.x { values[values.count - 1] = next } else { values.append(next) }
      }
      values.append((mission.rules.steps + 1, max(0, Double(sum) / 1000)))
      return StepChart.Series(
        label: row.name, colour: colours[place % colours.count], isDashed: place == 0, values: values)
    }
    return StepChart(title: "\(mission.name): return", xLabel: "step", series: series) { value in
      NumberText.fixed(value, value < 10 ? 1 : 0)
    }.svg()
  }
}
