import Basics

/// Functions that are not linear, as variables. Arguments are any sums; where one is a number, what is linear stays so.
extension Model {
  /// `x` times `y`, as a variable.
  /// ```swift
  /// let area = model.product(width, height)
  /// ```
  /// - Parameter range: what the product is restricted to; without it the factors' bounds must keep it within 2^30.
  public func product(
    _ x: some LinearExpressible, _ y: some LinearExpressible, in range: ClosedRange<Int>? = nil
  ) -> IntVar {
    guard let (left, right) = operands(x, y, "a product") else { return integer(0...0) }
    if let factor = left.fixedValue {
      return variable(equalTo: factor * y, in: range, "a product")
    }
    if let factor = right.fixedValue {
      return variable(equalTo: factor * x, in: range, "a product")
    }
    let (a, b) = (data.range(of: left), data.range(of: right))
    let hull = left == right ? IntegerIntervals.square(a) : IntegerIntervals.product(a, b)
    return result(.product, left, right, hull, range)
  }

  /// `x` times itself, as a variable, as ``product(_:_:in:)``.
  public func square(_ x: some LinearExpressible, in range: ClosedRange<Int>? = nil) -> IntVar {
    product(x, x, in: range)
  }

  /// `x` divided by `y`, rounded towards 0, as a variable; `y` is not 0.
  /// ```swift
  /// let day = model.quotient(start, 24)
  /// ```
  /// -7 divided by 2 is -3.
  public func quotient(_ x: some LinearExpressible, _ y: some LinearExpressible) -> IntVar {
    guard let (left, right) = operands(x, y, "a quotient") else { return integer(0...0) }
    if right.fixedValue == 1 { return variable(equalTo: x.linearExpression, in: nil, "a quotient") }
    return result(
      .quotient, left, right, IntegerIntervals.quotient(data.range(of: left), data.range(of: right)), nil)
  }

  /// What `x` divided by `y` leaves, as a variable; `y` is not 0.
  /// ```swift
  /// let hour = model.remainder(start, 24)
  /// ```
  /// As the division rounds towards 0, the remainder has the sign of `x`: -7 by 2 leaves -1.
  public func remainder(_ x: some LinearExpressible, _ y: some LinearExpressible) -> IntVar {
    guard let (left, right) = operands(x, y, "a remainder") else { return integer(0...0) }
    return result(
      .remainder, left, right, IntegerIntervals.remainder(data.range(of: left), data.range(of: right)), nil)
  }

  /// `x` to the power of `y`, as a variable.
  /// ```swift
  /// let volume = model.power(edge, 3)
  /// ```
  /// 0 to the 0 is 1. With a negative exponent it is 1 divided by the power, rounded towards 0, so 0 is not allowed
  /// then and all but 1 and -1 give 0.
  /// - Parameter range: what the power is restricted to; without it the bounds must keep it within 2^30.
  public func power(
    _ x: some LinearExpressible, _ y: some LinearExpressible, in range: ClosedRange<Int>? = nil
  ) -> IntVar {
    guard let (left, right) = operands(x, y, "a power") else { return integer(0...0) }
    if right.fixedValue == 1 { return variable(equalTo: x.linearExpression, in: range, "a power") }
    return result(.power, left, right, IntegerIntervals.power(data.range(of: left), data.range(of: right)), range)
  }

  /// The magnitude of `x`, as a variable.
  /// ```swift
  /// model.minimize(sum(of: jobs.map { model.absolute($0.end - $0.due) }))
  /// ```
  public func absolute(_ x: some LinearExpressible) -> IntVar {
    guard let form = canonical(x.linearExpression, "an absolute value") else { return integer(0...0) }
    let operands = [form, form.negated]
    let range = data.range(of: form)
    let most = max(-range.lowerBound, range.upperBound)
    let least = max(0, range.lowerBound, -range.upperBound)
    guard isOpen(form) || most <= Self.limit else {
      note(.boundsOutOfRange("an absolute value"))
      return integer(0...0)
    }
    let target = integer(isOpen(form) ? 0...0 : least...most)
    note(target, from: operands, as: .largest(operands, sign: 1))
    post(MaximumConstraint(LinearForm(variable: target), of: operands))
    return target
  }

  // MARK: Parts

  /// The canonical forms of two operands within the range of variables; nil after noting what is wrong.
  private func operands(
    _ x: some LinearExpressible, _ y: some LinearExpressible, _ what: String
  ) -> (LinearForm, LinearForm)? {
    guard let left = canonical(x.linearExpression, what), let right = canonical(y.linearExpression, what) else {
      return nil
    }
    if isOpen(left) || isOpen(right) {
      note(.needsHorizon(what))
      return nil
    }
    for range in [data.range(of: left), data.range(of: right)]
    where range.lowerBound < -Self.limit || range.upperBound > Self.limit {
      note(.boundsOutOfRange("an operand of \(what)"))
      return nil
    }
    return (left, right)
  }

  /// - Parameter hull: where the result lies; nil where there is none for any values of the operands.
  private func result(
    _ operation: ArithmeticConstraint.Operation, _ left: LinearForm, _ right: LinearForm, _ hull: ClosedRange<Int>?,
    _ range: ClosedRange<Int>?
  ) -> IntVar {
    let target = target(hull ?? 0...0, in: range, "a \(operation.rawValue)")
    post(ArithmeticConstraint(LinearForm(variable: target), operation, left, right))
    return target
  }

  private func target(_ hull: ClosedRange<Int>, in range: ClosedRange<Int>?, _ what: String) -> IntVar {
    guard let range else {
      let isInRange = hull.lowerBound >= -Self.limit && hull.upperBound <= Self.limit
      if !isInRange { note(.boundsOutOfRange("\(what), from \(hull.lowerBound) to \(hull.upperBound),")) }
      return integer(isInRange ? hull : 0...0)
    }
    guard range.overlaps(hull) else {
      note(.emptyDomain("\(what) from \(hull.lowerBound) to \(hull.upperBound)"))
      return integer(0...0)
    }
    return integer(hull.clamped(to: range))
  }

  /// The expression itself where it is a variable.
  private func variable(equalTo expression: LinearExpression, in range: ClosedRange<Int>?, _ what: String) -> IntVar {
    guard let form = canonical(expression, what) else { return integer(0...0) }
    if range == nil, form.constant == 0, form.terms.count == 1, form.terms[0].coefficient == 1 {
      return own(BoolVar(variable: IntVar(model: 0, position: Int32(form.terms[0].variable)), isNegated: false))
        .variable
    }
    let target = target(data.range(of: form), in: range, what)
    add(target == expression)
    return target
  }
}
