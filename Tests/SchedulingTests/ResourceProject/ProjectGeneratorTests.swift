import Basics
import Solving
import Testing

@testable import Scheduling

@Suite struct ResourceProjectGeneratorTests {
  @Test func makesTheProjectAskedFor() throws {
    var parameters = ResourceProject.GeneratorParameters()
    for seed in 1...30 {
      parameters.seed = UInt64(seed)
      parameters.activityCount = 20 + seed
      parameters.networkComplexity = [1.5, 1.8, 2.1][seed % 3]
      let instance = try ResourceProject.generate(parameters)
      let count = instance.activityCount
      #expect(count == parameters.activityCount + 2)
      #expect(instance.durations.first == 0 && instance.durations.last == 0)
      let closure = instance.closure
      #expect((1..<count).allSatisfy { closure.precedes(0, $0) })
      #expect((0..<count - 1).allSatisfy { closure.precedes($0, count - 1) })
      let arcs = instance.successors.reduce(0) { $0 + $1.count }
      #expect((Double(arcs) / Double(count) - parameters.networkComplexity).magnitude < 0.25)
      #expect(try ResourceProject.generate(parameters) == instance)
    }
  }

  @Test func strengthOneLeavesOnlyTheCriticalPath() throws {
    var parameters = ResourceProject.GeneratorParameters()
    parameters.resourceStrength = 1
    let instance = try ResourceProject.generate(parameters)
    let solution = ResourceProject.Solution(starts: instance.longestPaths.heads)
    #expect(try ResourceProject.check(solution, of: instance).first == instance.criticalPathLength)
    parameters.resourceStrength = 0
    let scarce = try ResourceProject.generate(parameters)
    for resource in scarce.capacities.indices {
      #expect(scarce.capacities[resource] == scarce.demands.map { $0[resource] }.max())
    }
  }

  @Test func followsTheOptionsOfTheCommandLine() throws {
    let words = ["--activities", "12", "--resources=2", "--factor", "1", "--seed", "7"]
    let text = try ResourceProject.generate(Arguments(words, for: ResourceProject.generatorParameters))
    let instance = try ResourceProject.parse(SourceText(name: "x.sm", text: text))
    #expect(instance.activityCount == 14 && instance.resourceCount == 2)
    #expect(instance.demands[1...12].allSatisfy { $0.allSatisfy { $0 > 0 } })
  }

  @Test func smallestProjectsWork() throws {
    var parameters = ResourceProject.GeneratorParameters()
    parameters.resourceCount = 0
    for count in 1...4 {
      parameters.activityCount = count
      #expect(try ResourceProject.generate(parameters).activityCount == count + 2)
    }
  }

  @Test func refusesParametersOutOfRange() {
    func refuses(_ change: (inout ResourceProject.GeneratorParameters) -> Void) {
      var parameters = ResourceProject.GeneratorParameters()
      change(&parameters)
      #expect(throws: InvalidInstance.self) { try ResourceProject.generate(parameters) }
    }
    refuses { $0.activityCount = 0 }
    refuses { $0.activityCount = 1_000_000 }
    refuses { $0.resourceCount = -1 }
    refuses { $0.resourceFactor = 1.5 }
    refuses { $0.resourceStrength = .nan }
    refuses { $0.networkComplexity = -1 }
    refuses { $0.maximumDuration = 0 }
    refuses { $0.maximumDemand = 0 }
  }
}
