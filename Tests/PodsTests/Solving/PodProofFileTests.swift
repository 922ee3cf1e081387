import Testing

@testable import Pods

@Suite struct PodProofFileTests {
  private func instance(_ nodes: Int, _ pods: [(cpu: Int, priority: Int, node: String?)]) throws -> PodPacking.Instance
  {
    try ClusterSnapshot(
      name: "sample",
      nodes: (0..<nodes).map { .init(name: "n\($0)", allocatable: ["cpu": 4, "memory": 4]) },
      pods: pods.enumerated().map {
        .init(
          name: "p\($0)", requests: ["cpu": $1.cpu, "memory": 1], priority: $1.priority, nodeName: $1.node)
      }
    ).compiled()
  }

  private func file(_ places: [String], _ instance: PodPacking.Instance) throws -> [UInt8]? {
    let solution = PodSamples.solution(places, instance)
    return PodPacking.proofFile(
      of: instance, solution: solution, objective: try PodPacking.check(solution, of: instance))
  }

  @Test func eachLevelAboveZeroHasALine() throws {
    let instance = try instance(1, [(3, 1, "n0"), (3, 2, nil), (1, 1, nil)])
    let file = try #require(try file(["", "n0", "n0"], instance))
    #expect(file.starts(with: Array("dovetail-proof 1\n".utf8) + [68, 6, 2]))
    #expect(file.suffix(3) == [4, 0, 2])
    #expect(file.count { $0 == 68 } >= 2)
  }

  @Test func aPlacementThatIsNotTheBestHasNone() throws {
    let instance = try instance(1, [(3, 1, "n0"), (3, 2, nil), (1, 1, nil)])
    #expect(try file(["n0", "", "n0"], instance) == nil)
    #expect(try file(["", "n0", ""], instance) == nil)
  }

  @Test func clustersWithMoreThanCPUAndMemoryHaveNone() throws {
    let instance = try PodSamples.instance(
      PodSamples.nodes(1, cpu: 4), [PodSamples.pod("a", cpu: 3), PodSamples.pod("b", cpu: 3)])
    #expect(try file(["n0", ""], instance) == nil)
  }
}
