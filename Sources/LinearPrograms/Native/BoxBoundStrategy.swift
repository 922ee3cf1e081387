import Race

extension MixedIntegerProgram {
  /// Tells the least value that bounds of columns leave to the objective; without costs that is the value itself.
  struct BoxBoundStrategy: Strategy {
    let name = "bounds of columns"
    let program: IntegerProgram

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop, !program.isInfeasible else { return }
      scoreboard.prove(Objective(program.leastObjective), by: name)
    }
  }
}
