/// A job shop in which no job waits: each operation starts when the one before it ends. The makespan is to be least.
///
/// A job is its start alone. For two jobs, the starts' difference must stay out of open intervals, one for each pair of
/// operations that share a machine; here they are as ranges of whole numbers, united and sorted for each pair.
/// - Source: Mascis, Pacciarelli 2002, "Job-shop scheduling with blocking and no-wait constraints".
package struct NoWaitShop: Sendable {
  /// The jobs.
  package let chains: JobChains
  /// The work of each job, which is the time from its start to its end.
  package let lengths: [Int]
  /// The pair (i, j), at index i · jobs + j, has the forbidden ranges `gapOffsets[index]..<gapOffsets[index + 1]`.
  let gapOffsets: [Int]
  /// Start of j less start of i is never in `forbiddenFirst..<forbiddenEnd`; ascending, with room between.
  let forbiddenFirst: [Int]
  let forbiddenEnd: [Int]

  package init(_ chains: JobChains) {
    self.chains = chains
    let jobs = chains.jobCount
    lengths = (0..<jobs).map(chains.work)
    var offset = [Int](repeating: 0, count: chains.operationCount)
    for job in 0..<jobs {
      var time = 0
      for operation in chains.operations(of: job) {
        offset[operation] = time
        time += chains.durations[operation]
      }
    }
    var ranges = [[Range<Int>]](repeating: [], count: jobs * jobs)
    for operations in chains.operationsByMachine {
      for x in operations {
        for y in operations where chains.jobs[x] != chains.jobs[y] {
          let first = offset[x] - offset[y] - chains.durations[y] + 1
          let end = offset[x] - offset[y] + chains.durations[x]
          if first < end { ranges[chains.jobs[x] * jobs + chains.jobs[y]].append(first..<end) }
        }
      }
    }
    var gapOffsets = [0]
    var firsts: [Int] = []
    var ends: [Int] = []
    for list in ranges {
      let start = firsts.count
      for range in list.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
        if firsts.count > start, range.lowerBound <= ends[ends.count - 1] {
          ends[ends.count - 1] = max(ends[ends.count - 1], range.upperBound)
        } else {
          firsts.append(range.lowerBound)
          ends.append(range.upperBound)
        }
      }
      gapOffsets.append(firsts.count)
    }
    self.gapOffsets = gapOffsets
    forbiddenFirst = firsts
    forbiddenEnd = ends
  }

  /// The number of jobs.
  package var jobCount: Int { lengths.count }

  /// The makespan of these starts of the jobs, or nothing where two operations overlap: from the definition.
  package func makespan(of starts: [Int]) -> Int? {
    guard starts.count == jobCount, starts.allSatisfy({ $0 >= 0 && $0 < 4 * JobChains.workLimit }) else { return nil }
    let times = operationStarts(of: starts)
    for operations in chains.operationsByMachine {
      let order = operations.sorted { x, y in
        (times[x], times[x] + chains.durations[x], x) < (times[y], times[y] + chains.durations[y], y)
      }
      for (x, y) in zip(order, order.dropFirst()) where times[x] + chains.durations[x] > times[y] { return nil }
    }
    return zip(starts, lengths).map(+).max() ?? 0
  }

  /// The starts of the operations that follow from the starts of the jobs.
  package func operationStarts(of starts: [Int]) -> [Int] {
    var times: [Int] = []
    for job in 0..<jobCount {
      var time = starts[job]
      for operation in chains.operations(of: job) {
        times.append(time)
        time += chains.durations[operation]
      }
    }
    return times
  }
}
