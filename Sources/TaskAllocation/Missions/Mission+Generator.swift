import Basics
import Solving

extension Mission {
  /// A mission of one of the two environments that have a map, with entities and tasks drawn anew; nil for the others.
  ///
  /// Rescue is on 7 by 7 cells with four directions, everybody in the centre, 100 steps, slots filled at every fifth
  /// step, decay of 1 % a step after ten steps; material on 100 by 100 with eight directions, everybody somewhere, 150
  /// steps, without decay. Both have 30 tasks and five slots.
  public init?(_ kind: TaskAllocation.Environment, seed: Int) {
    var rules = Rules()
    switch kind {
    case .rescue: (rules.refill, rules.decayAfter, rules.decayPercent) = (5, 10, 1)
    case .material: (rules.width, rules.height, rules.directions, rules.steps) = (100, 100, 8, 150)
    case .abilityShop, .power: return nil
    }
    let instance = kind.instance(tasks: 30, seed: seed)
    var random = RandomSource(seed: UInt64(seed) &+ 1 << 32)
    func cell() -> Cell { Cell(random.below(rules.width), random.below(rules.height)) }
    let centre = Cell(rules.width / 2, rules.height / 2)
    let places = instance.tasks.map { _ in cell() }
    let starts = instance.entities.map { _ in kind == .rescue ? centre : cell() }
    guard let made = try? Mission(rules: rules, instance: instance, starts: starts, places: places) else { return nil }
    self = made
  }
}
