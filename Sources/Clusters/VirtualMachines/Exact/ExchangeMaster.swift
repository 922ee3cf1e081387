import Basics

extension VMRescheduling {
  /// The linear relaxation over all exchanges of all machines, by column generation.
  ///
  /// Its bound is Lagrange's: at any prices, no solution gains more blocks than the machines' best exchanges at these
  /// prices and the migration limit's worth. Few equations couple very many machines, so few machines are split between
  /// exchanges in the relaxation's optimum, and the bound is rarely a whole block off.
  final class ExchangeMaster {
    let model: ExchangeModel
    let simplex: GroupedSimplex
    let pricing: ExchangePricing
    /// The exchange of each column; the simplex's own columns come first.
    private(set) var exchanges: [Exchange] = []
    private let firstColumn: Int
    /// No solution gains more steps than this.
    private(set) var bound = Int.max
    /// The least value of the relaxation proved, in `ExchangePricing.scale`ths.
    private(set) var relaxedBound = Int.max
    /// The prices that prove it, in the same unit: of the classes, then of a migration.
    private(set) var provingPrices: [Int] = []

    /// The migration limit, up to the model's.
    let limit: Int

    init(_ model: ExchangeModel, seed: UInt64, limit: Int? = nil) {
      self.model = model
      self.limit = limit ?? model.migrationLimit
      var random = RandomSource(seed: seed)
      let rows = [Double](repeating: 0, count: model.classes.count) + [Double(self.limit)]
      // No VM more or less is worth more than the blocks that it can cover, and some that its going lets others cover.
      let penalties = model.classes.map {
        Double($0.nodeCount * (Int(model.blocks[min($0.cpu, model.cpuLimit)]) + 2)) * 1.5
      }
      simplex = GroupedSimplex(
        blocks: model.machineCount, rightSide: rows, penalties: penalties, random: &random)
      pricing = ExchangePricing(model)
      firstColumn = simplex.columnCount
    }

    /// Solves the relaxation over the columns there are and adds better ones until there are none.
    ///
    /// - Parameters:
    ///   - isEnough: asked after each round with the bound so far; true ends it early.
    func generate(isEnough: (Int) -> Bool, shouldStop: () -> Bool) {
      while !shouldStop() {
        simplex.optimise(shouldStop: shouldStop)
        let added = priceOut(shouldStop)
        // Not below the relaxation over the columns known, whose value only grows.
        let isSettled = bound < Int.max && Double(bound) <= simplex.plainValue + 0.01
        if isEnough(bound) || added == 0 || isSettled || simplex.isBroken { break }
        rounds += 1
        if rounds % 4 == 0 { simplex.deactivate(losing: 1) }
      }
      simplex.deactivate(losing: 0.5)
    }

    private var rounds = 0
    /// Rounds of new columns for one decision of a dive.
    private static let roundLimit = 100

    /// Solves the relaxation over the columns known, and adds columns only where it is worth less than `target`.
    ///
    /// - Returns: whether it is worth that much.
    private func isWorth(_ target: Int, shouldStop: () -> Bool) -> Bool {
      let least = Double(target) - 0.01
      for _ in 0..<Self.roundLimit {
        simplex.optimise(shouldStop: shouldStop)
        if simplex.isBroken { return false }
        if simplex.plainValue >= least { return true }
        if shouldStop() || priceOut(shouldStop) == 0 { return false }
      }
      return false
    }

    /// - Returns: the number of columns added.
    private func priceOut(_ shouldStop: () -> Bool) -> Int {
      let scale = Double(ExchangePricing.scale)
      let prices = simplex.price.map { Int(($0 * scale).rounded()) }
      let migration = max(0, prices[prices.count - 1])
      pricing.setPrices(Array(prices.dropLast()), migration: migration)
      var total = migration * limit
      var added = 0
      for machine in 0..<model.machineCount {
        if machine & 63 == 0, shouldStop() { return added }
        let choice = pricing.best(of: machine)
        total += choice.value
        guard simplex.isOpen(machine) else { continue }
        if Double(choice.value) / scale > simplex.keyMargin(machine) + 1e-5 {
          let exchange = pricing.exchange(choice, of: machine)
          if banned.contains(where: { $0.machine == machine && $0.net == exchange.net }) { continue }
          add(exchange)
          added += 1
        }
      }
      if isRelaxation, total < relaxedBound {
        relaxedBound = total
        provingPrices = prices.dropLast() + [migration]
        bound = floorDivide(total, ExchangePricing.scale)
      }
      return added
    }

    /// Exchanges that the dive under way does without.
    private var banned: [Exchange] = []

    /// Whether no block is closed yet: only then do prices prove anything worth knowing.
    private var isRelaxation = true

    private func add(_ exchange: Exchange) {
      var entries = exchange.net.map { (row: Int($0.kind), value: Double($0.change)) }
      if exchange.migrations > 0 { entries.append((model.classes.count, Double(exchange.migrations))) }
      simplex.add(block: Int32(exchange.machine), cost: Double(exchange.gain), entries)
      exchanges.append(exchange)
    }

    /// The columns in use and how much of each.
    var used: [(column: Int, share: Double)] {
      var result: [(column: Int, share: Double)] = []
      for (place, column) in simplex.basis.enumerated() where column >= firstColumn {
        if simplex.value[place] > 1e-3 { result.append((column, simplex.value[place])) }
      }
      for machine in 0..<model.machineCount where simplex.key[machine] >= 0 {
        let share = simplex.keyValue(Int32(machine))
        if share > 1e-3 { result.append((Int(simplex.key[machine]), share)) }
      }
      return result
    }

    /// Rounds the relaxation's largest fraction up, more or less, solves it again, and so on until nothing is split;
    /// what makes the relaxation worth less than `target` is forbidden instead.
    ///
    /// - Parameters:
    ///   - noise: how far fractions are off at random when the largest is chosen.
    ///   - target: steps to be gained.
    /// - Returns: an exchange for each machine that changes; nil where none was found.
    func dive(
      noise: Double, target: Int, _ random: inout RandomSource, shouldStop: () -> Bool
    ) -> [Exchange]? {
      isRelaxation = false
      defer {
        simplex.forgetAll()
        banned.removeAll()
        isRelaxation = true
      }
      var decided: Set<Int> = []
      var failures = 0
      guard isWorth(target, shouldStop: shouldStop) else { return nil }
      while !shouldStop(), !simplex.isBroken, failures < 40 {
        let used = used
        let split = used.filter { $0.share < 0.99 && !decided.contains($0.column) }
        let ranked = split.map { (column: $0.column, rank: $0.share + noise * random.unit()) }
        guard let next = ranked.max(by: { ($0.rank, $1.column) < ($1.rank, $0.column) }) else {
          return whole(used.filter { $0.share > 0.5 }.map { exchanges[$0.column - firstColumn] })
        }
        decided.insert(next.column)
        simplex.favour(next.column)
        if isWorth(target, shouldStop: shouldStop) { continue }
        failures += 1
        simplex.forgetLast()
        simplex.ban(next.column)
        banned.append(exchanges[next.column - firstColumn])
        guard isWorth(target, shouldStop: shouldStop) else { return nil }
      }
      return nil
    }

    /// The exchanges, if they add up.
    private func whole(_ chosen: [Exchange]) -> [Exchange]? {
      var net = [Int](repeating: 0, count: model.classes.count)
      var migrations = 0
      for exchange in chosen {
        for part in exchange.net { net[Int(part.kind)] += part.change }
        migrations += exchange.migrations
      }
      return net.allSatisfy { $0 == 0 } && migrations <= limit ? chosen : nil
    }
  }
}
