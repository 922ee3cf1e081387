import Basics

extension FlexibleShop {
  /// Which of the operations that could come next does.
  enum Rule: Int, CaseIterable {
    case mostWork, longestDuration, shortestDuration, earliestEnd, noisyWork, random
  }

  /// Builds schedules operation by operation, each appended where it ends first.
  ///
  /// Among the operations whose predecessors are placed, those compete that could start before the earliest end any of
  /// them can have; a rule chooses.
  ///
  /// - Source: Giffler, Thompson 1960, "Algorithms for solving production-scheduling problems", over alternatives.
  struct Dispatcher: ~Copyable {
    private let rests: Buffer<Int>
    /// The outcome: operations in the order of their placement, and what each chose.
    let order: Buffer<Int32>
    let choices: Buffer<Int32>
    private let ends: Buffer<Int>
    private let waiting: Buffer<Int32>
    private let free: Buffer<Int>
    private let lastUser: Buffer<Int32>
    private var ready: Buffer<Int32>
    private let priorities: Buffer<Int>

    init(_ table: borrowing Table) {
      rests = table.leastRests()
      order = Buffer(repeating: 0, count: table.count)
      choices = Buffer(repeating: 0, count: table.count)
      ends = Buffer(repeating: 0, count: table.count)
      waiting = Buffer(repeating: 0, count: table.count)
      free = Buffer(repeating: 0, count: table.resourceCount)
      lastUser = Buffer(repeating: -1, count: table.resourceCount)
      ready = Buffer(capacity: table.count)
      priorities = Buffer(repeating: 0, count: table.count)
    }

    /// Places the operation with the longest least way to the end first: O(n log n), for the very first schedule.
    mutating func list(_ table: borrowing Table) {
      begin(table)
      var heap = MinHeap<Ranked>()
      for index in 0..<ready.count { heap.push(Ranked(key: -rests[ready[index]], operation: ready[index])) }
      var placed = 0
      while let top = heap.pop() {
        ready.removeAll()
        place(top.operation, bestChoice(of: top.operation, table).choice, at: placed, table)
        for index in 0..<ready.count { heap.push(Ranked(key: -rests[ready[index]], operation: ready[index])) }
        placed += 1
      }
    }

    /// Builds one schedule by a rule.
    mutating func build(by rule: Rule, _ table: borrowing Table, _ random: inout RandomSource) {
      begin(table)
      for operation in 0..<table.count {
        switch rule {
        case .noisyWork: priorities[operation] = -(rests[operation] * random.within(70...130))
        case .random: priorities[operation] = random.below(1 << 20)
        default: priorities[operation] = -rests[operation]
        }
      }
      for placed in 0..<table.count {
        var earliestEnd = Int.max
        for index in 0..<ready.count { earliestEnd = min(earliestEnd, bestChoice(of: ready[index], table).end) }
        var best = (key: Int.max, index: 0, choice: Int32(0))
        for index in 0..<ready.count {
          let operation = ready[index]
          let offer = bestChoice(of: operation, table)
          let duration = table.durations[offer.choice]
          guard offer.end - duration < earliestEnd || offer.end == earliestEnd else { continue }
          let key =
            switch rule {
            case .mostWork, .noisyWork, .random: priorities[operation]
            case .longestDuration: -duration
            case .shortestDuration: duration
            case .earliestEnd: offer.end
            }
          if key < best.key { best = (key, index, offer.choice) }
        }
        let operation = ready[best.index]
        ready.swapAt(best.index, ready.count - 1)
        ready.removeLast()
        place(operation, best.choice, at: placed, table)
      }
    }

    private struct Ranked: Comparable {
      let key: Int
      let operation: Int32

      static func < (one: Ranked, two: Ranked) -> Bool { (one.key, one.operation) < (two.key, two.operation) }
    }

    private mutating func begin(_ table: borrowing Table) {
      free.fill(0)
      lastUser.fill(-1)
      ready.removeAll()
      for operation in 0..<table.count {
        waiting[operation] = table.predecessorOffsets[operation + 1] - table.predecessorOffsets[operation]
        ends[operation] = table.heads[operation]
        if waiting[operation] == 0 { ready.append(Int32(operation)) }
      }
    }

    /// The choice with the earliest end, at equal ends the shortest. Until it is placed, an operation's entry in `ends`
    /// is its earliest start by head and arcs.
    private func bestChoice(of operation: Int32, _ table: borrowing Table) -> (choice: Int32, end: Int) {
      var best = (choice: Int32(-1), end: Int.max)
      var choice = table.choiceOffsets[operation]
      let end = table.choiceOffsets[operation + 1]
      while choice < end {
        let finish = start(of: operation, choice, table) + table.durations[choice]
        if finish < best.end || (finish == best.end && table.durations[choice] < table.durations[best.choice]) {
          best = (choice, finish)
        }
        choice += 1
      }
      return best
    }

    private func start(of operation: Int32, _ choice: Int32, _ table: borrowing Table) -> Int {
      var start = ends[operation]
      var slot = 2 * choice
      while slot <= 2 * choice + 1 {
        let resource = table.resources[slot]
        slot += 1
        guard resource >= 0 else { continue }
        var ready = free[resource]
        if table.hasSetups, lastUser[resource] >= 0 {
          ready += table.setup(on: resource, from: lastUser[resource], to: operation)
        }
        start = max(start, ready)
      }
      return start
    }

    private mutating func place(_ operation: Int32, _ choice: Int32, at index: Int, _ table: borrowing Table) {
      let end = start(of: operation, choice, table) + table.durations[choice]
      ends[operation] = end
      for slot in 2 * choice...2 * choice + 1 where table.resources[slot] >= 0 {
        free[table.resources[slot]] = end
        lastUser[table.resources[slot]] = operation
      }
      order[index] = operation
      choices[operation] = choice
      for entry in table.successorOffsets[operation]..<table.successorOffsets[operation + 1] {
        let successor = table.successors[entry]
        ends[successor] = max(ends[successor], end + table.successorLags[entry])
        waiting[successor] -= 1
        if waiting[successor] == 0 { ready.append(successor) }
      }
    }
  }
}
