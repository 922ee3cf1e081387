import Kernel
import Modeling
import Race

/// The clause-learning engine level by level: unplaced pods, the aim, moves. The highest use is no variable but a
/// limit, which is halved towards the optimum.
///
/// Where the order of steps matters, the strict form finds placements, and the relaxed one proves bounds and tries the
/// placements that meet them one after the other.
struct AimModelStrategy: Strategy {
  let name = "clause learning"
  private let instance: PodDescheduling.Instance
  private let form: PodPacking.PlacementModel.Form
  private let seed: UInt64

  /// Placements as good as the bound that are tried one after the other.
  private static let alternatives = 200

  init(_ instance: PodDescheduling.Instance, _ form: PodPacking.PlacementModel.Form, seed: UInt64) {
    self.instance = instance
    self.form = form
    self.seed = seed
  }

  private var proves: Bool { form == .relaxed || !instance.cluster.isOrderSensitive }

  func run(on scoreboard: Scoreboard<PodPacking.Solution>) {
    guard !scoreboard.shouldStop, PodPacking.PlacementModel.isAffordable(instance.cluster) else { return }
    do {
      if case .rebalance(.spread) = instance.aim { try spread(on: scoreboard) } else { try descend(on: scoreboard) }
    } catch {
      scoreboard.report("\(error)", by: name)
    }
  }

  private func descend(on scoreboard: Scoreboard<PodPacking.Solution>) throws {
    guard let model = AimModel(instance, form) else { return }
    let search = try LevelDescent(model, seed: seed)
    var reached: [Int] = []
    for level in model.unplaced + model.aim + [model.moves] {
      guard let value = search.minimise(level, scoreboard, found: { offer(search, on: scoreboard) }) else { return }
      reached.append(value)
      prove(reached, on: scoreboard)
    }
    tryAlternatives(reached, search, on: scoreboard)
  }

  private func spread(on scoreboard: Scoreboard<PodPacking.Solution>) throws {
    guard let free = AimModel(instance, form) else { return }
    var search = try LevelDescent(free, seed: seed)
    var unplaced: [Int] = []
    for level in free.unplaced {
      guard let value = search.minimise(level, scoreboard, found: { offer(search, on: scoreboard) }) else { return }
      unplaced.append(value)
      prove(unplaced, on: scoreboard)
    }
    guard var nodes = search.found else { return }
    var highest = instance.aimLevels(of: nodes)[0]
    var lowest = AimBound(instance).levels[instance.cluster.levelCount]
    while lowest < highest {
      let middle = lowest + (highest - lowest) / 2
      let found: [Int32]?
      if let model = limited(to: middle, unplaced) {
        let trial = try LevelDescent(model, seed: seed)
        guard let answer = trial.satisfy(scoreboard) else { return }
        if answer { offer(trial, on: scoreboard) }
        found = answer ? trial.found : nil
      } else {
        found = nil
      }
      if let found {
        nodes = found
        highest = min(middle, instance.aimLevels(of: nodes)[0])
      } else {
        lowest = middle + 1
        prove(unplaced + [lowest], on: scoreboard)
      }
    }
    prove(unplaced + [highest], on: scoreboard)
    guard let model = limited(to: highest, unplaced) else { return }
    search = try LevelDescent(model, seed: seed)
    guard let moves = search.minimise(model.moves, scoreboard, found: { offer(search, on: scoreboard) }) else { return }
    prove(unplaced + [highest, moves], on: scoreboard)
    tryAlternatives(unplaced + [highest, moves], search, on: scoreboard)
  }

  private func limited(to highest: Int, _ unplaced: [Int]) -> AimModel? {
    guard let model = AimModel(instance, form, highestUse: highest) else { return nil }
    for (variable, value) in zip(model.unplaced, unplaced) { model.placement.model.add(variable <= value) }
    return model
  }

  private func offer(_ search: LevelDescent, on scoreboard: Scoreboard<PodPacking.Solution>) {
    if let nodes = search.found { scoreboard.offer(nodes, of: instance, from: name) }
  }

  /// - Parameter reached: the optima of the first levels.
  private func prove(_ reached: [Int], on scoreboard: Scoreboard<PodPacking.Solution>) {
    guard proves else { return }
    let rest = [Int](repeating: 0, count: instance.objectiveLevelCount - reached.count)
    scoreboard.prove(Objective(levels: reached + rest), by: name)
  }

  private func tryAlternatives(
    _ reached: [Int], _ search: LevelDescent, on scoreboard: Scoreboard<PodPacking.Solution>
  ) {
    guard form == .relaxed, instance.cluster.isOrderSensitive else { return }
    for _ in 0..<Self.alternatives {
      if scoreboard.best?.objective.levels == reached { return }
      // That no order was found for this one is no proof: nothing is claimed from here on.
      guard search.exclude(), search.satisfy(scoreboard) == true else { return }
      offer(search, on: scoreboard)
    }
  }
}

/// One solver that lowers levels of a model one after the other; what it learned at one serves the next.
private final class LevelDescent {
  private let model: AimModel
  private let lowered: LoweredModel
  /// The placement found last.
  private(set) var found: [Int32]?
  private var values: [Int] = []

  init(_ model: AimModel, seed: UInt64) throws {
    self.model = model
    var options = SearchOptions()
    options.seed = seed
    lowered = try LoweredModel(try model.placement.model.validated(), options: options)
  }

  private func search(
    _ assumptions: [Literal], _ scoreboard: Scoreboard<PodPacking.Solution>
  ) -> SearchOutcome? {
    guard lowered.solver.propagateRoot() else { return .infeasible }
    let monitor = StopMonitor { scoreboard.shouldStop }
    let outcome = lowered.solver.search(assumptions: assumptions, limits: SearchLimits(), monitor: monitor)
    if outcome == .solution {
      values = lowered.values()
      found = model.placement.decode(values).nodeOfPod
    }
    return outcome
  }

  /// Whether there is a placement; nil where the time was over first.
  func satisfy(_ scoreboard: Scoreboard<PodPacking.Solution>) -> Bool? {
    switch search([], scoreboard) {
    case .solution: true
    case .infeasible, .refutedAssumptions: false
    default: nil
    }
  }

  /// The least value of a level, which is fixed then; nil where the time was over first.
  func minimise(
    _ level: IntVar, _ scoreboard: Scoreboard<PodPacking.Solution>, found report: () -> Void
  ) -> Int? {
    let variable = lowered.variable(level)
    var best: Int?
    while true {
      guard lowered.solver.propagateRoot() else { return nil }
      let low = Int(lowered.solver.store.lower(variable))
      if let best, best == low { break }
      let goal = best.map { [Literal(variable, atMost: Int32($0 - 1))] } ?? []
      let outcome = search(goal, scoreboard)
      if outcome == .refutedAssumptions || best != nil && outcome == .infeasible { break }
      guard outcome == .solution else { return nil }
      best = values[level.index]
      report()
    }
    guard let best else { return nil }
    lowered.solver.raiseAtRoot(Literal(variable, atMost: Int32(best)), because: .objective)
    lowered.solver.raiseAtRoot(Literal(variable, atLeast: Int32(best)), because: .objective)
    return best
  }

  /// Asks of what comes that some pod with constraints on others is elsewhere than in the placement found last.
  func exclude() -> Bool {
    guard found != nil else { return false }
    lowered.solver.add(clause: model.placement.differing(from: values).map(lowered.literal))
    return lowered.solver.propagateRoot()
  }
}
