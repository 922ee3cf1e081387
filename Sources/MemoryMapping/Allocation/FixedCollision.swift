import Race

extension MemoryMapping {
  /// Buffers that are fixed where they collide leave nothing to search.
  struct FixedCollision: Strategy {
    let name = "fixed buffers"

    /// Pairs of more take longer to look at than engines do.
    private static let countLimit = 2_000

    static func isIn(_ instance: Allocation.Prepared) -> Bool {
      instance.set.buffers.count { $0.fixedOffset != nil } <= countLimit && Allocation.collision(of: instance) != nil
    }

    func run(on scoreboard: Scoreboard<Placement>) { scoreboard.proveNothingBetter(than: nil, by: name) }
  }
}
