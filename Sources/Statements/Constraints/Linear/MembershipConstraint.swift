/// form lies in one of some ranges or, where there is a target, the target says whether it does.
package struct MembershipConstraint: Constraint {
  package static let name = "membership"
  package private(set) var form: LinearForm
  /// Of each range the first and the last value; ascending, with gaps between.
  package private(set) var ends: [Int]
  /// None, or one.
  package private(set) var target: [BoolVar]

  package init(_ form: LinearForm, in ends: [Int], target: BoolVar? = nil) {
    self.form = form
    self.ends = ends
    self.target = target.map { [$0] } ?? []
  }

  package static var blank: Self { Self(LinearForm(), in: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.form("", &form)
    visitor.numbers("in", &ends)
    visitor.literals("target", &target)
  }

  package func flaw(in data: ModelData) -> String? {
    if target.count > 1 { return "a membership with several targets" }
    if !ends.count.isMultiple(of: 2) { return "a range without an end" }
    var isAscending = true
    var last = Int.min
    for i in stride(from: 0, to: ends.count, by: 2) {
      let isBeyond = i == 0 || last < ends[i] - 1
      if ends[i] > ends[i + 1] || !isBeyond { isAscending = false }
      last = ends[i + 1]
    }
    if !isAscending { return "ranges that are not ascending, with gaps between" }
    return ends.allSatisfy { $0.magnitude <= 1 << 60 } ? nil : "a range that leaves exact arithmetic"
  }

  private func contains(_ value: Int) -> Bool {
    stride(from: 0, to: ends.count, by: 2).contains { ends[$0] <= value && value <= ends[$0 + 1] }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let value = form.value(values)
    if contains(value) == (target.first.map { data.holds($0, values) } ?? true) { return nil }
    if target.isEmpty { return "\(value) is in none of the ranges" }
    return "a Boolean is wrong about whether \(value) is in one of the ranges"
  }

  package var functionTargets: [Int] { target.map(\.variable.index) }

  package var attention: HintCompletion.Attention { target.isEmpty ? .never : .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    if let target = target.first, let value = completion.value(of: form) {
      completion.assign(target, contains(value))
    }
    return false
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    if open.contains(form), !data.isSafe(form) { throw .overflow("a membership") }
  }

  // MARK: Clauses

  /// The clauses that say it, over literals that `atMost` gives for form <= value.
  package func clauses<Truth>(target: Truth?, not: (Truth) -> Truth, atMost: (Int) -> Truth) -> [[Truth]] {
    let condition = target.map { [not($0)] } ?? []
    guard let first = ends.first, let last = ends.last else { return [condition] }
    var clauses = [condition + [not(atMost(first - 1))], condition + [atMost(last)]]
    for i in stride(from: 1, to: ends.count - 1, by: 2) {
      clauses.append(condition + [atMost(ends[i]), not(atMost(ends[i + 1] - 1))])
    }
    guard let target else { return clauses }
    for i in stride(from: 0, to: ends.count, by: 2) {
      clauses.append([target, atMost(ends[i] - 1), not(atMost(ends[i + 1]))])
    }
    return clauses
  }

  /// The ranges that `range` meets, as far as they lie in it: the others need no literals.
  package func clipped(to range: ClosedRange<Int>) -> MembershipConstraint {
    var left: [Int] = []
    for i in stride(from: 0, to: ends.count, by: 2)
    where ends[i] <= range.upperBound && ends[i + 1] >= range.lowerBound {
      left += [ends[i], ends[i + 1]]
    }
    return MembershipConstraint(form, in: left, target: target.first)
  }

  package func decompose(into pieces: inout Decomposition) -> Bool {
    let clipped = clipped(to: pieces.range(of: form))
    let clauses = clipped.clauses(
      target: target.first, not: { !$0 }, atMost: { pieces.literal(atMostZero: form + -$0) })
    for clause in clauses { pieces.post(ClauseConstraint(clause)) }
    return true
  }
}

extension Model {
  /// `x` lies in one of `ranges`, wherever all of `conditions` hold; with no range it has no value.
  /// ```swift
  /// model.add(start, in: [8...12, 14...18])
  /// ```
  /// Ranges may overlap and stand in any order. A gap costs a clause, however wide it and the ranges are.
  public func add(
    _ x: some LinearExpressible, in ranges: [ClosedRange<Int>], if conditions: BoolVar...
  ) {
    if !conditions.isEmpty {
      return atLeastOne(of: conditions.map { !$0 } + [isMember(x, of: ranges)])
    }
    guard let form = canonical(x.linearExpression, "a membership") else { return }
    let ends = Self.ends(of: ranges)
    if form.constant == 0, form.terms.count == 1, form.terms[0].coefficient == 1, let values = Self.values(in: ends) {
      return post(DomainConstraint(form.terms[0].variable, values))
    }
    post(MembershipConstraint(form, in: ends))
  }

  /// A Boolean that is true exactly where `x` lies in one of `ranges`.
  /// ```swift
  /// let isNight = model.isMember(hour, of: [0...5, 22...23])
  /// ```
  public func isMember(_ x: some LinearExpressible, of ranges: [ClosedRange<Int>], _ name: String = "") -> BoolVar {
    let target = boolean(name)
    guard let form = canonical(x.linearExpression, "a membership") else { return target }
    post(MembershipConstraint(form, in: Self.ends(of: ranges), target: target))
    return target
  }

  /// A variable with a value in one of `ranges`.
  /// ```swift
  /// let start = model.integer(in: [8...12, 14...18], "start")
  /// ```
  public func integer(in ranges: [ClosedRange<Int>], _ name: String = "") -> IntVar {
    let ends = Self.ends(of: ranges)
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else {
      note(.emptyDomain(name.isEmpty ? "variable x\(data.variableCount)" : name))
      return integer(0...0, name)
    }
    let x = integer(low...high, name)
    if ends.count > 2 { add(x, in: ranges) }
    return x
  }

  /// The values in ranges where they are few, which engines may then look at one by one.
  private static func values(in ends: [Int]) -> [Int]? {
    var values: [Int] = []
    for i in stride(from: 0, to: ends.count, by: 2) {
      if ends[i + 1] - ends[i] >= longestList - values.count { return nil }
      values += ends[i]...ends[i + 1]
    }
    return values.isEmpty ? nil : values
  }

  private static let longestList = 100

  /// In ascending order, what touches or overlaps as one, within what sums can reach.
  private static func ends(of ranges: [ClosedRange<Int>]) -> [Int] {
    let reachable = -(1 << 60)...(1 << 60)
    var ends: [Int] = []
    for range in ranges.filter(reachable.overlaps).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let range = range.clamped(to: reachable)
      if let last = ends.last, range.lowerBound <= last + 1 {
        ends[ends.count - 1] = max(last, range.upperBound)
      } else {
        ends += [range.lowerBound, range.upperBound]
      }
    }
    return ends
  }
}
