import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct ThetaLambdaTreeTests {
  typealias Tasks = [(start: Int32, duration: Int32)]

  private static func tasks(_ random: inout RandomSource) -> Tasks {
    (0..<random.within(1...9)).map { _ in (start: Int32(random.within(0...20)), duration: Int32(random.within(1...6))) }
      .sorted { $0.start < $1.start }
  }

  /// max over k of est_k + total duration of the set's tasks from k on, in the order of starts.
  private static func completion(_ tasks: Tasks, _ set: Set<Int>) -> Int32 {
    tasks.indices.filter(set.contains).map { first in
      tasks[first].start
        + tasks.indices.filter { $0 >= first && set.contains($0) }.reduce(0) { $0 + tasks[$1].duration }
    }.max() ?? .min / 2
  }

  @Test func completionsAgreeWithTheDefinition() {
    for seed in 1...200 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let tasks = Self.tasks(&random)
      var lambda = Set(tasks.indices.filter { _ in random.chance(30) })
      var theta = Set(tasks.indices).subtracting(lambda)
      var tree = ThetaLambdaTree(capacity: tasks.count)
      tree.fill(count: tasks.count) { (tasks[$0].start, tasks[$0].duration, lambda.contains($0)) }
      while true {
        if !theta.isEmpty { #expect(tree.ect == Self.completion(tasks, theta), "seed \(seed)") }
        let expected = ([theta] + lambda.map { theta.union([$0]) }).map { Self.completion(tasks, $0) }.max()!
        if expected > 0 { #expect(tree.greyEct == expected, "seed \(seed)") }
        if tree.responsible >= 0 {
          #expect(Self.completion(tasks, theta.union([Int(tree.responsible)])) == expected, "seed \(seed)")
        }
        // Grey a task of Θ, or remove a grey one, until none is left.
        guard let k = (theta.sorted() + lambda.sorted()).dropFirst(random.below(2)).first else { break }
        if theta.remove(k) != nil {
          tree.grey(k)
          lambda.insert(k)
        } else {
          tree.remove(k)
          lambda.remove(k)
        }
      }
    }
  }
}
