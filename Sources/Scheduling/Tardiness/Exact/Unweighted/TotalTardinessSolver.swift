import Basics

/// Proves the optimum of `1 || ΣT_j`: branch and memorize over Lawler's decomposition.
///
/// Depth first: the longest job of a set goes to each position that the elimination rules leave, which makes two
/// independent subproblems, one before and one after it. A subproblem is a job set and a start time; both are exact
/// integers, so is the key of its value in the memory, and no hash collision can make a wrong proof. Lower bounds are
/// not used: they cost more than they save.
///
/// What is particular here is that all the work that depends on the set alone (branches with their intervals of start
/// times, closed forms) is done once a set, and there are some hundred start times a set, so that a subproblem costs
/// its branches, not its jobs.
/// - Source: Lawler 1977; Potts, Van Wassenhove 1982; Szwarc, Grosso, Della Croce 2001, "Algorithmic paradoxes of the
///   single-machine total tardiness problem"; Shang, T'kindt, Della Croce 2021, "Branch & Memorize exact algorithms for
///   sequencing problems: efficient embedding of memorization into search trees".
struct TotalTardinessSolver: ~Copyable {
  /// Jobs by due date, then processing time, then number.
  private let order: [Int]
  private let processing: [Int]
  private let dueDate: [Int]

  /// - Parameters:
  ///   - processingTimes: n durations, ≥ 0.
  ///   - dueDates: n due dates, of any sign.
  init(processingTimes: [Int], dueDates: [Int]) {
    precondition(processingTimes.count == dueDates.count, "a due date for each job")
    precondition(processingTimes.allSatisfy { $0 >= 0 }, "processing times are not negative")
    order = processingTimes.indices.sorted {
      (dueDates[$0], processingTimes[$0], $0) < (dueDates[$1], processingTimes[$1], $1)
    }
    processing = order.map { processingTimes[$0] }
    dueDate = order.map { dueDates[$0] }
  }

  /// An optimal sequence of job numbers and its total tardiness; nil when stopped, or when n times the sum of all
  /// processing times and the farthest due date does not fit 61 bits.
  ///
  /// - Parameters:
  ///   - memoryLimit: bytes for the memory of solved subproblems; less means slower.
  ///   - shouldStop: asked every few thousand subproblems.
  ///   - onBound: given one lower bound, at once.
  mutating func solve(
    memoryLimit: Int, shouldStop: () -> Bool, onBound: (Int) -> Void
  ) -> (sequence: [Int], total: Int)? {
    if order.isEmpty { return ([], 0) }
    guard fitsSums else { return nil }
    onBound(lowerBound())
    var search = LawlerSearch(processing: processing, dueDate: dueDate, memoryLimit: memoryLimit)
    guard let (sequence, total) = search.run(shouldStop: shouldStop) else { return nil }
    return (sequence.map { order[$0] }, total)
  }

  private var fitsSums: Bool {
    let farthest = max(Double(dueDate.first!).magnitude, Double(dueDate.last!).magnitude)
    let horizon = processing.reduce(farthest) { $0 + Double($1) }
    return horizon * Double(order.count) < Double(LawlerSubproblems.never)
  }

  /// A set of jobs with the least total tardiness from a start time.
  struct Solved {
    let name: LawlerSubproblems.Name
    let start, value: Int
    /// Ascends with the rank of the longest job, the set and the start time: so parts come before what is made of them.
    let place: UInt64
  }

  /// All that a search for the optimum solves but for what is plain to see, by `place`, some of it twice, with the
  /// total tardiness; nil when stopped, or when sums do not fit 61 bits.
  func solved(memoryLimit: Int, shouldStop: () -> Bool) -> (table: [Solved], total: Int)? {
    guard !order.isEmpty, fitsSums else { return nil }
    var search = LawlerSearch(
      processing: processing, dueDate: dueDate, memoryLimit: memoryLimit, keepsAll: true)
    guard let total = search.run(shouldStop: shouldStop)?.total else { return nil }
    var table: [Solved] = []
    let (count, times) = (UInt64(order.count), UInt64(processing.reduce(0, +)) + 1)
    let isWhole = search.forEachSolved { name, start, value in
      // Fits where the keys of the memory do.
      let set = (UInt64(name.rank) * count + UInt64(name.first)) * count + UInt64(name.last)
      table.append(Solved(name: name, start: start, value: value, place: set * times + UInt64(start)))
    }
    table.sort { $0.place < $1.place }
    return isWhole ? (table, total) : nil
  }

  /// The i-th completion is no less than that of shortest processing time first, and pairing completions with due dates
  /// in order is the cheapest pairing.
  /// - Source: Chu 1992, "A branch-and-bound algorithm to minimize total tardiness with different release dates".
  private func lowerBound() -> Int {
    var completion = 0
    var total = 0
    for (time, due) in zip(processing.sorted(), dueDate) {
      completion += time
      total += max(0, completion - due)
    }
    return total
  }
}
