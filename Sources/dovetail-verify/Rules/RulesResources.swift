/// The bounds of a task that is present.
struct Window: BitwiseCopyable {
  var est, lst, ect, lct, length, longest: Int

  /// start + duration = end: each bound by the other two.
  @inline(__always) mutating func tighten() {
    est = max(est, ect - longest)
    ect = max(ect, est + length)
    lct = min(lct, lst + longest)
    lst = min(lst, lct - length)
    length = max(length, ect - lst)
  }

  @inline(__always) var isEmpty: Bool { est > lst || ect > lct || length > longest }

  /// What it runs at least within [a, b): it starts by lst, ends from ect on, and runs length at least.
  @inline(__always) func units(_ a: Int, _ b: Int) -> Int { max(0, min(min(ect - a, b - lst), min(b - a, length))) }
}

/// `W`, `J`, `V` and `P`: the box is the state with the conclusion's opposite.
extension Checker {
  @inline(__always) func window(_ task: FlatTask) -> Window {
    if task.startVariable >= 0 {
      let est = state.bounds[2 * task.startVariable] + task.offset
      let lst = -state.bounds[2 * task.startVariable + 1] + task.offset
      return Window(
        est: est, lst: lst, ect: est + task.length, lct: lst + task.length, length: task.length, longest: task.length)
    }
    var window = Window(
      est: least(task.start), lst: most(task.start), ect: least(task.end), lct: most(task.end),
      length: max(0, least(task.duration)), longest: most(task.duration))
    if task.startName >= 0 {
      window.est = max(window.est, state.lower(task.startName))
      window.lst = min(window.lst, state.upper(task.startName))
    }
    if task.durationName >= 0 {
      window.length = max(window.length, state.lower(task.durationName))
      window.longest = min(window.longest, state.upper(task.durationName))
    }
    if task.endName >= 0 {
      window.ect = max(window.ect, state.lower(task.endName))
      window.lct = min(window.lct, state.upper(task.endName))
    }
    window.tighten()
    return window
  }

  @inline(__always) func isPresent(_ task: FlatTask) -> Bool { task.presence.code < 0 || state.holds(task.presence) }
  @inline(__always) func isAbsent(_ task: FlatTask) -> Bool { task.presence.code >= 0 && state.isFalse(task.presence) }

  mutating func noteTask(_ task: FlatTask) {
    guard isNoting else { return }
    for form in [task.start, task.duration, task.end] { noteAll(form) }
    for variable in [task.startName, task.durationName, task.endName] where variable >= 0 {
      note(2 * variable)
      note(2 * variable + 1)
    }
    if task.presence.code >= 0 {
      note(task.presence.code)
      note(task.presence.code ^ 1)
    }
  }

  private mutating func noteMembers(_ resource: Resource) {
    guard isNoting else { return }
    noteForm(resource.capacity ^ 1)
    for k in resource.first..<resource.end {
      noteTask(model.tasks[model.members[k].task])
      noteAll(model.members[k].demand)
    }
  }

  private mutating func clearLists() {
    windows.removeAll(keepingCapacity: true)
    relations.removeAll(keepingCapacity: true)
    times.removeAll(keepingCapacity: true)
  }

  /// `W`. What runs in [a, b) at least is more than fits: demands times units add up to at most capacity times length.
  mutating func isOverloaded(_ resource: Resource, _ a: Int, _ b: Int) -> Bool {
    var total: Int128 = 0
    for k in resource.first..<resource.end {
      let member = model.members[k]
      let task = model.tasks[member.task]
      guard isPresent(task) else { continue }
      let window = window(task)
      if window.isEmpty {
        noteTask(task)
        return true
      }
      let units = window.units(a, b)
      if units == 0 { continue }
      total += resource.isUnary ? Int128(units) : Int128(units) &* Int128(least(member.demand))
      if isNoting {
        noteTask(task)
        noteForm(member.demand)
      }
    }
    noteForm(resource.capacity ^ 1)
    return total > Int128(most(resource.capacity)) &* Int128(b - a)
  }

