import Basics

/// Variables, and those whose bounds follow from others.
extension RowReader {
  mutating func readVariables() {
    let count = readWord()
    if hasFailed { return }
    guard count >= 0, count <= (end - position) / 2, contents.data.variableCount + count <= Int(Int32.max) else {
      return fail("expected a count with so many lower and upper bounds after it, found \(count)")
    }
    for index in 0..<count {
      let (low, high) = (Int(words[position + index]), Int(words[position + count + index]))
      guard low <= high, low >= -Model.limit, high <= Model.limit else {
        return fail(
          "variable \(contents.data.variableCount): expected bounds in order, strictly within -2^30 ... 2^30, found "
            + "\(low) ... \(high)")
      }
      contents.data.lower.append(low)
      contents.data.upper.append(high)
      contents.data.names.append("")
    }
    position += 2 * count
  }

  mutating func readDerived() {
    let kind = readWord()
    if hasFailed { return }
    guard let kind = RowCode.Derivation(rawValue: kind) else {
      return fail("expected a kind from 0 to \(RowCode.Derivation.allCases.count - 1), found \(kind)")
    }
    switch kind {
    case .start: add(0...0, as: .start)
    case .end:
      let (start, duration) = (readVariable(), readVariable())
      if hasFailed { return }
      let (low, high) = (contents.data.lower, contents.data.upper)
      let sum = low[start] + max(0, low[duration])...high[start] + max(0, high[duration])
      let isOpen = contents.open.contains(start) || contents.open.contains(duration)
      add(sum, as: isOpen ? .sum(start: start, duration: duration) : nil)
    case .largest: readExtremum(sign: 1)
    case .smallest: readExtremum(sign: -1)
    case .oneOf:
      let (forms, ranges) = readOperands()
      guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else { return }
      add(low...high, as: isOpen(forms) ? .oneOf(forms) : nil)
    case .product, .quotient, .remainder, .power: readFunction(kind)
    }
  }

  private mutating func readOperands() -> (forms: [LinearForm], ranges: [ClosedRange<Int>]) {
    let forms = readForms()
    if hasFailed { return ([], []) }
    if forms.isEmpty { fail("expected operands, found none") }
    return (forms, forms.map(contents.data.range(of:)))
  }

  private func isOpen(_ forms: [LinearForm]) -> Bool { forms.contains(where: contents.open.contains) }

  private mutating func readExtremum(sign: Int) {
    let operands = readOperands()
    let forms = sign > 0 ? operands.forms : operands.forms.map(\.negated)
    let ranges = forms.map(contents.data.range(of:))
    guard let low = ranges.map(\.lowerBound).max(), let high = ranges.map(\.upperBound).max() else { return }
    add(sign > 0 ? low...high : -high ... -low, as: isOpen(forms) ? .largest(forms, sign: sign) : nil)
  }

  private mutating func readFunction(_ kind: RowCode.Derivation) {
    let (left, right) = (readForm(), readForm())
    if hasFailed { return }
    if isOpen([left, right]) {
      return fail("expected operands with bounds of their own, found one without a latest start")
    }
    let (a, b) = (contents.data.range(of: left), contents.data.range(of: right))
    for range in [a, b] where range.lowerBound < -Model.limit || range.upperBound > Model.limit {
      return fail(
        "expected operands strictly within -2^30 ... 2^30, found one in \(range.lowerBound) ... \(range.upperBound)")
    }
    let hull: ClosedRange<Int>? =
      switch kind {
      case .quotient: IntegerIntervals.quotient(a, b)
      case .remainder: IntegerIntervals.remainder(a, b)
      case .power: IntegerIntervals.power(a, b)
      default: left == right ? IntegerIntervals.square(a) : IntegerIntervals.product(a, b)
      }
    // Without a value there is no solution, which the constraint says.
    add(hull ?? 0...0, as: nil)
  }

  /// - Parameter definition: nil where the bounds are known.
  private mutating func add(_ range: ClosedRange<Int>, as definition: OpenVariables.Definition?) {
    let number = contents.data.variableCount
    guard range.lowerBound >= -Model.limit, range.upperBound <= Model.limit else {
      return fail(
        "variable \(number): expected values strictly within -2^30 ... 2^30, found \(range.lowerBound) ... "
          + "\(range.upperBound)")
    }
    guard number < Int(Int32.max) else { return fail("expected fewer variables") }
    contents.data.lower.append(range.lowerBound)
    contents.data.upper.append(range.upperBound)
    contents.data.names.append("")
    if let definition { contents.open.add(IntVar(model: 0, position: Int32(number)), definition) }
  }
}
