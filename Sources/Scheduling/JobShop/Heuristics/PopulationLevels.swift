import Basics

extension JobShop {
  /// Populations one after the other, since each of them ends on one plateau.
  ///
  /// After a few hundred searches all members of a population are alike but for some orders, and what lies between them
  /// leads nowhere new. Its best member is kept then, and the next population begins with random schedules; the best
  /// members of three populations of a level begin one of the next level.
  struct PopulationLevels: ~Copyable {
    private var population: ElitePopulation
    /// By level: the best members of populations that have ended, for the next one of the level.
    private var kept: [[ElitePopulation.Member]] = [[]]
    private var level = 0
    /// Searches since the present population has found its least makespan.
    private var idleCount = 0
    /// Searches without a shorter makespan after which a population has ended.
    private let patience: Int
    /// The least makespan of any population.
    private(set) var best = Int32.max

    /// Members from random starts; the others come from paths between members, which are better starts by far.
    private static let founderCount = 3
    /// Members of different populations that begin one of the next level.
    private static let branching = 3
    /// Searches without a shorter makespan, for each place of a population.
    private static let searchesPerPlace = 15

    init(capacity: Int, operationCount: Int) {
      population = ElitePopulation(capacity: capacity, operationCount: operationCount)
      patience = Self.searchesPerPlace * capacity
    }

    /// Adds the end of a search to the population, and ends the population if it is time.
    ///
    /// - Returns: whether the population has taken it.
    @discardableResult
    mutating func insert(_ graph: borrowing DisjunctiveGraph) -> Bool {
      let isShorter = graph.makespan < population.best
      let isNew = population.insert(graph)
      best = min(best, graph.makespan)
      if isShorter {
        idleCount = 0
      } else {
        idleCount += 1
        if idleCount >= patience { startNext() }
      }
      return isNew
    }

    /// Writes the start of the next search into `order`.
    ///
    /// - Returns: false where the population needs another random schedule.
    mutating func combine(into order: borrowing Buffer<Int32>, _ random: inout RandomSource) -> Bool {
      guard population.count >= Self.founderCount else { return false }
      population.combine(into: order, &random)
      return true
    }

    private mutating func startNext() {
      level += 1
      if kept.count == level { kept.append([]) }
      if let winner = population.bestMember { kept[level].append(winner) }
      if kept[level].count >= Self.branching {
        population.restart(with: kept[level])
        kept[level] = []
      } else {
        level = 0
        population.restart(with: [])
      }
      idleCount = 0
    }
  }
}
