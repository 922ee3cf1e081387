import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct ReservoirTests {
  /// Variables: of each event the time, the amount and the presence; a time may be that of another event.
  private static func randomCase(_ random: inout RandomSource, count: Int, isVariable: Bool) -> PostedCase {
    var domains: [ClosedRange<Int32>] = []
    var limits: [ClosedRange<Int32>] = []
    var sharedTime: [Int] = []
    for k in 0..<count {
      let amount = Int32(random.within(-3...3))
      let isOpen = isVariable && random.chance(50)
      let amounts = isOpen ? amount...(amount + Int32(random.within(1...3))) : amount...amount
      domains += [random.domain(in: 0...4, width: 3), amounts, random.chance(60) ? 1...1 : 0...1]
      limits += [-1...6, isOpen ? amounts.lowerBound - 1...amounts.upperBound + 1 : amounts, 0...1]
      sharedTime.append(k > 0 && random.chance(15) ? random.below(k) : k)
    }
    let sums = -random.below(4)...random.below(4)
    let shared = sharedTime
    return PostedCase(domains: domains, limits: limits) { values in
      let events = (0..<count).filter { values[3 * $0 + 2] == 1 }
      return events.allSatisfy { event in
        let time = values[3 * shared[event]]
        let sum = events.filter { values[3 * shared[$0]] <= time }.reduce(0) { $0 + Int(values[3 * $1 + 1]) }
        return sums.contains(sum)
      }
    } post: { solver, x in
      let events = (0..<count).map {
        ReservoirEvent(
          time: OffsetVariable(x[3 * shared[$0]]), amount: OffsetVariable(x[3 * $0 + 1]),
          presence: Literal(x[3 * $0 + 2], atLeast: 1))
      }
      solver.postReservoir(events, sums: sums)
    }
  }

  @Test func constantAmountsAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...150) {
      Self.randomCase(&$0, count: $0.within(1...4), isVariable: false)
    }
  }

  @Test func variableAmountsAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...150) {
      Self.randomCase(&$0, count: $0.within(1...3), isVariable: true)
    }
  }

  private func event(_ solver: Solver, _ times: ClosedRange<Int32>, _ amount: Int32) -> ReservoirEvent {
    let time = solver.makeVariable(lower: times.lowerBound, upper: times.upperBound)
    return ReservoirEvent(time: OffsetVariable(time), amount: OffsetVariable(solver.constant(amount)))
  }

  /// By hand: 4 are there from 5 on, and 6 fit. A second 4 waits until 3 may have left, at 8.
  @Test func aRaisingEventWaitsForRoom() {
    let solver = Solver()
    let events = [event(solver, 2...5, 4), event(solver, 8...20, -3), event(solver, 4...30, 4)]
    solver.postReservoir(events, sums: 0...6)
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(events[2].time) == 8)
  }

  /// By hand: 2 leave by 6, so that the only delivery comes by then.
  @Test func aDeliveryComesBeforeWhatNeedsIt() {
    let solver = Solver()
    let presence = solver.makeBoolean()
    let withdrawal = event(solver, 3...6, -2)
    var delivery = event(solver, 0...30, 2)
    delivery.presence = presence
    solver.postReservoir([withdrawal, delivery], sums: 0...6)
    #expect(solver.propagateRoot())
    #expect(solver.store.isTrue(presence) && solver.store.upper(delivery.time) == 6)
  }

  @Test func anOptionalEventWithoutRoomIsAbsent() {
    let solver = Solver()
    let presence = solver.makeBoolean()
    var second = event(solver, 0...9, 3)
    second.presence = presence
    solver.postReservoir([event(solver, 0...0, 4), second], sums: 0...6)
    #expect(solver.propagateRoot() && solver.store.isFalse(presence))
  }

  /// By hand: at 10 there are 4 already, and 6 fit.
  @Test func anAmountIsWhatTheOthersLeave() {
    let solver = Solver()
    let amount = solver.makeVariable(lower: 0, upper: 9)
    let filled = ReservoirEvent(
      time: OffsetVariable(solver.constant(10)), amount: OffsetVariable(amount), presence: .always)
    solver.postReservoir([event(solver, 2...5, 4), filled], sums: 0...6)
    #expect(solver.propagateRoot() && solver.store.upper(amount) == 2)
  }
}
