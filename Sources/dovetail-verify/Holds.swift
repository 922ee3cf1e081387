/// Constraints by their definitions, at a point within the bounds of F. Nothing here traps: sums that reading has not
/// bounded are of 128 bits.
extension Statement {
  static func holds(_ constraint: Constraint, _ values: [Int], _ tasks: [Task]) -> Bool {
    func isTrue(_ literal: Literal) -> Bool { literal.holds(values) }
    func all(_ forms: [Form]) -> [Int] { forms.map { $0.value(values) } }
    switch constraint {
    case .linear(let form, let relation, let conditions):
      return !conditions.allSatisfy(isTrue) || relation.holds(form.value(values))
    case .reified(let literal, let form, let relation):
      return isTrue(literal) == relation.holds(form.value(values))
    case .domain(let variable, let allowed):
      return allowed.contains(values[variable])
    case .membership(let form, let ranges, let target):
      let value = form.value(values)
      let isIn = stride(from: 0, to: ranges.count, by: 2).contains { ranges[$0] <= value && value <= ranges[$0 + 1] }
      return isIn == (target.map(isTrue) ?? true)
    case .indicator(let literal, let variable, let value):
      return isTrue(literal) == (values[variable] == value)
    case .clause(let literals):
      return literals.contains(where: isTrue)
    case .atMostOne(let literals):
      return literals.count(where: isTrue) <= 1
    case .conjunction(let literal, let others):
      return isTrue(literal) == others.allSatisfy(isTrue)
    case .parity(let literals, let target):
      return (literals.count(where: isTrue) % 2 == 1) == (target.map(isTrue) ?? true)

    case .maximum(let form, let forms):
      return all(forms).max() == form.value(values)
    case .indexOfMaximum(let form, let forms):
      let operands = all(forms)
      return operands.max().flatMap(operands.firstIndex(of:)) == form.value(values)
    case .arithmetic(let operation, let target, let left, let right):
      return result(operation, left.value(values), right.value(values)) == target.value(values)
    case .count(let form, let forms, let value):
      return all(forms).count { $0 == value } == form.value(values)
    case .element(let form, let forms, let index):
      let place = index.value(values)
      return forms.indices.contains(place) && forms[place].value(values) == form.value(values)
    case .matrixElement(let form, let forms, let width, let row, let column):
      let (r, c) = (row.value(values), column.value(values))
      guard (0..<forms.count / width).contains(r), (0..<width).contains(c) else { return false }
      return forms[r * width + c].value(values) == form.value(values)
    case .allDifferent(let forms, let exceptions):
      let free = Set(exceptions)
      let counted = all(forms).filter { !free.contains($0) }
      return Set(counted).count == counted.count
    case .among(let form, let forms, let wanted):
      let set = Set(wanted)
      return all(forms).count { set.contains($0) } == form.value(values)
    case .cardinalities(let forms, let numbers, let counts, let isClosed):
      var tally: [Int: Int] = [:]
      for value in all(forms) { tally[value, default: 0] += 1 }
      guard zip(numbers, counts).allSatisfy({ tally[$0, default: 0] == $1.value(values) }) else { return false }
      let known = Set(numbers)
      return !isClosed || tally.keys.allSatisfy(known.contains)
    case .distinctCount(let form, let forms):
      return Set(all(forms)).count == form.value(values)
    case .inverse(let first, let second, let isTotal):
      let (f, g) = (all(first), all(second))
      func isInverse(_ f: [Int], _ g: [Int]) -> Bool {
        f.indices.allSatisfy { g.indices.contains(f[$0]) ? g[f[$0]] == $0 : !isTotal }
      }
      return (!isTotal || f.count == g.count) && isInverse(f, g) && isInverse(g, f)

    case .table(let forms, let rows):
      let row = all(forms)
      return rows.contains { zip($0, row).allSatisfy { $0 == nil || $0 == $1 } }
    case .forbiddenRows(let forms, let rows):
      let row = all(forms)
      return !rows.contains { zip($0, row).allSatisfy { $0 == nil || $0 == $1 } }
    case .lexicographic(let first, let second, let isStrict):
      let (a, b) = (all(first), all(second))
      return a.lexicographicallyPrecedes(b) || (!isStrict && a == b)
    case .circuit(let forms, let isWhole):
      return isCircuit(all(forms), isWhole)
    case .arcCircuit(let nodes, let depot, let from, let to, let arcs):
      return isArcCircuit(nodes, depot, arcs.indices.filter { isTrue(arcs[$0]) }.map { (from[$0], to[$0]) })
    case .noOverlap2D(let x, let y, let isStrict):
      return areApart(x, y, isStrict, values, tasks)
    case .pack(let forms, let sizes, let loads):
      var found = [Int](repeating: 0, count: loads.count)
      for (bin, size) in zip(all(forms), sizes) {
        guard found.indices.contains(bin) else { return false }
        found[bin] += size
      }
      return found == all(loads)
    case .binCapacity(let forms, let sizes, let capacity):
      var loads: [Int: Int] = [:]
      for (bin, size) in zip(all(forms), sizes) { loads[bin, default: 0] += size }
      let limit = capacity.value(values)
      return loads.values.allSatisfy { $0 <= limit }
    case .binLoad(let form, let sizes, let items):
      return zip(sizes, items).reduce(0) { isTrue($1.1) ? $0 + $1.0 : $0 } == form.value(values)
    case .knapsack(let weights, let profits, let forms, let weight, let profit):
      let counts = all(forms)
      func total(_ factors: [Int]) -> Int { zip(factors, counts).reduce(0) { $0 &+ $1.0 &* $1.1 } }
      return counts.allSatisfy { $0 >= 0 } && total(weights) == weight.value(values)
        && total(profits) == profit.value(values)

    case .noOverlap(let members):
      let running = underWay(members, values, tasks)
      return zip(running, running.dropFirst()).allSatisfy { $0.end <= $1.start }
    case .cumulative(let members, let demands, let capacity):
      var changes: [(time: Int, amount: Int)] = []
      for (place, start, end) in underWay(members, values, tasks) {
        let demand = demands[place].value(values)
        changes += [(start, demand), (end, -demand)]
      }
      // At equal times what ends comes before what starts.
      changes.sort { ($0.time, $0.amount) < ($1.time, $1.amount) }
      let limit = Int128(capacity.value(values))
      var level: Int128 = 0
      return changes.allSatisfy {
        level += Int128($0.amount)
        return level <= limit
      }
    case .precedence(let before, let after, let delay, let conditions):
      guard conditions.allSatisfy(isTrue), tasks[before].isPresent(values), tasks[after].isPresent(values) else {
        return true
      }
      return tasks[before].end.value(values) + delay <= tasks[after].start.value(values)
    case .temporal(let first, let isEnd, let second, let isOtherEnd, let isEqual, let delay, let conditions):
      guard conditions.allSatisfy(isTrue), tasks[first].isPresent(values), tasks[second].isPresent(values) else {
        return true
      }
      let early = (isEnd ? tasks[first].end : tasks[first].start).value(values) + delay.value(values)
      let late = (isOtherEnd ? tasks[second].end : tasks[second].start).value(values)
      return isEqual ? early == late : early <= late
    case .alternative(let main, let options):
      return isSelection(main, options, 1, values, tasks)
    case .selection(let main, let options, let cardinality):
      return isSelection(main, options, cardinality.value(values), values, tasks)
    case .span(let whole, let parts):
      let present = parts.filter { tasks[$0].isPresent(values) }
      guard tasks[whole].isPresent(values) else { return present.isEmpty }
      return present.map { tasks[$0].start.value(values) }.min() == tasks[whole].start.value(values)
        && present.map { tasks[$0].end.value(values) }.max() == tasks[whole].end.value(values)
    case .synchronize(let main, let others):
      guard tasks[main].isPresent(values) else { return true }
      return others.allSatisfy { !tasks[$0].isPresent(values) || areTogether($0, main, values, tasks) }
    case .transitions(let members, let kinds, let times):
      return areSeparated(members, kinds, times, sameKind: true, values, tasks)
    case .state(let members, let states, let times):
      return areSeparated(members, states, times, sameKind: false, values, tasks)
    case .reservoir(let times, let amounts, let presences, let from, let to, let initial):
      let firstOptional = times.count - presences.count
      var changes: [Int: Int] = [:]
      for event in times.indices where event < firstOptional || isTrue(presences[event - firstOptional]) {
        changes[times[event].value(values), default: 0] += amounts[event].value(values)
      }
      var level = initial
      return from <= level && level <= to
        && changes.sorted { $0.key < $1.key }.allSatisfy {
          level += $0.value
          return from <= level && level <= to
        }
    }
  }

