import Basics
import Statements

/// Functions of integers, which say that their last argument is the value.
extension Builtins {
  private static func function(
    _ name: String, _ operation: ArithmeticConstraint.Operation, _ value: @escaping @Sendable (Int, Int) -> Int?
  ) -> Builtin {
    Builtin(name, [.integer, .integer, .integer]) { (arguments, translation) throws(InputError) in
      if operation == .product {
        // A factor that is given makes it a sum.
        for (factor, other) in [(0, 1), (1, 0)] {
          guard let number = arguments[factor].number else { continue }
          let form = try translation.sum([number, -1], [arguments[other], arguments[2]], 0, arguments.line)
          return translation.require(form, .equal)
        }
      }
      translation.post(
        ArithmeticConstraint(
          translation.form(arguments[2]), operation, translation.form(arguments[0]), translation.form(arguments[1])))
    } holds: {
      value($0[0].value($1), $0[1].value($1)) == $0[2].value($1)
    }
  }

  private static func extremum(_ name: String, sign: Int, isList: Bool) -> Builtin {
    let operands: @Sendable (Arguments) -> [Operand] = { isList ? Array($0.list(1)) : [$0[0], $0[1]] }
    let target = isList ? 0 : 2
    return Builtin(name, isList ? [.integer, .integers] : [.integer, .integer, .integer]) {
      (arguments, translation) throws(InputError) in
      let operands = operands(arguments)
      if operands.isEmpty { return translation.fail() }
      let target = translation.target(arguments[target])
      let forms = operands.map(translation.form)
      translation.post(
        sign > 0
          ? MaximumConstraint(target, of: forms) : MaximumConstraint(target.negated, of: forms.map(\.negated)))
    } holds: { arguments, values in
      let known = operands(arguments).map { $0.value(values) }
      return (sign > 0 ? known.max() : known.min()) == arguments[target].value(values)
    }
  }

  private static func sum(_ name: String, _ coefficients: [Int]) -> Builtin {
    Builtin(name, coefficients.map { _ in .integer }) { (arguments, translation) throws(InputError) in
      let form = try translation.sum(coefficients, coefficients.indices.map { arguments[$0] }, 0, arguments.line)
      translation.require(form, .equal)
    } holds: { arguments, values in
      coefficients.indices.reduce(0) { $0 + coefficients[$1] * arguments[$1].value(values) } == 0
    }
  }

  static var arithmetic: [Builtin] {
    [
      sum("int_plus", [1, 1, -1]), sum("int_minus", [1, -1, -1]), sum("int_negate", [1, 1]),
      function("int_times", .product) { $0 * $1 },
      function("int_div", .quotient) { $1 == 0 ? nil : $0 / $1 },
      function("int_mod", .remainder) { $1 == 0 ? nil : $0 % $1 },
      function("int_pow", .power, power),
      Builtin("int_abs", [.integer, .integer]) { (arguments, translation) throws(InputError) in
        let form = translation.form(arguments[0])
        translation.post(MaximumConstraint(translation.target(arguments[1]), of: [form, form.negated]))
      } holds: {
        abs($0[0].value($1)) == $0[1].value($1)
      },
      extremum("int_max", sign: 1, isList: false), extremum("int_min", sign: -1, isList: false),
      extremum("array_int_maximum", sign: 1, isList: true), extremum("array_int_minimum", sign: -1, isList: true),
    ]
  }

  /// 0 to the 0 is 1; with a negative exponent, 1 divided by the power, towards 0. nil where that has no value, or one
  /// that nothing here has.
  private static func power(_ base: Int, _ exponent: Int) -> Int? {
    if exponent < 0 {
      guard base != 0 else { return nil }
      return abs(base) == 1 ? (exponent.isMultiple(of: 2) ? 1 : base) : 0
    }
    if abs(base) <= 1 { return exponent == 0 ? 1 : exponent.isMultiple(of: 2) ? abs(base) : base }
    var result = 1
    for _ in 0..<exponent {
      let (product, overflow) = result.multipliedReportingOverflow(by: base)
      if overflow { return nil }
      result = product
    }
    return result
  }
}
