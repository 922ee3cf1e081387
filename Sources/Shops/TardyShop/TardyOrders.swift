import Basics

/// The order of the operations on every machine of a shop with due dates, and the earliest starts that follow.
final class TardyOrders {
  let shop: TardyShop
  let count: Int
  let jobCount: Int
  let offsets: Buffer<Int>
  let jobOf: Buffer<Int32>
  let duration: Buffer<Int>
  let weight: Buffer<Int>
  let dueDate: Buffer<Int>
  let release: Buffer<Int>
  /// The neighbours on the machine, −1 for none.
  let before: Buffer<Int32>
  let after: Buffer<Int32>
  /// Starts of operations and tardiness of jobs, as kept.
  let head: Buffer<Int>
  let late: Buffer<Int>
  private let trial: Buffer<Int>
  private let trialLate: Buffer<Int>
  private let arrived: Buffer<Int>
  private let final: Buffer<Int>
  private let stack: Buffer<Int32>
  private let evaluations = Buffer<Int>(repeating: 0, count: 1)

  init(_ shop: TardyShop, orders: [[Int]]) {
    let chains = shop.chains
    self.shop = shop
    count = chains.operationCount
    jobCount = chains.jobCount
    offsets = Buffer(chains.offsets)
    jobOf = Buffer(chains.jobs.map(Int32.init))
    duration = Buffer(chains.durations)
    weight = Buffer(shop.weights)
    dueDate = Buffer(shop.dueDates)
    release = Buffer(shop.releases)
    before = Buffer(repeating: -1, count: count)
    after = Buffer(repeating: -1, count: count)
    head = Buffer(repeating: 0, count: count)
    late = Buffer(repeating: 0, count: jobCount)
    trial = Buffer(repeating: 0, count: count)
    trialLate = Buffer(repeating: 0, count: jobCount)
    arrived = Buffer(repeating: 0, count: count)
    final = Buffer(repeating: 0, count: count)
    stack = Buffer(repeating: 0, count: count)
    set(orders)
  }

  /// Takes the operations of each machine in another order.
  func set(_ orders: [[Int]]) {
    for order in orders {
      for (index, operation) in order.enumerated() {
        before[operation] = index == 0 ? -1 : Int32(order[index - 1])
        after[operation] = index + 1 == order.count ? -1 : Int32(order[index + 1])
      }
    }
  }

  /// Exchanges an operation with the one behind it on its machine.
  func swapWithNext(_ x: Int) {
    let y = Int(after[x])
    let (left, right) = (before[x], after[y])
    if left >= 0 { after[left] = Int32(y) }
    if right >= 0 { before[right] = Int32(x) }
    before[y] = left
    after[y] = Int32(x)
    before[x] = Int32(y)
    after[x] = right
  }

  /// The starts that count.
  var starts: [Int] { (0..<count).map { head[$0] } }

  /// The total weighted tardiness; nothing where the orders run in a circle or it is above the limit. `keep` makes its times those that count.
  func evaluate(limit: Int) -> Int? {
    evaluations[0] += 1
    let stamp = evaluations[0]
    var total = 0
    var missing = count
    var depth = 0
    @inline(__always)
    func arrive(_ operation: Int, at time: Int) {
      arrived[operation] = stamp
      let previous = Int(before[operation])
      trial[operation] = time
      guard previous < 0 || final[previous] == stamp else { return }
      if previous >= 0 { trial[operation] = max(time, trial[previous] &+ duration[previous]) }
      final[operation] = stamp
      stack[depth] = Int32(truncatingIfNeeded: operation)
      depth &+= 1
    }
    for job in 0..<jobCount {
      if offsets[job] == offsets[job &+ 1] {
        trialLate[job] = max(0, release[job] &- dueDate[job])
        total &+= weight[job] &* trialLate[job]
        continue
      }
      arrive(offsets[job], at: release[job])
      while depth > 0 {
        depth &-= 1
        missing &-= 1
        let operation = Int(stack[depth])
        let end = trial[operation] &+ duration[operation]
        let next = Int(after[operation])
        if next >= 0, arrived[next] == stamp, final[next] != stamp {
          trial[next] = max(trial[next], end)
          final[next] = stamp
          stack[depth] = Int32(truncatingIfNeeded: next)
          depth &+= 1
        }
        let job = Int(jobOf[operation])
        if operation &+ 1 < offsets[job &+ 1] {
          arrive(operation &+ 1, at: end)
        } else {
          trialLate[job] = max(0, end &- dueDate[job])
          total &+= weight[job] &* trialLate[job]
          if total > limit { return nil }
        }
      }
    }
    return missing == 0 && total <= limit ? total : nil
  }

  /// Makes the times of the last evaluation those that count.
  func keep() {
    head.pointer.update(from: trial.pointer, count: count)
    late.pointer.update(from: trialLate.pointer, count: jobCount)
  }

  /// A random pair of neighbours on a longest path to the end of a job, as its first one; −1 where there is none.
  ///
  /// Exchanging such a pair runs in a circle only through operations of duration 0, which the evaluation notices.
  func criticalPair(of job: Int, _ random: inout RandomSource) -> Int {
    var operation = offsets[job + 1] - 1
    var chosen = -1
    var seen = 0
    while operation >= offsets[jobOf[operation]] {
      let previous = Int(before[operation])
      let isFirst = operation == offsets[jobOf[operation]]
      let arrival = isFirst ? release[jobOf[operation]] : head[operation - 1] + duration[operation - 1]
      let isTightOnMachine = previous >= 0 && head[previous] + duration[previous] == head[operation]
      let isTightInJob = arrival == head[operation]
      if isTightOnMachine, !isTightInJob || random.next() & 1 == 0 {
        if jobOf[previous] != jobOf[operation] {
          seen += 1
          if random.below(seen) == 0 { chosen = previous }
        }
        operation = previous
      } else if isFirst {
        break
      } else {
        operation -= 1
      }
    }
    return chosen
  }
}
