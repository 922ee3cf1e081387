import Basics

/// What the levels of reservoirs say about the order of what fills and what empties them.
///
/// At an event, what surely came before it and what perhaps did give the most that a reservoir can hold then, and the
/// least. Where even the most is too little, nothing is left; where it would be without one producer, that one comes in
/// time. Where the sure ones do not suffice, the event waits until enough others can have come.
/// - Source: Laborie 2003, "Algorithms for propagating resource constraints in AI planning and scheduling" (balance
///   constraint), without its optional relations.
struct LevelBalance: ~Copyable {
  /// A change of a level: a fixed time after an activity's start.
  struct Event: BitwiseCopyable {
    let activity: Int
    let offset: Int
    /// Seen from the limit: positive moves away from it.
    let amount: Int
  }

  /// A limit of one reservoir, turned so that it is one from below.
  struct Limit: BitwiseCopyable {
    /// How much more than the limit there is before everything.
    let slack: Int
    let first: Int
    let end: Int
  }

  struct Arrival: BitwiseCopyable {
    let time: Int
    let amount: Int
  }

  private let events: Buffer<Event>
  private let limits: Buffer<Limit>
  private var arrivals: Buffer<Arrival>
  /// Whether the level after everything is within its limits.
  private let endsWell: Bool

  init(_ facts: borrowing OrderFacts) {
    var events = Buffer<Event>()
    var limits = Buffer<Limit>()
    let reservoirs = facts.reservoirs
    for r in 0..<reservoirs.count {
      for sign in [1, -1] where sign > 0 || reservoirs.maximum[r] < Reservoirs.unlimited {
        let first = events.count
        for i in 0..<facts.activities {
          let atStart = sign * reservoirs.startChanges[i * reservoirs.count + r]
          let atEnd = sign * reservoirs.endChanges[i * reservoirs.count + r]
          if facts.durations[i] == 0 {
            if atStart + atEnd != 0 { events.append(Event(activity: i, offset: 0, amount: atStart + atEnd)) }
            continue
          }
          if atStart != 0 { events.append(Event(activity: i, offset: 0, amount: atStart)) }
          if atEnd != 0 { events.append(Event(activity: i, offset: facts.durations[i], amount: atEnd)) }
        }
        let limit = sign > 0 ? reservoirs.minimum[r] : reservoirs.maximum[r]
        // Time 0 is an event as well, of the origin: the level before everything has to be right by then.
        events.append(Event(activity: facts.count, offset: 0, amount: 0))
        limits.append(Limit(slack: sign * (reservoirs.initial[r] - limit), first: first, end: events.count))
      }
    }
    endsWell = (0..<reservoirs.count).allSatisfy {
      (reservoirs.minimum[$0]...max(reservoirs.minimum[$0], reservoirs.maximum[$0])).contains(reservoirs.final($0))
    }
    self.events = events
    self.limits = limits
    arrivals = Buffer()
  }

  /// False where some limit cannot be kept.
  mutating func run(_ network: inout OrderNetwork, _ facts: borrowing OrderFacts) -> Bool {
    guard endsWell else { return false }
    for entry in 0..<limits.count {
      let limit = limits[entry]
      for x in limit.first..<limit.end where events[x].amount <= 0 {
        guard keep(limit, x, &network) else { return false }
      }
    }
    return true
  }

  /// One event that takes something, or the origin's.
  private mutating func keep(_ limit: Limit, _ x: Int, _ network: inout OrderNetwork) -> Bool {
    let most = level(limit, x, network)
    guard most >= 0 else { return false }
    var sure = limit.slack
    arrivals.removeAll()
    for y in limit.first..<limit.end {
      let amount = events[y].amount
      if amount < 0 {
        if notAfter(y, x, network) { sure += amount }
      } else if amount > 0, !after(y, x, network) {
        if notAfter(y, x, network) {
          sure += amount
        } else if most - amount < 0 {
          guard order(y, x, &network) else { return false }
          sure += amount
        } else {
          arrivals.append(
            Arrival(time: network.earliest(events[y].activity) + events[y].offset, amount: amount))
        }
      }
    }
    guard sure < 0 else { return true }
    while sure < 0 {  // the earliest that may come still
      var next = -1
      for entry in 0..<arrivals.count where next < 0 || arrivals[entry].time < arrivals[next].time { next = entry }
      guard next >= 0 else { return false }
      sure += arrivals[next].amount
      if sure >= 0 {
        return network.add(network.count - 1, events[x].activity, arrivals[next].time - events[x].offset)
      }
      arrivals.swapAt(next, arrivals.count - 1)
      arrivals.removeLast()
    }
    return true
  }

  /// The most above the limit that there can be right after an event.
  private func level(_ limit: Limit, _ x: Int, _ network: borrowing OrderNetwork) -> Int {
    var most = limit.slack
    for y in limit.first..<limit.end {
      let amount = events[y].amount
      if amount > 0 ? !after(y, x, network) : notAfter(y, x, network) { most += amount }
    }
    return most
  }

  /// Whether y is surely after x.
  private func after(_ y: Int, _ x: Int, _ network: borrowing OrderNetwork) -> Bool {
    network.distance(events[x].activity, events[y].activity) + events[y].offset - events[x].offset > 0
  }

  /// Whether y is surely not after x.
  private func notAfter(_ y: Int, _ x: Int, _ network: borrowing OrderNetwork) -> Bool {
    y == x || network.distance(events[y].activity, events[x].activity) + events[x].offset - events[y].offset >= 0
  }

  /// y comes no later than x.
  private func order(_ y: Int, _ x: Int, _ network: inout OrderNetwork) -> Bool {
    network.add(events[y].activity, events[x].activity, events[y].offset - events[x].offset)
  }

  /// Whether a level breaks its limit when everything starts as early as it can; then the two ways in which one event
  /// may lie to the one where it does, none where nothing helps.
  func branch(
    _ network: borrowing OrderNetwork, _ facts: borrowing OrderFacts, into branches: inout Buffer<OrderTree.Branch>
  ) -> Bool {
    for entry in 0..<limits.count {
      let limit = limits[entry]
      for x in limit.first..<limit.end where events[x].amount <= 0 {
        let moment = network.earliest(events[x].activity) + events[x].offset
        var level = limit.slack
        for y in limit.first..<limit.end
        where network.earliest(events[y].activity) + events[y].offset <= moment { level += events[y].amount }
        guard level < 0 else { continue }
        var chosen = -1
        for y in limit.first..<limit.end
        where events[y].amount != 0 && !after(y, x, network) && !notAfter(y, x, network) {
          if chosen < 0 || abs(events[y].amount) > abs(events[chosen].amount) { chosen = y }
        }
        guard chosen >= 0 else { return true }  // all is decided, and the level is what it is
        let weight = events[chosen].offset - events[x].offset
        let producer = events[chosen].amount > 0
        // A producer is best there in time, a consumer afterwards.
        let inTime = OrderTree.Branch(
          from: events[chosen].activity, to: events[x].activity, weight: weight, opposite: 1 - weight,
          rank: producer ? 0 : 1)
        let later = OrderTree.Branch(
          from: events[x].activity, to: events[chosen].activity, weight: 1 - weight, opposite: weight,
          rank: producer ? 1 : 0)
        branches.append(inTime)
        branches.append(later)
        return true
      }
    }
    return false
  }
}
