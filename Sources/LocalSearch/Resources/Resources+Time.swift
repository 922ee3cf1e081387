import Basics

/// Violations of resources over time.
extension Resources {
  /// A member's start and end; equal where it occupies nothing.
  @inline(__always)
  func window(_ resource: borrowing Resource, _ member: Int) -> (start: Int, end: Int) {
    let isCumulative = resource.kind == .cumulative
    let first = Int(resource.first) + (isCumulative ? 1 + 4 * member : 3 * member)
    let start = value[operands[first]]
    if value[operands[first + 2]] <= 0 { return (start, start) }
    return (start, max(start, value[operands[first + 1]]))
  }

  @inline(__always)
  func demand(_ resource: borrowing Resource, _ member: Int) -> Int {
    value[operands[Int(resource.first) + 4 + 4 * member]]
  }

  /// By how much a member and the others (those after a place) would have to move apart, pair by pair.
  func overlap(_ resource: borrowing Resource, _ member: Int, after place: Int) -> Int {
    let (start, end) = window(resource, member)
    if start == end { return 0 }
    var sum = 0
    for other in (place + 1)..<Int(resource.count) where other != member {
      let (otherStart, otherEnd) = window(resource, other)
      if otherStart == otherEnd { continue }
      sum &+= max(0, min(end &- otherStart, otherEnd &- start))
    }
    return sum
  }

  /// ∫ (use − capacity)⁺ over all times.
  func overload(_ resource: borrowing Resource) -> Int {
    var (first, last) = (Int.max, Int.min)
    for member in 0..<Int(resource.count) {
      let (start, end) = window(resource, member)
      if start == end { continue }
      first = min(first, start)
      last = max(last, end)
    }
    return first < last ? integral(resource, first, last, without: -1, adding: 0) : 0
  }

  /// What one member adds to that.
  func overload(_ resource: borrowing Resource, by member: Int) -> Int {
    let (start, end) = window(resource, member)
    return start < end ? integral(resource, start, end, without: member, adding: demand(resource, member)) : 0
  }

  /// ∫ (use + added − capacity)⁺ − (use − capacity)⁺ over [from, to) without one member; with none left out, the
  /// first part alone.
  private func integral(
    _ resource: borrowing Resource, _ from: Int, _ to: Int, without member: Int, adding added: Int
  ) -> Int {
    let capacity = operand(resource, 0)
    steps.removeAll()
    for other in 0..<Int(resource.count) where other != member {
      let (start, end) = window(resource, other)
      if start >= to || end <= from || start == end { continue }
      let demand = demand(resource, other)
      if demand == 0 { continue }
      steps.append(ProfileStep(time: max(start, from), change: demand))
      steps.append(ProfileStep(time: min(end, to), change: -demand))
    }
    steps.withElements { elements in
      var elements = elements
      elements.sort { $0.time < $1.time }
    }
    var (time, use, sum) = (from, 0, 0.0)
    for i in 0..<steps.count + 1 {
      let next = i < steps.count ? steps[i].time : to
      if next > time {
        let others = member >= 0 ? max(0, use - capacity) : 0
        let more = max(0, use + added - capacity) - others
        sum += Double(next - time) * Double(more)
        time = next
      }
      if i < steps.count { use += steps[i].change }
    }
    return Int(min(sum, 0x1p52))
  }
}
