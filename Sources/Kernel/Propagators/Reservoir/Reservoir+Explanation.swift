/// Inferences of a reservoir are explained at one time: what the others count there, at least.
extension Reservoir {
  /// What was inferred about an event; kept with its place and the time.
  enum Inference: Int32 {
    case later
    case absent
    case needed
    case amount

    func code(_ k: Int) -> Int32 { Int32(truncatingIfNeeded: k) << 2 | rawValue }
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    let (code, time) = store.kept(payload)
    guard let inference = Inference(rawValue: code & 3) else { preconditionFailure("two bits name an inference") }
    let k = Int(code >> 2)
    let event = events[k]
    switch inference {
    case .later, .absent:
      let amount = store.lower(event.amount, before: position)
      let surplus = explainLevel(at: time, except: k, reaches: limit - Int(amount) + 1, before: position, &store)
      write(event.amount.atLeast(Int32(max(1, Int(amount) - surplus))), &store)
      write(inference == .later ? event.presence : event.time.atMost(time), &store)
    case .needed:
      _ = explainLevel(at: time, except: k, reaches: limit + 1, before: position, &store)
    case .amount:
      // The opposite: the amount is more than this.
      let most = -Int(literal.bound) + Int(event.amount.offset)
      _ = explainLevel(at: time, except: k, reaches: limit - most, before: position, &store)
      if most < 0 { return }
      write(event.presence, &store)
      write(event.time.atMost(time), &store)
    }
  }

  /// Writes premises for a least level of at least `need` at `time` without event `skipped`, leaving out what came about
  /// lately as far as there is more than needed.
  ///
  /// - Returns: by how much the level that the premises imply still exceeds `need`.
  func explainLevel(
    at time: Int32, except skipped: Int, reaches need: Int, before position: Int32, _ store: inout Store
  ) -> Int {
    var surplus = -need
    var listed = 0
    for k in 0..<events.count where k != skipped {
      let counted = counted(k, at: time, before: position, store)
      surplus += counted
      let amount = events[k].amount
      gain[k] = counted - min(0, Int(store.rootLower(amount.variable) + amount.offset))
      if gain[k] == 0 { continue }
      maker[k] = since(k, counted, at: time, before: position, store)
      if maker[k] < 0 { continue }
      let made = maker[k]
      chosen.insert(Int32(truncatingIfNeeded: k), among: listed) { maker[$0] < made }
      listed += 1
    }
    assert(surplus >= 0, "the least level is that high at this time")
    for i in 0..<listed {
      let k = Int(chosen[i])
      if gain[k] <= surplus {
        surplus -= gain[k]
      } else {
        writePremises(k, counted(k, at: time, before: position, store), at: time, before: position, &store)
      }
    }
    return surplus
  }

  /// What an event counts in the least level.
  private func counted(_ k: Int, at time: Int32, before position: Int32, _ store: borrowing Store) -> Int {
    let event = events[k]
    let amount = Int(store.lower(event.amount, before: position))
    if amount > 0 {
      let isSure =
        store.isTrue(event.presence, before: position) && store.upper(event.time, before: position) <= time
      return isSure ? amount : 0
    }
    let isOut =
      store.isTrue(event.presence.negated, before: position) || store.lower(event.time, before: position) > time
    return isOut ? 0 : amount
  }

  /// The trail position since when it counts that much; -1 for level 0.
  private func since(
    _ k: Int, _ counted: Int, at time: Int32, before position: Int32, _ store: borrowing Store
  ) -> Int32 {
    let event = events[k]
    if counted == 0 { return store.maker(of: earliestExclusion(k, at: time, before: position, store)) }
    let amount = store.maker(of: event.amount.atLeast(Int32(counted)))
    if counted < 0 { return amount }
    return max(amount, store.maker(of: event.presence), store.maker(of: event.time.atMost(time)))
  }

  private func writePremises(
    _ k: Int, _ counted: Int, at time: Int32, before position: Int32, _ store: inout Store
  ) {
    let event = events[k]
    if counted == 0 { return store.premise(earliestExclusion(k, at: time, before: position, store)) }
    write(event.amount.atLeast(Int32(counted)), &store)
    if counted < 0 { return }
    write(event.presence, &store)
    write(event.time.atMost(time), &store)
  }

  /// Of what keeps an event from lowering the level at a time, that which became true first.
  private func earliestExclusion(
    _ k: Int, at time: Int32, before position: Int32, _ store: borrowing Store
  ) -> Literal {
    let event = events[k]
    var earliest: Literal?
    for literal in [event.presence.negated, event.time.atLeast(time + 1), event.amount.atLeast(0)]
    where store.isTrue(literal, before: position) {
      if let known = earliest, store.maker(of: known) <= store.maker(of: literal) { continue }
      earliest = literal
    }
    guard let earliest else { preconditionFailure("an event that counts nothing is kept out by something") }
    return earliest
  }

  private func write(_ literal: Literal, _ store: inout Store) {
    if !store.isRootTrue(literal) { store.premise(literal) }
  }
}
