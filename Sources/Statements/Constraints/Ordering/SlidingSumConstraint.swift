/// Each so many expressions side by side have a sum within a range.
package struct SlidingSumConstraint: Constraint {
  package static let name = "sliding sum"
  package static let keyword = "slidingSum"
  package private(set) var expressions: [LinearForm]
  package private(set) var window: Int
  package private(set) var low: Int
  package private(set) var high: Int

  package init(_ expressions: [LinearForm], window: Int, low: Int, high: Int) {
    self.expressions = expressions
    self.window = window
    self.low = low
    self.high = high
  }

  package static var blank: Self { Self([], window: 1, low: 0, high: 0) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("", &expressions)
    visitor.number("window", &window)
    visitor.number("from", &low)
    visitor.number("to", &high)
  }

  package func flaw(in data: ModelData) -> String? {
    if window < 1 { return "a window of \(window)" }
    if low.magnitude > 1 << 60 || high.magnitude > 1 << 60 { return "sums from \(low) to \(high)" }
    return Self.isSafe(expressions, in: data) ? nil : "sums that are too large"
  }

  /// Whether all that is summed up fits.
  static func isSafe(_ expressions: [LinearForm], in data: ModelData) -> Bool {
    var total = UInt(0)
    for form in expressions {
      let range = data.range(of: form)
      total += max(range.lowerBound.magnitude, range.upperBound.magnitude)
      if !data.isSafe(form) || total > 1 << 59 { return false }
    }
    return true
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let known = expressions.map { $0.value(values) }
    guard known.count >= window else { return nil }
    for first in 0...(known.count - window) {
      let sum = known[first..<first + window].reduce(0, +)
      if sum < low || sum > high { return "the sum of \(window) from place \(first) on is \(sum)" }
    }
    return nil
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    if expressions.contains(where: open.contains), !Self.isSafe(expressions, in: data) {
      throw .overflow("a sliding sum")
    }
  }

  /// Wider windows are differences of sums from the beginning.
  private static let widestRow = 4

  package func decompose(into pieces: inout Decomposition) -> Bool {
    guard expressions.count >= window else { return true }
    var sums = [LinearForm()]
    let reach = expressions.reduce(0) { reach, form in
      let range = pieces.range(of: form)
      return min(1 << 60, reach + Int(max(range.lowerBound.magnitude, range.upperBound.magnitude)))
    }
    // A sum from the beginning is a variable, so it has to be one that there can be.
    if window <= Self.widestRow || reach > Model.limit {
      for first in 0...(expressions.count - window) {
        let sum = expressions[first..<first + window].reduce(LinearForm()) { $0 - $1.negated }
        post(sum, &pieces)
      }
      return true
    }
    for form in expressions {
      let next = sums[sums.count - 1] - form.negated
      let range = pieces.range(of: next)
      let sum = LinearForm(variable: pieces.integer(range))
      pieces.post(LinearConstraint(next - sum, .equal))
      sums.append(sum)
    }
    for first in 0...(expressions.count - window) { post(sums[first + window] - sums[first], &pieces) }
    return true
  }

  private func post(_ sum: LinearForm, _ pieces: inout Decomposition) {
    pieces.post(LinearConstraint((sum + -high).reduced(for: .atMost), .atMost))
    pieces.post(LinearConstraint((sum.negated + low).reduced(for: .atMost), .atMost))
  }
}

extension Model {
  /// Each `window` of `expressions` that stand side by side have a sum within `range`.
  /// ```swift
  /// // Of any seven days, five or six are worked.
  /// model.slidingSum(isWorked, window: 7, range: 5...6)
  /// ```
  /// The window is at least 1; with fewer expressions than that there is nothing to keep.
  public func slidingSum(_ expressions: [any LinearExpressible], window: Int, range: ClosedRange<Int>) {
    let forms = canonical(expressions, "a sliding sum")
    guard forms.count == expressions.count else { return }
    guard window >= 1 else { return note(.emptyOperands("a sliding sum")) }
    guard SlidingSumConstraint.isSafe(forms, in: data) else { return note(.overflow("a sliding sum")) }
    let limit = 1 << 60
    // No sum is beyond that.
    let (low, high) = (max(range.lowerBound, -limit), min(range.upperBound, limit))
    post(SlidingSumConstraint(forms, window: window, low: min(low, limit), high: max(high, -limit)))
  }
}
