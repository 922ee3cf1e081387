import Basics

/// A power as a chain of products: one factor for each number up to the exponent, the base where it counts and 1 where
/// the exponent is smaller. So no part of the chain is larger than the whole.
extension ArithmeticConstraint {
  /// 2 to the power of this leaves the range of variables.
  private static let exponentLimit = 30

  func decomposePower(_ pieces: inout Decomposition) {
    let base = pieces.unit(left)
    let exponent = pieces.unit(right)
    let range = pieces.range(of: exponent)
    var conditions: [BoolVar] = []
    if range.lowerBound < 0 {
      let isNegative = pieces.literal(atMostZero: exponent + 1)
      postInverse(base, exponent, if: isNegative, &pieces)
      conditions = [!isNegative]
      if range.upperBound < 0 { return }
    }
    if range.upperBound > Self.exponentLimit {
      let isLarge = pieces.literal(atMostZero: exponent.negated + Self.exponentLimit)
      postParity(base, exponent, if: isLarge, &pieces)
      conditions.append(!isLarge)
      if range.lowerBound >= Self.exponentLimit { return }
    }
    postChain(base, exponent, upTo: min(Self.exponentLimit - 1, range.upperBound), if: conditions, &pieces)
  }

  /// base = value where all conditions hold.
  private func require(
    _ form: LinearForm, _ value: Int, if conditions: [BoolVar], _ pieces: inout Decomposition
  ) {
    pieces.post(LinearConstraint(form + -value, .equal, if: conditions))
  }

  /// 1 divided by what is not 0: itself, its parity counted, for 1 and -1, and 0 beyond.
  private func postInverse(
    _ base: LinearForm, _ exponent: LinearForm, if isNegative: BoolVar, _ pieces: inout Decomposition
  ) {
    let isPositive = pieces.literal(atMostZero: base.negated + 1)
    let isNot1 = pieces.literal(atMostZero: base.negated + 2)
    let isBelow0 = pieces.literal(atMostZero: base + 1)
    let isBelow1 = pieces.literal(atMostZero: base + 2)
    pieces.post(ClauseConstraint([!isNegative, isPositive, isBelow0]))
    for isBeyond in [isNot1, isBelow1] { require(target, 0, if: [isNegative, isBeyond], &pieces) }
    require(target, 1, if: [isNegative, isPositive, !isNot1], &pieces)
    postSign(exponent, if: [isNegative, isBelow0, !isBelow1], &pieces)
  }

  /// Only 0, 1 and -1 have powers so large.
  private func postParity(
    _ base: LinearForm, _ exponent: LinearForm, if isLarge: BoolVar, _ pieces: inout Decomposition
  ) {
    pieces.post(LinearConstraint(base + -1, .atMost, if: [isLarge]))
    pieces.post(LinearConstraint(base.negated + -1, .atMost, if: [isLarge]))
    let isPositive = pieces.literal(atMostZero: base.negated + 1)
    let isBelow0 = pieces.literal(atMostZero: base + 1)
    require(target, 1, if: [isLarge, isPositive], &pieces)
    require(target, 0, if: [isLarge, !isPositive, !isBelow0], &pieces)
    postSign(exponent, if: [isLarge, isBelow0], &pieces)
  }

  /// target = 1 for an even exponent, -1 for an odd one.
  private func postSign(_ exponent: LinearForm, if conditions: [BoolVar], _ pieces: inout Decomposition) {
    guard let range = IntegerIntervals.remainder(pieces.range(of: exponent), 2...2) else { return }
    let parity = LinearForm(variable: pieces.integer(range))
    pieces.post(ArithmeticConstraint(parity, .remainder, exponent, LinearForm(constant: 2)))
    for isOdd in [1, -1] where range.contains(isOdd) {
      require(target, -1, if: conditions + [pieces.literal(parity, equals: isOdd)], &pieces)
    }
    require(target, 1, if: conditions + [pieces.literal(parity, equals: 0)], &pieces)
  }

  private func postChain(
    _ base: LinearForm, _ exponent: LinearForm, upTo limit: Int, if conditions: [BoolVar],
    _ pieces: inout Decomposition
  ) {
    let values = pieces.range(of: base)
    // Magnitudes that the target leaves to each part, where the base is not 0 and the chain is what counts.
    let reach = pieces.range(of: target)
    let largest = max(1, abs(reach.lowerBound), abs(reach.upperBound))
    var power = LinearForm(constant: 1)
    for step in 0..<max(0, limit) {
      let counts = pieces.literal(atMostZero: exponent.negated + (step + 1))
      let condition = conditions + [counts]
      let factor = LinearForm(variable: pieces.integer(hull(1, values)))
      pieces.post(LinearConstraint(factor - base, .equal, if: condition))
      for open in condition { require(factor, 1, if: [!open], &pieces) }
      let range = IntegerIntervals.product(pieces.range(of: power), pieces.range(of: factor))
      let next = LinearForm(
        variable: pieces.integer(max(range.lowerBound, -largest)...min(range.upperBound, largest)))
      pieces.post(ArithmeticConstraint(next, .product, power, factor))
      power = next
    }
    pieces.post(LinearConstraint(target - power, .equal, if: conditions))
  }

  private func hull(_ value: Int, _ range: ClosedRange<Int>) -> ClosedRange<Int> {
    min(value, range.lowerBound)...max(value, range.upperBound)
  }
}