  /// Whether a chain leads from some of its tasks to others; looked for once.
  mutating func isChained(_ number: Int) -> Bool {
    while chains.count <= number { chains.append(nil) }
    if let known = chains[number] { return known }
    let tasks = model.members[model.resources[number].first..<model.resources[number].end].map(\.task)
    let isChained = tasks.contains { i in tasks.contains { precedences.precedes(i, $0) } }
    chains[number] = isChained
    return isChained
  }

  private mutating func noteOrdered(_ i: Int, _ j: Int) {
    guard isNoting else { return }
    noteTask(model.tasks[i])
    for order in ordersOf[j] where order.other == i && state.holds(order.atom) { note(order.atom.code) }
  }

  /// `J`. Of two present tasks of a unary resource that take time one ends before the other starts: i before j where an
  /// order says so or j cannot end before i starts. That narrows both; an empty window or an overload of [a, b)
  /// refutes.
  ///
  /// - Parameter isChained: chains of precedences lead from some of the resource's tasks to others.
  mutating func isOverloaded(_ resource: Resource, _ a: Int, _ b: Int, ordering j: Int, isChained: Bool) -> Bool {
    let task = model.tasks[j]
    var center = window(task)
    var isCertain = isPresent(task)
    // Of the others: their windows, bit 0 of the relation where they precede j, bit 1 where they follow it; in `times`
    // their numbers.
    clearLists()
    noteTask(task)
    for order in ordersOf[j] where state.holds(order.atom) { known[order.other] |= order.relation }
    for k in resource.first..<resource.end {
      let i = model.members[k].task
      let other = model.tasks[i]
      if i == j || isAbsent(other) { continue }
      var relation = known[i]
      if relation != 0 {
        // An order that is true says that both are present.
        if !isCertain { noteOrdered(i, j) }
        isCertain = true
      } else if !isPresent(other) {
        continue
      }
      windows.append(window(other))
      times.append(i)
      if isChained { relation |= (precedences.precedes(i, j) ? 1 : 0) | (precedences.precedes(j, i) ? 2 : 0) }
      relations.append(relation)
    }
    for order in ordersOf[j] { known[order.other] = 0 }
    guard isCertain else { return false }
    if center.isEmpty { return true }
    let own = center
    for k in windows.indices {
      let other = windows[k]
      if other.isEmpty {
        noteOrdered(times[k], j)
        return true
      }
      var relation = relations[k]
      if other.length >= 1, own.length >= 1 {
        if own.ect > other.lst { relation |= 1 }
        if other.ect > own.lst { relation |= 2 }
        relations[k] = relation
      }
      let isLater = relation & 1 != 0 && other.ect > center.est
      let isEarlier = relation & 2 != 0 && other.lst < center.lct
      if isLater { center.est = other.ect }
      if isEarlier { center.lct = other.lst }
      if isLater || isEarlier { noteOrdered(times[k], j) }
    }
    center.tighten()
    if center.isEmpty { return true }
    var total = center.units(a, b)
    for k in windows.indices {
      var other = windows[k]
      if relations[k] & 1 != 0 { other.lct = min(other.lct, center.lst) }
      if relations[k] & 2 != 0 { other.est = max(other.est, center.ect) }
      other.tighten()
      let units = other.units(a, b)
      if units > 0 || other.isEmpty { noteOrdered(times[k], j) }
      if other.isEmpty { return true }
      total += units
    }
    return total > b - a
  }

  /// `V`. At each time at most T + R of the capacity is in use: T by those that must run, R by the best subset of those
  /// that may. That adds up over the pieces of [a, b) in which nobody comes or goes.
  mutating func isOverloadedByWaste(_ resource: Resource, _ a: Int, _ b: Int) -> Bool {
    let capacity = most(resource.capacity)
    var energy: Int128 = 0
    clearLists()
    noteMembers(resource)
    for k in resource.first..<resource.end {
      let task = model.tasks[model.members[k].task]
      if isAbsent(task) { continue }
      let window = window(task)
      let isPresent = isPresent(task)
      if window.isEmpty {
        if isPresent { return true }
        continue
      }
      if window.lct <= a || window.est >= b { continue }
      let demand = least(model.members[k].demand)
      guard demand == most(model.members[k].demand) else { return false }
      if isPresent { energy += Int128(window.units(a, b)) &* Int128(demand) }
      windows.append(window)
      relations.append(isPresent ? demand : ~demand)
      for time in [window.est, window.lst, window.ect, window.lct] where a < time && time < b { times.append(time) }
    }
    times.append(a)
    times.append(b)
    times.sort()
    var usable: Int128 = 0
    for piece in 1..<times.count where times[piece - 1] < times[piece] {
      guard let used = mostUsed(from: times[piece - 1], to: times[piece], capacity) else { return true }
      usable += Int128(used) &* Int128(times[piece] - times[piece - 1])
    }
    return energy > usable
  }

