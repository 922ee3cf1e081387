import Basics

/// Draws the tasks that a neighbourhood frees; all others keep their order.
package struct NeighbourhoodGenerator {
  package let schedule: TaskSchedule
  /// Tasks that can be freed, by increasing start: windows are stretches of this list.
  private let byStart: [Int]
  private let critical: [Int]

  package init(_ schedule: TaskSchedule) {
    self.schedule = schedule
    let starts = schedule.starts
    byStart = starts.indices.filter(schedule.isMovable).sorted { (starts[$0], $0) < (starts[$1], $1) }
    critical = schedule.criticalTasks
  }

  /// - Parameter share: of the tasks that can be freed, about as many are; from 0 to 1.
  /// - Returns: for each task whether it is free. Tasks of no duration and no choice never are, as nothing holds them.
  package func draw(_ kind: NeighbourhoodKind, share: Double, _ random: inout RandomSource) -> [Bool] {
    var isFree = [Bool](repeating: false, count: schedule.shape.taskCount)
    guard !byStart.isEmpty else { return isFree }
    let size = min(byStart.count, max(2, Int((share * Double(byStart.count)).rounded())))
    switch kind {
    case .timeWindow: freeWindow(size, &isFree, &random)
    case .resourceWindows: freeResourceWindows(share, &isFree, &random)
    case .resources: freeResources(size, &isFree, &random)
    case .criticalStretch: freeCriticalStretch(size, &isFree, &random)
    case .connected: freeConnected(size, &isFree, &random)
    case .random: freeAny(size, &isFree, &random)
    }
    return isFree
  }

  /// The tasks that run at some time between the starts of the first and the last of a stretch of starts.
  ///
  /// Tasks already under way when the window opens count as well, so the stretch itself is shorter than `size`.
  private func freeWindow(_ size: Int, _ isFree: inout [Bool], _ random: inout RandomSource) {
    // The window may hang over either end, so that the first and the last tasks are freed as often as others.
    let middle = random.below(byStart.count)
    let first = min(max(0, middle - size / 2), byStart.count - size)
    let opening = schedule.starts[byStart[first]]
    var freed = 0
    for place in 0..<first where schedule.end(of: byStart[place]) > opening && freed < size / 2 {
      isFree[byStart[place]] = true
      freed += 1
    }
    for place in first..<byStart.count where freed < size {
      isFree[byStart[place]] = true
      freed += 1
    }
  }

  private func freeResourceWindows(_ share: Double, _ isFree: inout [Bool], _ random: inout RandomSource) {
    for sequence in schedule.sequences where !sequence.isEmpty {
      let length = min(sequence.count, max(2, Int((share * Double(sequence.count)).rounded())))
      let first = random.below(sequence.count - length + 1)
      for place in first..<first + length { isFree[sequence[place]] = true }
    }
  }

  /// Whole resources in random order, as long as there is room; the last one in part: a stretch of its sequence.
  private func freeResources(_ size: Int, _ isFree: inout [Bool], _ random: inout RandomSource) {
    var order = Array(schedule.sequences.indices)
    order.shuffle(using: &random)
    var freed = 0
    for resource in order where freed < size {
      let sequence = schedule.sequences[resource]
      if sequence.isEmpty { continue }
      let length = min(sequence.count, size - freed)
      let first = random.below(sequence.count - length + 1)
      for place in first..<first + length where !isFree[sequence[place]] {
        isFree[sequence[place]] = true
        freed += 1
      }
    }
  }

  /// From a random critical task in both directions of its chain, each with its neighbours on its resources.
  private func freeCriticalStretch(_ size: Int, _ isFree: inout [Bool], _ random: inout RandomSource) {
    guard !critical.isEmpty else { return freeAny(size, &isFree, &random) }
    let middle = random.below(critical.count)
    let distance = random.within(1...4)
    var freed = 0
    func free(_ task: Int) {
      if freed >= size || isFree[task] { return }
      isFree[task] = true
      freed += 1
    }
    var step = 0
    while freed < size, step < critical.count {
      for place in step == 0 ? [middle] : [middle - step, middle + step] where critical.indices.contains(place) {
        free(critical[place])
        for other in schedule.neighbours(of: critical[place], within: distance) { free(other) }
      }
      step += 1
    }
  }

  /// Grows from one task by random neighbours, in precedences or on a resource.
  private func freeConnected(_ size: Int, _ isFree: inout [Bool], _ random: inout RandomSource) {
    let seed =
      critical.isEmpty || random.below(2) == 0
      ? byStart[random.below(byStart.count)] : critical[random.below(critical.count)]
    var frontier = [seed]
    var isSeen = [Bool](repeating: false, count: isFree.count)
    isSeen[seed] = true
    var freed = 0
    while freed < size, !frontier.isEmpty {
      let choice = random.below(frontier.count)
      let task = frontier[choice]
      frontier[choice] = frontier[frontier.count - 1]
      frontier.removeLast()
      if schedule.isMovable(task) {
        isFree[task] = true
        freed += 1
      }
      for other in schedule.shape.related[task] + schedule.neighbours(of: task) where !isSeen[other] {
        isSeen[other] = true
        frontier.append(other)
      }
    }
  }

  private func freeAny(_ size: Int, _ isFree: inout [Bool], _ random: inout RandomSource) {
    var tasks = byStart
    for place in 0..<size {
      tasks.swapAt(place, place + random.below(tasks.count - place))
      isFree[tasks[place]] = true
    }
  }
}
