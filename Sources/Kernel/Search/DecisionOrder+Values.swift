import Basics

/// Values inside a domain: counted, found and decided. What no literal is known of counts as inside.
extension DecisionOrder {
  /// What `choice` decides of an open variable.
  mutating func decision(
    on variable: Variable, _ choice: DecisionChoice, _ store: borrowing Store, _ random: inout RandomSource
  ) -> Literal {
    let x = variable.x
    let low = store.lower(x)
    let high = store.upper(x)
    let middle = low + (high - low) / 2
    switch choice {
    case .least: return Literal(x, atMost: low)
    case .greatest: return Literal(x, atLeast: high)
    case .split: return Literal(x, atMost: middle)
    case .reverseSplit: return Literal(x, atLeast: middle + 1)
    case .interval:
      let gap = firstGap(of: variable, store)
      return Literal(x, atMost: gap.map { $0 - 1 } ?? middle)
    case .median:
      let count = Int(size(of: variable, atMost: .infinity, store))
      return decide(value(ofRank: (count - 1) / 2, of: variable, store), of: variable, store)
    case .random:
      let count = Int(size(of: variable, atMost: .infinity, store))
      return decide(value(ofRank: random.below(count), of: variable, store), of: variable, store)
    case .middle: return decide(value(near: middle, of: variable, store), of: variable, store)
    }
  }

  /// [x = value] where there is that literal; else one of the two bounds, and the other one next.
  private mutating func decide(_ value: Int32, of variable: Variable, _ store: borrowing Store) -> Literal {
    let x = variable.x
    if value <= store.lower(x) { return Literal(x, atMost: store.lower(x)) }
    if value >= store.upper(x) { return Literal(x, atLeast: store.upper(x)) }
    let i = firstPlace(upTo: value, of: variable)
    if i < variable.firstValue + variable.valueCount, values[i].first == value, values[i].last == value,
      store.isUnassigned(values[i].literal)
    {
      return values[i].literal
    }
    half = (x, value, store.level + 1)
    return Literal(x, atLeast: value)
  }

  /// How many values are left; where they are more than `limit`, a number above it.
  ///
  /// - Complexity: one look at each value that a literal is known of, up to the limit.
  func size(of variable: Variable, atMost limit: Double, _ store: borrowing Store) -> Double {
    let low = store.lower(variable.x)
    let high = store.upper(variable.x)
    var size = Double(high) - Double(low) + 1
    if variable.valueCount == 0 { return size }
    let end = variable.firstValue + variable.valueCount
    var i = firstPlace(upTo: low, of: variable)
    while i < end, values[i].first <= high {
      let known = values[i]
      // All before it have been counted, and all from it on may go.
      if size - (Double(high) - Double(known.first) + 1) > limit { return size }
      if store.isFalse(known.literal) { size -= Double(min(known.last, high) - max(known.first, low) + 1) }
      i += 1
    }
    return max(2, size)
  }

  /// What recent conflicts had to do with the variable: clauses are about its bounds or about the literals of its values.
  func weight(of variable: Variable, _ store: borrowing Store, _ activities: borrowing ActivityHeap) -> Double {
    let high = store.upper(variable.x)
    let end = variable.firstValue + variable.valueCount
    var weight = 1 + activities.share(of: variable.x.base)
    var i = firstPlace(upTo: store.lower(variable.x), of: variable)
    while i < end, values[i].first <= high {
      weight += activities.share(of: values[i].literal.variable.base)
      i += 1
    }
    return weight
  }

  /// The value with so many below it in the domain; the upper bound where these are all.
  private func value(ofRank rank: Int, of variable: Variable, _ store: borrowing Store) -> Int32 {
    let high = store.upper(variable.x)
    var value = Int(store.lower(variable.x)) + rank
    let end = variable.firstValue + variable.valueCount
    var i = firstPlace(upTo: store.lower(variable.x), of: variable)
    while i < end, values[i].first <= value {
      if store.isFalse(values[i].literal) { value += Int(values[i].last) - Int(values[i].first) + 1 }
      i += 1
    }
    return Int32(min(value, Int(high)))
  }

  /// The value of the domain that is next to another one; of two, the smaller.
  private func value(near wanted: Int32, of variable: Variable, _ store: borrowing Store) -> Int32 {
    var above = firstPlace(upTo: wanted, of: variable)
    let end = variable.firstValue + variable.valueCount
    var below = above
    var upper = wanted
    while above < end, values[above].first <= upper, store.isFalse(values[above].literal) {
      upper = values[above].last + 1
      above += 1
    }
    if upper == wanted { return wanted }
    var lower = values[below].first - 1
    while below > variable.firstValue, values[below - 1].last == lower, store.isFalse(values[below - 1].literal) {
      below -= 1
      lower = values[below].first - 1
    }
    return wanted - lower <= upper - wanted ? lower : upper
  }

  /// The least value of the domain above one.
  func value(after bound: Int32, of variable: Variable, _ store: borrowing Store) -> Int32 {
    var value = bound + 1
    let end = variable.firstValue + variable.valueCount
    var i = firstPlace(upTo: value, of: variable)
    while i < end, values[i].first <= value, store.isFalse(values[i].literal) {
      value = values[i].last + 1
      i += 1
    }
    return value
  }

  /// The first value between the bounds that is not in the domain.
  private func firstGap(of variable: Variable, _ store: borrowing Store) -> Int32? {
    let high = store.upper(variable.x)
    let end = variable.firstValue + variable.valueCount
    var i = firstPlace(upTo: store.lower(variable.x) + 1, of: variable)
    while i < end, values[i].first < high {
      if store.isFalse(values[i].literal) { return max(values[i].first, store.lower(variable.x) + 1) }
      i += 1
    }
    return nil
  }

  /// The place of the first known values that do not end below `value`.
  @inline(__always)
  private func firstPlace(upTo value: Int32, of variable: Variable) -> Int32 {
    var low = variable.firstValue
    var high = variable.firstValue + variable.valueCount
    while low < high {
      let middle = low + (high - low) / 2
      if values[middle].last < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
