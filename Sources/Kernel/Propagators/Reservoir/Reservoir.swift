import Basics

/// What changes the level of a reservoir. An event that does not take place changes nothing, and its bounds are about the
/// case that it does.
package struct ReservoirEvent: Sendable, BitwiseCopyable {
  package var time: OffsetVariable
  package var amount: OffsetVariable
  package var presence: Literal

  package init(time: OffsetVariable, amount: OffsetVariable, presence: Literal = .always) {
    self.time = time
    self.amount = amount
    self.presence = presence
  }
}

/// The upper side of a reservoir: at no time do the amounts of the events up to then exceed a limit. The lower side is the
/// same with negated amounts.
///
/// The least level at a time counts what surely is there of what raises it, and what possibly is there of what lowers it.
/// It rises only at the latest times of raising events. Where it exceeds the limit is a conflict; where it would with one
/// more raising event, that event comes later; where it would without a lowering one, that one takes place by then; and
/// amounts are what the others leave. Once all is fixed, the least level is the level.
///
/// - Complexity: O(n) a run for a nearly sorted profile, and O(n) for each event that the highest level touches.
/// - Source: Laborie 2003, "Algorithms for propagating resource constraints in AI planning and scheduling": time-tables of
///   reservoirs; premises are those of one point of time, as for the time-table of a cumulative (Schutt, Feydy, Stuckey,
///   Wallace 2011).
final class Reservoir: Propagator {
  let events: Buffer<ReservoirEvent>
  let limit: Int
  var id = PropagatorID(index: -1)

  /// By event: when it changes the least level, `.max` for never, and by how much.
  private let stepTime: Buffer<Int32>
  private let step: Buffer<Int>
  private let order: Buffer<Int32>
  /// Blocks of one level each; the last one has no end.
  private let starts: Buffer<Int32>
  private let levels: Buffer<Int>
  private var count = 0
  private var highest = 0

  /// Scratch of explanations: by event, what it counts beyond the least that it could, and since when; and a list.
  let gain: Buffer<Int>
  let maker: Buffer<Int32>
  let chosen: Buffer<Int32>

  init(_ events: [ReservoirEvent], limit: Int) {
    let n = events.count
    self.events = Buffer(events)
    self.limit = limit
    stepTime = Buffer(repeating: .max, count: n)
    step = Buffer(repeating: 0, count: n)
    order = Buffer((0..<n).map(Int32.init))
    starts = Buffer(repeating: 0, count: n)
    levels = Buffer(repeating: 0, count: n)
    gain = Buffer(repeating: 0, count: n)
    maker = Buffer(repeating: 0, count: n)
    chosen = Buffer(repeating: 0, count: n)
  }

