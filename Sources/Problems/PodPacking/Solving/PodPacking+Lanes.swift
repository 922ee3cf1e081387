import Race

extension PodPacking {
  public static let heuristics = HeuristicStrategy.Method.allCases.map { HeuristicDescription($0.rawValue, $0.summary) }

  /// - Throws: `SolveOptionError`.
  public static func lanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    if let heuristic = options.heuristic {
      guard let method = HeuristicStrategy.Method(rawValue: heuristic) else {
        throw SolveOptionError.unknownHeuristic(heuristic, problem: Self.name, known: heuristics.map(\.name))
      }
      return [Lane([HeuristicStrategy(instance, method)])]
    }
    return [Lane([HeuristicStrategy(instance), LevelStrategy(instance, seed: options.seed)])]
  }
}
