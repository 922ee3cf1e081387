import Basics

/// Difference constraints source + weight <= target, each under a condition literal, as arcs between nodes.
///
/// The arc i -> j of weight w is also the arc -j -> -i of weight w, so raised upper bounds come out of the same code.
/// All arcs of a solver form one network that follows the trail: longest paths by first in, first out relaxation,
/// bounded by the horizon.
struct PrecedenceNetwork: ~Copyable {
  struct Arc: BitwiseCopyable {
    var source: IntegerVariable
    var target: IntegerVariable
    var weight: Int32
    var condition: Literal
  }

  /// What a raised source needs to see, in one line of memory.
  struct Outgoing: BitwiseCopyable {
    var target: Int32
    var weight: Int32
    var condition: Literal
    var arc: Int32
  }

  /// An arc that becomes active when its condition's node reaches `threshold`, with all that this needs.
  struct Waiting: BitwiseCopyable {
    var threshold: Int32
    var source: Int32
    var target: Int32
    var weight: Int32
    var arc: Int32
  }

  var arcs = Buffer<Arc>()
  private var origins = Buffer<Origin>()
  var outgoing = ListPool<Outgoing>(filler: Outgoing(target: 0, weight: 0, condition: .always, arc: 0))
  var outgoingOfNode = Buffer<PooledList>()
  var waiting = ListPool<Waiting>(filler: Waiting(threshold: 0, source: 0, target: 0, weight: 0, arc: 0))
  var waitingOfNode = Buffer<PooledList>()

  init() {}

  mutating func addNodes(_ count: Int) {
    outgoingOfNode.resize(to: outgoingOfNode.count + count, filling: PooledList())
    waitingOfNode.resize(to: waitingOfNode.count + count, filling: PooledList())
  }

  func origin(ofArc id: Int) -> Origin { origins[id] }

  mutating func add(_ arc: Arc, origin: Origin) {
    let id = Int32(arcs.count)
    arcs.append(arc)
    origins.append(origin)
    let line = Outgoing(target: arc.target.index, weight: arc.weight, condition: arc.condition, arc: id)
    outgoing.append(line, to: &outgoingOfNode[arc.source.index])
    if arc.condition != .always {
      let entry = Waiting(
        threshold: arc.condition.bound, source: arc.source.index, target: arc.target.index, weight: arc.weight, arc: id)
      waiting.append(entry, to: &waitingOfNode[arc.condition.node])
    }
  }
}

extension PrecedenceNetwork {
  /// Whether the trail has something about a condition that arcs wait for.
  func hasDecided(_ store: borrowing Store) -> Bool {
    for t in 0..<store.trail.count {
      let node = store.trail[t].node
      if waitingOfNode[node].count > 0 || waitingOfNode[node ^ 1].count > 0 { return true }
    }
    return false
  }

  /// Takes out of the lists what level 0 has decided: arcs whose condition is false there, and waiting for conditions that
  /// are true or false. The arcs keep their numbers.
  ///
  /// - Complexity: linear in the arcs that are left.
  mutating func dropDecided(_ store: borrowing Store) {
    for node in 0..<outgoingOfNode.count {
      let lines = outgoing.pointer(of: outgoingOfNode[node])
      var kept = 0
      for i in 0..<outgoingOfNode[node].count where !store.isFalse(lines[i].condition) {
        lines[kept] = lines[i]
        if store.isTrue(lines[i].condition) { lines[kept].condition = .always }
        kept += 1
      }
      outgoing.truncate(&outgoingOfNode[node], to: kept)
      let entries = waiting.pointer(of: waitingOfNode[node])
      kept = 0
      for i in 0..<waitingOfNode[node].count where store.isUnassigned(arcs[entries[i].arc].condition) {
        entries[kept] = entries[i]
        kept += 1
      }
      waiting.truncate(&waitingOfNode[node], to: kept)
    }
  }
}

