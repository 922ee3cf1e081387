import Basics
import Solving

extension VMRescheduling {
  /// The plan in words.
  public static func explanation(of solution: Solution, of instance: Instance) -> [String] {
    var lines: [String] = []
    let plan = solution.plan
    if plan.isComplete {
      lines.append(
        "plan       \(counted(plan.migrationCount, "migration")) in \(counted(plan.groups.count, "group")), with room for each when it arrives"
      )
    } else {
      let rate = Double(plan.fragment) / Double(instance.measure.denominator)
      lines.append(
        "plan       no complete order was found: \(plan.migrationCount) of \(counted(solution.migrations.count, "migration")) can be "
          + "carried out, to a fragment rate of \(percent(rate))")
    }
    lines += moves(of: plan, in: instance)
    if let admissions = solution.admissions {
      lines.append("admitted   \(admissions.count) of \(counted(instance.arrivals.count, "arrival"))")
    }
    return lines
  }

  private static let shownMoves = 12

  /// The first migrations, a line each.
  private static func moves(of plan: Plan, in instance: Instance) -> [String] {
    func shown(_ place: Place) -> String { "\(instance.machines[place.machine].name) NUMA \(place.nodeText)" }
    var lines: [String] = []
    for (step, group) in plan.groups.enumerated() {
      for migration in group {
        guard lines.count < shownMoves else {
          return lines + ["           and \(plan.migrationCount - shownMoves) more (all with --output FILE.csv)"]
        }
        lines.append(
          "  step \(step + 1)   \(instance.virtualMachines[migration.vm].name): \(shown(migration.from)) -> "
            + shown(migration.to))
      }
    }
    return lines
  }

  static func percent(_ rate: Double) -> String {
    let hundredths = Int((rate * 10_000).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) %"
  }
}
