extension GeneralSchedule {
  /// How the file was read where it does not say it; and tasks that hold nothing though they demand machines, where an
  /// order or setup times would count them in elsewhere.
  public static func warnings(of instance: Instance) -> [String] { instance.remarks + emptyTasks(of: instance) }

  private static func emptyTasks(of instance: Instance) -> [String] {
    let hasOrders =
      !instance.setups.isEmpty
      || instance.constraints.contains { constraint in
        switch constraint {
        case .sameSequence, .consecutive: true
        default: false
        }
      }
    guard hasOrders else { return [] }
    let empty = instance.tasks.count { task in
      task.modes.contains { mode in
        mode.duration == 0 && !task.mayIdle && mode.demands.contains { instance.resources[$0.resource].isMachine }
      }
    }
    if empty == 0 { return [] }
    let what = empty == 1 ? "a task takes no time" : "\(empty) tasks take no time"
    return ["\(what): on machines they have no place in sequences and no setups"]
  }
}
