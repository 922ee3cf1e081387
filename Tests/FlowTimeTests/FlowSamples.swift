@testable import FlowTime

enum FlowSamples {
  /// Each job as its release and the lengths of its operations.
  static func instance(_ jobs: [(Int, [Int])]) throws -> FlowInstance {
    try FlowInstance(name: "sample", jobs: jobs.map { FlowJob(release: $0.0, operations: $0.1) })
  }

  /// A few jobs with short operations.
  static func random(
    _ random: inout some RandomNumberGenerator, jobs: Int, operations: ClosedRange<Int>, lengths: ClosedRange<Int>,
    lastRelease: Int
  ) throws -> FlowInstance {
    try instance(
      (0..<jobs).map { _ in
        let count = Int.random(in: operations, using: &random)
        return (
          Int.random(in: 0...lastRelease, using: &random),
          (0..<count).map { _ in Int.random(in: lengths, using: &random) }
        )
      })
  }

  /// Who had the machine when, as (job, start, end).
  static func segments(_ instance: FlowInstance, _ policy: any FlowPolicy) throws -> [[Int]] {
    var segments: [[Int]] = []
    _ = try FlowSimulation.run(instance, policy) { segments.append([$0.job, $0.start, $0.end]) }
    return segments
  }
}
