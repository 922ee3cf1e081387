import Basics
import Kernel
import MIP
import Modeling
import Race
import Solving
import Testing

@testable import Scheduling

/// The model of a network, against enumeration.
@Suite struct ScheduleFormulationTests {
  /// A problem that is nothing but its network, so that networks no format can say yet are solved too.
  private enum Plain: ActivityProblem {
    typealias Instance = ActivityNetwork
    struct Solution: Codable, Sendable { let starts: [Int] }

    static let name = "plain"
    static let summary = ""
    static let formats: [String] = []
    static let heuristics: [HeuristicDescription] = []
    static func recognises(_ source: SourceText) -> Bool { false }
    static func parse(_ source: SourceText) throws(InputError) -> Instance {
      throw InputError(file: source.name, line: nil, expected: "nothing", found: "a text")
    }
    static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
      guard NetworkSamples.isSchedule(solution.starts, instance) else { throw CheckFailure("no schedule") }
      return Objective(
        solution.starts.indices.map { solution.starts[$0] + NetworkSamples.duration($0, instance) }.max() ?? 0)
    }
    static func lanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] { [] }
    static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
      LinearModel(name: name)
    }
    static func picture(of solution: Solution, of instance: Instance) -> String { "" }
    static func network(of instance: Instance) -> ActivityNetwork { instance }
    static func schedule(of solution: Solution, _ instance: Instance) -> Schedule { Schedule(starts: solution.starts) }
    static func solution(from schedule: Schedule, _ instance: Instance) -> Solution {
      Solution(starts: schedule.starts)
    }
  }

  private func board(_ network: ActivityNetwork) -> Scoreboard<Plain.Solution> {
    Scoreboard { solution throws(CheckFailure) in try Plain.check(solution, of: network) }
  }

  /// Complete search, and large neighbourhood search after the first schedule: with machines, other resources, both,
  /// and lags in either direction.
  @Test(arguments: [[2, 0], [0, 2], [1, 1]], [false, true])
  func theOptimumOfEnumerationIsProved(resources: [Int], usesNeighbourhoods: Bool) {
    var random = RandomSource(seed: 51)
    var lagged = 0
    for round in 0..<25 {
      let network = NetworkSamples.random(
        count: random.within(2...4), machines: resources[0], renewables: resources[1], lags: -2...2, &random)
      let horizon = 10
      guard let optimum = NetworkSamples.optimum(network, horizon: horizon) else { continue }
      if network.precedences.contains(where: { $0.lag != 0 }) { lagged += 1 }
      let board = board(network)
      var options = NativeStrategy<Plain.Solution>.Options(seed: 1, conflictLimit: nil)
      options.neighbourhoods = usesNeighbourhoods ? .only : .never
      NativeStrategy(options) { _ in ScheduleFormulation<Plain>(network, bound: 0, horizon: horizon) }.run(on: board)
      #expect(board.rejections == [])
      #expect(board.best?.objective == Objective(optimum), "round \(round)")
      #expect(board.bound == Objective(optimum), "round \(round)")
    }
    #expect(lagged > 5)
  }

  /// The partial order of everything is no looser than the schedule's own: a solution under it keeps each machine's
  /// sequence, and capacities without being asked to.
  @Test func orderAloneKeepsCapacities() throws {
    var random = RandomSource(seed: 52)
    for _ in 0..<60 {
      let network = NetworkSamples.random(count: 7, machines: 1, renewables: 2, lags: 0...1, &random)
      let horizon = 60
      let formulation = ScheduleFormulation<Plain>(network, bound: 0, horizon: horizon)
      let lowered = try LoweredModel(try formulation.model.validated())
      #expect(lowered.solver.search() == .solution)
      let known = formulation.schedule(of: formulation.decode(lowered.values()))
      let none = [Bool](repeating: false, count: 7)
      let literals = try formulation.fixing(TaskSchedule(formulation.shape, known), except: none, in: lowered)
      #expect(lowered.solver.search(assumptions: literals) == .solution)
      let found = formulation.decode(lowered.values()).starts
      #expect(NetworkSamples.isSchedule(found, network))
      for first in 0..<7 where NetworkSamples.duration(first, network) > 0 {
        for second in 0..<7
        where NetworkSamples.duration(second, network) > 0 && known.starts[first] < known.starts[second] {
          #expect(found[first] + NetworkSamples.duration(first, network) <= found[second], "one machine runs all")
        }
      }
    }
  }

  /// What is encoded decodes to the same schedule, with the makespan of the last end.
  @Test func schedulesComeBack() throws {
    var random = RandomSource(seed: 53)
    let network = NetworkSamples.random(count: 6, machines: 1, renewables: 1, lags: 0...0, &random)
    let formulation = ScheduleFormulation<Plain>(network, bound: 0, horizon: 40)
    let values = try #require(formulation.encode(Plain.Solution(starts: [0, 5, 10, 15, 20, 25])))
    #expect(formulation.decode(values).starts == [0, 5, 10, 15, 20, 25])
    #expect(values.max() == 25 + NetworkSamples.duration(5, network))
    #expect(formulation.encode(Plain.Solution(starts: [0])) == nil)
  }
}
