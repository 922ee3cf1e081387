import Basics
import Testing

@testable import Scheduling

/// Moves on selections: heads, tails and order stay exact, offered moves close no cycle, estimates are what they say.
@Suite struct DisjunctiveGraphTests {
  /// The sequences of a graph, read from its links.
  static func sequences(_ graph: borrowing JobShop.DisjunctiveGraph) -> [[Int32]] {
    var sequences = [[Int32]](repeating: [], count: graph.table.machineCount)
    for operation in 0..<graph.none
    where graph.predecessors[operation].machine == graph.none && graph.durations[operation] > 0 {
      var current = operation
      while current != graph.none {
        sequences[Int(graph.table.machine[operation])].append(current)
        current = graph.successors[current].machine
      }
    }
    return sequences
  }

  /// Longest paths from the start to each completion, by repeated relaxation; nil where there is a cycle.
  static func completions(of sequences: [[Int32]], _ instance: JobShop.Instance) -> [Int]? {
    let operations = instance.jobs.flatMap { $0 }
    var arcs: [(Int, Int)] = []
    var first = 0
    for job in instance.jobs {
      arcs += (first..<first + job.count).dropFirst().map { ($0 - 1, $0) }
      first += job.count
    }
    for sequence in sequences { arcs += zip(sequence, sequence.dropFirst()).map { (Int($0), Int($1)) } }
    var completion = operations.map(\.duration)
    var degree = [Int](repeating: 0, count: operations.count)
    for arc in arcs { degree[arc.1] += 1 }
    var free = operations.indices.filter { degree[$0] == 0 }
    var done = 0
    while let operation = free.popLast() {
      done += 1
      for arc in arcs where arc.0 == operation {
        completion[arc.1] = max(completion[arc.1], completion[operation] + operations[arc.1].duration)
        degree[arc.1] -= 1
        if degree[arc.1] == 0 { free.append(arc.1) }
      }
    }
    return done == operations.count ? completion : nil
  }

  static func expectExact(_ graph: borrowing JobShop.DisjunctiveGraph, _ instance: JobShop.Instance, _ label: String) {
    let sequences = sequences(graph)
    let fresh = completions(of: sequences, instance)
    let kept = (0..<graph.table.count).map { Int(graph.completions[$0]) }
    #expect(kept == fresh, "heads, \(label)")
    // Tails are the completions of the mirrored problem.
    let mirrored = try! JobShop.Instance(
      name: "mirrored", machineCount: instance.machineCount, jobs: instance.jobs.reversed().map { $0.reversed() })
    let last = Int32(instance.operationCount - 1)
    let tails = completions(of: sequences.map { $0.reversed().map { last - $0 } }, mirrored)
    let keptTails = (0..<graph.table.count).map { Int(graph.tails[$0]) }
    #expect(keptTails.reversed() == tails, "tails, \(label)")
    #expect(Int(graph.makespan) == fresh?.max())
    for position in 0..<graph.table.count {
      let operation = graph.order[position]
      #expect(Int(graph.positions[operation]) == position)
      let before = graph.predecessors[operation]
      for neighbour in [before.job, before.machine] where neighbour != graph.none {
        #expect(Int(graph.positions[neighbour]) < position, "order, \(label)")
      }
    }
  }

