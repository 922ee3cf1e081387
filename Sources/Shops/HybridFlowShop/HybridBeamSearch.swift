import Basics

/// Beam search over schedules that grow from both ends: each job goes behind the front or before the back, on the
/// machine of each stage that is free first, seen from that end.
///
/// - Source: Libralesso, Focke, Secardin, Jost 2022, "Iterative beam search algorithms for the permutation flowshop".
final class HybridBeamSearch {
  /// What tells a good partial schedule, beside the bound, which counts the more the more jobs are placed.
  enum Guide { case meanStage, idleShares }

  let count: Int
  let stages: Int
  /// Of each stage, how many machines can ever be in use, and how many there are in all stages before.
  let machineCounts: [Int]
  private let offsets: [Int]
  /// Job after job, as in the view.
  let times: Buffer<Int>
  private var layer: HybridBeamLayer
  private var nextLayer: HybridBeamLayer
  /// Those kept for the next depth, a heap with the largest score on top.
  private var children: [HybridBeamChild] = []
  /// Those of the node at hand.
  private var siblings: [HybridBeamChild] = []
  private var placements: [(parent: Int, job: Int, isFront: Bool)] = []

  /// - Parameter view: has a stage and a job.
  init(_ view: HybridFlowShop) {
    count = view.jobCount
    stages = view.stageCount
    machineCounts = view.machineCounts.map { min($0, view.jobCount) }
    var offsets = [0]
    for machines in machineCounts { offsets.append(offsets[offsets.count - 1] + machines) }
    self.offsets = offsets
    times = Buffer(view.durations)
    layer = HybridBeamLayer(jobs: count, stages: stages, machines: offsets[stages])
    nextLayer = HybridBeamLayer(jobs: count, stages: stages, machines: offsets[stages])
  }

  /// The best schedule of a beam of this width.
  ///
  /// - Returns: the jobs of the front in their order, and those of the back, the last one first; nil where stopped, or
  ///   where nothing below the limit is left.
  func search(
    width: Int, guide: Guide, below limit: Int, shouldStop: () -> Bool
  ) -> (front: [Int], back: [Int], makespan: Int)? {
    placeNothing()
    for placed in 1...count {
      children.removeAll(keepingCapacity: true)
      let share = Double(placed) / Double(count)
      for node in 0..<layer.size {
        if shouldStop() { return nil }
        expand(node, share: share, guide: guide, width: width, below: limit)
      }
      if children.isEmpty { return nil }
      nextLayer.clear()
      for child in children { make(child) }
      swap(&layer, &nextLayer)
    }
    let values = (0..<layer.size).map(joinedMakespan)
    guard let makespan = values.min(), makespan < limit, let best = values.firstIndex(of: makespan) else { return nil }
    var front: [Int] = []
    var back: [Int] = []
    var step = layer.steps[best]
    while step >= 0 {
      let placement = placements[step]
      if placement.isFront { front.append(placement.job) } else { back.append(placement.job) }
      step = placement.parent
    }
    return (front.reversed(), back.reversed(), makespan)
  }

  private func placeNothing() {
    layer.clear()
    placements.removeAll(keepingCapacity: true)
    let root = layer.add()
    for stage in 0..<stages {
      for job in 0..<count { layer.totals[root * stages + stage] += times[job * stages + stage] }
    }
  }

  /// The makespan when the front's machine that is free last goes with the back's that is needed least.
  private func joinedMakespan(_ node: Int) -> Int {
    let front = layer.front.pointer + node * offsets[stages]
    let back = layer.back.pointer + node * offsets[stages]
    var makespan = 0
    for stage in 0..<stages {
      let first = offsets[stage]
      let last = offsets[stage + 1] - 1
      for machine in first...last { makespan = max(makespan, front[machine] + back[first + last - machine]) }
    }
    return makespan
  }

