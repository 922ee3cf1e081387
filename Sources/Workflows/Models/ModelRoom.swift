import Race
import Solving

extension Workflow {
  /// The lanes of the constraint model, which is built when the first of them starts: by then a schedule is known, which
  /// makes it smaller.
  struct ModelRoom {
    private let instance: Instance
    private let options: SolveOptions<Solution>

    init(_ instance: Instance, _ options: SolveOptions<Solution>) {
      self.instance = instance
      self.options = options
    }

    /// - Parameter start: what comes first on the first worker.
    func lanes(after start: [any Strategy<Solution>]) -> [Lane<Solution>] {
      let groups = ElementGroups(instance)
      guard hasWindows(instance, groups), instance.tasks.count <= ConstraintModel.taskLimit,
        ListRule.heft.work(of: instance) <= windowLimit, let known = ListRule.heft.solution(of: instance),
        ConstraintModel.isAffordable(instance, groups, limit: known.objective)
      else {
        return listLanes(after: start + [Refusal()])
      }
      let model = ConstraintModel(
        instance, groups, limit: known.objective, bound: lowerBound(of: instance))
      var inner = options
      if case .solution = options.warmStart { inner.warmStart = .heuristic }
      guard let data = try? model.model.validated() else { return listLanes(after: start + [Refusal()]) }
      var lanes = ModelPortfolio(data, model.image.translation).lanes(inner)
      lanes[0].strategies = start + lanes[0].strategies
      // Where the engine has much to read, the second worker looks for schedules before it joins.
      if lanes.count > 1, instance.tasks.count > Self.manyTasks, options.wantsHeuristicStart, options.engine != .cp {
        lanes[1].strategies.insert(ListSearch(instance, seed: options.seed(of: 1), patience: Self.patience), at: 0)
      }
      return lanes
    }

    private static let manyTasks = 60
    private static let patience = 3_000

    /// Without a model, list schedules on all workers.
    private func listLanes(after start: [any Strategy<Solution>]) -> [Lane<Solution>] {
      options.lanes { worker in
        let search = ListSearch(
          instance, seed: options.seed(of: worker), patience: options.conflictLimit == nil ? .max : Self.patience)
        return (worker == 0 ? start : []) + (options.usesHeuristics ? [search] : [])
      }
    }
  }

  /// Says that there is no model.
  private struct Refusal: Strategy {
    let name = "constraint model"
    func run(on scoreboard: Scoreboard<Solution>) {
      scoreboard.report(ConstraintModel.tooLarge.description, by: name)
    }
  }
}
