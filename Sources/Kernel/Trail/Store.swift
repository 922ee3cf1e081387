import Basics

/// What is known now and why: the bounds of all variables, the trail of their changes, and the reasons.
///
/// Handed down as `inout`; propagators read bounds from it and raise them in it.
package struct Store: ~Copyable {
  struct Entry: BitwiseCopyable {
    /// The node (signed variable) that moved.
    var node: Int32
    var bound: Int32
    var previousBound: Int32
    /// The trail position of the node's previous change, -1 if there is none above level 0.
    var previous: Int32
    var level: Int32
    var reason: Reason
  }

  struct Level: BitwiseCopyable {
    var trail: Int32
    var arena: Int32
    var undo: Int32
  }

  /// The current lower bound of each node.
  var lower = Buffer<Int32>()
  /// The lower bound at level 0.
  var root = Buffer<Int32>()
  /// The latest trail position of each node, -1 if unchanged since level 0.
  var last = Buffer<Int32>()
  var trail = Buffer<Entry>()
  /// Premises and payloads of reasons, truncated on backtracking.
  var arena = Buffer<Literal>()
  private var levels = Buffer<Level>()

  /// Numbers of propagators that backtracking restores, and what they were.
  private var reversibles = Buffer<Int32>()
  private var undo = Buffer<SavedNumber>()

  /// Slacks of long linear rows.
  var rows = RowSlacks()

  struct SavedNumber: BitwiseCopyable {
    var cell: Int32
    var value: Int32
  }

  /// Scratch: where explanations are written.
  var premises = Buffer<Literal>()
  /// What the explanation written last rests on.
  var evidence = Evidence()
  /// Whether explanations are asked for by a proof alone: they leave no trace in what guides the search.
  var isCertifying = false
  /// The conflict, when a propagator states one: literals that are all true and cannot be together.
  var conflict = Buffer<Literal>()
  /// The propagator that stated it.
  private(set) var failing = PropagatorID.orders
  /// The conflict, when a bound could not be raised.
  var failed: (literal: Literal, reason: Reason)?

  init() {}

  // MARK: Variables

  mutating func makeVariable(lower: Int32, upper: Int32) -> IntegerVariable {
    precondition(lower <= upper && lower >= -boundLimit && upper <= boundLimit, "a variable's bounds are within 2^30")
    precondition(level == 0, "variables are made at level 0")
    let variable = IntegerVariable(index: Int32(self.lower.count))
    for bound in [lower, -upper] {
      self.lower.append(bound)
      root.append(bound)
      last.append(-1)
    }
    rows.addNodes(2)
    return variable
  }

  /// The number of nodes, twice the number of variables.
  var nodeCount: Int { lower.count }

  // MARK: Bounds now

  @inline(__always) package func lower(_ x: IntegerVariable) -> Int32 { lower[x.index] }
  @inline(__always) package func upper(_ x: IntegerVariable) -> Int32 { -lower[x.index ^ 1] }
  /// The lower bound of x at level 0.
  @inline(__always) package func rootLower(_ x: IntegerVariable) -> Int32 { root[x.index] }
  @inline(__always) package func isFixed(_ x: IntegerVariable) -> Bool { lower(x) == upper(x) }
  @inline(__always) package func isTrue(_ literal: Literal) -> Bool { lower[literal.node] >= literal.bound }
  @inline(__always) package func isFalse(_ literal: Literal) -> Bool {
    -lower[literal.node ^ 1] < literal.bound
  }
  @inline(__always) func isRootTrue(_ literal: Literal) -> Bool { root[literal.node] >= literal.bound }
  @inline(__always) package func isUnassigned(_ literal: Literal) -> Bool { !isTrue(literal) && !isFalse(literal) }

  // MARK: Bounds then

  /// A place on the trail; the next entry's position is the present.
  @inline(__always) package var position: Int32 { Int32(truncatingIfNeeded: trail.count) }

  /// The lower bound of x just before the trail entry at `position` was made.
  @inline(__always) package func lower(_ x: IntegerVariable, before position: Int32) -> Int32 {
    var t = last[x.index]
    while t >= position { t = trail[t].previous }
    return t < 0 ? root[x.index] : trail[t].bound
  }

  @inline(__always) package func upper(_ x: IntegerVariable, before position: Int32) -> Int32 {
    -lower(-x, before: position)
  }

  @inline(__always) package func isTrue(_ literal: Literal, before position: Int32) -> Bool {
    lower(literal.variable, before: position) >= literal.bound
  }

  /// The trail position of the entry that made `literal` true; -1 when it is true at level 0.
  @inline(__always) package func maker(of literal: Literal) -> Int32 {
    assert(isTrue(literal), "only a true literal has a maker")
    if isRootTrue(literal) { return -1 }
    var t = last[literal.node]
    while trail[t].previousBound >= literal.bound { t = trail[t].previous }
    return t
  }

  // MARK: Changing bounds

  /// Makes `literal` true, or throws when it is false. Does nothing when it is true.
  ///
  /// - Throws: `Conflict`, with the literal and its reason kept in the store.
  @inline(__always)
  package mutating func raise(_ literal: Literal, because reason: Reason) throws(Conflict) {
    let node = literal.node
    let old = lower[node]
    if literal.bound <= old { return }
    if literal.bound > -lower[node ^ 1] {
      failed = (literal, reason)
      throw Conflict()
    }
    let position = Int32(truncatingIfNeeded: trail.count)
    trail.append(
      Entry(
        node: Int32(truncatingIfNeeded: node), bound: literal.bound, previousBound: old, previous: last[node],
        level: Int32(truncatingIfNeeded: levels.count), reason: reason))
    lower[node] = literal.bound
    last[node] = position
  }

  /// A reason of `propagator` with the premises that stand in `premises`, which it empties.
  ///
  /// - Parameter part: of what the propagator stands for, where it stands for several constraints.
  package mutating func takeReason(by propagator: PropagatorID, part: Int32 = 0) -> Reason {
    defer { premises.removeAll() }
    arena.append(Literal(IntegerVariable(index: propagator.index), atLeast: part))
    let offset = arena.count
    for i in 0..<premises.count { arena.append(premises[i]) }
    return .explicit(offset: offset, count: premises.count)
  }

  /// Adds one premise to the explanation or explicit reason being written.
  @inline(__always) package mutating func premise(_ literal: Literal) { premises.append(literal) }

  /// Keeps two numbers until backtracking; for payloads that do not fit 32 bits.
  package mutating func keep(_ first: Int32, _ second: Int32) -> Int32 {
    arena.append(Literal(IntegerVariable(index: first), atLeast: second))
    return Int32(arena.count - 1)
  }

  package func kept(_ payload: Int32) -> (Int32, Int32) {
    (arena[payload].variable.index, arena[payload].bound)
  }

  /// The propagator whose inference an explicit or lazy reason belongs to.
  func propagator(of reason: Reason) -> PropagatorID {
    reason.tag == .lazy
      ? PropagatorID(index: Int32(reason.high)) : PropagatorID(index: arena[Int(reason.low) - 1].variable.index)
  }

  /// The part that was given with an explicit reason.
  func part(of reason: Reason) -> Int32 { arena[Int(reason.low) - 1].bound }

  /// States a conflict of `propagator` whose literals, all true, were written as premises.
  package mutating func fail(by propagator: PropagatorID) -> Conflict { fail(by: propagator, Evidence()) }

  /// The same by a rule that rests on more than the constraint's bounds.
  mutating func fail(by propagator: PropagatorID, _ evidence: Evidence) -> Conflict {
    failing = propagator
    self.evidence = evidence
    conflict.removeAll()
    for i in 0..<premises.count { conflict.append(premises[i]) }
    premises.removeAll()
    failed = nil
    return Conflict()
  }

  // MARK: Reversible numbers

  /// A number that backtracking sets back to what it was.
  package struct Reversible: BitwiseCopyable {
    fileprivate let cell: Int32
  }

  package mutating func makeReversible(_ value: Int32) -> Reversible {
    reversibles.append(value)
    return Reversible(cell: Int32(reversibles.count - 1))
  }

  @inline(__always) package func value(of number: Reversible) -> Int32 { reversibles[number.cell] }

  package mutating func set(_ number: Reversible, to value: Int32) {
    undo.append(SavedNumber(cell: number.cell, value: reversibles[number.cell]))
    reversibles[number.cell] = value
  }

  // MARK: Levels

  package var level: Int { levels.count }

  /// The first so many levels are those of assumptions, made or still to be made.
  package internal(set) var assumptionLevels = 0

  mutating func openLevel() {
    levels.append(Level(trail: Int32(trail.count), arena: Int32(arena.count), undo: Int32(undo.count)))
  }

  /// The trail length when `level` (from 1) was opened.
  func start(ofLevel level: Int) -> Int { Int(levels[level - 1].trail) }

  /// Takes back the latest entry; the caller drops the level afterwards.
  @inline(__always) mutating func undoLast() -> Entry {
    let entry = trail.removeLast()
    lower[entry.node] = entry.previousBound
    last[entry.node] = entry.previous
    return entry
  }

  mutating func dropLevels(to level: Int) {
    guard level < levels.count else { return }
    arena.truncate(to: Int(levels[level].arena))
    while undo.count > Int(levels[level].undo) {
      let saved = undo.removeLast()
      reversibles[saved.cell] = saved.value
    }
    levels.truncate(to: level)
  }

  /// Makes the present bounds those of level 0 and forgets how they came about.
  mutating func commitRoot() {
    precondition(level == 0, "only level 0 can be committed")
    for t in 0..<trail.count {
      let node = trail[t].node
      root[node] = lower[node]
      last[node] = -1
    }
    trail.removeAll()
    arena.removeAll()
    undo.removeAll()
  }
}
