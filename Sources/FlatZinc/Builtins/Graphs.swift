import Basics
import Statements

/// Successors, inverses, flows, places of extrema.
extension Builtins {
  /// Whether successors make one cycle, through all nodes or through those that are not their own.
  private static func isCircuit(_ next: [Int], isPartial: Bool) -> Bool {
    guard Set(next).count == next.count, next.allSatisfy(next.indices.contains) else { return false }
    let inside = next.indices.filter { !isPartial || next[$0] != $0 }
    guard let first = inside.first else { return true }
    var node = first
    var length = 0
    repeat {
      node = next[node]
      length += 1
    } while node != first
    return length == inside.count
  }

  private static func circuit(_ name: String, _ extent: CircuitConstraint.Extent) -> Builtin {
    Builtin(name, [.integers, .number]) { (arguments, translation) throws(InputError) in
      translation.post(
        CircuitConstraint(translation.forms(arguments, 0, minus: arguments.number(1)), extent))
    } holds: {
      isCircuit($0.values(0, $1, minus: $0.number(1)), isPartial: extent == .partial)
    }
  }

  private static func inverse(_ name: String, _ reach: InverseConstraint.Reach) -> Builtin {
    Builtin(name, [.integers, .number, .integers, .number]) { (arguments, translation) throws(InputError) in
      if reach == .total, arguments.count(0) != arguments.count(2) { return translation.fail() }
      translation.post(
        InverseConstraint(
          translation.forms(arguments, 0, minus: arguments.number(3)),
          translation.forms(arguments, 2, minus: arguments.number(1)), reach))
    } holds: { arguments, assignment in
      let f = arguments.values(0, assignment, minus: arguments.number(3))
      let g = arguments.values(2, assignment, minus: arguments.number(1))
      func agrees(_ f: [Int], _ g: [Int]) -> Bool {
        f.enumerated().allSatisfy { g.indices.contains($1) ? g[$1] == $0 : reach == .partial }
      }
      return agrees(f, g) && agrees(g, f)
    }
  }

  private static func flow(_ name: String, hasCost: Bool) -> Builtin {
    Builtin(
      name, hasCost ? [.numbers, .integers, .numbers, .integers, .integer] : [.numbers, .integers, .integers],
      equalLengths: hasCost ? [[2, 3]] : []
    ) { (arguments, translation) throws(InputError) in
      let ends = arguments.numbers(0)
      let amounts = hasCost ? 3 : 2
      let count = arguments.count(amounts)
      guard ends.count == 2 * count, ends.allSatisfy((1...max(1, arguments.count(1))).contains) else {
        throw translation.error(arguments.line, "arcs that do not go from node to node, one for each amount")
      }
      translation.post(
        FlowConstraint(
          tails: (0..<count).map { ends[2 * $0] - 1 }, heads: (0..<count).map { ends[2 * $0 + 1] - 1 },
          amounts: translation.forms(arguments, amounts), balances: translation.forms(arguments, 1),
          prices: hasCost ? arguments.numbers(2) : [Int](repeating: 0, count: count),
          cost: hasCost ? translation.form(arguments[4]) : LinearForm()))
    } holds: { arguments, assignment in
      let ends = arguments.numbers(0)
      let amounts = arguments.values(hasCost ? 3 : 2, assignment)
      var surplus = arguments.values(1, assignment).map { -$0 }
      for (arc, amount) in amounts.enumerated() {
        surplus[ends[2 * arc] - 1] += amount
        surplus[ends[2 * arc + 1] - 1] -= amount
      }
      guard surplus.allSatisfy({ $0 == 0 }) else { return false }
      if !hasCost { return true }
      return zip(arguments.numbers(2), amounts).reduce(0) { $0 + $1.0 * $1.1 } == arguments[4].value(assignment)
    }
  }

  private static func place(_ name: String, sign: Int) -> Builtin {
    Builtin(name, [.integers, .integer, .number]) { (arguments, translation) throws(InputError) in
      if arguments.count(0) == 0 { return translation.fail() }
      let forms = translation.forms(arguments, 0)
      translation.post(
        IndexOfMaximumConstraint(
          translation.form(arguments[1]) + -arguments.number(2), of: sign > 0 ? forms : forms.map(\.negated)))
    } holds: { arguments, assignment in
      let found = arguments.values(0, assignment).map { sign * $0 }
      guard let best = found.max(), let place = found.firstIndex(of: best) else { return false }
      return place + arguments.number(2) == arguments[1].value(assignment)
    }
  }

  static var graphs: [Builtin] {
    [
      circuit("dovetail_circuit", .whole), circuit("dovetail_subcircuit", .partial),
      inverse("dovetail_inverse", .total), inverse("dovetail_inverse_in_range", .partial),
      flow("dovetail_network_flow", hasCost: false), flow("dovetail_network_flow_cost", hasCost: true),
      place("dovetail_maximum_arg", sign: 1), place("dovetail_minimum_arg", sign: -1),
    ]
  }
}