  @Test(arguments: [false, true])
  func anyMoveIsDoneExactlyOrRefusedForACycle(isGeneral: Bool) {
    var refusals = 0
    for seed in 1...40 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 5, machines: 4, isGeneral: isGeneral, seed: seed)
      var random = RandomSource(seed: seed)
      var builder = JobShop.GifflerThompson(instance)
      builder.build(by: .random, &random)
      var graph = JobShop.DisjunctiveGraph(instance)
      graph.load(builder.order)
      for step in 0..<30 {
        let before = Self.sequences(graph)
        let machine = random.below(instance.machineCount)
        guard before[machine].count >= 2 else { continue }
        let i = random.below(before[machine].count - 1)
        let j = random.within(i + 1...before[machine].count - 1)
        let isBehind = random.below(2) == 0
        var wanted = before
        if isBehind {
          wanted[machine].insert(wanted[machine].remove(at: i), at: j)
        } else {
          wanted[machine].insert(wanted[machine].remove(at: j), at: i)
        }
        let (first, last) = (before[machine][i], before[machine][j])
        let isDone = isBehind ? graph.move(first, behind: last) : graph.move(last, inFrontOf: first)
        #expect(isDone == (Self.completions(of: wanted, instance) != nil), "seed \(seed), step \(step)")
        #expect(Self.sequences(graph) == (isDone ? wanted : before))
        Self.expectExact(graph, instance, "seed \(seed), step \(step)")
        refusals += isDone ? 0 : 1
      }
    }
    #expect(refusals > 50, "the sample holds both kinds")
  }

  static func number(of operation: Int32) -> UInt64 { UInt64(operation + 1) &* 0x9E37_79B9_7F4A_7C15 }

  static func signature(_ sequence: [Int32]) -> UInt64 {
    sequence.enumerated().reduce(0) { $0 &+ number(of: $1.element) &* UInt64($1.offset) }
  }

  @Test(arguments: [false, true])
  func offeredMovesCloseNoCycleAndEstimatesAreTheLongestPathThroughTheSegment(isGeneral: Bool) {
    let signatures = Buffer<UInt64>((0..<100).map { Self.number(of: $0) })
    var offered = 0
    var exact = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 6, machines: 3, isGeneral: isGeneral, seed: seed)
      var random = RandomSource(seed: seed)
      var builder = JobShop.GifflerThompson(instance)
      builder.build(by: .random, &random)
      var graph = JobShop.DisjunctiveGraph(instance)
      graph.load(builder.order)
      var path = JobShop.CriticalPath(jobCount: instance.jobCount)
      path.trace(graph, &random)
      var block = JobShop.CriticalBlock(longest: instance.operationCount)
      for number in 0..<path.blockCount {
        block.load(path, Int(path.blockStarts[number])..<Int(path.blockStarts[number + 1]), graph, signatures)
        for i in 0..<block.count {
          for j in i + 1..<max(i + 1, block.count) {
            for isBehind in [false, true] {
              let (first, last) = (block.operations[i], block.operations[j])
              guard isBehind ? block.allowsMoving(i, behind: j) : block.allowsMoving(j, inFrontOf: i) else { continue }
              let estimate =
                isBehind
                ? block.estimate(moving: i, behind: j, cutoff: .max)
                : block.estimate(moving: j, inFrontOf: i, cutoff: .max)
              let change =
                isBehind
                ? block.signatureChange(moving: i, behind: j) : block.signatureChange(moving: j, inFrontOf: i)
              var moved = JobShop.DisjunctiveGraph(instance)
              moved.load(graph.order)
              let isDone = isBehind ? moved.move(first, behind: last) : moved.move(last, inFrontOf: first)
              #expect(isDone, "an offered move closes no cycle, seed \(seed)")
              offered += 1
              let segment = (i...j).map { block.operations[$0] }
              let through = segment.map { moved.head(of: $0) + moved.tails[$0] }.max()
              exact += estimate == through ? 1 : 0
              if j == i + 1 {
                #expect(estimate == through, "exact for neighbours, seed \(seed), \(i) \(j) \(isBehind)")
                #expect(estimate <= moved.makespan, "so a lower bound")
              }
              let machine = Int(graph.table.machine[first])
              #expect(
                change
                  == Self.signature(Self.sequences(moved)[machine]) &- Self.signature(Self.sequences(graph)[machine]))
            }
          }
        }
      }
    }
    #expect(offered > 300)
    #expect(exact > offered * 3 / 4, "\(exact) of \(offered) estimates are exact")
  }
}