  /// nil where nothing holds.
  static func result(_ operation: Arithmetic, _ left: Int, _ right: Int) -> Int? {
    switch operation {
    case .product:
      let (product, isOver) = left.multipliedReportingOverflow(by: right)
      return isOver ? nil : product
    case .quotient:
      return right == 0 ? nil : left.dividedReportingOverflow(by: right).partialValue
    case .remainder:
      return right == 0 ? nil : left.remainderReportingOverflow(dividingBy: right).partialValue
    case .power:
      if left == 1 || right == 0 { return 1 }
      if left == -1 { return right.isMultiple(of: 2) ? 1 : -1 }
      // 1 divided by what is larger is 0.
      if right < 0 { return left == 0 ? nil : 0 }
      if left == 0 { return 0 }
      var power = 1
      for _ in 0..<right {
        let (product, isOver) = power.multipliedReportingOverflow(by: left)
        if isOver { return nil }
        power = product
      }
      return power
    }
  }

  /// Those that are present and whose end is greater than their start, by place in the list, ascending by start.
  private static func underWay(
    _ members: [Int], _ values: [Int], _ tasks: [Task]
  ) -> [(place: Int, start: Int, end: Int)] {
    var running: [(place: Int, start: Int, end: Int)] = []
    for (place, member) in members.enumerated() where tasks[member].isPresent(values) {
      let (start, end) = (tasks[member].start.value(values), tasks[member].end.value(values))
      if start < end { running.append((place, start, end)) }
    }
    return running.sorted { $0.start < $1.start }
  }

