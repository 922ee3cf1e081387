import Basics

/// One time direction of a unary resource: its tasks with their bounds in flat arrays, and the orders that the filtering
/// rules sweep in.
///
/// The rules are written once, for earliest starts; the mirrored view gives the other direction. Orders are kept from
/// call to call, so that insertion sort finds them nearly sorted.
struct UnaryView: ~Copyable {
  let tasks: [Task]
  /// Whether times are those of the model with the opposite sign.
  let isMirrored: Bool
  /// The Boolean "i comes before j" of this direction at i * n + j; `never` where there is none.
  let before: Buffer<Literal>
  let est: Buffer<Int32>
  let ect: Buffer<Int32>
  let lst: Buffer<Int32>
  let lct: Buffer<Int32>
  let duration: Buffer<Int32>
  /// The tasks that are present and take time, by the quantity of the name.
  var byStart: Buffer<Int32>
  var byLatestCompletion: Buffer<Int32>
  /// The order that an explanation for a proof gives back.
  private let kept: Buffer<Int32>
  /// The place of each task in `byStart`.
  let rank: Buffer<Int32>
  /// How many tasks take part now.
  private(set) var count = 0
  /// The earliest completion time of all of them: no set of them has a later one, which tells the rules where to look.
  private(set) var completion = Int32.min / 2

  /// Whether the order of every two tasks is decided: the precedence network then does all there is to do.
  let isSequenced: Store.Reversible

  static let never = Literal.always.negated

  init(tasks: [Task], isMirrored: Bool = false, isSequenced: Store.Reversible, before: (Int, Int) -> Literal) {
    self.tasks = tasks
    self.isMirrored = isMirrored
    self.isSequenced = isSequenced
    let n = tasks.count
    self.before = Buffer(repeating: Self.never, count: n * n)
    for i in 0..<n {
      for j in 0..<n where i != j { self.before[i * n + j] = before(i, j) }
    }
    est = Buffer(repeating: 0, count: n)
    ect = Buffer(repeating: 0, count: n)
    lst = Buffer(repeating: 0, count: n)
    lct = Buffer(repeating: 0, count: n)
    duration = Buffer(repeating: 0, count: n)
    byStart = Buffer((0..<n).map(Int32.init))
    byLatestCompletion = Buffer((0..<n).map(Int32.init))
    kept = Buffer(repeating: 0, count: n)
    rank = Buffer(repeating: 0, count: n)
  }

  /// Reads the bounds and sorts by start. Tasks that may be absent, or take no time, are left at the end of each order.
  @inline(__always)
  mutating func refresh(_ store: borrowing Store) {
    let far = Int32.max
    count = 0
    for i in 0..<tasks.count {
      let task = tasks[i]
      duration[i] = store.lower(task.duration)
      if store.isTrue(task.presence), duration[i] > 0 {
        est[i] = store.lower(task.start)
        lst[i] = store.upper(task.start)
        ect[i] = store.lower(task.end)
        lct[i] = store.upper(task.end)
        count += 1
      } else {
        est[i] = far
        lst[i] = far
        ect[i] = far
        lct[i] = far
      }
    }
    insertionSort(byStart, by: est)
    completion = .min / 2
    for k in 0..<count {
      let i = byStart[k]
      completion = max(completion, est[i]) + duration[i]
    }
  }

  /// The rest for rules that sweep by latest completion, after `refresh`.
  mutating func rankByCompletion() {
    insertionSort(byLatestCompletion, by: lct)
    for k in 0..<count { rank[byStart[k]] = Int32(k) }
  }

  /// Sorts the first `count` entries of `byStart`; for explanations, which gather a set there.
  func sortByStart(_ count: Int) { insertionSort(byStart, by: est, first: count) }

  /// Before an explanation uses `byStart`.
  @inline(__always) func keepOrder(_ store: borrowing Store) {
    if store.isCertifying { for i in 0..<tasks.count { kept[i] = byStart[i] } }
  }

  /// Makes `byStart` an order of all tasks again after an explanation has used it; the one that was there before, where
  /// the search is not to notice.
  func repairOrder(_ store: borrowing Store) {
    for i in 0..<tasks.count { byStart[i] = store.isCertifying ? kept[i] : Int32(i) }
  }
}

extension Task {
  /// Writes the premises that this task is there and takes at least `duration`.
  @inline(__always) func explainDuration(_ duration: Int32, _ store: inout Store) {
    if presence != .always { store.premise(presence) }
    let literal = Literal(self.duration, atLeast: duration)
    if !store.isRootTrue(literal) { store.premise(literal) }
  }
}
