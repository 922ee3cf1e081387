/// So many of each item, none negative, have a weight and a profit together.
package struct KnapsackConstraint: Constraint {
  package static let name = "knapsack"
  package private(set) var weights: [Int]
  package private(set) var profits: [Int]
  package private(set) var counts: [LinearForm]
  package private(set) var weight: LinearForm
  package private(set) var profit: LinearForm

  package init(weights: [Int], profits: [Int], counts: [LinearForm], weight: LinearForm, profit: LinearForm) {
    self.weights = weights
    self.profits = profits
    self.counts = counts
    self.weight = weight
    self.profit = profit
  }

  package static var blank: Self {
    Self(weights: [], profits: [], counts: [], weight: LinearForm(), profit: LinearForm())
  }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.numbers("weights", &weights)
    visitor.numbers("profits", &profits)
    visitor.forms("counts", &counts)
    visitor.form("weight", &weight)
    visitor.form("profit", &profit)
  }

  package func flaw(in data: ModelData) -> String? {
    guard weights.count == counts.count, profits.count == counts.count else {
      return "\(counts.count) counts, \(weights.count) weights, \(profits.count) profits"
    }
    let isSafe =
      FormSum.fits(weights, counts, in: data) && FormSum.fits(profits, counts, in: data)
      && differences.allSatisfy { $0.map(data.isSafe) ?? false }
    return isSafe
      ? nil : "weights or profits add up to more than exact arithmetic has room for"
  }

  /// What is 0: the sums less the weight and the profit; nil where a coefficient does not fit.
  private var differences: [LinearForm?] {
    [(weights, weight), (profits, profit)].map { factors, target in
      var sum = FormSum()
      for (factor, count) in zip(factors, counts) { sum.add(count, times: factor) }
      sum.add(target, times: -1)
      return sum.form
    }
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    for form in counts + [weight, profit] { form.forEachVariable(visit) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    var (heavy, worth) = (0, 0)
    for (item, form) in counts.enumerated() {
      let count = form.value(values)
      if count < 0 { return "there are \(count) of item \(item)" }
      heavy += weights[item] * count
      worth += profits[item] * count
    }
    if weight.value(values) != heavy { return "the items weigh \(heavy), not \(weight.value(values))" }
    return profit.value(values) == worth ? nil : "the items are worth \(worth), not \(profit.value(values))"
  }

  package var functionTargets: [Int] { (weight.terms + profit.terms).map(\.variable) }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    let known = counts.compactMap { completion.value(of: $0) }
    guard known.count == counts.count else { return false }
    completion.solve(weight + -zip(weights, known).reduce(0) { $0 + $1.0 * $1.1 })
    completion.solve(profit + -zip(profits, known).reduce(0) { $0 + $1.0 * $1.1 })
    return false
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    if (counts + [weight, profit]).contains(where: open.contains), flaw(in: data) != nil {
      throw .overflow("a knapsack")
    }
  }

  /// Two sums.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    for difference in differences {
      guard let difference else { return false }
      pieces.post(LinearConstraint(difference, .equal))
    }
    for count in counts where pieces.range(of: count).lowerBound < 0 {
      pieces.post(LinearConstraint(count.negated, .atMost))
    }
    return true
  }
}

extension Model {
  /// The weight and the profit of so many of each item, as variables; no count is negative.
  ///
  /// ```swift
  /// let taken = items.map { _ in model.integer(0...3) }
  /// let sack = model.knapsack(weights: [4, 3, 2], profits: [15, 10, 7], counts: taken)
  /// model.add(sack.weight <= 9)
  /// model.maximize(sack.profit)
  /// ```
  /// - Parameters:
  ///   - weights, profits: by item; any numbers.
  ///   - counts: by item, numbers, variables or expressions.
  public func knapsack(
    weights: [Int], profits: [Int], counts: [any LinearExpressible]
  ) -> (weight: IntVar, profit: IntVar) {
    guard weights.count == counts.count, profits.count == counts.count else {
      note(
        .mismatchedCounts(
          "knapsack: \(counts.count) counts, \(weights.count) weights, \(profits.count) profits"))
      return (integer(0...0), integer(0...0))
    }
    let forms = canonical(counts, "a count of items")
    guard forms.count == counts.count else { return (integer(0...0), integer(0...0)) }
    if let open = forms.first(where: isOpen) {
      note(.needsHorizon("knapsack, \(open.terms.count) times in a count,"))
      return (integer(0...0), integer(0...0))
    }
    guard let weight = total(weights, forms, "weight"), let profit = total(profits, forms, "profit") else {
      return (integer(0...0), integer(0...0))
    }
    let made = KnapsackConstraint(
      weights: weights, profits: profits, counts: forms, weight: LinearForm(variable: weight),
      profit: LinearForm(variable: profit))
    if made.flaw(in: data) != nil { note(.overflow("a knapsack")) } else { post(made) }
    return (weight, profit)
  }

  /// A variable for Σ factor · count, over counts that are not negative.
  private func total(_ factors: [Int], _ counts: [LinearForm], _ what: String) -> IntVar? {
    var (low, high) = (0, 0)
    for (factor, count) in zip(factors, counts) {
      let range = data.range(of: count)
      for end in [range.lowerBound, range.upperBound] {
        let (product, overflow) = factor.multipliedReportingOverflow(by: max(0, end))
        guard !overflow, product.magnitude <= Self.limit else {
          note(.overflow("the \(what) of a knapsack"))
          return nil
        }
      }
      let ends = [factor * max(0, range.lowerBound), factor * max(0, range.upperBound)]
      low += min(ends[0], ends[1])
      high += max(ends[0], ends[1])
      if low < -Self.limit || high > Self.limit {
        note(.overflow("the \(what) of a knapsack"))
        return nil
      }
    }
    return integer(low...high)
  }
}
