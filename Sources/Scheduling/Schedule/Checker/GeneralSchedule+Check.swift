import Basics
import Race

extension GeneralSchedule {
  /// Replays a schedule from the description alone; shares nothing with what makes schedules.
  ///
  /// - Returns: the levels of the objective.
  /// - Throws: the first rule that is broken, in the names of tasks and resources.
  /// - Complexity: O(n log n) for n demands, lags and members of constraints; where setups are for all pairs, tasks of
  ///   the machine times kinds.
  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    let description = instance.description
    guard solution.tasks.count == description.tasks.count else {
      throw CheckFailure(
        "\(counted(solution.tasks.count, "placement")) for \(counted(description.tasks.count, "task"))"
      )
    }
    var checker = Checker(instance, solution.tasks)
    try checker.checkTasks()
    checker.arrangeMachines()
    try checker.checkMachines()
    try checker.checkAmounts()
    try checker.checkLags()
    try checker.checkConstraints()
    try checker.checkSwaps()
    return Objective(levels: try checker.levels())
  }

  /// A schedule under examination.
  struct Checker {
    let description: Description
    let placements: [Placement?]
    /// By resource, the tasks that are on it by start, and of each its place; empty where it is no machine.
    private(set) var sequences: [[Int]] = []
    private(set) var places: [[Int: Int]] = []

    /// No task ends later, so that all times and their differences are far from overflowing.
    let lastEnd: Int

    init(_ instance: Instance, _ placements: [Placement?]) {
      description = instance.description
      lastEnd = instance.lastEnd
      self.placements = placements
    }

    /// Tasks that take place, with the modes that they are in; modes are known to exist.
    var present: [(task: Int, placement: Placement, mode: Mode)] {
      placements.indices.compactMap { task in
        placements[task].map { (task, $0, description.tasks[task].modes[$0.mode]) }
      }
    }

    mutating func arrangeMachines() {
      sequences = Array(repeating: [], count: description.resources.count)
      var starts = [Int](repeating: 0, count: placements.count)
      for (task, placement, mode) in present where placement.start < placement.end {
        starts[task] = placement.start
        for demand in mode.demands where description.resources[demand.resource].isMachine {
          sequences[demand.resource].append(task)
        }
      }
      for machine in sequences.indices { sequences[machine].sort { (starts[$0], $0) < (starts[$1], $1) } }
      places = sequences.map { sequence in
        Dictionary(uniqueKeysWithValues: sequence.enumerated().map { ($0.element, $0.offset) })
      }
    }

    func name(_ task: Int) -> String { description.tasks[task].name }

    func start(_ task: Int) -> Int { placements[task]?.start ?? 0 }

    func end(_ task: Int) -> Int { placements[task]?.end ?? 0 }
  }
}
