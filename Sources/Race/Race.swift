/// What a race may use besides time, which its scoreboard's clock limits.
public struct RaceLimits: Sendable {
  /// Bytes of resident memory of the whole process; nil for no limit. Looked at every millisecond; a strategy that goes on
  /// growing when it is reached is not waited for.
  public var memory: Int?
  /// Seconds that strategies get to return after the end, before their threads are left to themselves.
  public var patience = 0.6
  /// Bytes of address space for each lane's stack.
  public var stackSize = 64 << 20
  /// One lane works at a time, in turn: for one worker. Always so where the clock counts work.
  public var takesTurns = false

  /// No limit of memory, and lanes side by side.
  public init() {}
}

/// Runs lanes of strategies side by side until a proof, a limit, an interrupt, or until all have returned.
public enum Race {
  /// Runs each side of every lane on a thread of its own, the lanes all at once or in turn, and waits for the end.
  ///
  /// - Returns: what the scoreboard knows; from then on the scoreboard is closed.
  public static func run<Solution: Sendable>(
    _ lanes: [Lane<Solution>], on scoreboard: Scoreboard<Solution>, limits: RaceLimits = RaceLimits()
  ) -> RaceResult<Solution> {
    scoreboard.limitMemory(limits.memory)
    if let limit = limits.memory, let used = ResidentMemory.bytes, used > limit {
      scoreboard.stop(because: .memoryLimit)
      scoreboard.close()
      return scoreboard.result()
    }
    let lanes = lanes.map { opened($0, on: scoreboard) }
    let sides = lanes.enumerated().flatMap { lane, content in
      content.sides.enumerated().map { side, content in
        (
          seat: Seat(lane: lane, side: side, patience: content.patience, leastStay: lanes[lane].leastStay),
          strategies: content.strategies
        )
      }
    }
    // For each side the name of the strategy that runs there now; nil once it has ended.
    let running = Condition<[String?]>(sides.map { $0.strategies.first?.name ?? "" })
    let turns = scoreboard.turns
    turns.begin(
      sideCounts: lanes.map(\.sides.count), takingTurns: limits.takesTurns || scoreboard.clock.isCounted,
      at: scoreboard.clock)
    for (index, side) in sides.enumerated() {
      let seat = side.seat
      @Sendable func finish() {
        running.update { $0[index] = nil }
        turns.end(seat, scoreboard.clock)
      }
      let isStarted = PlainThread.start(stackSize: limits.stackSize) {
        Turns.$seat.withValue(seat) {
          turns.wait(for: seat)
          seat.stay(from: scoreboard.clock.elapsed)
          for strategy in side.strategies where !scoreboard.shouldStop {
            running.update { $0[index] = strategy.name }
            strategy.run(on: scoreboard)
          }
        }
        finish()
      }
      if !isStarted {
        scoreboard.report("no thread for lane \(seat.lane + 1)", by: "race")
        finish()
      }
    }
    watch(running, scoreboard, limits)
    let unfinished = end(running, limits)
    scoreboard.close()
    return scoreboard.result(unfinished: unfinished)
  }

  /// What is left of a lane without its immediate strategies, which run here.
  private static func opened<Solution: Sendable>(
    _ lane: Lane<Solution>, on scoreboard: Scoreboard<Solution>
  ) -> Lane<Solution> {
    for strategy in lane.strategies where strategy.isImmediate && !scoreboard.shouldStop {
      strategy.run(on: scoreboard)
    }
    var rest = lane
    rest.strategies.removeAll { $0.isImmediate }
    return rest
  }

  /// Returns when all lanes have ended or the scoreboard says stop; sees to it that limits make it say so.
  private static func watch<Solution: Sendable>(
    _ running: Condition<[String?]>, _ scoreboard: Scoreboard<Solution>, _ limits: RaceLimits
  ) {
    // Strategies see the stop by themselves; the tick only decides how fast one that does not is given up.
    let tick = limits.memory == nil ? 0.05 : memoryTick
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
  /// Waits until all lanes have ended, as long as the patience goes and memory stays near its limit.
  ///
  /// - Returns: the strategies that have not ended.
  private static func end(_ running: Condition<[String?]>, _ limits: RaceLimits) -> [String] {
    let end = ContinuousClock.now + .seconds(limits.patience)
    while true {
      let left = (end - .now) / .seconds(1)
      let unfinished = running.wait(
        atMost: max(0, limits.memory == nil ? left : min(left, memoryTick)),
        until: { $0.allSatisfy { $0 == nil } }, then: { $0.compactMap(\.self) })
      if unfinished.isEmpty || left <= 0 { return unfinished }
      if let limit = limits.memory, let used = ResidentMemory.bytes, used > limit + limit / overshoot {
        return unfinished
      }
    }
  }

  /// Seconds between looks at the memory: what grows fastest fills a few MiB in it.
  private static var memoryTick: Double { 0.001 }
  /// Of the limit, what strategies may take beyond it on their way to their ends: 3 %.
  private static var overshoot: Int { 32 }
}
