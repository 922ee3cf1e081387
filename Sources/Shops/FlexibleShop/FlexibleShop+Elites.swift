import Basics

extension FlexibleShop {
  /// The best of the schedules that a search came to, as orders of all operations with choices.
  struct Elites: ~Copyable {
    private let capacity: Int
    private let operationCount: Int
    private(set) var count = 0
    private var makespans: [Int] = []
    /// By member: operations in order, the rank of each operation, and choices.
    private let orders: Buffer<Int32>
    private let ranks: Buffer<Int32>
    private let choices: Buffer<Int32>
    private let keys: Buffer<Int64>
    /// The last outcome of `combine`.
    let order: Buffer<Int32>
    let chosen: Buffer<Int32>

    init(capacity: Int, operationCount: Int) {
      self.capacity = capacity
      self.operationCount = operationCount
      orders = Buffer(repeating: 0, count: capacity * operationCount)
      ranks = Buffer(repeating: 0, count: capacity * operationCount)
      choices = Buffer(repeating: 0, count: capacity * operationCount)
      keys = Buffer(repeating: 0, count: operationCount)
      order = Buffer(repeating: 0, count: operationCount)
      chosen = Buffer(repeating: 0, count: operationCount)
    }

    var least: Int { makespans.min() ?? .max }

    /// Lets a schedule in if there is room or it is no worse than the worst, which leaves; one that is nearly a member's
    /// takes that member's place or none.
    mutating func insert(_ makespan: Int, _ order: borrowing Buffer<Int32>, _ choices: borrowing Buffer<Int32>) {
      var place = count
      if let twin = twin(of: order, choices) {
        guard makespan < makespans[twin] else { return }
        place = twin
      } else if count == capacity {
        guard let worst = makespans.indices.max(by: { makespans[$0] < makespans[$1] }), makespan <= makespans[worst]
        else { return }
        place = worst
      }
      if place == count {
        makespans.append(makespan)
        count += 1
      } else {
        makespans[place] = makespan
      }
      let base = place * operationCount
      for index in 0..<operationCount {
        orders[base + index] = order[index]
        ranks[base + Int(order[index])] = Int32(index)
        self.choices[base + index] = choices[index]
      }
    }

    /// A member with nearly the same choices and ranks.
    private func twin(of order: borrowing Buffer<Int32>, _ choices: borrowing Buffer<Int32>) -> Int? {
      for member in 0..<count {
        let base = member * operationCount
        var difference = 0
        for index in 0..<operationCount {
          if self.choices[base + index] != choices[index] { difference += operationCount }
          difference += abs(Int(ranks[base + Int(order[index])]) - index)
        }
        if difference <= 2 * operationCount { return member }
      }
      return nil
    }

    /// A schedule between two members, nearer to the first: some choices of each, and the order of a weighted mean of ranks, which respects
    /// the arcs as both orders do.
    mutating func combine(_ random: inout RandomSource) {
      let first = random.below(count)
      var second = random.below(max(1, count - 1))
      if second >= first, count > 1 { second += 1 }
      let percent = random.within(10...30)
      for operation in 0..<operationCount {
        let (one, two) = (first * operationCount + operation, second * operationCount + operation)
        let mean = Int(ranks[one]) * (100 - percent) + Int(ranks[two]) * percent
        keys[operation] = Int64(mean) << 32 | Int64(operation)
        chosen[operation] = random.chance(percent) ? choices[two] : choices[one]
      }
      keys.withElements { elements in
        var elements = elements
        elements.sort()
      }
      for index in 0..<operationCount { order[index] = Int32(truncatingIfNeeded: keys[index]) }
    }
  }
}
