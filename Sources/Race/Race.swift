/// What a race may use besides time, which its scoreboard's clock limits.
public struct RaceLimits: Sendable {
  /// Bytes of resident memory of the whole process; nil for no limit. Looked at 20 times a second.
  public var memory: Int?
  /// Seconds that strategies get to return after the end, before their threads are left to themselves.
  public var patience = 0.6
  /// Bytes of address space for each lane's stack.
  public var stackSize = 64 << 20
  /// One lane works at a time, in turn: for one worker. Always so where the clock counts work.
  public var takesTurns = false

  public init() {}
}

/// Runs lanes of strategies side by side until a proof, a limit, an interrupt, or until all have returned.
public enum Race {
  /// Runs every lane on a thread of its own, all at once or in turn, and waits for the end.
  ///
  /// - Returns: what the scoreboard knows; from then on the scoreboard is closed.
  public static func run<Solution: Sendable>(
    _ lanes: [Lane<Solution>], on scoreboard: Scoreboard<Solution>, limits: RaceLimits = RaceLimits()
  ) -> RaceResult<Solution> {
    // For each lane the name of the strategy that runs there now; nil once the lane has ended.
    let running = Condition<[String?]>(lanes.map { $0.strategies.first?.name ?? "" })
    let turns = scoreboard.turns
    if limits.takesTurns || scoreboard.clock.isCounted { turns.begin(lanes: lanes.count, at: scoreboard.clock) }
    for (index, lane) in lanes.enumerated() {
      let isStarted = PlainThread.start(stackSize: limits.stackSize) {
        turns.wait(for: index)
        for strategy in lane.strategies where !scoreboard.shouldStop {
          running.update { $0[index] = strategy.name }
          strategy.run(on: scoreboard)
        }
        running.update { $0[index] = nil }
        turns.end(index, scoreboard.clock)
      }
      if !isStarted {
        scoreboard.report("no thread for lane \(index + 1)", by: "race")
        turns.end(index, scoreboard.clock)
        running.update { $0[index] = nil }
      }
    }
    watch(running, scoreboard, limits)
    let unfinished = running.wait(
      atMost: limits.patience, until: { $0.allSatisfy { $0 == nil } }, then: { $0.compactMap(\.self) })
    scoreboard.close()
    return scoreboard.result(unfinished: unfinished)
  }

  /// Returns when all lanes have ended or the scoreboard says stop; sees to it that limits make it say so.
  private static func watch<Solution: Sendable>(
    _ running: Condition<[String?]>, _ scoreboard: Scoreboard<Solution>, _ limits: RaceLimits
  ) {
    // Strategies see the stop by themselves; the tick only decides how fast one that does not is given up.
    let tick = 0.05
    while !scoreboard.hasEnded {
      let patience = scoreboard.clock.isCounted ? tick : min(tick, scoreboard.remaining)
      let allEnded = running.wait(
        atMost: patience, until: { $0.allSatisfy { $0 == nil } },
        then: { $0.allSatisfy { $0 == nil } })
      if allEnded { return }
      if let limit = limits.memory, let used = ResidentMemory.bytes, used > limit {
        scoreboard.stop(because: .memoryLimit)
      }
    }
  }
}
