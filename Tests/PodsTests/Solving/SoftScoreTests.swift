import Basics
import Race
import Solving
import Testing

@testable import Pods

@Suite("Pod packing: the soft score, after all else")
struct SoftScoreTests {
  private func solve(_ instance: PodPacking.Instance) throws -> RaceResult<PodPacking.Solution> {
    var options = SolveOptions<PodPacking.Solution>()
    options.workers = 1
    let scoreboard = Scoreboard<PodPacking.Solution>(
      clock: RaceClock(timeLimit: 20),
      check: { (solution) throws(CheckFailure) in try PodPacking.check(solution, of: instance) })
    return Race.run(try PodPacking.lanes(for: instance, options), on: scoreboard)
  }

  /// Two nodes of 10 cpu, 4 in use on the first one, and two pods of 3 cpu to come.
  private var cluster: ClusterSnapshot {
    var snapshot = ClusterSnapshot(name: "two nodes")
    snapshot.nodes = ["a", "b"].map { .init(name: $0, allocatable: ["cpu": 10]) }
    snapshot.pods = [
      .init(name: "p", requests: ["cpu": 4], nodeName: "a"), .init(name: "q", requests: ["cpu": 3]),
      .init(name: "r", requests: ["cpu": 3]),
    ]
    return snapshot
  }

  @Test("spread: both new pods go where the highest use stays lowest")
  func spread() throws {
    let result = try solve(try cluster.compiled(scoring: .spread))
    #expect(result.objective == Objective(levels: [0, 0, 600]))
  }

  @Test("bin packing: both new pods go where pods are, and no more nodes are in use than proved necessary")
  func binPack() throws {
    let result = try solve(try cluster.compiled(scoring: .binPack))
    #expect(result.objective == Objective(levels: [0, 0, 1]))
    #expect(result.status == .optimal)
  }

  @Test(
    "no pod is given up and none moved for the score, its bound holds, and it is mostly the best there is",
    arguments: PodPacking.SoftScore.allCases)
  func agreesWithEnumeration(_ score: PodPacking.SoftScore) throws {
    var best = 0
    for seed in 0..<60 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let count = 2 + random.below(4)
      let snapshot = PlacementOracle.snapshot(
        &random, pods: count, nodes: 2 + random.below(2), isCoupled: seed % 2 == 1)
      let instance = try snapshot.compiled(scoring: score)
      let optimum =
        instance.isOrderSensitive
        ? OrderOracle.optimum(of: instance) : try #require(PlacementOracle.optimum(of: instance))
      let result = try solve(instance)
      let objective = try #require(result.objective)
      #expect(result.rejections.isEmpty, "seed \(seed): \(result.rejections)")
      #expect(objective.levels.dropLast() == optimum.levels.dropLast(), "seed \(seed)")
      #expect(try #require(result.bound) <= optimum, "seed \(seed)")
      if instance.isOrderSensitive { #expect(objective == optimum && result.status == .optimal, "seed \(seed)") }
      if objective == optimum { best += 1 }
    }
    #expect(best >= 45, "\(best) of 60")
  }
}
