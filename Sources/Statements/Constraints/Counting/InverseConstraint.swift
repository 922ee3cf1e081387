/// One list says where the values of the other stand: f[i] = j just where g[j] = i, places counted from 0.
package struct InverseConstraint: Constraint {
  package static let name = "inverse"

  /// Whether all values must be places of the other list.
  package enum Reach: String, CaseIterable, Sendable {
    case total, partial
  }

  package private(set) var first: [LinearForm]
  package private(set) var second: [LinearForm]
  package private(set) var reach: Reach

  package init(_ first: [LinearForm], _ second: [LinearForm], _ reach: Reach = .total) {
    self.first = first
    self.second = second
    self.reach = reach
  }

  package static var blank: Self { Self([], []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("", &first)
    visitor.forms("and", &second)
    visitor.choice("", &reach)
  }

  package func flaw(in data: ModelData) -> String? {
    reach == .total && first.count != second.count ? "an inverse of lists of different length" : nil
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let f = first.map { $0.value(values) }
    let g = second.map { $0.value(values) }
    return Self.violation(f, g, "first", reach) ?? Self.violation(g, f, "second", reach)
  }

  private static func violation(_ f: [Int], _ g: [Int], _ list: String, _ reach: Reach) -> String? {
    for (place, value) in f.enumerated() {
      guard g.indices.contains(value) else {
        if reach == .partial { continue }
        return "place \(place) of the \(list) list has \(value), no place of the other"
      }
      if g[value] != place {
        return "place \(place) of the \(list) list has \(value), but place \(value) of the other has \(g[value])"
      }
    }
    return nil
  }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    for (from, to) in [(first, second), (second, first)] {
      for (place, form) in from.enumerated() {
        guard let value = completion.value(of: form), to.indices.contains(value) else { continue }
        completion.solve(to[value] + -place)
      }
    }
    return false
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in first + second where open.contains(form) && !data.isSafe(form) { throw .overflow("an inverse") }
  }

  /// The two literals of each pair of places are equal.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    if reach == .total {
      for (forms, count) in [(first, second.count), (second, first.count)] {
        for form in forms {
          if pieces.range(of: form).lowerBound < 0 { pieces.post(LinearConstraint(form.negated, .atMost)) }
          if pieces.range(of: form).upperBound >= count {
            pieces.post(LinearConstraint(form + (1 - count), .atMost))
          }
        }
      }
    }
    for (i, f) in first.enumerated() {
      for (j, g) in second.enumerated() {
        let (forward, backward) = (pieces.literal(f, equals: j), pieces.literal(g, equals: i))
        pieces.post(ClauseConstraint([!forward, backward]))
        pieces.post(ClauseConstraint([forward, !backward]))
      }
    }
    return true
  }
}

extension Model {
  /// Two lists that say where each other's values stand: `first[i]` is j just where `second[j]` is i, places counted
  /// from 0. So both are permutations. A list that is its own inverse pairs its places.
  /// ```swift
  /// model.inverse(jobAtPosition, positionOfJob)
  /// ```
  ///
  /// - Parameter allowsOutside: a value that is no place of the other list says nothing; then the lists may differ in
  ///   length, and places may be left out.
  public func inverse(
    _ first: [any LinearExpressible], _ second: [any LinearExpressible], allowsOutside: Bool = false
  ) {
    let what = "constraint \(data.constraints.count), inverse"
    if !allowsOutside, first.count != second.count {
      return note(.mismatchedCounts("\(what): \(first.count) and \(second.count) expressions"))
    }
    let (f, g) = (canonical(first, what), canonical(second, what))
    guard f.count == first.count, g.count == second.count else { return }
    post(InverseConstraint(f, g, allowsOutside ? .partial : .total))
  }
}
