import Foundation
import Testing

@testable import Bench

@Suite struct SearchSpaceTests {
  @Test func smallSpacesAreTriedWhole() throws {
    let space = try SearchSpace(base: Variant("native:workers=1"), axes: ["a=1|2", "workers=1|4"])
    let names = try space.candidates(atMost: 10, seed: 1).map(\.name)
    #expect(
      names == [
        "native:workers=1", "native:workers=1,a=1", "native:workers=1,a=2", "native:workers=4,a=1",
        "native:workers=4,a=2",
      ])
  }

  @Test func largeOnesBySampleWithTheBaseFirst() throws {
    let axes = (0..<20).map { "k\($0)=default|1|2|3" }
    let candidates = try SearchSpace(base: Variant("native"), axes: axes).candidates(atMost: 12, seed: 1)
    #expect(candidates.count == 12 && candidates[0].name == "native" && Set(candidates.map(\.name)).count == 12)
    #expect(try SearchSpace(base: Variant("native"), axes: axes).candidates(atMost: 12, seed: 1) == candidates)
  }

  @Test(arguments: ["", "a", "a=", "a=1,2"])
  func malformedOnesAreTold(_ text: String) throws {
    #expect(throws: BenchError.self) { try SearchSpace(base: Variant("native"), axes: [text]) }
  }
}

@Suite struct SuccessiveHalvingTests {
  /// A solver that proves after as many tenths of the limit as `level` says; 3 is the best of the levels on all.
  @Test func theBestSettingWinsAndIsTestedOnOtherInstances() throws {
    let fake = FakeSolver(Scratch())
    let text = """
      case $* in *--level\\ 3*) t=0.1;; *--level*) t=0.8;; *) t=0.5;; esac
      echo '{"event":"summary","status":"optimal","objective":1,"bound":1,"time":'$t'}'
      """
    let paths = (0..<8).map { fake.instance("tune\($0)", text) }
    let tests = (0..<3).map { fake.instance("test\($0)", text) }
    fake.scratch.write(paths.joined(separator: "\n"), to: "tuning.txt")
    fake.scratch.write(tests.joined(separator: "\n"), to: "testing.txt")
    let words = [
      "tune", "--campaign", fake.scratch["t"], "--tuning", fake.scratch["tuning.txt"], "--testing",
      fake.scratch["testing.txt"], "--option", "level=1|2|3|4", "--time-limit", "1", "--no-pin", "--solver",
      fake.program,
    ]
    let result = try Subprocess.run(Programs.bench, words)
    #expect(result.status == 0 && result.output.hasPrefix("tuned: native:level=3\n"), "\(result.output)")
    #expect(result.output.contains("| time to proof | 3 | 3 | 0 | -79."))
    // Five settings on two instances, three on two more, two on the other four; then two on the testing set.
    #expect(fake.began.filter { $0.contains("/tune") }.count == 5 * 2 + 3 * 2 + 2 * 4)
    #expect(fake.began.filter { $0.contains("/test") }.count == 6)
    // Again: nothing is left to run.
    #expect(try Subprocess.run(Programs.bench, words).output == result.output && fake.began.count == 30)
  }

  @Test func commonInstancesAreRefused() throws {
    let scratch = Scratch()
    let path = scratch.write("x", to: "a.txt")
    let list = scratch.write(path + "\n", to: "list.txt")
    let words = ["--option", "a=1", "--time-limit", "1", "--tuning", list, "--testing", list]
    #expect(
      try Subprocess.run(Programs.bench, ["tune", "--campaign", scratch["t"]] + words, isQuiet: true).status == 64)
  }
}
