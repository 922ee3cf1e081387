import Testing

@testable import Race

/// A strategy made of a closure.
private struct Act: Strategy {
  let name: String
  var isImmediate = false
  let body: @Sendable (Scoreboard<Int>) -> Void

  init(_ name: String, _ body: @escaping @Sendable (Scoreboard<Int>) -> Void) {
    self.name = name
    self.body = body
  }

  func run(on scoreboard: Scoreboard<Int>) { body(scoreboard) }
}

/// Works for ever and looks at `shouldStop` only.
private let untilStopped = Act("until stopped") { board in while !board.shouldStop {} }

@Suite struct RunTests {
  @Test func strategiesOfALaneRunInOrder() {
    let board = numberBoard()
    let result = Race.run(
      [Lane([Act("first") { $0.offer(5, from: "1") }, Act("second") { $0.offer(4, from: "2") }])], on: board)
    #expect(result.history.map(\.source) == ["1", "2"])
    #expect(result.status == .feasible)
    #expect(result.ending == .exhausted)
    #expect(result.firstSolutionTime! <= result.bestSolutionTime!)
    #expect(result.bestSolutionTime! <= result.time)
  }

  /// However fast another lane is: it begins later.
  @Test func whatIsKnownComesBeforeAllLanes() {
    let prover = Act("prover") { board in
      board.offer(4, from: "prover")
      board.prove(4, by: "prover")
    }
    var known = Act("known") { $0.offer(5, from: "known") }
    known.isImmediate = true
    for lanes in [[Lane([prover]), Lane([untilStopped, known])], [Lane([known], relief: [prover])]] {
      let result = Race.run(lanes, on: numberBoard())
      #expect(result.history.filter { $0.kind == .solution }.map(\.source) == ["known", "prover"])
      #expect(result.status == .optimal)
    }
  }

  @Test func aProofOfOneLaneEndsTheOthers() {
    let board = numberBoard()
    let prover = Act("prover") { board in
      board.offer(5, from: "prover")
      board.prove(5, by: "prover")
    }
    let result = Race.run(
      [Lane([untilStopped, Act("never") { $0.offer(1, from: "never") }]), Lane([prover])], on: board)
    #expect(result.status == .optimal)
    #expect(result.objective == 5)
    #expect(result.unfinished.isEmpty)
  }

  @Test func theDeadlineEndsARaceWithoutSolution() {
    let result = Race.run([Lane([untilStopped])], on: numberBoard(timeLimit: 0.1))
    #expect(result.status == .unknown)
    #expect(result.ending == .timeLimit)
    #expect(result.time >= 0.1)
    #expect(result.firstSolutionTime == nil)
  }

  @Test func anInterruptKeepsTheBestSolution() {
    let board = numberBoard()
    let interrupted = Act("interrupted") { board in
      board.offer(8, from: "interrupted")
      board.stop()
      while !board.shouldStop {}
    }
    let result = Race.run([Lane([interrupted]), Lane([untilStopped])], on: board)
    #expect(result.status == .feasible)
    #expect(result.ending == .interrupt)
    #expect(result.best?.solution == 8)
  }

  @Test func aStrategyThatDoesNotReturnIsLeftBehind() {
    let board = numberBoard(timeLimit: 0.05)
    var limits = RaceLimits()
    limits.patience = 0.1
    let gate = Gate()
    let deaf = Act("deaf") { board in
      gate.wait()
      board.offer(1, from: "deaf")
      gate.done()
    }
    let result = Race.run(
      [Lane([Act("heuristic") { $0.offer(3, from: "heuristic") }]), Lane([deaf])], on: board, limits: limits)
    #expect(result.unfinished == ["deaf"])
    #expect(result.objective == 3)
    gate.open()
    gate.waitUntilDone()
    #expect(board.best?.solution == 3, "the board is closed after the race")
  }

  @Test func theMemoryLimitEndsTheRace() throws {
    let used = try #require(ResidentMemory.bytes)
    #expect(used > 1 << 20)
    var limits = RaceLimits()
    limits.memory = 1
    let result = Race.run([Lane([untilStopped])], on: numberBoard(timeLimit: 30), limits: limits)
    #expect(result.ending == .memoryLimit)
  }

