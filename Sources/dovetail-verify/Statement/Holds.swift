/// Constraints by their definitions, at a point within the bounds of F. Nothing here traps: sums that reading has not
/// bounded are of 128 bits.
extension Statement {
  static func holds(_ constraint: Constraint, _ values: [Int], _ tasks: [Task]) -> Bool {
    func isTrue(_ literal: Literal) -> Bool { literal.holds(values) }
    func all(_ forms: [Form]) -> [Int] { forms.map { $0.value(values) } }
    func value(_ task: Int, isEnd: Bool) -> Int { (isEnd ? tasks[task].end : tasks[task].start).value(values) }
    switch constraint {
    case .all(let constraints):
      return constraints.allSatisfy { holds($0, values, tasks) }
    case .linear(let form, let relation, let conditions):
      return !conditions.allSatisfy(isTrue) || relation.holds(form.value(values))
    case .reified(let literal, let form, let relation):
      return isTrue(literal) == relation.holds(form.value(values))
    case .membership(let form, let ranges, let target):
      let value = form.value(values)
      let isIn = stride(from: 0, to: ranges.count, by: 2).contains { ranges[$0] <= value && value <= ranges[$0 + 1] }
      return isIn == (target.map(isTrue) ?? true)
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
    case .element(let form, let forms, let width, let row, let column):
      let (r, c) = (row.value(values), column.value(values))
      guard (0..<forms.count / width).contains(r), (0..<width).contains(c) else { return false }
      return forms[r * width + c].value(values) == form.value(values)
    case .allDifferent(let forms, let exceptions):
      let free = Set(exceptions)
      let counted = all(forms).filter { !free.contains($0) }
      return Set(counted).count == counted.count
    case .distinctCount(let form, let forms):
      return Set(all(forms)).count == form.value(values)
    case .tally(let forms, let sizes, let groups, let isClosed):
      var sums: [Int: Int] = [:]
      for (value, size) in zip(all(forms), sizes) { sums[value, default: 0] += size }
      return groups.allSatisfy { $0.values.reduce(0) { $0 + sums[$1, default: 0] } == $0.sum.value(values) }
        && (!isClosed || sums.keys.allSatisfy { value in groups.contains { $0.values.contains(value) } })
    case .table(let forms, let rows, let isAllowed):
      let point = all(forms)
      return isAllowed == rows.contains { zip($0, point).allSatisfy { $0 == nil || $0 == $1 } }
    case .lexicographic(let first, let second, let isStrict):
      let (a, b) = (all(first), all(second))
      return a.lexicographicallyPrecedes(b) || (!isStrict && a == b)
    case .circuit(let forms, let isWhole):
      return isCircuit(all(forms), isWhole)
    case .binCapacity(let forms, let sizes, let capacity):
      var loads: [Int: Int] = [:]
      for (bin, size) in zip(all(forms), sizes) { loads[bin, default: 0] += size }
      let limit = capacity.value(values)
      return loads.values.allSatisfy { $0 <= limit }

    case .noOverlap(let members):
      return holds(.cumulative(members, demands: members.map { _ in .number(1) }, capacity: .number(1)), values, tasks)
    case .cumulative(let members, let demands, let capacity):
      var changes: [(time: Int, amount: Int)] = []
      for (member, demand) in zip(members, demands) where tasks[member].isPresent(values) {
        let (start, end, amount) = (value(member, isEnd: false), value(member, isEnd: true), demand.value(values))
        if start < end { changes += [(start, amount), (end, -amount)] }
      }
      // At equal times what ends comes before what starts.
      changes.sort { ($0.time, $0.amount) < ($1.time, $1.amount) }
      let limit = Int128(capacity.value(values))
      var level: Int128 = 0
      return changes.allSatisfy {
        level += Int128($0.amount)
        return level <= limit
      }
    case .temporal(let first, let isEnd, let second, let isOtherEnd, let isEqual, let delay, let conditions):
      let isSubject = conditions.allSatisfy(isTrue) && [first, second].allSatisfy { tasks[$0].isPresent(values) }
      let gap = value(first, isEnd: isEnd) &+ delay.value(values) &- value(second, isEnd: isOtherEnd)
      return !isSubject || (isEqual ? gap == 0 : gap <= 0)
    case .alternative(let main, let options):
      return holds(.selection(main, of: options, cardinality: .number(1)), values, tasks)
    case .selection(let main, let options, let cardinality):
      let present = options.filter { tasks[$0].isPresent(values) }
      guard tasks[main].isPresent(values) else { return present.isEmpty }
      return present.count == cardinality.value(values)
        && present.allSatisfy { areTogether($0, main, values, tasks) }
    case .span(let whole, let parts):
      let present = parts.filter { tasks[$0].isPresent(values) }
      guard tasks[whole].isPresent(values) else { return present.isEmpty }
      return present.map { value($0, isEnd: false) }.min() == value(whole, isEnd: false)
        && present.map { value($0, isEnd: true) }.max() == value(whole, isEnd: true)
    case .synchronize(let main, let others):
      guard tasks[main].isPresent(values) else { return true }
      return others.allSatisfy { !tasks[$0].isPresent(values) || areTogether($0, main, values, tasks) }
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

  private static func areTogether(_ a: Int, _ b: Int, _ values: [Int], _ tasks: [Task]) -> Bool {
    tasks[a].start.value(values) == tasks[b].start.value(values)
      && tasks[a].duration.value(values) == tasks[b].duration.value(values)
      && tasks[a].end.value(values) == tasks[b].end.value(values)
  }

  private static func isCircuit(_ next: [Int], _ isWhole: Bool) -> Bool {
    guard next.allSatisfy(next.indices.contains), Set(next).count == next.count else { return false }
    let nodes = next.indices.filter { isWhole || next[$0] != $0 }
    guard let first = nodes.first else { return true }
    var (node, length) = (next[first], 1)
    while node != first { (node, length) = (next[node], length + 1) }
    return length == nodes.count
  }
}
