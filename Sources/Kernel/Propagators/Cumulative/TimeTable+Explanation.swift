/// Time-table inferences are explained at one time point t: these tasks cover t, and together they are too high.
extension TimeTable {
  /// What was inferred, in the first of the two numbers kept with a reason; the second is the time point, in the
  /// direction of the inference.
  enum Payload {
    static let capacity: Int32 = -1
    @inline(__always) static func push(_ j: Int, isMirrored: Bool) -> Int32 {
      Int32(truncatingIfNeeded: 2 * j + (isMirrored ? 1 : 0))
    }
    static func demand(_ j: Int) -> Int32 { Int32(truncatingIfNeeded: -2 - j) }
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    let (kind, time) = store.kept(payload)
    if kind < 0 { store.evidence = .point(time) }
    if kind == Payload.capacity {
      points.gather(forward.tasks, except: -1, before: position, store)
      _ = points.explain(forward.tasks, at: time, height: Int(literal.bound), &store)
    } else if kind < 0 {
      explainDemand(of: Int(-2 - kind), literal, at: time, before: position, &store)
    } else if kind & 1 == 0 {
      explainPush(Int(kind >> 1), forward, literal, at: time, before: position, &store)
    } else {
      explainPush(Int(kind >> 1), backward, literal, at: time, before: position, &store)
    }
  }

  /// Asked: start_j >= v. Task j ends after v - 1 and does not fit beside the others there; or, if they leave room at
  /// v - 1, at the time point of the push.
  private func explainPush(
    _ j: Int, _ side: borrowing Side, _ literal: Literal, at time: Int32, before position: Int32, _ store: inout Store
  ) {
    let task = side.tasks[j]
    let demand = store.lower(task.demand, before: position)
    let limit = store.upper(capacity, before: position)
    let need = Int(limit) - Int(demand) + 1
    points.gather(side.tasks, except: j, before: position, store)
    let asked = literal.bound + task.start.offset - 1
    let point = points.height(at: asked) >= need ? asked : time
    store.evidence = .point(point, isMirrored: isMirrored(side))
    store.premise(task.end.atLeast(point + 1))
    if task.presence != .always { store.premise(task.presence) }
    store.premise(Literal(task.demand, atLeast: demand))
    let surplus = points.explain(side.tasks, at: point, height: need, &store)
    explainCapacity(limit, surplus: surplus, &store)
  }

  /// Task j of the profile demands at most what the others leave at `time`.
  private func explainDemand(
    of j: Int, _ literal: Literal, at time: Int32, before position: Int32, _ store: inout Store
  ) {
    let task = forward.tasks[j]
    let limit = store.upper(capacity, before: position)
    // The opposite: the demand is at least this.
    let opposite = literal.negated.bound
    points.gather(forward.tasks, except: j, before: position, store)
    task.explainCover(of: time, &store)
    let surplus = points.explain(forward.tasks, at: time, height: Int(limit) - Int(opposite) + 1, &store)
    explainCapacity(limit, surplus: surplus, &store)
  }

  /// Writes that task j does not fit at `time`: the others there, the demand of j and the capacity.
  func explainFullness(for j: Int, at time: Int32, before position: Int32, _ store: inout Store) {
    let task = forward.tasks[j]
    let demand = store.lower(task.demand, before: position)
    let limit = store.upper(capacity, before: position)
    points.gather(forward.tasks, except: j, before: position, store)
    store.premise(Literal(task.demand, atLeast: demand))
    let surplus = points.explain(forward.tasks, at: time, height: Int(limit) - Int(demand) + 1, &store)
    explainCapacity(limit, surplus: surplus, &store)
  }

  private func explainCapacity(_ limit: Int32, surplus: Int, _ store: inout Store) {
    let weakened = min(Int(limit) + surplus, Int(boundLimit))
    let literal = Literal(capacity, atMost: Int32(weakened))
    if !store.isRootTrue(literal) { store.premise(literal) }
  }
}
