import Basics

/// The depth-first search of `TotalTardinessSolver`: jobs are positions in due-date order.
struct LawlerSearch: ~Copyable {
  private var subproblems: LawlerSubproblems
  private var memo: TardinessMemo
  private var countdown = LawlerSearch.questionInterval
  private var isStopped = false
  /// Factors of the key of a subproblem: the number of jobs, and that of start times.
  private let jobFactor: UInt64
  private let timeFactor: UInt64
  /// False when the largest key does not fit 64 bits.
  private let memorizes: Bool
  private let jobCount: Int

  private static let questionInterval = 4096

  /// - Parameters:
  ///   - processing: in due-date order.
  ///   - dueDate: ascending, ties by processing time.
  ///   - keepsAll: whether all that is solved is wanted in the end.
  init(processing: [Int], dueDate: [Int], memoryLimit: Int, keepsAll: Bool = false) {
    jobCount = processing.count
    subproblems = LawlerSubproblems(processing: processing, dueDate: dueDate, bytes: memoryLimit / 4)
    memo = TardinessMemo(bytes: memoryLimit / 4 * 3, keepsAll: keepsAll)
    jobFactor = UInt64(processing.count)
    timeFactor = UInt64(processing.reduce(0, +)) + 1
    memorizes = Self.product([jobFactor, jobFactor, jobFactor, timeFactor]) != nil
  }

  private static func product(_ factors: [UInt64]) -> UInt64? {
    var product: UInt64 = 1
    for factor in factors {
      let (next, overflow) = product.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      product = next
    }
    return product
  }

  /// The optimal sequence of all jobs and its total tardiness, nil when stopped.
  mutating func run(shouldStop: () -> Bool) -> (sequence: [Int], total: Int)? {
    let root = subproblems.index(
      of: LawlerSubproblems.Name(first: 0, last: Int32(jobCount - 1), rank: Int32(jobCount - 1)))
    let total = value(root, 0, shouldStop)
    if isStopped { return nil }
    var sequence: [Int] = []
    sequence.reserveCapacity(jobCount)
    append(subproblems.sets[root].name, 0, total, to: &sequence, shouldStop)
    return isStopped ? nil : (sequence, total)
  }

  /// The least total tardiness of a set from a start time; means nothing once stopped.
  ///
  /// Recursion is at most n deep, since each set has fewer jobs than its parent.
  private mutating func value(_ index: Int32, _ start: Int, _ shouldStop: () -> Bool) -> Int {
    let set = subproblems.sets[index]
    if start <= set.oneLate { return max(0, start - set.noneLate) }
    if start >= set.allLate { return set.lateOffset + set.count * start }
    let key = key(set.name, start)
    if let known = memo.value(of: key) { return known }
    countdown -= 1
    if countdown == 0 {
      countdown = Self.questionInterval
      isStopped = isStopped || shouldStop()
    }
    if isStopped { return 0 }
    // Where there is no room left, branches live as long as this call.
    let inPassing = set.firstBranch < 0 && subproblems.isFull
    if set.firstBranch < 0 { subproblems.branch(index) }
    let first = Int(subproblems.sets[index].firstBranch)
    let count = Int(subproblems.sets[index].branchCount)
    var best = Int.max
    for branch in first..<first + count {
      let choice = subproblems.branches[branch]
      if start < choice.earliest || start >= choice.latest { continue }
      best = min(best, value(branch, choice, start, set.longestDueDate, below: best, shouldStop))
    }
    if inPassing { subproblems.unbranch(index) }
    if isStopped { return 0 }
    precondition(best < Int.max, "every set has a position for its longest job")
    if memorizes { memo.store(best, for: key) }
    return best
  }

  /// The value of one branch, or any number that is at least `limit` if the value is.
  @inline(__always)
  private mutating func value(
    _ branch: Int, _ choice: LawlerSubproblems.Branch, _ start: Int, _ dueDate: Int, below limit: Int,
    _ shouldStop: () -> Bool
  ) -> Int {
    let completion = start + choice.completion
    var total = max(0, completion - dueDate)
    if choice.right.rank >= 0, total < limit { total += valueOnTheRight(branch, choice, completion, shouldStop) }
    if choice.left.rank >= 0, total < limit { total += valueOnTheLeft(branch, choice, start, shouldStop) }
    return total
  }