  /// The strategy would go on for 2 GiB, and takes MiB by MiB what the limit does not leave. In a process of its own,
  /// where no other test takes or frees memory.
  @Test func whoGrowsBeyondTheMemoryLimitIsNotWaitedFor() async {
    await #expect(processExitsWith: .success) {
      let room = 64 << 20
      let hasEnded = Condition(false)
      let taken = Condition(0)
      let board = numberBoard()
      var limits = RaceLimits()
      limits.memory = try #require(ResidentMemory.bytes) + room
      limits.patience = 60
      let hungry = Act("hungry") { board in
        board.offer(3, from: "hungry")
        var chunks: [[UInt8]] = []
        while chunks.count < 2048, !hasEnded.wait(atMost: 0.0002, until: { $0 }, then: { $0 }) {
          chunks.append([UInt8](repeating: UInt8(truncatingIfNeeded: chunks.count), count: 1 << 20))
          taken.update { $0 += 1 << 20 }
        }
      }
      let result = Race.run([Lane([hungry])], on: board, limits: limits)
      let most = taken.update { $0 }
      hasEnded.update { $0 = true }
      #expect(result.ending == .memoryLimit)
      #expect(result.unfinished == ["hungry"])
      #expect(result.objective == 3)
      #expect(most < 4 * room, "\(most >> 20) MiB")
      #expect(board.memoryLeft < room)
    }
  }

  @Test func whatAStrategyCannotDoIsReported() {
    let result = Race.run([Lane([Act("glpk") { $0.report("model too large", by: "glpk") }])], on: numberBoard())
    #expect(result.failures == ["glpk: model too large"])
    #expect(result.status == .unknown)
  }

  @Test func aRaceWithoutLanesEndsAtOnce() {
    #expect(Race.run([], on: numberBoard()).status == .unknown)
  }

  /// 10,000 frames of 2 KiB are more than the 8 MiB that threads get by default; the thread sanitizer gives up beyond
  /// 65,536 frames.
  @Test func strategiesMayRecurseDeeply() {
    @Sendable func depth(_ n: Int) -> Int {
      withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { locals in
        locals.initialize(repeating: n)
        return n == 0 ? 0 : 1 + depth(n - 1) + locals[255] - n
      }
    }
    let result = Race.run([Lane([Act("deep") { $0.offer(depth(10_000), from: "deep") }])], on: numberBoard())
    #expect(result.objective == 10_000)
  }

  /// Eight lanes hammer the board from both sides; run it under the thread sanitizer too.
  @Test func manyLanesAgreeOnOneResult() {
    let board = numberBoard { _ in }
    let lanes = (0..<8).map { lane in
      Lane([
        Act("lane \(lane)") { board in
          for step in 0..<500 {
            board.offer(10_000 - 8 * step - lane, from: "lane \(lane)")
            board.prove(Objective(8 * step + lane), by: "lane \(lane)")
            _ = board.best
            _ = board.bestObjective - 1
            if step.isMultiple(of: 50) { board.offer(-1, from: "liar \(lane)") }
          }
        }
      ])
    }
    let result = Race.run(lanes, on: board)
    #expect(result.objective == Objective(10_000 - 8 * 499 - 7))
    #expect(result.bound == Objective(8 * 499 + 7))
    #expect(result.rejections.count == 80)
    let objectives = result.history.compactMap(\.objective)
    #expect(zip(objectives, objectives.dropFirst()).allSatisfy { $0 >= $1 })
    let bounds = result.history.compactMap(\.bound)
    #expect(zip(bounds, bounds.dropFirst()).allSatisfy { $0 <= $1 })
    let times = result.history.map(\.time)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
  }
}

/// Lets a thread wait until the test opens the gate.
private final class Gate: Sendable {
  private let state = Condition(0)
  func open() { state.update { $0 = 1 } }
  func done() { state.update { $0 = 2 } }
  func wait() { state.wait(atMost: 60, until: { $0 >= 1 }, then: { _ in }) }
  func waitUntilDone() { state.wait(atMost: 60, until: { $0 == 2 }, then: { _ in }) }
}