  var priority: Priority { .timeTable }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken: [IntegerVariable] = []
    for k in 0..<events.count {
      let event = events[k]
      woken += [event.time.variable, -event.time.variable, event.amount.variable]
      if event.presence != .always { woken += [event.presence.variable, -event.presence.variable] }
    }
    return woken
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    rebuild(store)
    if highest > limit {
      var block = 0
      while levels[block] <= limit { block += 1 }
      _ = explainLevel(at: starts[block], except: -1, reaches: limit + 1, before: store.position, &store)
      throw store.fail(by: id)
    }
    for k in 0..<events.count {
      let event = events[k]
      if store.isFalse(event.presence) { continue }
      let amount = store.lower(event.amount)
      if amount > 0, highest > limit - Int(amount) {
        try postpone(k, amount, &store)
      } else if amount < 0, highest > limit + Int(amount) {
        try require(k, amount, &store)
      }
      if store.lower(event.amount) < store.upper(event.amount) { try lowerAmount(k, &store) }
    }
  }

  /// Reads the bounds and makes the profile of the least level.
  private func rebuild(_ store: borrowing Store) {
    for k in 0..<events.count {
      let event = events[k]
      let amount = store.lower(event.amount)
      step[k] = Int(amount)
      if amount > 0, store.isTrue(event.presence) {
        stepTime[k] = store.upper(event.time)
      } else if amount < 0, !store.isFalse(event.presence) {
        stepTime[k] = store.lower(event.time)
      } else {
        stepTime[k] = .max
      }
    }
    insertionSort(order, by: stepTime)
    count = 0
    highest = 0
    var level = 0
    var i = 0
    while i < order.count, stepTime[order[i]] < .max {
      let time = stepTime[order[i]]
      while i < order.count, stepTime[order[i]] == time {
        level += step[order[i]]
        i += 1
      }
      starts[count] = time
      levels[count] = level
      count += 1
      highest = max(highest, level)
    }
  }

  /// The last time of a block; `.max` for the last one.
  @inline(__always) private func last(of block: Int) -> Int32 {
    block + 1 < count ? starts[block + 1] - 1 : .max
  }

  /// A raising event comes after every time at which there is no room for it, or does not take place.
  private func postpone(_ k: Int, _ amount: Int32, _ store: inout Store) throws(Conflict) {
    let event = events[k]
    let room = limit - Int(amount)
    let latest = store.upper(event.time)
    let isPresent = store.isTrue(event.presence)
    var block = count - 1
    while block >= 0 {
      if isPresent {
        // From its latest time on it is counted itself.
        let time = min(last(of: block), latest - 1)
        if time < store.lower(event.time) { return }
        if levels[block] > room, starts[block] <= time {
          let reason = Reason.lazy(id, payload: store.keep(Inference.later.code(k), time))
          return try store.raise(event.time.atLeast(time + 1), because: reason)
        }
      } else {
        if last(of: block) < latest { return }
        if levels[block] > room {
          let time = max(starts[block], latest)
          let reason = Reason.lazy(id, payload: store.keep(Inference.absent.code(k), time))
          return try store.raise(event.presence.negated, because: reason)
        }
      }
      block -= 1
    }
  }

  /// A lowering event takes place by the first time at which the level needs it.
  private func require(_ k: Int, _ amount: Int32, _ store: inout Store) throws(Conflict) {
    let event = events[k]
    let earliest = store.lower(event.time)
    for block in 0..<count where last(of: block) >= earliest && levels[block] > limit + Int(amount) {
      let time = max(starts[block], earliest)
      let reason = Reason.lazy(id, payload: store.keep(Inference.needed.code(k), time))
      try store.raise(event.presence, because: reason)
      return try store.raise(event.time.atMost(time), because: reason)
    }
  }

  /// The amount is at most what the others leave at each time from which on the event surely counts. Where that is
  /// negative, it is so wherever the event can be.
  private func lowerAmount(_ k: Int, _ store: inout Store) throws(Conflict) {
    let event = events[k]
    let amount = store.lower(event.amount)
    let isPresent = store.isTrue(event.presence)
    if amount >= 0, !isPresent { return }
    let latest = store.upper(event.time)
    let first = amount < 0 ? store.lower(event.time) : latest
    for block in 0..<count where last(of: block) >= first {
      let most = limit - levels[block] + Int(amount)
      let isSure = isPresent && last(of: block) >= latest
      if most >= Int(store.upper(event.amount)) || (most >= 0 && !isSure) { continue }
      let time = max(starts[block], most < 0 ? first : latest)
      let reason = Reason.lazy(id, payload: store.keep(Inference.amount.code(k), time))
      // Below its least value, one bound is as impossible as another.
      let bound = Int32(max(most, Int(amount) - 1))
      try store.raise(event.amount.atMost(bound), because: reason)
    }
  }

  /// In these bounds, at the latest time of some event, since the least level rises at no other time.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    (0..<events.count).contains { leastLevel(at: bounds.upper(events[$0].time), bounds) > limit }
  }

  private func leastLevel(at time: Int32, _ bounds: CheckedBounds) -> Int {
    var level = 0
    for k in 0..<events.count {
      let event = events[k]
      if bounds.isFalse(event.presence) || bounds.lower(event.time) > time { continue }
      let amount = Int(bounds.lower(event.amount))
      let isSure = bounds.isTrue(event.presence) && bounds.upper(event.time) <= time
      level += isSure ? amount : min(0, amount)
    }
    return level
  }
}

extension Solver {
  /// Posts that at every time the amounts of the events up to then add up to something in a range. Call at level 0.
  ///
  /// - Precondition: the amounts add up to less than 2^62.
  package func postReservoir(_ events: [ReservoirEvent], sums: ClosedRange<Int>) {
    if !sums.contains(0) { return add(clause: []) }
    let events = events.filter { event in
      let isIdle = store.lower(event.amount) == 0 && store.upper(event.amount) == 0
      return !isIdle && !store.isFalse(event.presence)
    }
    let most = events.reduce(0) { $0 + max(0, Int(store.upper($1.amount))) }
    let least = events.reduce(0) { $0 + min(0, Int(store.lower($1.amount))) }
    if most > sums.upperBound { post(Reservoir(events, limit: sums.upperBound)) }
    if least < sums.lowerBound {
      let negated = events.map { ReservoirEvent(time: $0.time, amount: -$0.amount, presence: $0.presence) }
      post(Reservoir(negated, limit: -sums.lowerBound))
    }
  }
}
