import Testing

@testable import Scheduling

@Suite struct JobShopGeneratorTests {
  @Test func theFirstTaillardInstanceIsThePublishedOne() throws {
    let first = TaillardSeeds.all[0]
    #expect(first.timeSeed == 840_612_802 && first.machineSeed == 398_197_754)
    let ta01 = try #require(JobShop.Generator.taillard(named: "ta01"))
    #expect(ta01.jobCount == 15 && ta01.machineCount == 15 && ta01.name == "ta01")
    // The first job as printed in the published file, machines from 0.
    #expect(ta01.jobs[0].map(\.duration) == [94, 66, 10, 53, 26, 15, 65, 82, 10, 27, 93, 92, 96, 70, 83])
    #expect(ta01.jobs[0].map(\.machine) == [6, 12, 4, 7, 3, 2, 10, 11, 8, 14, 9, 13, 5, 0, 1])
  }

  /// Every one of the 80 was compared with the published file, number for number; this sum stands for that.
  @Test func allTaillardInstancesAreThePublishedOnes() throws {
    var sum: UInt64 = 0
    for number in 1...80 {
      let instance = try #require(JobShop.Generator.taillard(named: number < 10 ? "ta0\(number)" : "ta\(number)"))
      for operation in instance.jobs.joined() {
        sum = sum &* 1_000_003 &+ UInt64(operation.machine * 100 + operation.duration)
      }
    }
    #expect(sum == 2_792_382_478_964_729_472)
  }

  @Test(arguments: [("ta21", 20, 20), ("ta31", 30, 15), ("ta41", 30, 20), ("ta51", 50, 15), ("ta80", 100, 20)])
  func classesHaveTheirSizes(name: String, jobs: Int, machines: Int) throws {
    let instance = try #require(JobShop.Generator.taillard(named: name))
    #expect(instance.jobCount == jobs && instance.machineCount == machines)
    #expect(instance.jobs.joined().allSatisfy { (1...99).contains($0.duration) })
  }

  @Test(arguments: ["ta00", "ta81", "ta1", "ta001", "ft06", "ta-1", "ta+1"])
  func otherNamesAreUnknown(name: String) {
    #expect(JobShop.Generator.taillard(named: name) == nil)
  }

  @Test func randomInstancesFollowTheirSeed() {
    let instance = JobShop.Generator.random(jobs: 7, machines: 5, seed: 3, durations: 10...20)
    #expect(instance == JobShop.Generator.random(jobs: 7, machines: 5, seed: 3, durations: 10...20))
    #expect(instance.jobs != JobShop.Generator.random(jobs: 7, machines: 5, seed: 4, durations: 10...20).jobs)
    for job in instance.jobs {
      #expect(Set(job.map(\.machine)) == Set(0..<5) && job.count == 5)
      #expect(job.allSatisfy { (10...20).contains($0.duration) })
    }
  }
}
