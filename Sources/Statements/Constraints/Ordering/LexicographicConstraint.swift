/// One list comes before another in the order of a dictionary.
package struct LexicographicConstraint: Constraint {
  package enum Order: String, CaseIterable, Sendable {
    case atMost = "<="
    case less = "<"
  }

  package static let name = "lexicographic"
  package private(set) var first: [LinearForm]
  package private(set) var second: [LinearForm]
  package private(set) var order: Order

  package init(_ first: [LinearForm], _ order: Order, _ second: [LinearForm]) {
    self.first = first
    self.second = second
    self.order = order
  }

  package static var blank: Self { Self([], .atMost, []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("first", &first)
    visitor.choice("order", &order)
    visitor.forms("second", &second)
  }

  package func flaw(in data: ModelData) -> String? {
    zip(first, second).allSatisfy { data.isSafe($0 - $1) } ? nil : "lists that are too far apart"
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let lists = (first.map { $0.value(values) }, second.map { $0.value(values) })
    if lists.0.lexicographicallyPrecedes(lists.1) || (order == .atMost && lists.0 == lists.1) { return nil }
    return "\(RowList.text(lists.0)) is not \(order == .less ? "less than" : "at most") \(RowList.text(lists.1))"
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for (a, b) in zip(first, second) where (open.contains(a) || open.contains(b)) && !data.isSafe(a - b) {
      throw .overflow("a lexicographic order")
    }
  }

  /// Literals that the lists are equal up to a place: there the first is not larger, and smaller unless they go on to be
  /// equal.
  ///
  /// Unit propagation and the bounds of differences do what a propagator would.
  /// - Source: Frisch, Hnich, Kiziltan, Miguel, Walsh 2002, "Global constraints for lexicographic orderings".
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let length = min(first.count, second.count)
    let mayEnd = first.count < second.count || (first.count == second.count && order == .atMost)
    var isEqual: [BoolVar] = []
    for place in 0..<length {
      let difference = first[place] - second[place]
      let isLast = place == length - 1
      pieces.post(LinearConstraint(difference + (isLast && !mayEnd ? 1 : 0), .atMost, if: isEqual))
      if isLast || pieces.range(of: difference).upperBound < 0 { return true }
      // Of Booleans, the first is false and the second is true where it is smaller.
      let next = pieces.boolean()
      if let pair = pieces.literals(first[place], second[place]) {
        for literal in [!pair.0, pair.1] { pieces.post(ClauseConstraint(isEqual.map { !$0 } + [next, literal])) }
      } else {
        pieces.post(LinearConstraint(difference + 1, .atMost, if: isEqual + [!next]))
      }
      isEqual = [next]
    }
    if !mayEnd { pieces.post(ClauseConstraint([])) }
    return true
  }
}

extension Decomposition {
  /// Two forms that are a Boolean each, of different variables, as these.
  fileprivate func literals(_ first: LinearForm, _ second: LinearForm) -> (BoolVar, BoolVar)? {
    guard let a = literal(first), let b = literal(second), a.variable.position != b.variable.position else {
      return nil
    }
    return (a, b)
  }

  private func literal(_ form: LinearForm) -> BoolVar? {
    guard form.terms.count == 1, range(of: form) == 0...1, data.lower[form.terms[0].variable] == 0,
      data.upper[form.terms[0].variable] == 1
    else { return nil }
    let variable = IntVar(model: 0, position: Int32(form.terms[0].variable))
    return BoolVar(variable: variable, isNegated: form.terms[0].coefficient < 0)
  }
}

extension Model {
  /// The values of `first` are at most those of `second` in the order of a dictionary: the first place where they differ
  /// decides, and a list that the other one only goes on from is less.
  /// ```swift
  /// model.lexicographic(teams[0], isAtMost: teams[1])
  /// ```
  public func lexicographic(_ first: [any LinearExpressible], isAtMost second: [any LinearExpressible]) {
    order(first, .atMost, second)
  }

  /// The values of `first` are less than those of `second` in the order of a dictionary; equal lists are not.
  public func lexicographic(_ first: [any LinearExpressible], isLess second: [any LinearExpressible]) {
    order(first, .less, second)
  }

  /// Each of `lists` is at most the next one in the order of a dictionary; less than it, where `strictly` is true.
  ///
  /// Where any two rows of a matrix may change places, this leaves one of each such solution.
  public func lexicographicChain(_ lists: [[any LinearExpressible]], strictly: Bool = false) {
    for (first, second) in zip(lists, lists.dropFirst()) { order(first, strictly ? .less : .atMost, second) }
  }

  /// The rows of a matrix are in the order of a dictionary, and so are its columns: for matrices any two rows and any two
  /// columns of which may change places.
  /// ```swift
  /// model.lexicographicMatrix(plays)
  /// ```
  /// Rows have one length. Together with others of these orders, or with the two reversed, it may exclude solutions.
  public func lexicographicMatrix(_ rows: [[any LinearExpressible]], strictly: Bool = false) {
    let width = rows.first?.count ?? 0
    guard rows.allSatisfy({ $0.count == width }) else {
      return note(.mismatchedCounts("the rows of a matrix differ in length"))
    }
    lexicographicChain(rows, strictly: strictly)
    lexicographicChain((0..<width).map { column in rows.map { $0[column] } }, strictly: strictly)
  }

  private func order(
    _ first: [any LinearExpressible], _ order: LexicographicConstraint.Order, _ second: [any LinearExpressible]
  ) {
    let what = "a lexicographic order"
    let (left, right) = (canonical(first, what), canonical(second, what))
    guard left.count == first.count, right.count == second.count else { return }
    guard zip(left, right).allSatisfy({ data.isSafe($0 - $1) }) else { return note(.overflow(what)) }
    post(LexicographicConstraint(left, order, right))
  }
}
