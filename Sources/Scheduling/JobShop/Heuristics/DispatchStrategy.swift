import Basics
import Race

extension JobShop {
  /// Active schedules by dispatching rules: the first solution in microseconds for usual sizes.
  public struct DispatchStrategy: Strategy {
    public let name: String
    private let instance: Instance
    private let rules: [DispatchingRule]
    private let seed: UInt64

    /// - Parameter rules: in this order; the first one gives the first solution.
    public init(
      _ instance: Instance, rules: [DispatchingRule] = DispatchingRule.allCases, seed: UInt64,
      name: String = "dispatching"
    ) {
      self.name = name
      self.instance = instance
      self.rules = rules
      self.seed = seed
    }

    public func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      var builder = GifflerThompson(instance)
      var random = RandomSource(seed: seed)
      for rule in rules where !scoreboard.shouldStop {
        builder.build(by: rule, &random)
        if builder.makespan < scoreboard.bestObjective {
          scoreboard.offer(builder.solution(), from: "\(name) \(rule.rawValue)")
        }
      }
    }
  }
}
