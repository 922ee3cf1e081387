import Basics
import Solving
import Testing

@testable import Scheduling

@Suite struct ScheduleGeneratorTests {
  typealias Schedule = GeneralSchedule

  func generate(_ words: [String]) throws -> Schedule.Instance {
    let text = try Schedule.generate(try Arguments(words, for: Schedule.generatorParameters))
    return try Schedule.parse(SourceText(name: "made.json", text: text))
  }

  @Test(arguments: Schedule.Generator.Kind.allCases) func equalSeedsMakeEqualTexts(_ kind: Schedule.Generator.Kind)
    throws
  {
    let words = ["--kind", kind.rawValue, "--jobs", "6", "--machines", "3", "--choices=2"]
    let instance = try generate(words)
    #expect(try generate(words) == instance)
    #expect(try generate(words + ["--seed=2"]).tasks != instance.tasks)
    // Projects have a first and a last activity of no time besides.
    if kind == .random { return }
    if kind == .constrained {
      #expect(instance.tasks.count == 6 && instance.lags.count == 6)
      return
    }
    let isProject = kind == .multiMode || kind == .lags
    #expect(instance.tasks.count == (isProject ? 8 : kind == .parallel ? 6 : 18))
    let modes = Set(instance.tasks.map(\.modes.count))
    switch kind {
    case .flexible, .hybrid, .distributed: #expect(modes == [2])
    case .multiMode: #expect(modes == [1, 2])
    case .parallel: #expect(modes == [3])
    case .job, .open, .flow, .permutation, .lags, .constrained, .random: #expect(modes == [1])
    }
  }

  @Test func aProjectWithLagsHasASchedule() throws {
    for seed in 1...30 as ClosedRange<UInt64> {
      var generator = Schedule.Generator()
      (generator.jobs, generator.machines, generator.seed) = (12, 2, seed)
      let instance = try generator.instance(.lags)
      let project = try generator.plainProject()
      let placements = zip(Schedule.Generator.schedule(project), project.durations).map {
        Optional(Schedule.Placement(mode: 0, start: $0, end: $0 + $1))
      }
      #expect(instance.lags.contains { $0.maximum != nil })
      #expect(throws: Never.self) { try Schedule.check(Schedule.Solution(placements), of: instance) }
    }
  }

  @Test func suppliesAreEnoughForSomeChoiceOfModes() throws {
    for seed in 1...30 as ClosedRange<UInt64> {
      var generator = Schedule.Generator()
      (generator.jobs, generator.machines, generator.choices, generator.seed) = (7, 2, 3, seed)
      let instance = try generator.instance(.multiMode)
      let supplies = instance.resources.suffix(2).map { $0.greatestCapacity ?? 0 }
      // All that two amounts can be together after the activities so far.
      var reached: Set<[Int]> = [[0, 0]]
      for task in instance.tasks {
        reached = Set(
          reached.flatMap { sums in
            task.modes.map { mode in
              sums.indices.map { place in
                sums[place]
                  + mode.demands.filter { $0.resource == instance.resources.count - 2 + place }.map(\.amount).reduce(
                    0, +)
              }
            }
          })
      }
      #expect(reached.contains { $0[0] <= supplies[0] && $0[1] <= supplies[1] })
    }
  }

  @Test(arguments: [["--kind", "circus"], ["--shortest=9", "--longest=8"], ["--kind=lags", "--jobs=3000"]])
  func whatMakesNoInstanceIsRefused(_ words: [String]) throws {
    #expect(throws: GeneratorError.self) { try generate(words) }
  }
}