  @inline(__always)
  private mutating func valueOnTheRight(
    _ branch: Int, _ choice: LawlerSubproblems.Branch, _ start: Int, _ shouldStop: () -> Bool
  ) -> Int {
    if choice.rightIndex >= 0 { return value(choice.rightIndex, start, shouldStop) }
    if subproblems.isFull { return valueInPassing(choice.right, start, shouldStop) }
    let index = subproblems.index(of: choice.right)
    subproblems.link(branch: branch, right: index)
    return value(index, start, shouldStop)
  }

  @inline(__always)
  private mutating func valueOnTheLeft(
    _ branch: Int, _ choice: LawlerSubproblems.Branch, _ start: Int, _ shouldStop: () -> Bool
  ) -> Int {
    if choice.leftIndex >= 0 { return value(choice.leftIndex, start, shouldStop) }
    if subproblems.isFull { return valueInPassing(choice.left, start, shouldStop) }
    let index = subproblems.index(of: choice.left)
    subproblems.link(branch: branch, left: index)
    return value(index, start, shouldStop)
  }

  /// The value of a set that is forgotten again, there being no room for more sets.
  private mutating func valueInPassing(
    _ name: LawlerSubproblems.Name, _ start: Int, _ shouldStop: () -> Bool
  ) -> Int {
    let setCount = subproblems.sets.count
    let index = subproblems.index(of: name)
    defer { subproblems.release(to: setCount) }
    return value(index, start, shouldStop)
  }

  @inline(__always)
  private func key(_ name: LawlerSubproblems.Name, _ start: Int) -> UInt64 {
    if !memorizes { return 0 }
    // No overflow: the product of all factors fits, and start times are below their factor.
    let set =
      (UInt64(truncatingIfNeeded: name.first) &* jobFactor &+ UInt64(truncatingIfNeeded: name.last))
      &* jobFactor &+ UInt64(truncatingIfNeeded: name.rank)
    return set &* timeFactor &+ UInt64(truncatingIfNeeded: start)
  }

  /// The least total tardiness of each set and start time that was solved, in no order, some twice; all where
  /// `keepsAll`.
  ///
  /// - Returns: false where they were not stored.
  func forEachSolved(_ visit: (_ name: LawlerSubproblems.Name, _ start: Int, _ value: Int) -> Void) -> Bool {
    guard memorizes else { return false }
    memo.visitAll { key, value in
      let (set, start) = key.quotientAndRemainder(dividingBy: timeFactor)
      let (ends, rank) = set.quotientAndRemainder(dividingBy: jobFactor)
      let (first, last) = ends.quotientAndRemainder(dividingBy: jobFactor)
      visit(LawlerSubproblems.Name(first: Int32(first), last: Int32(last), rank: Int32(rank)), Int(start), value)
    }
    return true
  }

  /// Appends an optimal sequence of a set whose optimal value is `total`.
  private mutating func append(
    _ name: LawlerSubproblems.Name, _ start: Int, _ total: Int, to sequence: inout [Int],
    _ shouldStop: () -> Bool
  ) {
    if name.rank < 0 || isStopped { return }
    let inPassing = subproblems.isFull
    let setCount = subproblems.sets.count
    let index = subproblems.index(of: name)
    defer { if inPassing { subproblems.release(to: setCount) } }
    let set = subproblems.sets[index]
    if start <= set.oneLate { return subproblems.appendByDueDate(name, to: &sequence) }
    if start >= set.allLate { return subproblems.appendByProcessingTime(name, to: &sequence) }
    let unbranches = set.firstBranch < 0 && subproblems.isFull
    if set.firstBranch < 0 { subproblems.branch(index) }
    defer { if unbranches { subproblems.unbranch(index) } }
    let first = Int(subproblems.sets[index].firstBranch)
    for branch in first..<first + Int(subproblems.sets[index].branchCount) {
      let choice = subproblems.branches[branch]
      if start < choice.earliest || start >= choice.latest { continue }
      if value(branch, choice, start, set.longestDueDate, below: .max, shouldStop) != total { continue }
      let end = start + choice.completion
      let after = choice.right.rank < 0 ? 0 : valueOnTheRight(branch, choice, end, shouldStop)
      append(choice.left, start, total - max(0, end - set.longestDueDate) - after, to: &sequence, shouldStop)
      sequence.append(Int(subproblems.position[Int(name.rank)]))
      append(choice.right, end, after, to: &sequence, shouldStop)
      return
    }
  }
}
