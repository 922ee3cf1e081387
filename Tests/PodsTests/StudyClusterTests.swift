import Basics
import Solving
import Testing

@testable import Pods

@Suite struct StudyClusterTests {
  /// Python 3: `r = random.Random(2**100 + 12345)`, `r.getrandbits(32)` three times, then `r.randint(1, 4)` six times.
  @Test func theTwisterIsPythons() {
    var twister = MersenneTwister(key: [12345, 0, 0, 16])
    #expect((0..<3).map { _ in twister.nextWord() } == PythonFacts.words)
    #expect((0..<6).map { _ in twister.randint(1...4) } == PythonFacts.draws)
  }

  /// RFC 7693, appendix A, and two lengths around the block size from Python's hashlib.
  @Test func theHashIsBLAKE2b() {
    func hex(_ message: [UInt8], _ size: Int) -> String {
      BLAKE2b.digest(message, size: size).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    #expect(
      hex(Array("abc".utf8), 64)
        == "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")
    #expect(hex([UInt8](repeating: 7, count: 128), 16) == PythonFacts.hashOf128)
    #expect(hex([UInt8](repeating: 7, count: 129), 16) == PythonFacts.hashOf129)
    #expect(hex([], 16) == PythonFacts.hashOfNothing)
  }

  /// Published results of the study name this seed.
  @Test func aPublishedScenarioIsMadeAgain() {
    let sets = ReplicaSetDraw.drawAsPublished(pods: 32, priorities: 4, seed: 484_806_185_843_093_489)
    #expect(sets.map(\.priority) == [3, 2, 2, 3, 3, 2, 2, 3, 2, 3, 4])
    #expect(sets.prefix(6).map(\.cpu) == [427, 391, 828, 151, 553, 671])
    let size = StudyCluster(nodeCount: 8, usagePercent: 95, replicaSets: sets).nodeSize
    #expect(size.cpu == 1942)
    #expect(size.memory == 2_246_695_890)
  }

  @Test func theDrawIsWithinItsRangesAndHasEveryPod() {
    for seed in 0..<50 {
      let sets = ReplicaSetDraw.draw(pods: 37, priorities: 3, seed: UInt64(seed))
      #expect(sets.reduce(0) { $0 + $1.replicas } == 37)
      #expect(
        sets.allSatisfy {
          (1...4).contains($0.replicas) && (100...1000).contains($0.cpu)
            && (100_000_000...1_000_000_000).contains($0.memory) && (1...3).contains($0.priority)
        })
    }
  }

  static let grid: [(usage: String, preemption: String)] = [("0.9", "0"), ("1", "0"), ("1.05", "1"), ("1", "1")]

  @Test(arguments: grid)
  func thePresentPlacementKeepsEveryRule(usage: String, preemption: String) throws {
    for seed in 1...10 {
      let words = [
        "--nodes", "4", "--usage", usage, "--seed", "\(seed)", "--preemption", preemption, "--pending", "1",
      ]
      let text = try PodPacking.generate(Arguments(words, for: PodPacking.generatorParameters))
      let instance = try PodPacking.parse(SourceText(name: "x.json", text: text))
      let objective = try PodPacking.check(.present(of: instance), of: instance)
      #expect(instance.fixedPods.isEmpty)
      #expect(objective.levels.dropLast().contains { $0 > 0 }, "a pod is pending")
    }
  }
}
