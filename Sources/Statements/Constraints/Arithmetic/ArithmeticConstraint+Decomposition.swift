import Basics

/// Non-linear functions as linear constraints under conditions, over the values or the digits of one operand.
extension ArithmeticConstraint {
  package func decompose(into pieces: inout Decomposition) -> Bool {
    switch operation {
    case .product: return decomposeProduct(&pieces)
    case .quotient:
      if let divisor = right.fixedValue { decomposeQuotient(by: divisor, &pieces) } else { decomposeQuotient(&pieces) }
    case .remainder: decomposeRemainder(&pieces)
    case .power: decomposePower(&pieces)
    }
    return true
  }

  // MARK: Product

  /// So many values of a factor are told apart one by one.
  private static let valueLimit = 16
  /// Larger products are not for sums under conditions.
  private static let largest = 1 << 50

  /// By each value of the factor with fewer of them; where these are many, by its binary digits, of which each times
  /// the other factor is a number or 0.
  private func decomposeProduct(_ pieces: inout Decomposition) -> Bool {
    let (a, b) = (pieces.range(of: left), pieces.range(of: right))
    let (factor, range, other, most) =
      a.count <= b.count
      ? (left, a, right, max(abs(b.lowerBound), abs(b.upperBound)))
      : (right, b, left, max(abs(a.lowerBound), abs(a.upperBound)))
    if max(abs(range.lowerBound), abs(range.upperBound), range.count) * most > Self.largest { return false }
    let unit = pieces.unit(other)
    let product = pieces.unit(target)
    if range.count <= Self.valueLimit {
      let isValue = range.map { pieces.literal(factor, equals: $0) }
      for (value, isValue) in zip(range, isValue) {
        pieces.post(LinearConstraint(product - unit.scaled(by: value), .equal, if: [isValue]))
      }
      // The last that is possible is the one: from product and other factor, this one follows.
      pieces.post(ClauseConstraint(isValue))
      return true
    }
    var sum = product - unit.scaled(by: range.lowerBound)
    for (place, digit) in pieces.digits(factor + -range.lowerBound, upTo: range.upperBound - range.lowerBound)
      .enumerated()
    {
      let part = pieces.integer(hull(0, pieces.range(of: unit)))
      pieces.post(LinearConstraint(LinearForm(variable: part) - unit, .equal, if: [digit]))
      pieces.post(LinearConstraint(LinearForm(variable: part), .equal, if: [!digit]))
      sum = sum - LinearForm(variable: part).scaled(by: 1 << place)
    }
    pieces.post(LinearConstraint(sum, .equal))
    return true
  }

  private func hull(_ value: Int, _ range: ClosedRange<Int>) -> ClosedRange<Int> {
    min(value, range.lowerBound)...max(value, range.upperBound)
  }

  // MARK: Quotient and remainder

  /// d q <= a <= d q + d - 1 from 0 on, and mirrored below.
  private func decomposeQuotient(by divisor: Int, _ pieces: inout Decomposition) {
    if divisor == 0 { return pieces.post(ClauseConstraint([])) }
    let rest = left - target.scaled(by: divisor)
    let range = pieces.range(of: left)
    let isNotNegative = pieces.literal(atMostZero: left.negated)
    pieces.post(LinearConstraint(rest + -(abs(divisor) - 1), .atMost))
    pieces.post(LinearConstraint(rest.negated + -(abs(divisor) - 1), .atMost))
    if range.upperBound >= 0 { pieces.post(LinearConstraint(rest.negated, .atMost, if: [isNotNegative])) }
    if range.lowerBound < 0 { pieces.post(LinearConstraint(rest, .atMost, if: [!isNotNegative])) }
  }

  /// a = b q + r, where r has the sign of a and a smaller magnitude than b.
  private func decomposeQuotient(_ pieces: inout Decomposition) {
    let reach = pieces.range(of: left)
    let multiple = LinearForm(variable: pieces.integer(hull(0, reach)))
    pieces.post(ArithmeticConstraint(multiple, .product, right, target))
    let rest = left - multiple
    let isNotNegative = pieces.literal(atMostZero: left.negated)
    let isPositive = pieces.literal(atMostZero: right.negated + 1)
    pieces.post(LinearConstraint(right + 1, .atMost, if: [!isPositive]))
    for (sign, signed) in [(isNotNegative, rest), (!isNotNegative, rest.negated)] {
      pieces.post(LinearConstraint(signed.negated, .atMost, if: [sign]))
      pieces.post(LinearConstraint(signed - right + 1, .atMost, if: [sign, isPositive]))
      pieces.post(LinearConstraint(signed - right.negated + 1, .atMost, if: [sign, !isPositive]))
    }
  }

  private func decomposeRemainder(_ pieces: inout Decomposition) {
    guard let range = IntegerIntervals.quotient(pieces.range(of: left), pieces.range(of: right)) else {
      return pieces.post(ClauseConstraint([]))
    }
    let quotient = LinearForm(variable: pieces.integer(range))
    pieces.post(ArithmeticConstraint(quotient, .quotient, left, right))
    if let divisor = right.fixedValue {
      return pieces.post(LinearConstraint(left - quotient.scaled(by: divisor) - target, .equal))
    }
    let multiple = LinearForm(variable: pieces.integer(hull(0, pieces.range(of: left))))
    pieces.post(ArithmeticConstraint(multiple, .product, right, quotient))
    pieces.post(LinearConstraint(left - multiple - target, .equal))
  }
}

extension Decomposition {
  /// `form` where it is a variable or a number, else a variable that equals it.
  package mutating func unit(_ form: LinearForm) -> LinearForm {
    if form.terms.isEmpty || (form.terms.count == 1 && abs(form.terms[0].coefficient) == 1) { return form }
    let made = LinearForm(variable: integer(range(of: form)))
    post(LinearConstraint(form - made, .equal))
    return made
  }

  /// `form` lies in a range that its bounds need not keep it to.
  package mutating func restrict(_ form: LinearForm, to range: ClosedRange<Int>) {
    let reach = self.range(of: form)
    if reach.lowerBound < range.lowerBound {
      post(LinearConstraint(form.negated + range.lowerBound, .atMost))
    }
    if reach.upperBound > range.upperBound { post(LinearConstraint(form + -range.upperBound, .atMost)) }
  }

  /// The binary digits of a number from 0 to `limit`, the lowest first. Each follows from the number by halves.
  fileprivate mutating func digits(_ form: LinearForm, upTo limit: Int) -> [BoolVar] {
    var digits: [BoolVar] = []
    var number = form
    var limit = limit
    while limit > 0 {
      limit /= 2
      let half = limit > 0 ? LinearForm(variable: integer(0...limit)) : LinearForm()
      let digit = boolean()
      let rest = number - half.scaled(by: 2)
      post(LinearConstraint(rest - LinearForm(variable: digit.variable), .equal))
      if limit > 0 {
        post(LinearConstraint(rest.negated, .atMost))
        post(LinearConstraint(rest + -1, .atMost))
      }
      digits.append(digit)
      number = half
    }
    return digits
  }
}
