import Kernel
import Modeling
import Solving

/// A network as a constraint model: an interval for each activity, its precedences, machines without overlap, a
/// cumulative for each other resource, and the makespan behind all that nothing follows.
///
/// With heads and tails from the precedences and a horizon U that some schedule reaches, an activity lies in
/// [head, U - tail).
struct ScheduleFormulation<Source: ActivityProblem>: PartialOrderFormulation {
  let model: Model
  let network: ActivityNetwork
  /// By activity.
  let intervals: [IntervalVar]
  let shape: TaskSchedule.Shape
  /// Which activities come before which anyway; nil where no partial order asks for it.
  let closure: PrecedenceClosure?
  private let instance: Source.Instance
  private let makespan: IntVar
  /// What each constraint of the model says, by its place.
  let statements: [Statement]
  /// The lower bound of the makespan that the model has.
  let bound: Int

  /// A constraint of the model in the words of the network.
  enum Statement {
    case precedence(Int, Int)
    /// Nothing follows the activity.
    case last(Int)
    case resource(Int)
    /// Activities that can never overlap, by what the others say.
    case disjoint([Int])
  }

  /// - Parameters:
  ///   - bound: a lower bound of the makespan.
  ///   - horizon: a makespan that some schedule reaches; the model contains all schedules up to it.
  ///   - unit: what a unit of time counts in the objective.
  ///   - disjoint: sets of activities that can never overlap, for constraints of their own: redundant, but they bring
  ///     ordering Booleans, which learned clauses speak about, and the machine's stronger rules.
  init(_ instance: Source.Instance, bound: Int, horizon: Int, unit: Int = 1, disjoint: [[Int]] = []) {
    let network = Source.network(of: instance)
    precondition(network.activities.allSatisfy { $0.modes.count == 1 }, "the model is for activities of one mode")
    let model = Model(network.name)
    let makespan = model.integer(min(bound, horizon)...horizon, "makespan")
    let paths = network.longestPaths
    let intervals = network.activities.enumerated().map { number, activity in
      let (earliest, duration) = (paths.heads[number], activity.modes[0].duration)
      let latest = horizon - paths.tails[number] - duration
      return model.interval(start: earliest...max(earliest, latest), duration: duration, name: activity.name)
    }
    var statements: [Statement] = []
    /// What has just been posted, if anything was.
    func note(_ statement: Statement) {
      while statements.count < model.data.constraints.count { statements.append(statement) }
    }
    for (activity, links) in network.successors.enumerated() {
      for link in links {
        model.precede(intervals[activity], intervals[link.after], delay: link.lag)
        note(.precedence(activity, link.after))
      }
      // Nothing else says that it has ended when the last one has.
      if links.allSatisfy({ $0.lag < 0 }) {
        model.add(intervals[activity].end <= makespan)
        note(.last(activity))
      }
    }
    for (number, users) in network.users.enumerated() {
      Self.add(network.resources[number], users, intervals, to: model)
      note(.resource(number))
    }
    for set in disjoint {
      model.noOverlap(set.map { intervals[$0] })
      note(.disjoint(set))
    }
    self.statements = statements
    self.bound = min(bound, horizon)
    if unit == 1 { model.minimize(makespan) } else { model.minimize(unit * makespan) }
    self.instance = instance
    self.network = network
    self.model = model
    self.makespan = makespan
    self.intervals = intervals
    shape = network.shape
    closure =
      network.resources.allSatisfy(\.isMachine)
      ? nil : PrecedenceClosure(activityCount: network.activities.count, network.precedences)
  }

  private static func add(
    _ resource: Resource, _ users: [(activity: Int, demand: Int)], _ intervals: [IntervalVar], to model: Model
  ) {
    switch resource.kind {
    case .machine: if users.count > 1 { model.noOverlap(users.map { intervals[$0.activity] }) }
    case .renewable(let capacity):
      model.cumulative(users.map { intervals[$0.activity] }, demands: users.map(\.demand), capacity: capacity)
    }
  }

  /// In a shop the orders are the decisions; with all of them made, everything starts as early as it can.
  func guide(_ lowered: LoweredModel) {
    guard network.isShop else { return }
    lowered.solver.completeAtLowerBounds(intervals.map { lowered.variable($0.start) })
    lowered.solver.completeAtLowerBounds([lowered.variable(makespan)])
  }

  func decode(_ values: [Int]) -> Source.Solution {
    Source.solution(from: Schedule(starts: intervals.map { values[$0.start.index] }), instance)
  }

  func schedule(of solution: Source.Solution) -> Schedule { Source.schedule(of: solution, instance) }

  /// Orders follow from starts, so only the model's own variables are named.
  func encode(_ solution: Source.Solution) -> [Int]? {
    let schedule = schedule(of: solution)
    guard schedule.starts.count == intervals.count else { return nil }
    var values = [Int](repeating: 0, count: model.data.variableCount)
    for (interval, start) in zip(intervals, schedule.starts) { values[interval.start.index] = start }
    values[makespan.index] = network.makespan(of: schedule)
    return values
  }
}