  private static func areTogether(_ a: Int, _ b: Int, _ values: [Int], _ tasks: [Task]) -> Bool {
    tasks[a].start.value(values) == tasks[b].start.value(values)
      && tasks[a].duration.value(values) == tasks[b].duration.value(values)
      && tasks[a].end.value(values) == tasks[b].end.value(values)
  }

  private static func isSelection(
    _ main: Int, _ options: [Int], _ count: Int, _ values: [Int], _ tasks: [Task]
  ) -> Bool {
    let present = options.filter { tasks[$0].isPresent(values) }
    guard tasks[main].isPresent(values) else { return present.isEmpty }
    return present.count == count && present.allSatisfy { areTogether($0, main, values, tasks) }
  }

  /// Whether of each two present ones one starts at least as long after the other's end as its time says.
  private static func areSeparated(
    _ members: [Int], _ kinds: [Int], _ times: [[Int]], sameKind: Bool, _ values: [Int], _ tasks: [Task]
  ) -> Bool {
    let present = members.indices.filter { tasks[members[$0]].isPresent(values) }
    func isBefore(_ a: Int, _ b: Int) -> Bool {
      let time = times[kinds[a]][kinds[b]]
      return time >= 0 && tasks[members[a]].end.value(values) + time <= tasks[members[b]].start.value(values)
    }
    return present.allSatisfy { a in
      present.allSatisfy { b in
        a >= b || (!sameKind && kinds[a] == kinds[b]) || isBefore(a, b) || isBefore(b, a)
      }
    }
  }

  private static func isCircuit(_ next: [Int], _ isWhole: Bool) -> Bool {
    guard next.allSatisfy(next.indices.contains), Set(next).count == next.count else { return false }
    let nodes = next.indices.filter { isWhole || next[$0] != $0 }
    guard let first = nodes.first else { return true }
    var (node, length) = (next[first], 1)
    while node != first { (node, length) = (next[node], length + 1) }
    return length == nodes.count
  }

  /// A depot of -1 is none: then all nodes without an arc to themselves are on one cycle.
  private static func isArcCircuit(_ nodes: Int, _ depot: Int, _ arcs: [(from: Int, to: Int)]) -> Bool {
    var next = [Int](repeating: -1, count: nodes)
    var entries = [Int](repeating: 0, count: nodes)
    var starts: [Int] = []
    for (from, to) in arcs where from != depot || to != depot {
      if from == depot {
        starts.append(to)
      } else if next[from] >= 0 {
        return false
      } else {
        next[from] = to
      }
      if to != depot { entries[to] += 1 }
    }
    let others = (0..<nodes).filter { $0 != depot }
    guard others.allSatisfy({ next[$0] >= 0 && entries[$0] == 1 }) else { return false }
    let moving = others.filter { next[$0] != $0 }
    if depot < 0 { starts = moving.first.map { [$0] } ?? [] }
    var seen = Set<Int>()
    for start in starts {
      var node = start
      while node != depot, seen.insert(node).inserted { node = next[node] }
    }
    return moving.allSatisfy(seen.contains)
  }

  private static func areApart(
    _ xs: [Int], _ ys: [Int], _ isStrict: Bool, _ values: [Int], _ tasks: [Task]
  ) -> Bool {
    var boxes: [(left: Int, right: Int, bottom: Int, top: Int)] = []
    for (x, y) in zip(xs, ys) where tasks[x].isPresent(values) && tasks[y].isPresent(values) {
      let box = (
        tasks[x].start.value(values), tasks[x].end.value(values), tasks[y].start.value(values),
        tasks[y].end.value(values)
      )
      if isStrict || (box.0 < box.1 && box.2 < box.3) { boxes.append(box) }
    }
    boxes.sort { $0.left < $1.left }
    for (place, a) in boxes.enumerated() {
      for b in boxes[(place + 1)...] {
        // All further ones start there or later.
        if b.left >= a.right, b.left > a.left { break }
        guard a.right <= b.left || b.right <= a.left || a.top <= b.bottom || b.top <= a.bottom else { return false }
      }
    }
    return true
  }
}