  /// Pushes the children at one end: the one where fewer are below the limit, or whose scores are larger in all, since
  /// there a wrong choice shows.
  private func expand(_ node: Int, share: Double, guide: Guide, width: Int, below limit: Int) {
    var sums = (front: 0.0, back: 0.0)
    var counts = (front: 0, back: 0)
    siblings.removeAll(keepingCapacity: true)
    for job in 0..<count where !layer.isPlaced[node * count + job] {
      let front = evaluate(node, job, isFront: true, share: share, guide: guide)
      let back = evaluate(node, job, isFront: false, share: share, guide: guide)
      sums.front += front.score
      sums.back += back.score
      if front.bound < limit {
        counts.front += 1
        siblings.append(HybridBeamChild(score: front.score, node: Int32(node), job: Int32(job), isFront: true))
      }
      if back.bound < limit {
        counts.back += 1
        siblings.append(HybridBeamChild(score: back.score, node: Int32(node), job: Int32(job), isFront: false))
      }
    }
    let isFront = counts.front != counts.back ? counts.front < counts.back : sums.front >= sums.back
    for child in siblings where child.isFront == isFront { push(child, width: width) }
  }

  private func push(_ child: HybridBeamChild, width: Int) {
    if children.count < width {
      children.append(child)
      var index = children.count - 1
      while index > 0, children[(index - 1) / 2].score < children[index].score {
        children.swapAt(index, (index - 1) / 2)
        index = (index - 1) / 2
      }
    } else if child.score < children[0].score {
      children[0] = child
      var index = 0
      while 2 * index + 1 < children.count {
        var larger = 2 * index + 1
        if larger + 1 < children.count, children[larger + 1].score > children[larger].score { larger += 1 }
        guard children[larger].score > children[index].score else { break }
        children.swapAt(larger, index)
        index = larger
      }
    }
  }

  /// The bound of a node with one more job: of each stage the work and the idle time, shared by its machines.
  private func evaluate(
    _ node: Int, _ job: Int, isFront: Bool, share: Double, guide: Guide
  ) -> (score: Double, bound: Int) {
    let free = (isFront ? layer.front.pointer : layer.back.pointer) + node * offsets[stages]
    let totals = layer.totals.pointer + node * stages
    let idles = (isFront ? layer.frontIdle.pointer : layer.backIdle.pointer) + node * stages
    let sums = (isFront ? layer.frontSums.pointer : layer.backSums.pointer) + node * stages
    let otherIdles = (isFront ? layer.backIdle.pointer : layer.frontIdle.pointer) + node * stages
    let otherSums = (isFront ? layer.backSums.pointer : layer.frontSums.pointer) + node * stages
    var arrival = 0
    var bound = 0
    var measure = 0.0
    for index in 0..<stages {
      let stage = isFront ? index : stages - 1 - index
      let first = free[offsets[stage]]
      let idle = max(0, arrival - first)
      let time = times[job * stages + stage]
      arrival = max(arrival, first) + time
      let total = totals[stage] + idle
      bound = max(bound, (total + machineCounts[stage] - 1) / machineCounts[stage])
      switch guide {
      case .meanStage: measure += Double(total) / Double(machineCounts[stage])
      case .idleShares:
        measure += Double(idles[stage] + idle) / Double(max(1, sums[stage] + idle + time))
        measure += Double(otherIdles[stage]) / Double(max(1, otherSums[stage]))
      }
    }
    switch guide {
    case .meanStage: return (share * Double(bound) + (1 - share) * measure / Double(stages), bound)
    case .idleShares: return (Double(bound) * (share + (1 - share) * measure), bound)
    }
  }

  private func make(_ child: HybridBeamChild) {
    let node = Int(child.node)
    let job = Int(child.job)
    let made = nextLayer.add(copyOf: node, of: layer)
    nextLayer.isPlaced[made * count + job] = true
    placements.append((layer.steps[node], job, child.isFront))
    nextLayer.steps[made] = placements.count - 1
    let free = (child.isFront ? nextLayer.front.pointer : nextLayer.back.pointer) + made * offsets[stages]
    let idles = (child.isFront ? nextLayer.frontIdle.pointer : nextLayer.backIdle.pointer) + made * stages
    let sums = (child.isFront ? nextLayer.frontSums.pointer : nextLayer.backSums.pointer) + made * stages
    var arrival = 0
    for index in 0..<stages {
      let stage = child.isFront ? index : stages - 1 - index
      let first = free + offsets[stage]
      let idle = max(0, arrival - first[0])
      let time = times[job * stages + stage]
      arrival = max(arrival, first[0]) + time
      nextLayer.totals[made * stages + stage] += idle
      idles[stage] += idle
      sums[stage] += idle + time
      var slot = 0
      while slot + 1 < machineCounts[stage], first[slot + 1] < arrival {
        first[slot] = first[slot + 1]
        slot += 1
      }
      first[slot] = arrival
    }
  }
}
