import Basics
import Testing

@testable import Pods

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The solution file of pods is written without a coder, and is what a coder would write.
@Suite struct SolutionTextTests {
  private func coded(_ solution: PodPacking.Solution) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(solution), as: UTF8.self)
  }

  @Test(arguments: 0..<20)
  func theTextIsTheCodersText(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let instance = try RandomCluster.instance(&random, hasCoupling: seed % 2 == 0)
    let solution = PodPacking.Solution(RandomCluster.target(&random, instance), of: instance)
    #expect(PodPacking.json(of: solution) == (try coded(solution)))
    #expect(PodPacking.json(of: PodPacking.Solution(solution.placements)) == nil)
  }

  @Test func namesAreEscaped() throws {
    let pod = ClusterSnapshot.Pod(name: "a\"b\\c/\u{1}\u{10}\u{1F}\n\t\r\u{8}\u{C}é\u{7F}🐟", requests: ["cpu": 1])
    let snapshot = ClusterSnapshot(name: "names", nodes: PodSamples.nodes(1, cpu: 2), pods: [pod])
    let instance = try snapshot.compiled()
    let solution = PodPacking.Solution([0], of: instance)
    #expect(PodPacking.json(of: solution) == (try coded(solution)))
  }

  @Test func thePlanIsMadeOnceAndOnlyInTime() throws {
    let instance = try PodSamples.instance(PodSamples.nodes(1, cpu: 10), [PodSamples.pod("a", cpu: 1)])
    let solution = PodSamples.solution(["n0"], instance)
    let made = PodPacking.completed(solution, of: instance, shouldStop: { false })
    #expect(try made.plan(in: instance, shouldStop: { true }).steps.count == 1)
    let late = PodPacking.completed(solution, of: instance, shouldStop: { true })
    #expect(throws: PodPacking.PlanFailure.interrupted) { try late.plan(in: instance) }
    #expect(PodPacking.json(of: late)?.contains(#""plan":{"failure":"interrupted"}"#) == true)
    #expect(PodPacking.explanation(of: late, of: instance) == ["plan       none: interrupted"])
  }
}