extension Solver {
  /// Relaxes the arcs that leave `node`, and those that the move of `node` from bound `previous` activates.
  func propagateArcs(node: Int, from previous: Int32) throws(Conflict) {
    let bound = store.lower[node]
    let list = network.outgoingOfNode[node]
    let base = network.outgoing.pointer(of: list)
    let lower = store.lower.pointer
    for i in 0..<list.count {
      let arc = base[i]
      // Bounds and weights are within 2^30 each, so the sum fits 32 bits.
      let pushed = bound &+ arc.weight
      // Which arcs have something to do is hard to foresee, so the four comparisons make one branch. Negative is true.
      let target = Int(arc.target)
      let condition = arc.condition.node
      let isPushed = Int(lower[target]) &- Int(pushed)
      let isActive = Int(arc.condition.bound) &- 1 &- Int(lower[condition])
      let isOpen = Int(arc.condition.bound) &- 1 &+ Int(lower[condition ^ 1])
      let isRefuted = -Int(pushed) &- Int(lower[target ^ 1])
      if isPushed & (isActive | isOpen & isRefuted) >= 0 { continue }
      try relax(arc, to: pushed)
    }
    let activated = network.waitingOfNode[node]
    let conditions = network.waiting.pointer(of: activated)
    for i in 0..<activated.count where conditions[i].threshold > previous && conditions[i].threshold <= bound {
      let arc = conditions[i]
      let pushed = lower[Int(arc.source)] &+ arc.weight
      let target = IntegerVariable(index: arc.target)
      try store.raise(Literal(target, atLeast: pushed), because: .arc(arc.arc))
    }
  }

  @inline(__always)
  private func relax(_ arc: PrecedenceNetwork.Outgoing, to pushed: Int32) throws(Conflict) {
    if store.isTrue(arc.condition) {
      let target = IntegerVariable(index: arc.target)
      try store.raise(Literal(target, atLeast: pushed), because: .arc(arc.arc))
    } else if pushed > -store.lower[arc.target ^ 1] {
      try store.raise(arc.condition.negated, because: .refutedArc(arc.arc))
    }
  }

  /// Looks at every arc once; for level 0 after arcs were added.
  func propagateAllArcs() throws(Conflict) {
    for id in 0..<network.arcs.count {
      let arc = network.arcs[id]
      let pushed = store.lower(arc.source) &+ arc.weight
      if pushed <= store.lower(arc.target) { continue }
      try relax(
        PrecedenceNetwork.Outgoing(
          target: arc.target.index, weight: arc.weight, condition: arc.condition, arc: Int32(id)), to: pushed)
    }
  }

  /// The premises of a push: the condition, and the source exactly where the asked bound needs it.
  func explainArc(_ id: Int32, _ literal: Literal) {
    let arc = network.arcs[id]
    if arc.condition != .always { store.premise(arc.condition) }
    store.premise(Literal(arc.source, atLeast: literal.bound - arc.weight))
  }

  /// The premises of a refuted condition: [source >= a] and [target <= b] with a + weight > b.
  ///
  /// Any such pair between the bounds of the time will do; the slack goes to the side where it leads back further.
  func explainRefutedArc(_ id: Int32, before position: Int32) {
    let arc = network.arcs[id]
    let low = store.lower(arc.source, before: position)
    let high = store.upper(arc.target, before: position)
    let weakSource = (Literal(arc.source, atLeast: high + 1 - arc.weight), Literal(arc.target, atMost: high))
    let weakTarget = (Literal(arc.source, atLeast: low), Literal(arc.target, atMost: low + arc.weight - 1))
    let first = max(store.maker(of: weakSource.0), store.maker(of: weakSource.1))
    let second = max(store.maker(of: weakTarget.0), store.maker(of: weakTarget.1))
    let chosen = first <= second ? weakSource : weakTarget
    store.premise(chosen.0)
    store.premise(chosen.1)
  }
}
