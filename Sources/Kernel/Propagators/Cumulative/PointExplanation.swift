import Basics

/// Which tasks ran at a time point when an inference was made, and the fewest and earliest of them that explain a height.
final class PointExplanation {
  /// Compulsory parts at the position of the inference.
  private let start: Buffer<Int32>
  private let end: Buffer<Int32>
  private let demand: Buffer<Int32>
  /// Tasks of the explanation, and by task the trail position since when it covers the point.
  private let chosen: Buffer<Int32>
  private let maker: Buffer<Int32>

  init(taskCount n: Int) {
    start = Buffer(repeating: 0, count: n)
    end = Buffer(repeating: 0, count: n)
    demand = Buffer(repeating: 0, count: n)
    chosen = Buffer(repeating: 0, count: n)
    maker = Buffer(repeating: 0, count: n)
  }

  /// Reads the compulsory parts of all tasks but `skipped` as they were before `position`.
  func gather(_ tasks: borrowing Buffer<Task>, except skipped: Int, before position: Int32, _ store: borrowing Store) {
    for k in 0..<tasks.count {
      let task = tasks[k]
      if k == skipped || (task.presence != .always && !store.isTrue(task.presence, before: position)) {
        demand[k] = 0
        continue
      }
      start[k] = store.upper(task.start, before: position)
      end[k] = store.lower(task.end, before: position)
      demand[k] = start[k] < end[k] ? store.lower(task.demand, before: position) : 0
    }
  }

  @inline(__always) private func covers(_ k: Int, _ time: Int32) -> Bool {
    demand[k] > 0 && start[k] <= time && time < end[k]
  }

  /// What the gathered tasks take at `time`.
  func height(at time: Int32) -> Int {
    var sum = 0
    for k in 0..<demand.count where covers(k, time) { sum += Int(demand[k]) }
    return sum
  }

  /// Writes premises for a height of at least `need` at `time`, leaving out tasks that came to cover it lately.
  ///
  /// - Returns: by how much the tasks that are left still exceed `need`.
  func explain(_ tasks: borrowing Buffer<Task>, at time: Int32, height need: Int, _ store: inout Store) -> Int {
    var surplus = -need
    var count = 0
    for k in 0..<demand.count where covers(k, time) {
      surplus += Int(demand[k])
      chosen[count] = Int32(truncatingIfNeeded: k)
      count += 1
    }
    assert(surplus >= 0, "the profile reaches the height at this time")
    if surplus > 0 { sortLatestFirst(tasks, count, time, store) }
    for i in 0..<count {
      let k = Int(chosen[i])
      if Int(demand[k]) <= surplus {
        surplus -= Int(demand[k])
        continue
      }
      tasks[k].explainCover(of: time, &store)
      let literal = Literal(tasks[k].demand, atLeast: demand[k])
      if !store.isRootTrue(literal) { store.premise(literal) }
    }
    return surplus
  }

  private func sortLatestFirst(
    _ tasks: borrowing Buffer<Task>, _ count: Int, _ time: Int32, _ store: borrowing Store
  ) {
    for i in 0..<count {
      let k = chosen[i]
      let task = tasks[k]
      let position = max(store.maker(of: task.start.atMost(time)), store.maker(of: task.end.atLeast(time + 1)))
      maker[k] = position
      chosen.insert(k, among: i) { maker[$0] < position }
    }
  }
}

extension Task {
  /// Writes the premises that the task is present and runs at `time`: starts at or before it and ends after it.
  @inline(__always) func explainCover(of time: Int32, _ store: inout Store) {
    let started = start.atMost(time)
    let running = end.atLeast(time + 1)
    if !store.isRootTrue(started) { store.premise(started) }
    if !store.isRootTrue(running) { store.premise(running) }
    if presence != .always { store.premise(presence) }
  }
}
