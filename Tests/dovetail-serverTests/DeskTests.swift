import Race
import Scheduler
import Testing

@testable import dovetail_server

@Suite("A desk: few threads, a short queue")
struct DeskTests {
  /// Work that goes on until it is let go or interrupted.
  private final class Gate: Sendable {
    private let isOpen = Condition(false)
    private let entered = Condition(0)
    func open() { isOpen.update { $0 = true } }
    func hold(_ interruption: Interruption) -> String {
      entered.update { $0 += 1 }
      while !isOpen.wait(atMost: 0.01, until: { $0 }, then: { $0 }) {
        if interruption.isRaised { return "interrupted" }
      }
      return "done"
    }
    func waitForEntry() async {
      await onThread { [entered] in entered.wait(atMost: 10, until: { $0 > 0 }, then: { _ in }) }
    }
  }

  @Test("work is done on a thread of the desk, and its error comes back")
  func work() async throws {
    struct Mistake: Error {}
    let desk = Desk(name: "test", threads: 1, queueLimit: 1, queueTime: 10)
    #expect(try await desk.perform(within: 10) { _ in 6 * 7 } == 42)
    await #expect(throws: Mistake.self) { try await desk.perform(within: 10) { _ in throw Mistake() } }
  }

  @Test("what does not fit in the queue is turned away at once")
  func full() async throws {
    let desk = Desk(name: "test", threads: 1, queueLimit: 1, queueTime: 10)
    let gate = Gate()
    async let running = desk.perform(within: 10) { gate.hold($0) }
    await gate.waitForEntry()
    async let waiting = desk.perform(within: 10) { gate.hold($0) }
    while desk.load.waiting == 0 { await Task.yield() }
    await #expect(throws: DeskError.full) { try await desk.perform(within: 10) { _ in } }
    gate.open()
    let results = try await [running, waiting]
    #expect(results == ["done", "done"])
  }

  @Test("nobody waits longer than the queue's time")
  func queueTime() async throws {
    let desk = Desk(name: "test", threads: 1, queueLimit: 5, queueTime: 0.05)
    let gate = Gate()
    async let running = desk.perform(within: 10) { gate.hold($0) }
    await gate.waitForEntry()
    await #expect(throws: DeskError.waitedTooLong(seconds: 0.05)) { try await desk.perform(within: 10) { _ in } }
    gate.open()
    let result = try await running
    #expect(result == "done")
  }

  @Test("work that overruns is answered for, and interrupted")
  func overrun() async throws {
    let desk = Desk(name: "test", threads: 1, queueLimit: 1, queueTime: 10)
    let gate = Gate()
    await #expect(throws: DeskError.overran(seconds: 0.05)) {
      try await desk.perform(within: 0.05) { gate.hold($0) }
    }
    // The thread is free again.
    #expect(try await desk.perform(within: 10) { _ in 1 } == 1)
  }

  @Test("a client that goes away takes its work with it")
  func cancelled() async throws {
    let desk = Desk(name: "test", threads: 1, queueLimit: 1, queueTime: 10)
    let gate = Gate()
    let task = Task { try await desk.perform(within: 60) { gate.hold($0) } }
    await gate.waitForEntry()
    task.cancel()
    await #expect(throws: DeskError.cancelled) { try await task.value }
    #expect(try await desk.perform(within: 10) { _ in 1 } == 1)
  }

  @Test("a closed desk turns away what waits and what comes; what runs gives what it has when interrupted")
  func closed() async throws {
    let desk = Desk(name: "test", threads: 1, queueLimit: 5, queueTime: 10)
    let gate = Gate()
    async let running = desk.perform(within: 60) { gate.hold($0) }
    await gate.waitForEntry()
    let waiting = Task { try await desk.perform(within: 60) { gate.hold($0) } }
    while desk.load.waiting == 0 { await Task.yield() }
    desk.close()
    await #expect(throws: DeskError.closed) { try await waiting.value }
    await #expect(throws: DeskError.closed) { try await desk.perform(within: 10) { _ in } }
    desk.interruptAll()
    let result = try await running
    #expect(result == "interrupted")
  }
}
