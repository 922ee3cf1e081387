/// Literals say in which order the present intervals come, one after the other: which is first, which last, which next
/// after which.
///
/// Of several of no duration at the same time, the one that is earlier in the list comes first; so the literals are a
/// function of the intervals.
package struct SequenceConstraint: Constraint {
  package static let name = "sequence"
  package private(set) var members: [Int]
  /// By member.
  package private(set) var firsts: [BoolVar]
  package private(set) var lasts: [BoolVar]
  /// By member, one for each other member.
  package private(set) var nexts: [BoolVar]

  package init(_ members: [Int], firsts: [BoolVar], lasts: [BoolVar], nexts: [BoolVar]) {
    self.members = members
    self.firsts = firsts
    self.lasts = lasts
    self.nexts = nexts
  }

  /// With literals of its own.
  init(_ members: [Int], in pieces: inout Decomposition) {
    self.init(
      members, firsts: members.map { _ in pieces.boolean() }, lasts: members.map { _ in pieces.boolean() },
      nexts: (0..<members.count * max(0, members.count - 1)).map { _ in pieces.boolean() })
  }

  package static var blank: Self { Self([], firsts: [], lasts: [], nexts: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.intervals("", &members)
    visitor.literals("firsts", &firsts)
    visitor.literals("lasts", &lasts)
    visitor.literals("nexts", &nexts)
  }

  package func flaw(in data: ModelData) -> String? {
    let n = members.count
    return firsts.count == n && lasts.count == n && nexts.count == n * max(0, n - 1)
      ? data.repetition(among: members) : "\(n) intervals with literals for another number"
  }

  /// True where the member at `second` is the next one after that at `first`, another one.
  package func next(_ first: Int, _ second: Int) -> BoolVar {
    nexts[first * (members.count - 1) + (second < first ? second : second - 1)]
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let sequence = data.sequence(of: members, values)
    func name(_ position: Int) -> String { data.intervals[members[position]].name }
    for (first, second) in zip(sequence, sequence.dropFirst())
    where data.intervals[members[first]].end.value(values) > data.intervals[members[second]].start.value(values) {
      return "\(name(first)) and \(name(second)) overlap"
    }
    let wrong = members.indices.first { position in
      data.holds(firsts[position], values) != (sequence.first == position)
        || data.holds(lasts[position], values) != (sequence.last == position)
    }
    if let wrong { return "whether \(name(wrong)) is first or last is wrong" }
    var successors = [Int](repeating: -1, count: members.count)
    for (first, second) in zip(sequence, sequence.dropFirst()) { successors[first] = second }
    for first in members.indices {
      for second in members.indices where first != second {
        if data.holds(next(first, second), values) != (successors[first] == second) {
          return "whether \(name(second)) is next after \(name(first)) is wrong"
        }
      }
    }
    return nil
  }

  package var functionTargets: [Int] { (firsts + lasts + nexts).map(\.variable.index) }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    var present: [(start: Int, end: Int, position: Int)] = []
    for (position, member) in members.enumerated() {
      let interval = completion.data.intervals[member]
      guard let isPresent = interval.presence.map({ completion.truth($0) }) ?? true else { return false }
      if !isPresent { continue }
      guard let start = completion.value(of: interval.start), let end = completion.value(of: interval.end) else {
        return false
      }
      present.append((start, end, position))
    }
    let sequence = present.sorted { ($0.start, $0.end, $0.position) < ($1.start, $1.end, $1.position) }
    var successors = [Int](repeating: -1, count: members.count)
    for (first, second) in zip(sequence, sequence.dropFirst()) { successors[first.position] = second.position }
    for first in members.indices {
      completion.assign(firsts[first], sequence.first?.position == first)
      completion.assign(lasts[first], sequence.last?.position == first)
      for second in members.indices where first != second {
        completion.assign(next(first, second), successors[first] == second)
      }
    }
    return true
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    bound.addResource(members, gap: 1)
    return true
  }

  /// Each present interval is first or next after one, and last or followed by one; times keep circles out.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    for i in members.indices {
      let others = members.indices.filter { $0 != i }
      pieces.post(exactlyOne: [firsts[i]] + others.map { next($0, i) }, where: members[i])
      pieces.post(exactlyOne: [lasts[i]] + others.map { next(i, $0) }, where: members[i])
    }
    pieces.post(AtMostOneConstraint(firsts))
    pieces.post(AtMostOneConstraint(lasts))
    for (i, first) in members.enumerated() {
      for (j, second) in members.enumerated() where i != j {
        let (a, b) = (pieces.data.intervals[first], pieces.data.intervals[second])
        pieces.post(LinearConstraint(a.end - b.start, .atMost, if: [next(i, j)]))
        // Together at the same time: by their places in the list.
        if i > j, let isEmpty = pieces.bothEmpty(a, b) {
          pieces.post(LinearConstraint(a.start - b.start + 1, .atMost, if: [next(i, j)] + isEmpty))
        }
      }
    }
    return true
  }
}