  /// - Returns: nil where those that must run are too many.
  private mutating func mostUsed(from a: Int, to b: Int, _ capacity: Int) -> Int? {
    var (must, may) = (Int128(0), Int128(0))
    optional.removeAll(keepingCapacity: true)
    for k in windows.indices {
      let window = windows[k]
      if window.est >= b || window.lct <= a { continue }
      let isPresent = relations[k] >= 0
      let demand = isPresent ? relations[k] : ~relations[k]
      if isPresent, window.lst <= a, window.ect >= b {
        must += Int128(demand)
      } else if demand > 0 {
        may += Int128(demand)
        optional.append(demand)
      }
    }
    if must > Int128(capacity) { return nil }
    let room = capacity - Int(must)
    if may <= Int128(room) { return Int(must) + Int(may) }
    // Sums beyond this many bits are not worth their time; all of the room is an upper bound as well.
    if room >= 1 << 20 { return capacity }
    return Int(must) + SubsetSums.largest(of: optional, atMost: room)
  }

  /// `P`. At a time t from the start's lower bound until the earliest end, task j runs unless it starts later: where
  /// the others that must run then leave too little, it does. Refutes once that is past the latest start. Says nothing
  /// where the box leaves open whether j is present: a conclusion other than its absence would not follow.
  mutating func fitsNowhere(_ resource: Resource, _ j: Int) -> Bool {
    let task = model.tasks[j]
    guard isPresent(task) else { return false }
    var own = window(task)
    if own.isEmpty {
      noteTask(task)
      return true
    }
    noteMembers(resource)
    let capacity = Int128(most(resource.capacity))
    var need: Int128 = 0
    clearLists()
    for k in resource.first..<resource.end {
      let member = model.members[k]
      if member.task == j {
        need = Int128(least(member.demand))
        continue
      }
      let other = model.tasks[member.task]
      guard isPresent(other) else { continue }
      let window = window(other)
      if window.isEmpty { return true }
      if window.lst >= window.ect { continue }
      windows.append(window)
      relations.append(least(member.demand))
      times.append(window.lst)
      times.append(window.ect)
    }
    times.sort()
    for k in times.indices.dropLast() where times[k] < times[k + 1] {
      let (from, to) = (times[k], times[k + 1])
      if to <= own.est || from >= own.ect { continue }
      var height: Int128 = 0
      for i in windows.indices where windows[i].lst <= from && windows[i].ect >= to { height += Int128(relations[i]) }
      if height + need <= capacity { continue }
      own.est = max(own.est, min(to, own.ect))
      // The piece is full throughout, so each later earliest end within it counts as well.
      if own.length >= 1 { own.est = max(own.est, to) }
      own.ect = max(own.ect, own.est + own.length)
      if own.est > own.lst { return true }
    }
    return false
  }
}

enum SubsetSums {
  /// The largest sum of a subset that is at most the limit: a bit for each sum.
  static func largest(of numbers: [Int], atMost limit: Int) -> Int {
    var words = [UInt64](repeating: 0, count: limit / 64 + 1)
    words[0] = 1
    for number in numbers where number > 0 && number <= limit {
      let (skip, shift) = (number / 64, UInt64(number % 64))
      for k in stride(from: words.count - 1, through: skip, by: -1) {
        let carry = shift > 0 && k > skip ? words[k - skip - 1] >> (64 - shift) : 0
        words[k] |= words[k - skip] << shift | carry
      }
    }
    var sum = limit
    while words[sum / 64] >> UInt64(sum % 64) & 1 == 0 { sum -= 1 }
    return sum
  }
}
