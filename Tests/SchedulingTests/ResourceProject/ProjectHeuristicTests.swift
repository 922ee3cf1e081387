import Basics
import Projects
import Race
import Solving
import Testing

@testable import Scheduling

@Suite struct ResourceProjectHeuristicTests {
  private typealias Board = Scoreboard<ResourceProject.Solution>

  private func board(_ instance: ResourceProject.Instance) -> Board {
    Board(check: { (solution) throws(CheckFailure) in try ResourceProject.check(solution, of: instance) })
  }

  private func generated(_ count: Int, seed: UInt64) throws -> ResourceProject.Instance {
    var parameters = ResourceProject.GeneratorParameters()
    parameters.activityCount = count
    parameters.seed = seed
    return try ResourceProject.generate(parameters)
  }

  @Test(arguments: ResourceProject.heuristics.map(\.name))
  func everyNamedHeuristicSolves(_ name: String) throws {
    var random = RandomSource(seed: 31)
    var optimal = 0
    for _ in 0..<20 {
      let instance = ProjectOracle.randomInstance(count: 6, &random)
      var options = SolveOptions<ResourceProject.Solution>()
      options.heuristic = name
      let board = board(instance)
      let optimum = ProjectOracle.optimum(of: instance)
      board.prove(Objective(optimum), by: "enumeration")  // so that searches without an end of their own stop
      for lane in try ResourceProject.lanes(for: instance, options) {
        #expect(Set(lane.strategies.map(\.name)) == ["bounds", name])
        for strategy in lane.strategies where strategy.name == name { strategy.run(on: board) }
      }
      #expect(board.rejections.isEmpty)
      if try #require(board.best).objective.first == optimum { optimal += 1 }
    }
    #expect(optimal >= (["genetic", "annealing", "sampling"].contains(name) ? 20 : 10))
  }

  @Test func unknownHeuristicIsRefused() throws {
    let instance = try generated(5, seed: 1)
    var options = SolveOptions<ResourceProject.Solution>()
    options.heuristic = "magic"
    #expect(throws: SolveOptionError.self) { try ResourceProject.lanes(for: instance, options) }
  }

  @Test func geneticAlgorithmRepeatsForTheSameSeed() throws {
    let instance = try generated(30, seed: 4)
    func run(_ seed: UInt64) -> [Int] {
      let search = ResourceProject.GeneticAlgorithm(instance, seed: seed)
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

  @Test func childrenOfCrossoversAreActivityLists() throws {
    var random = RandomSource(seed: 33)
    for round in 0..<200 {
      let instance =
        round % 2 == 0
        ? ProjectOracle.randomInstance(count: random.within(2...15), &random)
        : try generated(random.within(2...20), seed: UInt64(round))
      let project = ResourceProject.PackedProject(instance)
      let serial = ResourceProject.SerialScheme(project)
      let improvement = ResourceProject.ForwardBackward(project, serial)
      let sampler = ResourceProject.ListSampler(project, priorities: instance.durations.map { _ in 0 })
      let count = project.count
      var (mother, father, child, starts) = ([Int32](repeating: 0, count: count), [Int32](), [Int32](), [Int32]())
      (father, child, starts) = (mother, mother, mother)
      sampler.draw(into: &mother, &random)
      sampler.draw(into: &father, &random)
      _ = serial.schedule(mother, into: &starts)
      improvement.order(starts, into: &mother)
      ResourceProject.PeakCrossover(project).cross(mother, starts, father, into: &child, &random)
      expectActivityList(child, of: instance)
      child = [Int32](repeating: 0, count: count)
      TwoPointCrossover(count: count).cross(mother, father, into: &child, &random)
      expectActivityList(child, of: instance)
    }
  }

  private func expectActivityList(_ list: [Int32], of instance: ResourceProject.Instance) {
    var place = [Int?](repeating: nil, count: instance.activityCount)
    for index in list.indices { place[Int(list[index])] = index }
    #expect(place.allSatisfy { $0 != nil })
    for (before, successors) in instance.successors.enumerated() {
      for after in successors { #expect(place[before]! < place[after]!) }
    }
  }

  @Test func firstSolutionComesBeforeAnythingElse() throws {
    let instance = try generated(120, seed: 2)
    let board = board(instance)
    for strategy in try ResourceProject.lanes(for: instance, SolveOptions())[0].strategies.prefix(1) {
      strategy.run(on: board)
    }
    #expect(board.history.first?.source == "parallel-lft")
  }

  @Test func defaultLaneProvesTinyInstances() throws {
    var random = RandomSource(seed: 35)
    var proved = 0
    for _ in 0..<50 {
      let instance = ProjectOracle.randomInstance(count: 5, &random)
      let board = board(instance)
      for strategy in try ResourceProject.lanes(for: instance, SolveOptions())[0].strategies.prefix(2) {
        strategy.run(on: board)
      }
      let optimum = ProjectOracle.optimum(of: instance)
      #expect(board.rejections.isEmpty)
      #expect(board.bestObjective >= optimum && board.bestBound <= optimum)
      if board.bestObjective == board.bestBound { proved += 1 }
    }
    #expect(proved > 25)
  }

  @Test func warmStartNoneSkipsHeuristics() throws {
    let instance = try generated(10, seed: 3)
    var options = SolveOptions<ResourceProject.Solution>()
    options.warmStart = .none
    let board = board(instance)
    let lanes = try ResourceProject.lanes(for: instance, options)
    #expect(lanes.map { $0.strategies.map(\.name) } == [["bounds", "clause learning"], ["clause learning"]])
    lanes[0].strategies[0].run(on: board)
    #expect(board.best == nil)
    #expect(board.bestBound >= instance.criticalPathLength)
  }
}

@Suite struct ResourceProjectBidirectionalSearchTests {
  @Test func schedulesOfBothDirectionsAreValidAndAdopted() throws {
    var random = RandomSource(seed: 36)
    for _ in 0..<20 {
      let instance = ProjectOracle.randomInstance(count: 6, &random)
      let search = ResourceProject.BidirectionalSearch(instance, seed: 1)
      let serialOrder = instance.topologicalOrder
      var starts = [Int](repeating: 0, count: instance.activityCount)
      var time = 0
      for activity in serialOrder {
        starts[activity] = time
        time += instance.durations[activity]
      }
      search.adopt(.init(starts: starts), makespan: time)
      // More than a population and its patience, so that the turn passes.
      for _ in 0..<1500 {
        if search.step() {
          let best = try #require(search.best)
          #expect(try ResourceProject.check(best, of: instance).first == search.bestMakespan)
        }
      }
      #expect(search.bestMakespan == ProjectOracle.optimum(of: instance))
    }
  }

  @Test func mirroringTwiceIsTheSameProject() {
    var random = RandomSource(seed: 37)
    let instance = ProjectOracle.randomInstance(count: 8, &random)
    #expect(instance.mirrored.mirrored == instance)
    #expect(instance.mirrored.longestPaths.heads == instance.longestPaths.tails)
  }
}
