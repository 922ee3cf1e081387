import Kernel
import Modeling
import Race
import Testing

@testable import Solving

/// Schedules that differ in nothing but modes are different schedules.
@Suite struct EliteModesTests {
  /// Two tasks, each of which runs for 2 on either of two machines.
  private struct Formulation: PartialOrderFormulation {
    struct Solution: Sendable, Equatable {
      let starts, machines: [Int]
    }

    let model = Model("modes")
    let shape = TaskSchedule.Shape(
      modes: [[Int]](repeating: [0, 1], count: 2).map { $0.map { .init(duration: 2, resources: [$0]) } },
      resourceCount: 2, related: [[], []])

    func guide(_ lowered: LoweredModel) {}
    func decode(_ values: [Int]) -> Solution { Solution(starts: [], machines: []) }
    func encode(_ solution: Solution) -> [Int]? { nil }
    func schedule(of solution: Solution) -> Schedule { Schedule(starts: solution.starts, modes: solution.machines) }
    func fixing(
      _ schedule: TaskSchedule, except isFree: [Bool], in lowered: LoweredModel
    ) throws(ModelError) -> [Literal] { [] }
  }

  private typealias Solution = Formulation.Solution

  @Test func theSameStartsOnOtherMachinesAreAnotherMember() {
    let board = Scoreboard<Solution> { _ throws(CheckFailure) in Objective(2) }
    let offers = [[0, 1], [1, 0], [0, 1]].map { Solution(starts: [0, 0], machines: $0) }
    for (number, offer) in offers.enumerated() { board.offer(offer, from: "\(number)") }
    var pool = ElitePool(Formulation())
    pool.refresh(from: board)
    #expect(pool.members.map(\.solution) == Array(offers.prefix(2)))
    #expect(pool.members.map(\.generator.schedule.sequences) == [[[0], [1]], [[1], [0]]])
  }
}
