import Kernel
import Lowering
import Statements

/// A model with intervals as a schedule: a partial order of it can be held in place, and the search decides orders and
/// modes before times where those are all there is to decide.
///
/// The solutions are the model's own; the model that is searched has redundant constraints besides.
package struct IntervalFormulation: PartialOrderFormulation, Sendable {
  package let network: TaskNetwork
  package let shape: TaskSchedule.Shape
  let closure: TaskClosure
  let data: ModelData
  private let strengthened: ModelData
  private let addedMains: [Int]

  /// nil where there is nothing to schedule: fewer than two tasks share anything, or what belongs together is not known.
  package init?(_ data: ModelData) {
    guard let recognised = TaskRecognition(data), recognised.network.resourceUserCount > 1 else { return nil }
    self.init(data, recognised.network)
  }

  init(_ data: ModelData, _ network: TaskNetwork) {
    self.data = data
    self.network = network
    shape = network.shape
    closure = TaskClosure(network)
    let redundant = RedundantConstraints(data, network, closure)
    strengthened = redundant.data
    addedMains = redundant.addedMains
  }

  package var model: Model { Model(strengthened) }

  /// On machines orders and modes are the decisions; with all of them made, everything starts as early as it can.
  package func guide(_ lowered: LoweredModel) {
    guard network.isShop, network.cost != nil else { return }
    var isTime = [Bool](repeating: false, count: strengthened.variableCount)
    for interval in strengthened.intervals {
      for form in [interval.start, interval.duration, interval.end] {
        for term in form.terms { isTime[term.variable] = true }
      }
    }
    for piece in network.cost?.pieces ?? [] { isTime[piece.variable] = true }
    let times = isTime.indices.filter { isTime[$0] && strengthened.upper[$0] - strengthened.lower[$0] > 1 }
    lowered.solver.completeAtLowerBounds(times.map { lowered.variable(IntVar($0)) })
  }

  /// The share of the model's open variables that are times, durations or choices of its tasks, or parts of an objective of
  /// those: how much of a scheduling problem the model is.
  package var share: Double {
    var isExplained = [Bool](repeating: false, count: data.variableCount)
    for interval in data.intervals { interval.forEachVariable { isExplained[$0] = true } }
    for piece in network.cost?.pieces ?? [] { isExplained[piece.variable] = true }
    let open = isExplained.indices.filter { data.lower[$0] < data.upper[$0] }
    return Double(open.count { isExplained[$0] }) / Double(max(1, open.count))
  }

  /// The objective's value, in the sense of minimisation.
  func cost(of values: [Int]) -> Int? { data.cost(of: values) }

  package func decode(_ values: [Int]) -> [Int] { Array(values.prefix(data.variableCount)) }

  /// The times of tasks that had no name are behind the model's variables.
  package func encode(_ solution: [Int]) -> [Int]? {
    var values = solution
    for task in addedMains {
      let chosen = network.tasks[task].modes.first { $0.choice.map { data.holds($0, solution) } ?? true }
      guard let chosen, let interval = chosen.interval.map({ data.intervals[$0] }) else { return nil }
      values += [interval.start, interval.duration, interval.end].map { $0.value(solution) }
    }
    return values
  }

  package func schedule(of solution: [Int]) -> Schedule {
    var starts: [Int] = []
    var modes: [Int] = []
    for task in network.tasks {
      let mode = task.modes.firstIndex { $0.choice.map { data.holds($0, solution) } ?? true } ?? 0
      let interval = task.modes[mode].interval
      modes.append(mode)
      starts.append(interval.map { data.intervals[$0].start.value(solution) } ?? 0)
    }
    return Schedule(starts: starts, modes: modes)
  }

  package func fixing(
    _ schedule: TaskSchedule, except isFree: [Bool], in lowered: LoweredModel
  ) throws(ModelError) -> [Literal] {
    var literals: [Literal] = []
    let modes = schedule.schedule.modes
    for (task, mode) in modes.enumerated() where !isFree[task] {
      if let choice = network.tasks[task].modes[mode].choice { literals.append(lowered.literal(choice)) }
    }
    var orders = HeldOrders(schedule) { closure.precedes($0, $1) }
    for (number, sequence) in schedule.sequences.enumerated() {
      let held = sequence.filter { !isFree[$0] }
      if network.resources[number].isMachine {
        orders.hold(sequence: held)
      } else {
        orders.hold(held, capacity: network.resources[number].capacity) { task in
          network.tasks[task].modes[modes[task]].uses.first { $0.resource == number }?.amount ?? 0
        }
      }
    }
    for (first, second) in orders.pairs {
      guard let before = network.tasks[first].modes[modes[first]].interval,
        let after = network.tasks[second].modes[modes[second]].interval
      else { continue }
      literals.append(try lowered.order(before, before: after))
    }
    return literals
  }
}

extension TaskNetwork {
  /// What all schedules of it share.
  var shape: TaskSchedule.Shape {
    var before = [Set<Int>](repeating: [], count: tasks.count)
    var after = before
    for lag in lags {
      before[lag.after.task].insert(lag.before.task)
      after[lag.before.task].insert(lag.after.task)
    }
    return TaskSchedule.Shape(
      modes: tasks.map { task in
        task.modes.map { .init(duration: $0.duration, resources: $0.uses.map(\.resource), calendar: $0.calendar) }
      },
      resourceCount: resources.count, related: zip(before, after).map { $0.sorted() + $1.sorted() })
  }
}
