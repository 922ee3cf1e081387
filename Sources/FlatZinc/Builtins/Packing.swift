import Basics
import Statements

/// Bins, knapsacks, rectangles.
extension Builtins {
  /// By bin, what lies in it.
  private static func loads(_ bins: [Int], _ sizes: [Int]) -> [Int: Int] {
    var loads: [Int: Int] = [:]
    for (bin, size) in zip(bins, sizes) { loads[bin, default: 0] += size }
    return loads
  }

  /// Whether rectangles keep apart; of those without an inside, all the same where it is strict.
  private static func isApart(_ arguments: Arguments, _ assignment: [Int], isStrict: Bool) -> Bool {
    let (x, y) = (arguments.values(0, assignment), arguments.values(1, assignment))
    let (width, height) = (arguments.values(2, assignment), arguments.values(3, assignment))
    for i in x.indices {
      for j in x.indices where j < i {
        if !isStrict, [width[i], height[i], width[j], height[j]].contains(0) { continue }
        let isDisjoint =
          x[i] + width[i] <= x[j] || x[j] + width[j] <= x[i] || y[i] + height[i] <= y[j] || y[j] + height[j] <= y[i]
        if !isDisjoint { return false }
      }
    }
    return true
  }

  private static func rectangles(
    _ name: String, _ emptiness: NoOverlap2DConstraint.Emptiness, isConditional: Bool
  ) -> Builtin {
    Builtin(
      name, [.integers, .integers, .integers, .integers] + (isConditional ? [.boolean] : []),
      equalLengths: [[0, 1, 2, 3]]
    ) { (arguments, translation) throws(InputError) in
      var presence: Operand?
      if isConditional {
        if arguments[4].number == 0 { return }
        presence = arguments[4].number == nil ? arguments[4] : nil
      }
      let presences = [Operand?](repeating: presence, count: arguments.count(0))
      let xs = translation.intervals(arguments.list(0), arguments.list(2), presences)
      let ys = translation.intervals(arguments.list(1), arguments.list(3), presences)
      translation.post(NoOverlap2DConstraint(xs.map(\.index), ys.map(\.index), emptiness))
    } holds: { arguments, assignment in
      if isConditional, arguments[4].value(assignment) == 0 { return true }
      return isApart(arguments, assignment, isStrict: emptiness == .strict)
    }
  }

  static var packing: [Builtin] {
    [
      Builtin(
        "dovetail_bin_packing_load", [.integers, .integers, .numbers, .number], equalLengths: [[1, 2]]
      ) { (arguments, translation) throws(InputError) in
        translation.post(
          PackConstraint(
            translation.forms(arguments, 1, minus: arguments.number(3)), sizes: arguments.numbers(2),
            loads: translation.forms(arguments, 0)))
      } holds: { arguments, assignment in
        let bins = arguments.values(1, assignment).map { $0 - arguments.number(3) }
        let expected = arguments.values(0, assignment)
        let found = loads(bins, arguments.numbers(2))
        return bins.allSatisfy(expected.indices.contains)
          && expected.indices.allSatisfy { expected[$0] == found[$0, default: 0] }
      },
      Builtin(
        "dovetail_bin_packing_capa", [.numbers, .integers, .numbers, .number], equalLengths: [[1, 2]]
      ) { (arguments, translation) throws(InputError) in
        let capacities = arguments.numbers(0)
        if capacities.contains(where: { $0 < 0 }) { return translation.fail() }
        let loads = capacities.map { LinearForm(variable: translation.model.integer(0...min($0, Model.limit))) }
        translation.post(
          PackConstraint(
            translation.forms(arguments, 1, minus: arguments.number(3)), sizes: arguments.numbers(2), loads: loads))
      } holds: { arguments, assignment in
        let bins = arguments.values(1, assignment).map { $0 - arguments.number(3) }
        let capacities = arguments.numbers(0)
        let found = loads(bins, arguments.numbers(2))
        return bins.allSatisfy(capacities.indices.contains)
          && capacities.indices.allSatisfy { found[$0, default: 0] <= capacities[$0] }
      },
      Builtin("dovetail_bin_packing", [.integer, .integers, .numbers], equalLengths: [[1, 2]]) {
        (arguments, translation) throws(InputError) in
        translation.post(
          BinCapacityConstraint(
            translation.forms(arguments, 1), sizes: arguments.numbers(2), capacity: translation.form(arguments[0])))
      } holds: { arguments, assignment in
        let capacity = arguments[0].value(assignment)
        return loads(arguments.values(1, assignment), arguments.numbers(2)).values.allSatisfy { $0 <= capacity }
      },
      Builtin(
        "dovetail_knapsack", [.numbers, .numbers, .integers, .integer, .integer], equalLengths: [[0, 1, 2]]
      ) { (arguments, translation) throws(InputError) in
        for form in translation.forms(arguments, 2) where translation.model.data.range(of: form).lowerBound < 0 {
          translation.require(form.negated, .atMost)
        }
        translation.post(
          KnapsackConstraint(
            weights: arguments.numbers(0), profits: arguments.numbers(1), counts: translation.forms(arguments, 2),
            weight: translation.form(arguments[3]), profit: translation.form(arguments[4])))
      } holds: { arguments, assignment in
        let counts = arguments.values(2, assignment)
        func total(_ place: Int) -> Int { zip(arguments.numbers(place), counts).reduce(0) { $0 + $1.0 * $1.1 } }
        return counts.allSatisfy { $0 >= 0 } && total(0) == arguments[3].value(assignment)
          && total(1) == arguments[4].value(assignment)
      },
      rectangles("dovetail_diffn", .strict, isConditional: false),
      rectangles("dovetail_diffn_nonstrict", .nowhere, isConditional: false),
      rectangles("dovetail_diffn_imp", .strict, isConditional: true),
      rectangles("dovetail_diffn_nonstrict_imp", .nowhere, isConditional: true),
    ]
  }
}
