import Basics
import Statements

/// Lists in order.
extension Builtins {
  private static func lexicographic(_ name: String, _ order: LexicographicConstraint.Order) -> Builtin {
    Builtin(name, [.integers, .integers]) { (arguments, translation) throws(InputError) in
      translation.post(
        LexicographicConstraint(translation.forms(arguments, 0), order, translation.forms(arguments, 1)))
    } holds: { arguments, assignment in
      let (first, second) = (arguments.values(0, assignment), arguments.values(1, assignment))
      return order == .less ? first.lexicographicallyPrecedes(second) : !second.lexicographicallyPrecedes(first)
    }
  }

  /// Whether no value comes before the one ahead of it has come.
  private static func isPreceding(_ order: [Int], _ found: [Int]) -> Bool {
    zip(order, order.dropFirst()).allSatisfy { before, after in
      guard let place = found.firstIndex(of: after) else { return true }
      return found[..<place].contains(before)
    }
  }

  static var ordering: [Builtin] {
    [
      lexicographic("dovetail_lex_less", .less), lexicographic("dovetail_lex_lesseq", .atMost),
      Builtin("dovetail_value_precede", [.number, .number, .integers]) { (arguments, translation) throws(InputError) in
        translation.precede([arguments.number(0), arguments.number(1)], in: translation.forms(arguments, 2))
      } holds: {
        isPreceding([$0.number(0), $0.number(1)], $0.values(2, $1))
      },
      Builtin("dovetail_value_precede_chain", [.numbers, .integers]) { (arguments, translation) throws(InputError) in
        translation.precede(arguments.numbers(0), in: translation.forms(arguments, 1))
      } holds: {
        isPreceding($0.numbers(0), $0.values(1, $1))
      },
      Builtin("dovetail_sort", [.integers, .integers], equalLengths: [[0, 1]]) {
        (arguments, translation) throws(InputError) in
        translation.post(SortConstraint(translation.forms(arguments, 1), of: translation.forms(arguments, 0)))
      } holds: {
        $0.values(0, $1).sorted() == $0.values(1, $1)
      },
      Builtin("dovetail_arg_sort", [.integers, .integers, .number], equalLengths: [[0, 1]]) {
        (arguments, translation) throws(InputError) in
        translation.post(
          SortedIndicesConstraint(
            translation.forms(arguments, 1, minus: arguments.number(2)), of: translation.forms(arguments, 0)))
      } holds: { arguments, assignment in
        let found = arguments.values(0, assignment)
        let order = found.indices.sorted { (found[$0], $0) < (found[$1], $1) }
        return order.map { $0 + arguments.number(2) } == arguments.values(1, assignment)
      },
      Builtin("dovetail_sliding_sum", [.number, .number, .number, .integers]) {
        (arguments, translation) throws(InputError) in
        let window = arguments.number(2)
        guard window >= 1 else { throw translation.error(arguments.line, "a window of \(window)") }
        if window > arguments.count(3) { return }
        translation.post(
          SlidingSumConstraint(
            translation.forms(arguments, 3), window: window, low: arguments.number(0), high: arguments.number(1)))
      } holds: { arguments, assignment in
        let found = arguments.values(3, assignment)
        let window = arguments.number(2)
        guard window <= found.count else { return true }
        return (0...found.count - window).allSatisfy { first in
          let sum = found[first..<first + window].reduce(0, +)
          return arguments.number(0) <= sum && sum <= arguments.number(1)
        }
      },
    ]
  }
}

extension Translation {
  fileprivate func precede(_ values: [Int], in forms: [LinearForm]) {
    for (before, after) in zip(values, values.dropFirst()) where before == after {
      // It comes only after itself: never.
      for form in forms { require(form + -before, .notEqual) }
    }
    if Set(values).count == values.count {
      post(ValuePrecedenceConstraint(values, in: forms))
    } else {
      for (before, after) in zip(values, values.dropFirst()) where before != after {
        post(ValuePrecedenceConstraint([before, after], in: forms))
      }
    }
  }
}
