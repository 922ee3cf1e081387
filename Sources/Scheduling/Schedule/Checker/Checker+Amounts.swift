import Race

/// What is held, used up and stored.
extension GeneralSchedule.Checker {
  /// Something that changes on a resource.
  private struct Change {
    var time: Int
    var amount = 0
    var capacity: Int?
    var isOpen: Bool?
  }

  func checkAmounts() throws(CheckFailure) {
    var changes = [[Change]](repeating: [], count: description.resources.count)
    var consumed = [Int](repeating: 0, count: description.resources.count)
    for (_, placement, mode) in present {
      for demand in mode.demands {
        switch description.resources[demand.resource].kind {
        case .machine: break
        case .renewable:
          guard placement.start < placement.end else { continue }
          changes[demand.resource].append(Change(time: placement.start, amount: demand.amount))
          changes[demand.resource].append(Change(time: placement.end, amount: -demand.amount))
        case .consumable: consumed[demand.resource] += demand.amount
        case .reservoir:
          let time = demand.timing == .atEnd ? placement.end : placement.start
          changes[demand.resource].append(Change(time: time, amount: demand.amount))
        }
      }
    }
    for (number, resource) in description.resources.enumerated() {
      switch resource.kind {
      case .machine: break
      case .renewable(let capacity): try checkHeld(resource, capacity, changes[number])
      case .consumable(let capacity):
        guard consumed[number] <= capacity else {
          throw CheckFailure("\(consumed[number]) of \(resource.name) are consumed, and there are \(capacity)")
        }
      case .reservoir(let initial, let minimum, let maximum):
        try checkLevel(of: resource, initial, minimum, maximum, changes[number])
      }
    }
  }

  private func checkHeld(_ resource: GeneralSchedule.Resource, _ capacity: Int, _ uses: [Change]) throws(CheckFailure) {
    var changes = uses
    for step in resource.capacities { changes.append(Change(time: step.time, capacity: step.capacity)) }
    for stretch in resource.breaks {
      changes.append(Change(time: stretch.lowerBound, isOpen: false))
      changes.append(Change(time: stretch.upperBound, isOpen: true))
    }
    var (held, capacity, isOpen) = (0, capacity, true)
    for moment in Self.moments(changes) {
      for change in moment {
        held += change.amount
        capacity = change.capacity ?? capacity
        isOpen = change.isOpen ?? isOpen
      }
      guard held <= capacity || !isOpen else {
        throw CheckFailure(
          "\(held) of \(resource.name) are held at \(moment[moment.startIndex].time), and there are \(capacity)")
      }
    }
  }

  private func checkLevel(
    of resource: GeneralSchedule.Resource, _ initial: Int, _ minimum: Int, _ maximum: Int?, _ changes: [Change]
  ) throws(CheckFailure) {
    var level = initial
    for moment in Self.moments(changes) {
      level += moment.reduce(0) { $0 + $1.amount }
      let time = moment[moment.startIndex].time
      guard level >= minimum else {
        throw CheckFailure("the level of \(resource.name) is \(level) at \(time), below \(minimum)")
      }
      if let maximum, level > maximum {
        throw CheckFailure("the level of \(resource.name) is \(level) at \(time), above \(maximum)")
      }
    }
  }

  /// The changes of each moment, by increasing time.
  private static func moments(_ changes: [Change]) -> [ArraySlice<Change>] {
    let sorted = changes.sorted { $0.time < $1.time }
    var moments: [ArraySlice<Change>] = []
    var first = 0
    for place in sorted.indices where place + 1 == sorted.count || sorted[place + 1].time > sorted[place].time {
      moments.append(sorted[first...place])
      first = place + 1
    }
    return moments
  }
}
