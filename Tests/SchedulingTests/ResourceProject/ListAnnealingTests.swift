import Basics
import Race
import Solving
import Testing

@testable import Scheduling

@Suite struct ListAnnealingTests {
  private typealias Annealing = ResourceProject.ListAnnealing

  private func generated(_ count: Int, seed: UInt64) throws -> ResourceProject.Instance {
    var parameters = ResourceProject.GeneratorParameters()
    parameters.activityCount = count
    parameters.seed = seed
    return try ResourceProject.generate(parameters)
  }

  /// Short cycles and little patience, so that several populations begin and end.
  @Test func bestSchedulesAreValidAndFallToTheOptimum() throws {
    var random = RandomSource(seed: 41)
    var settings = Annealing.Settings()
    settings.founderCycle = 10
    settings.childCycle = 5
    settings.populationSize = 3
    settings.patience = 2
    for seed in 1...20 as ClosedRange<UInt64> {
      let instance = ProjectOracle.randomInstance(count: 6, &random)
      let search = Annealing(instance, seed: seed, settings)
      var last = Int.max
      while search.scheduleCount < 6_000 {
        guard search.step() else { continue }
        let best = ResourceProject.Solution(starts: search.bestStarts)
        #expect(try ResourceProject.check(best, of: instance).first == search.bestMakespan)
        #expect(search.bestMakespan < last)
        last = search.bestMakespan
      }
      #expect(last == ProjectOracle.optimum(of: instance))
    }
  }

  @Test func sameSeedSameWalk() throws {
    let instance = try generated(30, seed: 5)
    func run(_ seed: UInt64) -> [Int] {
      let search = Annealing(instance, seed: seed)
      var found: [Int] = []
      for _ in 0..<300 {
        _ = search.step()
        found.append(search.bestMakespan)
      }
      return found + ResourceProject.Solution(starts: search.bestStarts).starts
    }
    #expect(run(1) == run(1))
    #expect(run(1) != run(2))
  }

  @Test func oneActivityHasNoOtherPlace() throws {
    let instance = try ResourceProject.Instance(
      name: "one", durations: [3], demands: [[1]], successors: [[]], capacities: [1])
    let search = Annealing(instance, seed: 1)
    for _ in 0..<20 { _ = search.step() }
    #expect(search.bestMakespan == 3)
  }

  /// Both workers look for schedules in turns with the engine, where heuristics are wanted.
  @Test func annealingRelievesTheEngine() throws {
    let instance = try generated(30, seed: 6)
    var options = SolveOptions<ResourceProject.Solution>()
    options.workers = 2
    let lanes = try ResourceProject.lanes(for: instance, options)
    #expect(lanes.map { $0.relief.map(\.name) } == [["annealing"], ["annealing"]])
    options.warmStart = .none
    #expect(try ResourceProject.lanes(for: instance, options).allSatisfy { $0.relief.isEmpty })
  }
}
