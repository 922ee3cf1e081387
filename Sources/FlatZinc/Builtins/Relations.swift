import Basics
import Statements

/// Comparisons and sums, each as it is, `_reif` (a Boolean says whether it holds) and `_imp` (where a Boolean is true, it
/// holds).
extension Builtins {
  /// A relation in its three forms.
  private static func relation(
    _ name: String, _ signature: [Parameter], equalLengths: [[Int]] = [],
    _ form: @escaping @Sendable (Arguments, Translation) throws(InputError) -> (LinearForm, LinearRelation.Comparison),
    holds: @escaping @Sendable (Arguments, [Int]) -> Bool
  ) -> [Builtin] {
    let last = signature.count
    return [
      Builtin(name, signature, equalLengths: equalLengths) { (arguments, translation) throws(InputError) in
        let (form, comparison) = try form(arguments, translation)
        translation.require(form, comparison)
      } holds: {
        holds($0, $1)
      },
      Builtin(name + "_reif", signature + [.boolean], equalLengths: equalLengths) {
        (arguments, translation) throws(InputError) in
        let (form, comparison) = try form(arguments, translation)
        translation.reify(form, comparison, by: arguments[last])
      } holds: {
        holds($0, $1) == ($0[last].value($1) == 1)
      },
      Builtin(name + "_imp", signature + [.boolean], equalLengths: equalLengths) {
        (arguments, translation) throws(InputError) in
        let (form, comparison) = try form(arguments, translation)
        translation.require(form, comparison, if: arguments[last])
      } holds: {
        holds($0, $1) || $0[last].value($1) == 0
      },
    ]
  }

  static var comparisons: [Builtin] {
    var made: [Builtin] = []
    let kinds: [(String, LinearRelation.Comparison, Int, @Sendable (Int, Int) -> Bool)] = [
      ("eq", .equal, 0, { $0 == $1 }), ("ne", .notEqual, 0, { $0 != $1 }), ("le", .atMost, 0, { $0 <= $1 }),
      ("lt", .atMost, 1, { $0 < $1 }),
    ]
    for (word, comparison, offset, holds) in kinds {
      for (type, parameter) in [("int", Parameter.integer), ("bool", .boolean)] {
        made += relation("\(type)_\(word)", [parameter, parameter]) { (arguments, translation) throws(InputError) in
          (try translation.sum([1, -1], [arguments[0], arguments[1]], offset, arguments.line), comparison)
        } holds: {
          holds($0[0].value($1), $0[1].value($1))
        }
      }
    }
    return made
  }

  static var linear: [Builtin] {
    var made: [Builtin] = []
    let kinds: [(String, LinearRelation.Comparison, @Sendable (Int, Int) -> Bool)] = [
      ("eq", .equal, { $0 == $1 }), ("ne", .notEqual, { $0 != $1 }), ("le", .atMost, { $0 <= $1 }),
    ]
    for (word, comparison, holds) in kinds {
      for (type, parameter) in [("int", Parameter.integers), ("bool", .booleans)] {
        made += relation("\(type)_lin_\(word)", [.numbers, parameter, .integer], equalLengths: [[0, 1]]) {
          (arguments, translation) throws(InputError) in
          let form = try translation.sum(
            arguments.list(0).map { $0.number ?? 0 } + [-1], Array(arguments.list(1)) + [arguments[2]], 0,
            arguments.line)
          return (form, comparison)
        } holds: { arguments, values in
          let sum = zip(arguments.list(0), arguments.list(1)).reduce(0) { $0 + $1.0.value(values) * $1.1.value(values) }
          return holds(sum, arguments[2].value(values))
        }
      }
    }
    return made
  }
}
