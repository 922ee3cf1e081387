import Basics
import Statements

/// Sets of values, and elements of lists.
extension Builtins {
  private static func contains(_ arguments: Arguments, _ values: [Int]) -> Bool {
    let value = arguments[0].value(values)
    return arguments.set(1).contains { $0.contains(value) }
  }

  static var membership: [Builtin] {
    var made: [Builtin] = [
      Builtin("set_in", [.integer, .set]) { (arguments, translation) throws(InputError) in
        translation.restrict(translation.form(arguments[0]), to: arguments.set(1))
      } holds: {
        contains($0, $1)
      },
      Builtin("set_in_reif", [.integer, .set, .boolean]) { (arguments, translation) throws(InputError) in
        translation.post(
          MembershipConstraint(
            translation.form(arguments[0]), in: Translation.ends(arguments.set(1)),
            target: translation.literal(arguments[2])))
      } holds: {
        contains($0, $1) == ($0[2].value($1) == 1)
      },
      Builtin("set_in_imp", [.integer, .set, .boolean]) { (arguments, translation) throws(InputError) in
        let isInside = translation.model.boolean()
        translation.post(ClauseConstraint([!translation.literal(arguments[2]), isInside]))
        translation.post(
          MembershipConstraint(
            translation.form(arguments[0]), in: Translation.ends(arguments.set(1)), target: isInside))
      } holds: {
        contains($0, $1) || $0[2].value($1) == 0
      },
    ]
    for (name, list, value) in [
      ("array_int_element", Parameter.numbers, Parameter.integer), ("array_var_int_element", .integers, .integer),
      ("array_bool_element", .booleans, .boolean), ("array_var_bool_element", .booleans, .boolean),
    ] {
      made.append(
        Builtin(name, [.integer, list, value]) { (arguments, translation) throws(InputError) in
          if arguments.count(1) == 0 { return translation.fail() }
          translation.post(
            ElementConstraint(
              translation.form(arguments[2]), of: translation.forms(arguments, 1),
              at: translation.form(arguments[0]) + -1))
        } holds: { arguments, values in
          let list = arguments.list(1)
          let index = arguments[0].value(values)
          guard index >= 1, index <= list.count else { return false }
          return list[list.startIndex + index - 1].value(values) == arguments[2].value(values)
        })
    }
    made.append(
      Builtin("dovetail_element2d", [.integers, .number, .number, .integer, .integer, .integer]) {
        (arguments, translation) throws(InputError) in
        let (rows, columns) = (arguments.number(1), arguments.number(2))
        if rows < 1 || columns < 1 { return translation.fail() }
        guard columns <= arguments.count(0), rows * columns == arguments.count(0) else {
          throw translation.error(arguments.line, "\(rows) rows of \(columns) are not \(arguments.count(0)) elements")
        }
        translation.post(
          MatrixElementConstraint(
            translation.form(arguments[5]), of: translation.forms(arguments, 0), width: columns,
            row: translation.form(arguments[3]) + -1, column: translation.form(arguments[4]) + -1))
      } holds: { arguments, values in
        let (row, column) = (arguments[3].value(values), arguments[4].value(values))
        guard row >= 1, row <= arguments.number(1), column >= 1, column <= arguments.number(2) else { return false }
        let list = arguments.list(0)
        return list[list.startIndex + (row - 1) * arguments.number(2) + column - 1].value(values)
          == arguments[5].value(values)
      })
    return made
  }
}
