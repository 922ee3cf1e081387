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
    closeOrders(before, tasks)
    postSetRules(on: tasks, before)
  }

  /// The rules about sets of tasks that do not overlap, in both directions of time.
  ///
  /// - Parameter before: "i before j" at i · n + j.
  func postSetRules(on tasks: [Task], _ before: [Literal]) {
    let n = tasks.count
    // The rules add durations up in 32 bits.
    let total = tasks.reduce(0) { $0 + Int(store.upper($1.duration)) }
    let latest = tasks.reduce(0) { max($0, abs(Int(store.upper($1.end))), abs(Int(store.lower($1.start)))) }
    if total + latest > Int(Int32.max / 2) { return }
    let mirrored = tasks.map(\.mirrored)
    let isSequenced = store.makeReversible(0)
    func makeView(isMirrored: Bool) -> UnaryView {
      isMirrored
        ? UnaryView(tasks: mirrored, isMirrored: true, isSequenced: isSequenced) { before[$1 * n + $0] }
        : UnaryView(tasks: tasks, isMirrored: false, isSequenced: isSequenced) { before[$0 * n + $1] }
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
    orderingLiterals(a, b, isExclusive: store.lower(a.duration) > 0 && store.lower(b.duration) > 0)
  }

  /// - Parameter isExclusive: whether at most one of the two orders is possible, wherever both are present.
  func orderingLiterals(_ a: Task, _ b: Task, isExclusive: Bool) -> (forward: Literal, backward: Literal) {
    let key = OrderingKey(first: a, second: b)
    if let known = orderings[key] { return known }
    let isPlain = a.presence == .always && b.presence == .always
    let forward = makeBoolean()
    let backward = isPlain && isExclusive ? forward.negated : makeBoolean()
    let definitions = proof.map { define(forward, backward, a, b, isExclusive: isExclusive, $0) } ?? []
    if backward != forward.negated {
      var either = [forward, backward]
      for presence in [a.presence, b.presence] where presence != .always {
        either.append(presence.negated)
        following(definitions.first) { add(clause: [forward.negated, presence]) }
        following(definitions.last) { add(clause: [backward.negated, presence]) }
      }
      if let proof {
        add(
          clause: either, tier: .problem, origin: origin,
          number: proof.posted(either, because: [.exclusive(Int(proof.source), definitions)]))
      } else {
        add(clause: either)
      }
    }
    following(definitions.first) { addOrdering(a, b, if: forward) }
    following(definitions.last) { addOrdering(b, a, if: backward) }
    orderings[key] = (forward, backward)
    orderings[OrderingKey(first: b, second: a)] = (backward, forward)
    return (forward, backward)
  }

  /// Orders of three tasks follow from each other where each pair has one Boolean for both directions: then one of the
  /// two must hold. A circle of three would take no time at all.
  func closeOrders(_ before: [Literal], _ tasks: [Task]) {
    let n = tasks.count
    if tasks.count(where: { store.lower($0.duration) == 0 }) > 2 { return }
    let hasOneBooleanEach = (0..<n).allSatisfy { i in
      ((i + 1)..<n).allSatisfy { j in before[i * n + j] == before[j * n + i].negated }
    }
    if hasOneBooleanEach { transitivity.add(before, count: n, origin: origin) }
  }

  /// The literal that `a` ends before `b` starts and both are there, where a unary resource has made one.
  package func ordering(_ a: Task, before b: Task) -> Literal? { orderings[OrderingKey(first: a, second: b)]?.forward }

  /// `a` ends `gap` before `b` starts at the earliest, wherever the condition holds.
  func addOrdering(_ a: Task, _ b: Task, gap: Int32 = 0, if condition: Literal) {
    let weight = Int(a.end.offset) - Int(b.start.offset) + Int(gap)
    if a.end.variable != b.start.variable, abs(weight) <= Int(boundLimit) {
      addPrecedence(from: a.end.variable, to: b.start.variable, weight: Int32(weight), if: condition)
    } else {
      postLinear([(1, a.end.variable), (-1, b.start.variable)], atMost: -weight, if: [condition])
    }
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
