import Basics
import Statements

/// Mandatory intervals that every constraint treats alike start one after the other.
extension PresolveState {
  /// What a constraint says of an interval by its start.
  private struct Use: Hashable, Comparable {
    let constraint: Int
    /// 0 as a member, 1 as an operand of a maximum.
    let kind: Int
    /// The demand where that is a number, or what the operand adds to the start.
    let number: Int

    static func < (a: Use, b: Use) -> Bool {
      (a.constraint, a.kind, a.number) < (b.constraint, b.kind, b.number)
    }
  }

  private struct Likeness: Hashable {
    let low: Int
    let high: Int
    let cost: Int
    let duration: Int
    let uses: [Use]
  }

  mutating func orderEqualIntervals() {
    guard data.intervals.count > 1, spend(2 * columns.count + 20 * data.intervals.count) else { return }
    let matrix = ColumnMatrix(self)
    var intervalOf: [Int: Int] = [:]
    for (index, interval) in data.intervals.enumerated() {
      guard let start = simpleStart(interval), matrix.range(start).isEmpty, literalUses[start] == 0,
        matrix.conditionUses[start] == 0
      else { continue }
      // Two intervals of one start are no simple ones.
      intervalOf[start] = intervalOf[start] == nil ? index : -1
    }
    var uses: [Int: [Use]] = [:]
    for position in opaque {
      guard spend(10) else { return }
      collect(position, intervalOf, &uses)
    }
    var groups: [Likeness: [Int]] = [:]
    for (start, interval) in intervalOf.sorted(by: { $0.key < $1.key }) where interval >= 0 && !isFixed(start) {
      // Each of its uses is one of these, so that two of the same uses may change places.
      guard let list = uses[interval], entries(list) == Int(numberUses[start]) else { continue }
      let likeness = Likeness(
        low: lower[start], high: upper[start], cost: cost[start], duration: data.intervals[interval].duration.constant,
        uses: list.sorted())
      groups[likeness, default: []].append(interval)
    }
    for (likeness, members) in groups.sorted(by: { $0.value[0] < $1.value[0] }) where members.count > 1 {
      order(members, likeness)
    }
  }

  /// How often the uses count the start: a member's twice, by start and by end.
  private func entries(_ uses: [Use]) -> Int { uses.reduce(0) { $0 + ($1.kind == 0 ? 2 : 1) } }

  /// The start column of a mandatory interval of fixed duration.
  private func simpleStart(_ interval: Interval) -> Int? {
    guard interval.presence == nil, interval.duration.terms.isEmpty, interval.start.terms.count == 1,
      interval.start.terms[0].coefficient == 1, interval.start.constant == 0,
      interval.end.terms == interval.start.terms, interval.end.constant == interval.duration.constant
    else { return nil }
    let column = interval.start.terms[0].variable
    return isRemoved[column] ? nil : column
  }

  private mutating func collect(_ position: Int, _ intervalOf: [Int: Int], _ uses: inout [Int: [Use]]) {
    switch data.constraints[position] {
    case let constraint as NoOverlapConstraint:
      for member in constraint.members {
        uses[member, default: []].append(Use(constraint: position, kind: 0, number: 0))
      }
      _ = spend(2 * constraint.members.count)
    case let constraint as CumulativeConstraint:
      for (member, demand) in zip(constraint.members, constraint.demands) {
        guard let number = demand.fixedValue else { continue }
        uses[member, default: []].append(Use(constraint: position, kind: 0, number: number))
      }
      _ = spend(2 * constraint.members.count)
    case let constraint as MaximumConstraint:
      for operand in constraint.operands {
        guard operand.terms.count == 1, operand.terms[0].coefficient == 1,
          let interval = intervalOf[operand.terms[0].variable], interval >= 0
        else { continue }
        uses[interval, default: []].append(Use(constraint: position, kind: 1, number: operand.constant))
      }
      _ = spend(2 * constraint.operands.count)
    default: break
    }
  }

  private mutating func order(_ members: [Int], _ likeness: Likeness) {
    let starts = members.map { Int32(data.intervals[$0].start.terms[0].variable) }
    steps.append(.sorted(SymmetryOrder(blocks: starts.map { [$0] }, keyCount: 1, isDescending: false)))
    // On one machine the next starts after the end of the one before.
    let isUnary = likeness.uses.contains { data.constraints[$0.constraint] is NoOverlapConstraint }
    for (a, b) in zip(starts, starts.dropFirst()) {
      addRow(a < b ? [(a, 1), (b, -1)] : [(b, -1), (a, 1)], .atMost, isUnary ? -likeness.duration : 0)
      note(.orderedIntervals)
    }
  }
}
