import Basics

/// No two of the tasks overlap: a unary resource.
///
/// Each pair gets an ordering Boolean with its two conditional precedences, which the precedence network propagates
/// (pairwise reasoning, detectable precedences included). The set rules stand in propagators of their own.
extension Solver {
  /// Posts a unary resource on `tasks`; demands are not looked at. Tasks of no duration may lie anywhere; one that may turn
  /// out to have none is to be absent then.
  ///
  /// - Complexity: n² / 2 ordering Booleans.
  package func postDisjunctive(_ tasks: [Task]) {
    let tasks = tasks.filter { store.upper($0.duration) > 0 && !store.isFalse($0.presence) }
    let n = tasks.count
    if n < 2 { return }
    var before = [Literal](repeating: UnaryView.never, count: n * n)
    for i in 0..<n {
      for j in (i + 1)..<n {
        let pair = orderingLiterals(tasks[i], tasks[j])
        before[i * n + j] = pair.forward
        before[j * n + i] = pair.backward
      }
    }
    // Two tasks are wholly the precedence network's business.
    if n == 2 { return }
    closeOrders(before, count: n)
    let mirrored = tasks.map(\.mirrored)
    let isSequenced = store.makeReversible(0)
    func makeView(isMirrored: Bool) -> UnaryView {
      isMirrored
        ? UnaryView(tasks: mirrored, isSequenced: isSequenced) { before[$1 * n + $0] }
        : UnaryView(tasks: tasks, isSequenced: isSequenced) { before[$0 * n + $1] }
    }
    post(DisjunctiveOverload(makeView(isMirrored: false)))
    for isMirrored in [false, true] {
      post(PrecedenceSets(makeView(isMirrored: isMirrored)))
      post(NotLast(makeView(isMirrored: isMirrored)))
      post(EdgeFinding(makeView(isMirrored: isMirrored)))
    }
  }

  /// The Booleans "a before b" and "b before a", with the precedences they stand for.
  ///
  /// One variable serves both where both tasks are sure to be there and take time. For optional tasks there are two,
  /// both false unless both tasks are present.
  private func orderingLiterals(_ a: Task, _ b: Task) -> (forward: Literal, backward: Literal) {
    let key = OrderingKey(first: a, second: b)
    if let known = orderings[key] { return known }
    let isPlain = a.presence == .always && b.presence == .always
    let forward = makeBoolean()
    let backward: Literal
    if isPlain, store.lower(a.duration) > 0, store.lower(b.duration) > 0 {
      backward = forward.negated
    } else {
      backward = makeBoolean()
      var either = [forward, backward]
      for presence in [a.presence, b.presence] where presence != .always {
        either.append(presence.negated)
        add(clause: [forward.negated, presence])
        add(clause: [backward.negated, presence])
      }
      add(clause: either)
    }
    addOrdering(a, b, if: forward)
    addOrdering(b, a, if: backward)
    orderings[key] = (forward, backward)
    orderings[OrderingKey(first: b, second: a)] = (backward, forward)
    return (forward, backward)
  }

  /// Orders of three tasks follow from each other where each pair has one Boolean for both directions: then one of the
  /// two must hold.
  private func closeOrders(_ before: [Literal], count n: Int) {
    let hasOneBooleanEach = (0..<n).allSatisfy { i in
      ((i + 1)..<n).allSatisfy { j in before[i * n + j] == before[j * n + i].negated }
    }
    if hasOneBooleanEach { transitivity.add(before, count: n, origin: origin) }
  }

  /// The literal that `a` ends before `b` starts and both are there, where a unary resource has made one.
  package func ordering(_ a: Task, before b: Task) -> Literal? { orderings[OrderingKey(first: a, second: b)]?.forward }

  private func addOrdering(_ a: Task, _ b: Task, if condition: Literal) {
    addPrecedence(
      from: a.end.variable, to: b.start.variable, weight: a.end.offset - b.start.offset, if: condition)
  }
}

/// Two tasks, by when they start and end and whether they do, that already have ordering Booleans from another resource.
struct OrderingKey: Hashable {
  private let times: SIMD4<Int64>
  private let presences: SIMD2<Int64>

  init(first: Task, second: Task) {
    times = SIMD4(
      Self.pack(first.start.variable.index, first.start.offset), Self.pack(first.end.variable.index, first.end.offset),
      Self.pack(second.start.variable.index, second.start.offset),
      Self.pack(second.end.variable.index, second.end.offset))
    presences = SIMD2(
      Self.pack(first.presence.variable.index, first.presence.bound),
      Self.pack(second.presence.variable.index, second.presence.bound))
  }

  private static func pack(_ variable: Int32, _ number: Int32) -> Int64 {
    Int64(variable) << 32 | Int64(UInt32(bitPattern: number))
  }
}
