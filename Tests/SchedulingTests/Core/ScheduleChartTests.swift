import Pictures
import Solving
import Testing

@testable import Scheduling

@Suite struct ScheduleChartTests {
  private func look(_ activity: Int, _ start: Int, _ end: Int) -> ActivityNetwork.Look {
    ActivityNetwork.Look(colour: activity, label: "\(activity)", tooltip: "\(start)-\(end)")
  }

  private func places(_ chart: GanttChart) -> [[Int]] { chart.bars.map { [$0.colour, $0.row, $0.start, $0.end] } }

  /// 0 has two modes: on machine 0 for 3, on machine 1 for 5. 2 takes no time.
  @Test func aShopHasARowAMachine() {
    func mode(_ machine: Int, _ duration: Int) -> Mode {
      Mode(duration: duration, demands: [Demand(resource: machine, amount: 1)])
    }
    let network = ActivityNetwork(
      name: "flexible",
      activities: [[mode(0, 3), mode(1, 5)], [mode(1, 2)], [mode(0, 0)]].map { Activity(name: "a", modes: $0) },
      resources: [Resource(name: "drill", kind: .machine), Resource(name: "lathe", kind: .machine)], precedences: [])
    let chart = network.chart(of: Schedule(starts: [2, 0, 4], modes: [1, 0, 0]), look: look)
    #expect(chart.rows == ["drill", "lathe"] && chart.profiles.isEmpty)
    #expect(places(chart) == [[0, 1, 2, 7], [1, 1, 0, 2], [2, 0, 4, 4]])
  }

  /// 1 and 2 start together and need two rows; 0 follows in the first that is free. 3 takes no time.
  @Test func aProjectIsPackedAndHasProfiles() {
    let durations = [2, 3, 1, 0]
    let network = ActivityNetwork(
      name: "project",
      activities: durations.enumerated().map { number, duration in
        let demands = duration > 0 ? [Demand(resource: 0, amount: number + 1)] : []
        return Activity(name: "a", modes: [Mode(duration: duration, demands: demands)])
      }, resources: [Resource(name: "crew", kind: .renewable(capacity: 5))], precedences: [])
    let chart = network.chart(of: Schedule(starts: [1, 0, 0, 2]), look: look)
    #expect(chart.rows == ["", ""])
    #expect(places(chart) == [[1, 0, 0, 3], [2, 1, 0, 1], [0, 1, 1, 3]])
    #expect(chart.profiles.map(\.label) == ["crew"] && chart.profiles.map(\.capacity) == [5])
    #expect(chart.profiles[0].steps.map { [$0.time, $0.usage] } == [[0, 5], [1, 3], [3, 0]])
  }
}
