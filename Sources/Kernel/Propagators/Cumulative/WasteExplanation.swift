import Basics

/// Explains how much capacity was wasted in a window, by the fewest and earliest bounds that make it so.
///
/// Who could not run at a time t, since start > t or end <= t or it was absent, is let in again; who had to run, since
/// start <= t and end > t, is let go: the latest to be bound first, as long as the surplus of the overload pays for the
/// waste that is lost. Where the best sum stays the same this is free. What remains are bounds no tighter than needed.
final class WasteExplanation {
  /// What keeps a task out of some pieces of the window, or in them.
  private struct Binding: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable { case startsAfter, endsBefore, isAbsent, startsBefore, endsAfter }

    var task: Int32
    var kind: Kind
    /// The trail position since when all of it stands.
    var maker: Int32

    var keepsIn: Bool { kind == .startsBefore || kind == .endsAfter }
    /// The bound that it takes is tightest for the last piece, and looser for each one before.
    var isTightestLast: Bool { kind == .startsAfter || kind == .endsAfter }
  }

  private let tasks: Buffer<Task>
  private let est: Buffer<Int32>
  private let lct: Buffer<Int32>
  private let isAbsent: Buffer<Bool>
  /// The pieces in which a task has to run, as far as it has not been let go.
  private let firstIn: Buffer<Int32>
  private let lastIn: Buffer<Int32>
  private let bindings: Buffer<Binding>
  /// Piece s of the window is [times[s], times[s + 1]); in it nobody comes or goes.
  private let times: Buffer<Int32>
  /// By piece: what is wasted, and what those take that have to run.
  private let waste: Buffer<Int>
  private let taken: Buffer<Int>
  /// By piece the sums of the others that may run; and a row to try.
  private let sums: SubsetSums
  private let trial: Int

  init(_ tasks: [Task], capacity: Int) {
    let n = tasks.count
    self.tasks = Buffer(tasks)
    est = Buffer(repeating: 0, count: n)
    lct = Buffer(repeating: 0, count: n)
    isAbsent = Buffer(repeating: false, count: n)
    firstIn = Buffer(repeating: 0, count: n)
    lastIn = Buffer(repeating: 0, count: n)
    bindings = Buffer(repeating: Binding(task: 0, kind: .isAbsent, maker: 0), count: 4 * n)
    times = Buffer(repeating: 0, count: 4 * n + 2)
    waste = Buffer(repeating: 0, count: 4 * n + 2)
    taken = Buffer(repeating: 0, count: 4 * n + 2)
    trial = 4 * n + 2
    sums = SubsetSums(rows: trial + 1, upTo: capacity)
  }

  /// Writes premises for a waste in [a, b) that makes up for what `surplus` lacks, and takes the waste into it.
  func explain(
    from a: Int32, to b: Int32, limit: Int, surplus: inout Int, before position: Int32, _ store: inout Store
  ) {
    let pieces = cut(from: a, to: b, before: position, store)
    for k in 0..<tasks.count { place(k, pieces, before: position, store) }
    for s in 0..<pieces {
      waste[s] = leftOver(of: limit, beside: taken[s], sums: s)
      surplus += waste[s] * length(s)
    }
    assert(surplus >= 0, "the waste in the window makes the overload")
    let count = listBindings(pieces, store)
    for i in 0..<count { loosen(bindings[i], pieces, limit, &surplus, &store) }
  }

  @inline(__always) private func length(_ s: Int) -> Int { Int(times[s + 1] - times[s]) }
  @inline(__always) private func demand(_ k: Int, _ store: borrowing Store) -> Int32 { store.lower(tasks[k].demand) }

  /// Those that have to run may be too many already: then nothing of the window is of use.
  private func leftOver(of limit: Int, beside taken: Int, sums row: Int) -> Int {
    taken > limit ? limit : limit - taken - sums.largest(atMost: limit - taken, in: row)
  }

  // MARK: The window at the time of the inference

  /// Cuts the window where tasks come and go.
  ///
  /// - Returns: the number of pieces.
  private func cut(from a: Int32, to b: Int32, before position: Int32, _ store: borrowing Store) -> Int {
    times[0] = a
    times[1] = b
    var count = 2
    for k in 0..<tasks.count {
      let task = tasks[k]
      est[k] = store.lower(task.start, before: position)
      lct[k] = store.upper(task.end, before: position)
      insert(est[k], from: a, to: b, &count)
      insert(lct[k], from: a, to: b, &count)
      let lst = store.upper(task.start, before: position)
      let ect = store.lower(task.end, before: position)
      if lst >= ect { continue }
      insert(lst, from: a, to: b, &count)
      insert(ect, from: a, to: b, &count)
    }
    for s in 0..<(count - 1) {
      sums.clear(s)
      taken[s] = 0
    }
    return count - 1
  }

  /// Keeps the times strictly inside the window sorted and distinct.
  private func insert(_ time: Int32, from a: Int32, to b: Int32, _ count: inout Int) {
    if time <= a || time >= b { return }
    for i in 1..<count where times[i] == time { return }
    times.insert(time, among: count) { $0 > time }
    count += 1
  }

  private func place(_ k: Int, _ pieces: Int, before position: Int32, _ store: borrowing Store) {
    let task = tasks[k]
    let demand = demand(k, store)
    let isOptional = task.presence != .always
    isAbsent[k] = isOptional && store.isTrue(task.presence.negated, before: position)
    firstIn[k] = Int32(truncatingIfNeeded: pieces)
    lastIn[k] = -1
    if isAbsent[k] { return }
    let isPresent = !isOptional || store.isTrue(task.presence, before: position)
    let lst = isPresent ? store.upper(task.start, before: position) : .max
    let ect = store.lower(task.end, before: position)
    for s in 0..<pieces where est[k] <= times[s] && times[s] < lct[k] {
      if lst <= times[s], times[s] < ect {
        taken[s] += Int(demand)
        firstIn[k] = min(firstIn[k], Int32(truncatingIfNeeded: s))
        lastIn[k] = Int32(truncatingIfNeeded: s)
      } else {
        sums.include(Int(demand), in: s)
      }
    }
  }

  // MARK: Loosening

  /// Lists what makes waste by something later than level 0, the latest first.
  private func listBindings(_ pieces: Int, _ store: borrowing Store) -> Int {
    var count = 0
    for k in 0..<tasks.count {
      if isAbsent[k] {
        insert(k, .isAbsent, pieces, &count, store)
        continue
      }
      insert(k, .startsAfter, pieces, &count, store)
      insert(k, .endsBefore, pieces, &count, store)
      if lastIn[k] < 0 { continue }
      insert(k, .startsBefore, pieces, &count, store)
      insert(k, .endsAfter, pieces, &count, store)
    }
    return count
  }

  private func insert(_ k: Int, _ kind: Binding.Kind, _ pieces: Int, _ count: inout Int, _ store: borrowing Store) {
    var binding = Binding(task: Int32(truncatingIfNeeded: k), kind: kind, maker: 0)
    let s = nextPiece(of: binding, from: binding.isTightestLast ? pieces - 1 : 0, pieces)
    if s < 0 { return }
    let literal = reason(binding, at: s)
    if store.isRootTrue(literal) { return }
    binding.maker = store.maker(of: literal)
    bindings.insert(binding, among: count) { $0.maker < binding.maker }
    count += 1
  }

  /// The next piece from `s` on, in the direction of looser bounds, that wastes something and is concerned; -1 if none.
  private func nextPiece(of binding: Binding, from s: Int, _ pieces: Int) -> Int {
    let k = Int(binding.task)
    let step = binding.isTightestLast ? -1 : 1
    var s = s
    while s >= 0, s < pieces {
      let isConcerned =
        switch binding.kind {
        case .startsAfter: est[k] >= times[s + 1]
        case .endsBefore: lct[k] <= times[s]
        case .isAbsent: true
        case .startsBefore, .endsAfter: firstIn[k] <= s && s <= lastIn[k]
        }
      if isConcerned, waste[s] > 0 { return s }
      s += step
    }
    return -1
  }

  /// What binds the task in piece `s`, and in all that come after it in the direction of looser bounds.
  private func reason(_ binding: Binding, at s: Int) -> Literal {
    let task = tasks[binding.task]
    return switch binding.kind {
    case .startsAfter: task.start.atLeast(times[s + 1])
    case .endsBefore: task.end.atMost(times[s])
    case .isAbsent: task.presence.negated
    case .startsBefore: task.start.atMost(times[s])
    case .endsAfter: task.end.atLeast(times[s + 1])
    }
  }

  /// Lets the task in or go, piece by piece from where its bound is tightest; writes the bound at the first too dear.
  private func loosen(
    _ binding: Binding, _ pieces: Int, _ limit: Int, _ surplus: inout Int, _ store: inout Store
  ) {
    let k = Int(binding.task)
    let demand = demand(k, store)
    let step = binding.isTightestLast ? -1 : 1
    var s = binding.isTightestLast ? pieces - 1 : 0
    while true {
      s = nextPiece(of: binding, from: s, pieces)
      if s < 0 { return }
      let literal = reason(binding, at: s)
      if store.isRootTrue(literal) { break }
      sums.copy(s, to: trial)
      sums.include(Int(demand), in: trial)
      let rest = binding.keepsIn ? taken[s] - Int(demand) : taken[s]
      let left = leftOver(of: limit, beside: rest, sums: trial)
      let cost = (waste[s] - left) * length(s)
      if cost > surplus {
        store.premise(literal)
        break
      }
      surplus -= cost
      waste[s] = left
      taken[s] = rest
      sums.copy(trial, to: s)
      s += step
      if binding.kind == .startsBefore { firstIn[k] = Int32(truncatingIfNeeded: s) }
      if binding.kind == .endsAfter { lastIn[k] = Int32(truncatingIfNeeded: s) }
    }
    if binding.keepsIn, tasks[k].presence != .always, !store.isRootTrue(tasks[k].presence) {
      store.premise(tasks[k].presence)
    }
  }
}
