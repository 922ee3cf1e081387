import Basics
import Race
import Testing

@testable import Scheduling

@Suite struct ResourceProjectCheckerTests {
  /// 1 before 2; 3 beside them; durations 2, 3, 4; demands 1, 2, 2 of 3.
  private let instance = try! ResourceProject.Instance(
    name: "hand", durations: [2, 3, 4], demands: [[1], [2], [2]], successors: [[1], [], []], capacities: [3])

  private func failure(_ starts: [Int]) -> String? {
    do {
      _ = try ResourceProject.check(.init(starts: starts), of: instance)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func returnsTheMakespan() throws {
    #expect(try ResourceProject.check(.init(starts: [0, 4, 0]), of: instance) == 7)
    #expect(try ResourceProject.check(.init(starts: [10, 16, 12]), of: instance) == 19)
  }

  @Test func namesTheRuleThatIsBroken() {
    #expect(failure([0, 1, 9]) == "activity 2 starts at 1, before its predecessor 1 ends at 2")
    #expect(failure([0, 3, 0]) == "resource 1 is used by 4 at time 3, its capacity is 3")
    #expect(failure([-1, 4, 0]) == "activity 1 starts at -1, before 0")
    #expect(failure([0, 4]) == "2 start times for 3 activities")
    #expect(failure([0, 4, Int.max]) == "activity 3 starts at \(Int.max), beyond \(Int32.max)")
  }

  @Test func agreesWithCountingTimeByTime() {
    var random = RandomSource(seed: 11)
    var accepted = 0
    for _ in 0..<2000 {
      let instance = ProjectOracle.randomInstance(count: random.within(1...5), &random)
      let starts = instance.durations.map { _ in random.within(0...8) }
      let isValid =
        instance.successors.indices.allSatisfy { before in
          instance.successors[before].allSatisfy { starts[before] + instance.durations[before] <= starts[$0] }
        }
        && (0..<12).allSatisfy { time in
          instance.capacities.indices.allSatisfy { resource in
            starts.indices.reduce(0) { sum, activity in
              let isRunning = starts[activity] <= time && time < starts[activity] + instance.durations[activity]
              return sum + (isRunning ? instance.demands[activity][resource] : 0)
            } <= instance.capacities[resource]
          }
        }
      let makespan = try? ResourceProject.check(.init(starts: starts), of: instance)
      #expect((makespan != nil) == isValid)
      if let makespan {
        accepted += 1
        #expect(makespan.first == zip(starts, instance.durations).map(+).max())
      }
    }
    #expect(accepted > 100)
  }
}