extension Decomposition {
  /// Exactly one of the literals is true where the interval is present, none where it is absent.
  fileprivate mutating func post(exactlyOne literals: [BoolVar], where interval: Int) {
    let presence = data.intervals[interval].presence
    post(AtMostOneConstraint(literals))
    post(ClauseConstraint(literals + (presence.map { [!$0] } ?? [])))
    if let presence {
      for literal in literals { post(ClauseConstraint([!literal, presence])) }
    }
  }

  /// The conditions that neither takes time; nil where one always does.
  mutating func bothEmpty(_ a: Interval, _ b: Interval) -> [BoolVar]? {
    var conditions: [BoolVar] = []
    for duration in [a.duration, b.duration] {
      let range = range(of: duration)
      if range.lowerBound > 0 { return nil }
      if range.upperBound > 0 { conditions.append(literal(atMostZero: duration)) }
    }
    return conditions
  }
}

/// The order in which intervals come, as Booleans; made by ``Model/sequence(of:)``.
public struct IntervalSequence: Sendable {
  /// What comes in an order.
  public let intervals: [IntervalVar]
  /// By interval: whether it is the first one that is present.
  public let isFirst: [BoolVar]
  /// By interval: whether it is the last one that is present.
  public let isLast: [BoolVar]
  /// `next[i][j]`: whether interval j is the next one after interval i; false for an interval and itself.
  public let next: [[BoolVar]]
}

extension Model {
  /// The present ones of `intervals` come one after the other, in an order that can be asked for: what is next after what
  /// may cost something, or be forbidden.
  ///
  /// ```swift
  /// let order = model.sequence(of: jobs)
  /// model.imply(order.isFirst[0], !order.next[0][1])
  /// model.minimize(model.cost(of: order, cleaning, kinds: colours))
  /// ```
  /// Intervals of no duration take part; of several at the same time, the one that is earlier in the list comes first.
  public func sequence(of intervals: [IntervalVar]) -> IntervalSequence {
    let n = intervals.count
    let never = BoolVar(variable: integer(0...0), isNegated: false)
    let isFirst = intervals.map { _ in boolean() }
    let isLast = intervals.map { _ in boolean() }
    let next = (0..<n).map { i in (0..<n).map { i == $0 ? never : boolean() } }
    if own(intervals, "a sequence") {
      let nexts = (0..<n).flatMap { i in (0..<n).filter { $0 != i }.map { next[i][$0] } }
      post(SequenceConstraint(intervals.map(\.index), firsts: isFirst, lasts: isLast, nexts: nexts))
    }
    return IntervalSequence(intervals: intervals, isFirst: isFirst, isLast: isLast, next: next)
  }

  /// What all successions of a sequence cost together.
  ///
  /// ```swift
  /// model.minimize(model.cost(of: order, [[0, 3], [7, 0]], kinds: colours))
  /// ```
  /// - Parameters:
  ///   - costs: `costs[a][b]` of an interval of kind b that comes next after one of kind a; of either sign.
  ///   - kinds: of each interval, a row of `costs`; when not given, each interval is a kind of its own.
  public func cost(of sequence: IntervalSequence, _ costs: [[Int]], kinds: [Int]? = nil) -> LinearExpression {
    let count = sequence.intervals.count
    let kinds = kinds ?? Array(0..<count)
    var total = LinearExpression()
    guard kinds.count == count, kinds.allSatisfy(costs.indices.contains), costs.allSatisfy({ $0.count == costs.count })
    else {
      note(.mismatchedCounts("costs of a sequence: \(count) intervals, \(kinds.count) kinds, \(costs.count) rows"))
      return total
    }
    for i in 0..<count {
      for j in 0..<count where i != j && costs[kinds[i]][kinds[j]] != 0 {
        total += costs[kinds[i]][kinds[j]] * sequence.next[i][j]
      }
    }
    return total
  }
}
