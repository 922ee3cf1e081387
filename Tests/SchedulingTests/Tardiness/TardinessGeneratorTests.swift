import Basics
import Solving
import Testing

@testable import Scheduling

@Suite struct TardinessGeneratorTests {
  func generate(_ words: [String]) throws -> Tardiness.Instance {
    let text = try Tardiness.generate(Arguments(words, for: Tardiness.generatorParameters))
    return try Tardiness.parse(SourceText(name: "made.txt", text: text))
  }

  @Test func theFirstJobsOfADefinedInstance() throws {
    let jobs = try generate(["--jobs", "20", "--rdd", "0.2", "--tf", "0.2", "--seed", "1"]).jobs
    #expect(jobs.count == 20)
    #expect(jobs.prefix(3).map(\.processingTime) == [72, 69, 40])
    #expect(jobs.prefix(3).map(\.dueDate) == [1016, 893, 1077])
  }

  @Test func dueDatesKeepToTheirRange() throws {
    for (rdd, tf) in [(1, 1), (1, 5), (5, 5), (3, 2)] {
      var parameters = Tardiness.GeneratorParameters()
      parameters.jobCount = 200
      parameters.fiveRDD = rdd
      parameters.fiveTF = tf
      parameters.isClipped = false
      let instance = try Tardiness.generate(parameters)
      let total = Double(instance.horizon)
      let middle = total * (1 - Double(tf) / 5)
      let half = total * Double(rdd) / 10
      #expect(instance.jobs.allSatisfy { (1...100).contains($0.processingTime) && $0.weight == 1 })
      #expect(instance.jobs.allSatisfy { (middle - half - 1...middle + half + 1).contains(Double($0.dueDate)) })
      parameters.isClipped = true
      let clipped = try Tardiness.generate(parameters).jobs.map(\.dueDate)
      #expect(clipped == instance.jobs.map { max(0, $0.dueDate) })
    }
  }

  @Test func weightsComeLastSoThatTheJobsAreTheSame() throws {
    let plain = try generate(["--jobs", "30"]).jobs
    let weighted = try generate(["--jobs", "30", "--weighted", "1"]).jobs
    #expect(plain.map(\.dueDate) == weighted.map(\.dueDate))
    #expect(weighted.allSatisfy { (1...10).contains($0.weight) } && Set(weighted.map(\.weight)).count > 4)
  }

  @Test func aFactorBetweenTheStepsIsAUsersMistake() {
    #expect(throws: GeneratorError.self) { try generate(["--rdd", "0.3"]) }
    #expect(throws: ParameterError.self) { try generate(["--tf", "1.2"]) }
  }
}
