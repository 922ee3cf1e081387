import Race

extension ResourceProject {
  /// Proves each lower bound in turn.
  struct BoundStrategy: Strategy {
    let instance: Instance
    let name = "bounds"

    func run(on scoreboard: Scoreboard<Solution>) {
      scoreboard.prove(Objective(instance.criticalPathLength), by: LowerBound.criticalPath.rawValue)
      if scoreboard.shouldStop { return }
      let data = BoundData(instance)
      for bound in [LowerBound.energy, .cliques] {
        if scoreboard.shouldStop { return }
        scoreboard.prove(Objective(data.value(of: bound)), by: bound.rawValue)
      }
      if scoreboard.shouldStop { return }
      let value = data.energeticBound(from: max(instance.criticalPathLength, scoreboard.bestBound)) {
        scoreboard.shouldStop
      }
      scoreboard.prove(Objective(value), by: LowerBound.energeticReasoning.rawValue)
    }
  }
}

extension ResourceProject {
  /// The longest chain of activities.
  public static func trivialBound(of instance: Instance) -> Objective? { Objective(instance.criticalPathLength) }
}
