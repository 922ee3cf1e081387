import Race

extension GeneralSchedule: UnitedTimes {
  static func divided(_ instance: Instance) -> (instance: Instance, unit: Int)? {
    guard instance.unit > 1, let division = TimeDivision(of: instance.description) else { return nil }
    return (try? Instance(division.description)).map { ($0, division.unit) }
  }

  static func schedule(_ solution: Solution, times change: (Int) -> Int) -> Solution {
    Solution(solution.tasks.map { $0?.changed(change) })
  }

  /// Levels that count jobs or money are the same in any unit.
  static func objective(_ small: Objective, of instance: Instance, unit: Int) -> Objective {
    Objective(
      levels: zip(small.levels, instance.scales).map { level, scale in
        // A bound beyond 64 bits holds at their end as well.
        let (product, overflows) = level.multipliedReportingOverflow(by: scale)
        return overflows ? (level > 0 ? .max : .min) : product
      })
  }
}
