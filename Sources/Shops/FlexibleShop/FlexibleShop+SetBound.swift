import Basics

extension FlexibleShop.Relaxation {
  /// A bound from what a set of resources has to do: its users, on as many identical machines, each with its least
  /// duration, between their heads and tails.
  ///
  /// For one resource it is the makespan of the preemptive schedule by longest tail; for k of them the largest over head
  /// and tail thresholds that leave at least k tasks of (k least heads + durations + k least tails) / k. A resource
  /// without a task is no exception: with k tasks, one of another resource fits there at the same time.
  ///
  /// - Source: Jackson 1955 and Carlier 1982, "The one-machine sequencing problem"; Carlier 1987, "Scheduling jobs with
  ///   release dates and tails on identical machines to minimize the makespan".
  func bound(of resources: Set<Int>) -> Int {
    let users = users(of: resources)
    return resources.count == 1 ? preemptiveMakespan(users) : energyBound(users, on: resources.count)
  }

  private func preemptiveMakespan(_ users: [Int]) -> Int {
    let byHead = users.sorted { heads[$0] < heads[$1] }
    var heap = MinHeap<Waiting>()
    var (next, time, makespan) = (0, 0, 0)
    while next < byHead.count || !heap.isEmpty {
      if heap.isEmpty { time = max(time, heads[byHead[next]]) }
      while next < byHead.count, heads[byHead[next]] <= time {
        heap.push(Waiting(tail: tails[byHead[next]], rest: leastDurations[byHead[next]]))
        next += 1
      }
      guard let task = heap.pop() else { break }
      let end = time + task.rest
      let pause = next < byHead.count ? min(end, heads[byHead[next]]) : end
      if pause < end {
        heap.push(Waiting(tail: task.tail, rest: end - pause))
      } else {
        makespan = max(makespan, end + task.tail)
      }
      time = pause
    }
    return makespan
  }

  /// Ordered by longest tail first.
  private struct Waiting: Comparable {
    let tail: Int
    let rest: Int

    static func < (one: Waiting, two: Waiting) -> Bool { one.tail > two.tail }
  }

  private func energyBound(_ users: [Int], on machines: Int) -> Int {
    guard users.count >= machines else { return 0 }
    let byTail = users.sorted { tails[$0] > tails[$1] }
    var best = 0
    for threshold in Set(users.map { heads[$0] }) {
      var work = 0
      var tailSum = 0
      var headSum = 0
      /// The least heads so far, negated: the largest on top.
      var least = MinHeap<Int>()
      var members: [Int] = []
      for user in byTail where heads[user] >= threshold {
        members.append(user)
        work += leastDurations[user]
        // Tails come in falling order, so the last ones are the least.
        tailSum += tails[user]
        if members.count > machines { tailSum -= tails[members[members.count - 1 - machines]] }
        headSum += heads[user]
        least.push(-heads[user])
        if members.count > machines, let largest = least.pop() { headSum += largest }
        guard members.count >= machines else { continue }
        best = max(best, (headSum + work + tailSum + machines - 1) / machines)
      }
    }
    return best
  }
}
