import Basics

/// Values worth trying where resources make the violation anything but convex.
extension JumpState {
  private static let mostMembers = 12

  func suggestForResources(_ variable: Int) {
    let resources = resources
    for place in resources.links.range(of: variable) {
      let link = resources.links[place]
      let owner = resources.places[link.form]
      if owner.resource >= 0 { suggest(variable, link, owner) }
    }
    for place in resources.memberships.range(of: variable) {
      let membership = resources.memberships[place]
      let kind = resources.resources[membership.resource].kind
      if membership.member >= 0, kind == .noOverlap || kind == .cumulative {
        suggestTimes(variable, Int(membership.resource), Int(membership.member))
      }
    }
    let (lower, upper) = (model.lower[variable], model.upper[variable])
    for _ in 0..<2 { suggest(variable, lower + random.below(min(upper - lower + 1, 1 << 31))) }
  }

  /// Right after others and right before them: some of them, at random.
  private func suggestTimes(_ variable: Int, _ number: Int, _ member: Int) {
    let resource = resources.resources[number]
    let first = Int(resource.first) + (resource.kind == .cumulative ? 1 + 4 * member : 3 * member)
    var moves = 0
    for place in resources.links.range(of: variable) {
      let link = resources.links[place]
      if link.form == resources.operands[first] { moves = link.coefficient }
    }
    // Only variables that carry the interval along.
    guard abs(moves) == 1 else { return }
    let start = resources.value[resources.operands[first]]
    let end = max(start, resources.value[resources.operands[first + 1]])
    let count = Int(resource.count)
    let tried = min(count, Self.mostMembers)
    let from = count > tried ? random.below(count) : 0
    for offset in 0..<tried {
      let other = (from + offset) % count
      if other == member { continue }
      let window = resources.window(resource, other)
      if window.start == window.end { continue }
      suggest(variable, values[variable] + moves * (window.end - start))
      suggest(variable, values[variable] + moves * (window.start - end))
    }
    work &+= tried
  }

  /// The value that makes a function agree with its target.
  private func suggest(_ variable: Int, _ link: Resources.FormLink, _ place: Resources.Place) {
    let resource = resources.resources[place.resource]
    let target = resources.operand(resource, 0)
    let count = Int(resource.count)
    let operand = Int(place.operand)
    switch resource.kind {
    case .noOverlap, .cumulative: return
    case .reach:
      if operand > 0 { return suggest(variable, link, to: target) }
      var largest = Int.min
      for i in 1...count { largest = max(largest, resources.operand(resource, i)) }
      suggest(variable, link, to: largest)
      work &+= count
    case .count:
      if operand > 0 { return suggest(variable, link, to: resource.value) }
      var equal = 0
      for i in 1..<count + 1 where resources.operand(resource, i) == resource.value { equal += 1 }
      suggest(variable, link, to: equal)
      work &+= count
    case .element:
      let index = resources.operand(resource, 1)
      if operand == 1 {
        let tried = min(count, Self.mostMembers)
        let from = count > tried ? random.below(count) : 0
        for offset in 0..<tried { suggest(variable, link, to: (from + offset) % count) }
        var found = 0
        for i in 0..<count where resources.operand(resource, 2 + i) == target && found < Self.mostMembers {
          suggest(variable, link, to: i)
          found += 1
        }
        work &+= count
      } else if operand == 0, index >= 0, index < count {
        suggest(variable, link, to: resources.operand(resource, 2 + index))
      } else if operand == index + 2 {
        suggest(variable, link, to: target)
      }
    }
  }

  /// The value at which a form reaches another value.
  private func suggest(_ variable: Int, _ link: Resources.FormLink, to aim: Int) {
    let sign = link.coefficient > 0 ? 1 : -1
    let difference = aim - resources.value[link.form]
    let steps = floorDivide(sign * difference, sign * link.coefficient)
    suggest(variable, values[variable] + steps)
    if steps * link.coefficient != difference { suggest(variable, values[variable] + steps + 1) }
  }
}
