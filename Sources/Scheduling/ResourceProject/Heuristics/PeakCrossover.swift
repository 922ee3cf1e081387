import Basics

extension ResourceProject {
  /// Builds a child from two schedules: the periods in which the mother uses the resources well keep her activities and
  /// their order, the rest follows the father.
  ///
  /// - Source: Valls, Ballestín, Quintanilla 2008, "A hybrid genetic algorithm for the resource-constrained project
  ///   scheduling problem".
  final class PeakCrossover {
    private let project: PackedProject
    private let block: Buffer<Int32>
    private let running, stack: Buffer<Int32>
    private let usage: Buffer<Int32>
    private let isPlaced, isNeeded: Buffer<Bool>

    init(_ project: PackedProject) {
      self.project = project
      block = Buffer(repeating: 0, count: project.count)
      running = Buffer(repeating: 0, count: project.count)
      stack = Buffer(repeating: 0, count: project.count)
      usage = Buffer(repeating: 0, count: project.count)
      isPlaced = Buffer(repeating: false, count: project.count)
      isNeeded = Buffer(repeating: false, count: project.count)
    }

    /// - Parameters:
    ///   - mother: an activity list in order of the starts.
    ///   - starts: the mother's schedule.
    ///   - father: an activity list.
    ///   - child: receives an activity list.
    func cross(
      _ mother: UnsafePointer<Int32>, _ starts: UnsafePointer<Int32>, _ father: UnsafePointer<Int32>,
      into child: UnsafeMutablePointer<Int32>, _ random: inout RandomSource
    ) {
      let blockCount = findPeaks(mother, starts, threshold: 0.5 + 0.5 * random.unit())
      let count = project.count
      isPlaced.fill(false)
      var filled = 0
      var next = 0  // of the mother's list
      for wanted in 1..<max(1, blockCount + 1) {
        while block[mother[next]] != Int32(wanted) { next += 1 }
        fill(&filled, upTo: next, father, child)
        needPredecessors(of: Int32(wanted), mother, from: next)
        for index in 0..<count {
          let activity = father[index]
          if isNeeded[activity], !isPlaced[activity] { place(activity, &filled, child) }
        }
        for index in next..<count where block[mother[index]] == Int32(wanted) && !isPlaced[mother[index]] {
          place(mother[index], &filled, child)
        }
      }
      for index in 0..<count where !isPlaced[father[index]] { place(father[index], &filled, child) }
      assert(filled == count, "the child misses activities")
    }

    /// Numbers the mother's peaks from 1 in `block`, by the peak in which an activity first runs; 0 for none.
    ///
    /// Usage changes only where an activity starts or ends, so it is looked at when some activity starts.
    private func findPeaks(_ mother: UnsafePointer<Int32>, _ starts: UnsafePointer<Int32>, threshold: Double) -> Int {
      let count = project.count
      var runningCount = 0
      var sum = 0
      var highest: Int32 = 0
      block.fill(0)
      var index = 0
      // First the usage at each start time, kept at the index of the last activity that starts then.
      while index < count {
        let time = Int(starts[Int(mother[index])])
        sum -= dropEnded(at: time, starts, &runningCount)
        index = startAll(at: time, mother, starts, index, &runningCount, &sum)
        usage[index - 1] = Int32(truncatingIfNeeded: sum)
        highest = max(highest, usage[index - 1])
      }
      let limit = Int32(Double(highest) * threshold)
      var blocks = 0
      var isInside = false
      runningCount = 0
      index = 0
      while index < count {
        let time = Int(starts[Int(mother[index])])
        _ = dropEnded(at: time, starts, &runningCount)
        index = startAll(at: time, mother, starts, index, &runningCount, &sum)
        let isPeak = highest > 0 && usage[index - 1] >= limit
        if isPeak, !isInside { blocks += 1 }
        isInside = isPeak
        guard isPeak else { continue }
        for place in 0..<runningCount where block[running[place]] == 0 { block[running[place]] = Int32(blocks) }
      }
      return compact(blocks, mother)
    }

    private func dropEnded(at time: Int, _ starts: UnsafePointer<Int32>, _ runningCount: inout Int) -> Int {
      var kept = 0
      var dropped = 0
      for place in 0..<runningCount {
        let activity = running[place]
        if Int(starts[Int(activity)]) + Int(project.durations[activity]) > time {
          running[kept] = activity
          kept += 1
        } else {
          dropped += Int(project.intensity[activity])
        }
      }
      runningCount = kept
      return dropped
    }

    private func startAll(
      at time: Int, _ mother: UnsafePointer<Int32>, _ starts: UnsafePointer<Int32>, _ first: Int,
      _ runningCount: inout Int, _ sum: inout Int
    ) -> Int {
      var index = first
      while index < project.count, Int(starts[Int(mother[index])]) == time {
        let activity = mother[index]
        if project.durations[activity] > 0 {
          running[runningCount] = activity
          runningCount += 1
          sum += Int(project.intensity[activity])
        }
        index += 1
      }
      return index
    }

    /// Numbers the peaks anew without those whose activities all belong to earlier ones.
    private func compact(_ blocks: Int, _ mother: UnsafePointer<Int32>) -> Int {
      guard blocks > 0 else { return 0 }
      usage.fill(0)  // of no more use: now the new number of each old block
      for index in 0..<project.count { usage[max(0, Int(block[index]) - 1)] |= block[index] > 0 ? 1 : 0 }
      var used: Int32 = 0
      for number in 0..<blocks where usage[number] == 1 {
        used += 1
        usage[number] = used
      }
      for index in 0..<project.count where block[index] > 0 { block[index] = usage[Int(block[index]) - 1] }
      return Int(used)
    }

    /// The father's activities outside all peaks whose predecessors are placed, until the child has `limit` activities.
    private func fill(
      _ filled: inout Int, upTo limit: Int, _ father: UnsafePointer<Int32>, _ child: UnsafeMutablePointer<Int32>
    ) {
      var index = 0
      while filled < limit, index < project.count {
        let activity = father[index]
        index += 1
        if isPlaced[activity] || block[activity] > 0 { continue }
        var isReady = true
        for edge in Int(project.predecessorOffsets[activity])..<Int(project.predecessorOffsets[activity + 1])
        where !isPlaced[project.predecessors[edge]] {
          isReady = false
          break
        }
        if isReady { place(activity, &filled, child) }
      }
    }

    /// Marks all unplaced activities that must come before some activity of a peak and do not belong to it.
    private func needPredecessors(of wanted: Int32, _ mother: UnsafePointer<Int32>, from next: Int) {
      isNeeded.fill(false)
      for index in next..<project.count where block[mother[index]] == wanted {
        var depth = 1
        stack[0] = mother[index]
        while depth > 0 {
          depth -= 1
          let activity = stack[depth]
          for edge in Int(project.predecessorOffsets[activity])..<Int(project.predecessorOffsets[activity + 1]) {
            let before = project.predecessors[edge]
            if isPlaced[before] || isNeeded[before] { continue }
            isNeeded[before] = true
            stack[depth] = before
            depth += 1
          }
        }
      }
    }

    private func place(_ activity: Int32, _ filled: inout Int, _ child: UnsafeMutablePointer<Int32>) {
      child[filled] = activity
      filled += 1
      isPlaced[activity] = true
    }
  }
}
