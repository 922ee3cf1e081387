/// The scheduler's active queue: higher priority first, then who came first.
struct SchedulingQueue {
  private struct Entry: Comparable {
    let level: Int32
    let arrival: Int
    let pod: Int

    /// The next one is the largest, which is cheap to take from the end.
    static func < (left: Entry, right: Entry) -> Bool { (left.level, left.arrival) > (right.level, right.arrival) }
  }

  private let priorityLevel: [Int32]
  private var waiting: [Entry] = []
  private var isWaiting = Set<Int>()
  private var arrivals = 0

  /// - Parameter priorityLevel: by pod, 0 the most important.
  init(priorityLevel: [Int32]) { self.priorityLevel = priorityLevel }

  mutating func add(_ pod: Int) {
    guard isWaiting.insert(pod).inserted else { return }
    let entry = Entry(level: priorityLevel[pod], arrival: arrivals, pod: pod)
    arrivals += 1
    var low = 0
    var high = waiting.count
    while low < high {
      let middle = (low + high) / 2
      if waiting[middle] < entry { low = middle + 1 } else { high = middle }
    }
    waiting.insert(entry, at: low)
  }

  mutating func next() -> Int? {
    guard let pod = waiting.popLast()?.pod else { return nil }
    isWaiting.remove(pod)
    return pod
  }
}
