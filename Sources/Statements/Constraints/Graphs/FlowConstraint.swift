/// What leaves each node less what enters it is the node's balance, and amounts times prices add up to the cost.
package struct FlowConstraint: Constraint {
  package static let name = "flow"
  package private(set) var tails: [Int]
  package private(set) var heads: [Int]
  package private(set) var amounts: [LinearForm]
  package private(set) var balances: [LinearForm]
  package private(set) var prices: [Int]
  package private(set) var cost: LinearForm

  /// - Parameters:
  ///   - balances: by node.
  ///   - prices: by arc; all 0, with a cost of 0, where nobody asks.
  package init(
    tails: [Int], heads: [Int], amounts: [LinearForm], balances: [LinearForm], prices: [Int], cost: LinearForm
  ) {
    self.tails = tails
    self.heads = heads
    self.amounts = amounts
    self.balances = balances
    self.prices = prices
    self.cost = cost
  }

  package static var blank: Self {
    Self(tails: [], heads: [], amounts: [], balances: [], prices: [], cost: LinearForm())
  }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.numbers("from", &tails)
    visitor.numbers("to", &heads)
    visitor.forms("amounts", &amounts)
    visitor.forms("balances", &balances)
    visitor.numbers("prices", &prices)
    visitor.form("cost", &cost)
  }

  package func flaw(in data: ModelData) -> String? {
    guard tails.count == amounts.count, heads.count == amounts.count, prices.count == amounts.count else {
      return "arcs without an end, an amount or a price"
    }
    guard (tails + heads).allSatisfy(balances.indices.contains) else {
      return "an arc between nodes that there are not"
    }
    guard FormSum.fits(prices, amounts, in: data), FormSum.fits(amounts.map { _ in 1 }, amounts, in: data),
      let rows, rows.allSatisfy(data.isSafe)
    else {
      return "amounts add up to more than exact arithmetic has room for"
    }
    return nil
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    for form in amounts + balances + [cost] { form.forEachVariable(visit) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    var surplus = [Int](repeating: 0, count: balances.count)
    var paid = 0
    for (arc, form) in amounts.enumerated() {
      let amount = form.value(values)
      surplus[tails[arc]] += amount
      surplus[heads[arc]] -= amount
      paid += prices[arc] * amount
    }
    for (node, balance) in balances.enumerated() where balance.value(values) != surplus[node] {
      return "node \(node) sends out \(surplus[node]) more than it gets, not \(balance.value(values))"
    }
    return cost.value(values) == paid ? nil : "the flow costs \(paid), not \(cost.value(values))"
  }

  package var functionTargets: [Int] { cost.terms.map(\.variable) }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    for row in rows ?? [] { completion.solve(row) }
    return false
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    if (amounts + balances + [cost]).contains(where: open.contains), flaw(in: data) != nil { throw .overflow("a flow") }
  }

  /// A row a node, and one for the cost.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    guard let rows else { return false }
    for row in rows { pieces.post(LinearConstraint(row, .equal)) }
    return true
  }

  /// What is 0; nil where a coefficient does not fit.
  private var rows: [LinearForm]? {
    var sums = [FormSum](repeating: FormSum(), count: balances.count + 1)
    for (arc, amount) in amounts.enumerated() {
      sums[tails[arc]].add(amount, times: 1)
      sums[heads[arc]].add(amount, times: -1)
      sums[balances.count].add(amount, times: prices[arc])
    }
    for (node, balance) in balances.enumerated() { sums[node].add(balance, times: -1) }
    sums[balances.count].add(cost, times: -1)
    let forms = sums.compactMap(\.form)
    return forms.count == sums.count ? forms : nil
  }
}

extension Model {
  /// What leaves each node less what enters it is the node's balance.
  ///
  /// A node that supplies has a positive balance, one that asks a negative one. Amounts are within the bounds of their
  /// expressions, negative ones included; several arcs may join two nodes.
  ///
  /// ```swift
  /// let cost = model.flow(
  ///   [(from: 0, to: 1, amount: x), (from: 0, to: 2, amount: y), (from: 1, to: 2, amount: z)],
  ///   balances: [7, 0, -7], prices: [1, 3, 1])
  /// model.minimize(cost)
  /// ```
  /// - Parameters:
  ///   - arcs: between nodes 0 ..< `balances.count`.
  ///   - balances: by node, numbers, variables or expressions.
  ///   - prices: by arc, of one unit.
  /// - Returns: the cost: amounts times prices.
  public func flow(
    _ arcs: [(from: Int, to: Int, amount: any LinearExpressible)], balances: [any LinearExpressible], prices: [Int]
  ) -> IntVar {
    guard prices.count == arcs.count else {
      note(.mismatchedCounts("flow: \(arcs.count) arcs, \(prices.count) prices"))
      return integer(0...0)
    }
    let amounts = canonical(arcs.map(\.amount), "an amount")
    guard amounts.count == arcs.count, let range = range(of: amounts, prices) else { return integer(0...0) }
    let cost = integer(range)
    postFlow(arcs, amounts, balances, prices, LinearForm(variable: cost))
    return cost
  }

  /// The same without a cost.
  public func flow(
    _ arcs: [(from: Int, to: Int, amount: any LinearExpressible)], balances: [any LinearExpressible]
  ) {
    let amounts = canonical(arcs.map(\.amount), "an amount")
    guard amounts.count == arcs.count else { return }
    postFlow(arcs, amounts, balances, arcs.map { _ in 0 }, LinearForm())
  }

  /// What amounts times prices can be, noted where that is too much.
  private func range(of amounts: [LinearForm], _ prices: [Int]) -> ClosedRange<Int>? {
    if amounts.contains(where: isOpen) {
      note(.needsHorizon("the cost of a flow"))
      return nil
    }
    var total = FormSum()
    for (amount, price) in zip(amounts, prices) { total.add(amount, times: price) }
    guard let form = total.form, data.isSafe(form) else {
      note(.overflow("the cost of a flow"))
      return nil
    }
    let range = data.range(of: form)
    if range.lowerBound < -Self.limit || range.upperBound > Self.limit { note(.overflow("the cost of a flow")) }
    return range.lowerBound < -Self.limit || range.upperBound > Self.limit ? nil : range
  }

  private func postFlow(
    _ arcs: [(from: Int, to: Int, amount: any LinearExpressible)], _ amounts: [LinearForm],
    _ balances: [any LinearExpressible], _ prices: [Int], _ cost: LinearForm
  ) {
    let surpluses = canonical(balances, "a balance")
    guard surpluses.count == balances.count else { return }
    for arc in arcs where !balances.indices.contains(arc.from) || !balances.indices.contains(arc.to) {
      return note(.invalidPlace("an arc from \(arc.from) to \(arc.to) of a flow with \(balances.count) nodes"))
    }
    let made = FlowConstraint(
      tails: arcs.map(\.from), heads: arcs.map(\.to), amounts: amounts, balances: surpluses, prices: prices, cost: cost)
    if made.flaw(in: data) != nil { note(.overflow("a flow")) } else { post(made) }
  }
}
