import Race

extension MixedIntegerProgram {
  /// A first solution within moments, where one is near the cheap end of all columns.
  struct RepairStrategy: Strategy {
    static let heuristicName = "repair"
    let name = heuristicName
    private let program: IntegerProgram?

    init(_ program: IntegerProgram) { self.program = program }

    /// What has no integer program has no such solution.
    init(_ instance: Instance) { program = try? IntegerProgram(instance) }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop, let program, !program.isInfeasible else { return }
      var repair = Repair(program)
      guard repair.run(shouldStop: { scoreboard.shouldStop }) else { return }
      scoreboard.offer(Solution(columns: program.names, values: repair.values.map(Double.init)), from: name)
    }
  }
}
