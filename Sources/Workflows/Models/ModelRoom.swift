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
        return [Lane(start + [Refusal()])]
      }
      let model = ConstraintModel(
        instance, groups, limit: known.objective, bound: lowerBound(of: instance))
      var inner = options
      if case .solution = options.warmStart { inner.warmStart = .heuristic }
      guard let data = try? model.model.validated() else { return [Lane(start + [Refusal()])] }
      var lanes = ModelPortfolio(data, model.image.translation).lanes(inner)
      lanes[0].strategies = start + lanes[0].strategies
      return lanes
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
