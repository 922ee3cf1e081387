import Modeling
import Race
import Solving

/// The strategies that work on the instance as a constraint model, which is made when the first of them begins: first
/// schedules do not wait for it.
final class EngineRoom: Sendable {
  private struct State: Sendable {
    var isTaken = false
    var lanes: [Lane<GeneralSchedule.Solution>]?
  }

  private let instance: GeneralSchedule.Instance
  private let options: SolveOptions<GeneralSchedule.Solution>
  private let state = Condition(State())

  init(_ instance: GeneralSchedule.Instance, _ options: SolveOptions<GeneralSchedule.Solution>) {
    self.instance = instance
    self.options = options
  }

  enum Side: Sendable { case first, relief }

  /// A worker's part.
  func strategy(worker: Int, _ side: Side) -> any Strategy<GeneralSchedule.Solution> {
    EngineStrategy(room: self, worker: worker, side: side)
  }

  /// - Returns: nil where the race ended before, or where there is no model.
  fileprivate func lanes(
    on scoreboard: Scoreboard<GeneralSchedule.Solution>
  ) -> [Lane<GeneralSchedule.Solution>]? {
    let isMine = state.update { state in
      defer { state.isTaken = true }
      return !state.isTaken
    }
    if isMine {
      do {
        let made = try make()
        state.update { $0.lanes = made }
        return made
      } catch {
        scoreboard.report("\(error)", by: "constraint model")
        state.update { $0.lanes = [] }
        return nil
      }
    }
    while !scoreboard.shouldStop {
      if let made = state.wait(atMost: 0.001, until: { $0.lanes != nil }, then: { $0.lanes }) { return made }
    }
    return nil
  }

  private func make() throws -> [Lane<GeneralSchedule.Solution>] {
    let model = try ScheduleModel(instance)
    var options = options
    if case .solution = options.warmStart { options.warmStart = .heuristic }
    let lanes = ModelPortfolio(model.data, model.translation).lanes(options)
    if model.scale.isPlain { return lanes }
    let (instance, scale) = (instance, model.scale)
    return InnerRace<GeneralSchedule.Solution, GeneralSchedule.Solution>(
      check: { (solution) throws(CheckFailure) in
        Objective(scale.number(of: try GeneralSchedule.check(solution, of: instance)))
      }, solution: { $0 }, innerSolution: { $0 }, objective: { scale.objective(atLeast: $0.first) }
    ).lanes(lanes)
  }
}

private struct EngineStrategy: Strategy {
  let room: EngineRoom
  let worker: Int
  let side: EngineRoom.Side

  var name: String { "constraint model" }

  func run(on scoreboard: Scoreboard<GeneralSchedule.Solution>) {
    guard let lanes = room.lanes(on: scoreboard), lanes.indices.contains(worker) else { return }
    let lane = lanes[worker]
    for strategy in side == .first ? lane.strategies : lane.relief where !scoreboard.shouldStop {
      strategy.run(on: scoreboard)
    }
  }
}
