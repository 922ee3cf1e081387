import Basics
import Testing

@testable import Scheduling

@Suite struct JobShopPictureTests {
  @Test func theChartShowsMachinesJobsAndMakespan() {
    let instance = JobShopSamples.instance(machines: 2, [[(0, 3), (1, 2)], [(1, 4), (0, 1)]])
    let picture = JobShop.picture(of: JobShop.Solution(makespan: 6, starts: [[0, 4], [0, 4]]), of: instance)
    #expect(picture.hasPrefix("<") && picture.contains("</svg>"))
    #expect(picture.contains("machine 0") && picture.contains("machine 1"))
    #expect(picture.contains("job 1, operation 0, machine 1: 0 to 4, duration 4"))
    #expect(picture.contains("makespan 6"))
    #expect(picture.contains(instance.name))
  }

  /// A shop whose jobs have no operations has rows, and nothing on them.
  @Test func anEmptyScheduleIsDrawn() throws {
    let empty = try JobShop.Instance(name: "empty", machineCount: 2, jobs: [[], []])
    let solution = JobShop.Solution(makespan: 0, starts: [[], []])
    let picture = JobShop.picture(of: solution, of: empty)
    #expect(picture.contains("</svg>") && picture.contains("machine 1") && !picture.contains("operation"))
    #expect(!picture.contains("nan") && !picture.contains("inf"))
  }

  @Test func aLargeChartHasABarForEachOperation() throws {
    let instance = try #require(JobShop.Generator.taillard(named: "ta71"))
    var builder = JobShop.GifflerThompson(instance)
    var random = RandomSource(seed: 1)
    builder.build(by: .mwkr, &random)
    let picture = JobShop.picture(of: builder.solution(), of: instance)
    #expect(picture.split(separator: "duration ").count - 1 == 2000)
  }
}
