import Basics
import Statements

/// Bounds of variables before there is a model: those that constraints imply at once, and for variables that the file
/// gives none, those that follow from what defines them; else as much as the engine has room for.
struct OpenBounds {
  private let program: FlatZincProgram
  private(set) var lower: [Int]
  private(set) var upper: [Int]
  private var hasChanged = false

  /// Beyond all that a file can say.
  private static let infinity = 1 << 61
  /// Passes over the constraints; a chain that is written in its order needs one.
  private static let mostPasses = 100

  /// Bounds within the engine's range.
  struct Cut {
    var lower: [Int]
    var upper: [Int]
    /// Whether some were cut to that range.
    var isClipped: Bool
    /// What the objective cannot be better than, by what was not cut; nil where that says nothing.
    var objectiveBound: Int?
  }

  static func bounds(of program: FlatZincProgram) -> Cut {
    var bounds = OpenBounds(program)
    let rules = Builtins.all.map { Self.rule(of: $0.name) }
    for item in program.contents.items { bounds.apply(rules[item.builtin], item) }
    let hasOpen = program.contents.variables.contains(where: \.isOpen)
    if hasOpen {
      let isOpen = program.contents.variables.map(\.isOpen)
      let open = program.contents.items.filter { item in
        (item.firstArgument..<item.firstArgument + Builtins.all[item.builtin].signature.count).contains { place in
          let argument = program.contents.arguments[place]
          guard argument.kind == .operand || argument.kind == .list else { return false }
          return program.contents.operands[argument.first..<argument.first + argument.count].contains {
            $0.variable.map { isOpen[$0] } ?? false
          }
        }
      }
      for _ in 0..<Self.mostPasses {
        bounds.hasChanged = false
        for item in open { bounds.apply(rules[item.builtin], item) }
        if !bounds.hasChanged { break }
      }
    }
    let best: Int? =
      switch program.contents.goal {
      case .satisfy: nil
      case .minimize(let operand): bounds.low(operand)
      case .maximize(let operand): bounds.high(operand)
      }
    var isClipped = false
    for index in bounds.lower.indices {
      if bounds.lower[index] < -Model.limit || bounds.upper[index] > Model.limit { isClipped = true }
      bounds.lower[index] = min(max(bounds.lower[index], -Model.limit), Model.limit)
      bounds.upper[index] = max(min(bounds.upper[index], Model.limit), -Model.limit)
    }
    return Cut(lower: bounds.lower, upper: bounds.upper, isClipped: isClipped, objectiveBound: best)
  }

  private init(_ program: FlatZincProgram) {
    self.program = program
    lower = program.contents.variables.map { $0.isOpen && $0.lower == -Model.limit ? -Self.infinity : $0.lower }
    upper = program.contents.variables.map { $0.isOpen && $0.upper == Model.limit ? Self.infinity : $0.upper }
  }

  // MARK: Ranges

  private func low(_ operand: Operand) -> Int { operand.number ?? lower[operand.variable ?? 0] }
  private func high(_ operand: Operand) -> Int { operand.number ?? upper[operand.variable ?? 0] }

  /// nil where it is empty or has no end on a side.
  private func range(_ operand: Operand) -> ClosedRange<Int>? {
    let (low, high) = (low(operand), high(operand))
    return low <= high && low > -Self.infinity && high < Self.infinity ? low...high : nil
  }

  private mutating func cut(_ operand: Operand, from low: Int? = nil, to high: Int? = nil) {
    guard let variable = operand.variable else { return }
    if let low, low > lower[variable], low < Self.infinity {
      lower[variable] = low
      hasChanged = true
    }
    if let high, high < upper[variable], high > -Self.infinity {
      upper[variable] = high
      hasChanged = true
    }
  }

  private mutating func cut(_ operand: Operand, to range: ClosedRange<Int>?) {
    if let range { cut(operand, from: range.lowerBound, to: range.upperBound) }
  }

  /// nil where one has no ends, or there is none.
  private func hull(_ operands: some Sequence<Operand>) -> ClosedRange<Int>? {
    var hull: ClosedRange<Int>?
    for operand in operands {
      guard let range = range(operand) else { return nil }
      hull = hull.map { min($0.lowerBound, range.lowerBound)...max($0.upperBound, range.upperBound) } ?? range
    }
    return hull
  }

  // MARK: Rules

  private typealias Rule = @Sendable (inout OpenBounds, Arguments) -> Void

  private mutating func apply(_ rule: Rule?, _ item: FlatZincContents.Item) {
    if let rule { rule(&self, program.arguments(of: item)) }
  }

  private static func rule(of name: String) -> Rule? {
    switch name {
    case "int_eq", "bool2int", "bool_eq": { $0.linear([1, -1], [$1[0], $1[1]], 0, isEquation: true) }
    case "int_le": { $0.linear([1, -1], [$1[0], $1[1]], 0, isEquation: false) }
    case "int_lt": { $0.linear([1, -1], [$1[0], $1[1]], 1, isEquation: false) }
    case "int_plus": { $0.linear([1, 1, -1], [$1[0], $1[1], $1[2]], 0, isEquation: true) }
    case "int_minus": { $0.linear([1, -1, -1], [$1[0], $1[1], $1[2]], 0, isEquation: true) }
    case "int_negate": { $0.linear([1, 1], [$1[0], $1[1]], 0, isEquation: true) }
    case "int_lin_eq", "bool_lin_eq":
      { $0.linear($1.numbers(0) + [-1], Array($1.list(1)) + [$1[2]], 0, isEquation: true) }
    case "int_lin_le", "bool_lin_le":
      { $0.linear($1.numbers(0) + [-1], Array($1.list(1)) + [$1[2]], 0, isEquation: false) }
    case "set_in":
      { bounds, arguments in
        guard let first = arguments.set(1).first, let last = arguments.set(1).last else { return }
        bounds.cut(arguments[0], from: first.lowerBound, to: last.upperBound)
      }
    case "int_times", "int_div", "int_mod", "int_pow", "int_abs", "int_max", "int_min", "array_int_maximum",
      "array_int_minimum":
      function(name)
    case "array_int_element", "array_var_int_element", "array_bool_element", "array_var_bool_element":
      { bounds, arguments in
        bounds.cut(arguments[0], from: 1, to: arguments.count(1))
        bounds.cut(arguments[2], to: bounds.hull(arguments.list(1)))
      }
    default: global(name)
    }
  }

  /// Functions of which the last or the first argument is the value.
  private static func function(_ name: String) -> Rule {
    { bounds, arguments in
      let isList = name.hasPrefix("array")
      let operands = isList ? Array(arguments.list(1)) : [arguments[0], arguments[1]]
      let target = isList ? arguments[0] : name == "int_abs" ? arguments[1] : arguments[2]
      let a = bounds.range(operands.first ?? .number(0))
      let b = operands.count > 1 ? bounds.range(operands[1]) : nil
      /// What ranges are asked of lies within 2^31.
      func both(_ value: (ClosedRange<Int>, ClosedRange<Int>) -> ClosedRange<Int>?) -> ClosedRange<Int>? {
        let room = -(1 << 31)...(1 << 31)
        guard let a, let b, room.contains(a.lowerBound), room.contains(a.upperBound), room.contains(b.lowerBound),
          room.contains(b.upperBound)
        else { return nil }
        return value(a, b)
      }
      switch name {
      case "int_times": bounds.cut(target, to: both(IntegerIntervals.product))
      case "int_div": bounds.cut(target, to: both(IntegerIntervals.quotient))
      case "int_mod":
        bounds.cut(target, to: both(IntegerIntervals.remainder))
        if a == nil, let b {
          let most = max(b.lowerBound.magnitude, b.upperBound.magnitude)
          if most > 0, most < Self.infinity { bounds.cut(target, from: 1 - Int(most), to: Int(most) - 1) }
        }
      case "int_pow": bounds.cut(target, to: both(IntegerIntervals.power))
      case "int_abs":
        bounds.cut(target, from: 0)
        if let a { bounds.cut(target, to: max(abs(a.lowerBound), abs(a.upperBound))) }
        let most = bounds.high(target)
        if most >= 0, most < Self.infinity { bounds.cut(arguments[0], from: -most, to: most) }
      case "int_max", "array_int_maximum":
        bounds.cut(target, from: operands.map(bounds.low).max(), to: operands.map(bounds.high).max())
        for operand in operands { bounds.cut(operand, to: bounds.high(target)) }
      default:
        bounds.cut(target, from: operands.map(bounds.low).min(), to: operands.map(bounds.high).min())
        for operand in operands { bounds.cut(operand, from: bounds.low(target)) }
      }
    }
  }

  /// What globals imply for their variables at once.
  private static func global(_ name: String) -> Rule? {
    switch name {
    case "dovetail_among": { $0.cut($1[0], from: 0, to: $1.count(1)) }
    case "dovetail_count_eq": { $0.cut($1[2], from: 0, to: $1.count(0)) }
    case "dovetail_nvalue": { $0.cut($1[0], from: min(1, $1.count(1)), to: $1.count(1)) }
    case "dovetail_global_cardinality", "dovetail_global_cardinality_closed":
      { bounds, arguments in
        for count in arguments.list(2) { bounds.cut(count, from: 0, to: arguments.count(0)) }
        guard name.hasSuffix("closed") else { return }
        let values = arguments.numbers(1)
        for x in arguments.list(0) { bounds.cut(x, from: values.min(), to: values.max()) }
      }
    case "dovetail_circuit", "dovetail_subcircuit":
      { bounds, arguments in
        let base = arguments.number(1)
        for x in arguments.list(0) { bounds.cut(x, from: base, to: base + arguments.count(0) - 1) }
      }
    case "dovetail_inverse":
      { bounds, arguments in
        for x in arguments.list(0) {
          bounds.cut(x, from: arguments.number(3), to: arguments.number(3) + arguments.count(2) - 1)
        }
        for x in arguments.list(2) {
          bounds.cut(x, from: arguments.number(1), to: arguments.number(1) + arguments.count(0) - 1)
        }
      }
    case "dovetail_maximum_arg", "dovetail_minimum_arg":
      { $0.cut($1[1], from: $1.number(2), to: $1.number(2) + $1.count(0) - 1) }
    case "dovetail_arg_sort":
      { bounds, arguments in
        for x in arguments.list(1) {
          bounds.cut(x, from: arguments.number(2), to: arguments.number(2) + arguments.count(1) - 1)
        }
      }
    case "dovetail_sort":
      { bounds, arguments in
        let hull = bounds.hull(arguments.list(0))
        for x in arguments.list(1) { bounds.cut(x, to: hull) }
      }
    case "dovetail_regular", "dovetail_regular_nfa", "dovetail_cost_regular":
      { bounds, arguments in
        for x in arguments.list(0) { bounds.cut(x, from: 1, to: max(1, arguments.number(2))) }
        guard name == "dovetail_cost_regular", let low = arguments.numbers(6).min(),
          let high = arguments.numbers(6).max(),
          max(low.magnitude, high.magnitude) <= UInt(Model.limit)
        else { return }
        bounds.cut(arguments[7], from: low * arguments.count(0), to: high * arguments.count(0))
      }
    case "dovetail_bin_packing_load", "dovetail_bin_packing_capa":
      { bounds, arguments in
        for x in arguments.list(1) {
          bounds.cut(x, from: arguments.number(3), to: arguments.number(3) + arguments.count(0) - 1)
        }
        let sizes = arguments.numbers(2)
        guard name.hasSuffix("load"), sizes.allSatisfy({ (0...Model.limit).contains($0) }) else { return }
        for load in arguments.list(0) { bounds.cut(load, from: 0, to: sizes.reduce(0, +)) }
      }
    case "dovetail_knapsack":
      { bounds, arguments in
        for place in [0, 1] {
          let (factors, counts) = (arguments.numbers(place), Array(arguments.list(2)))
          bounds.linear(factors + [-1], counts + [arguments[3 + place]], 0, isEquation: true)
        }
      }
    case "dovetail_element2d":
      { bounds, arguments in
        bounds.cut(arguments[3], from: 1, to: arguments.number(1))
        bounds.cut(arguments[4], from: 1, to: arguments.number(2))
        bounds.cut(arguments[5], to: bounds.hull(arguments.list(0)))
      }
    default: nil
    }
  }

  // MARK: Sums

  /// Bounds of each term of a sum that is at most 0, or 0.
  private mutating func linear(_ factors: [Int], _ operands: [Operand], _ constant: Int, isEquation: Bool) {
    sum(factors, operands, constant)
    if isEquation { sum(factors.map { -$0 }, operands, -constant) }
  }

  /// Of a sum that is at most 0.
  private mutating func sum(_ factors: [Int], _ operands: [Operand], _ constant: Int) {
    var least = constant
    var open = 0
    var openPlace = 0
    for (place, (factor, operand)) in zip(factors, operands).enumerated() where factor != 0 {
      let bound = factor > 0 ? low(operand) : high(operand)
      if bound.magnitude >= UInt(Self.infinity) {
        open += 1
        openPlace = place
        if open > 1 { return }
        continue
      }
      let (product, overflow) = factor.multipliedReportingOverflow(by: bound)
      let (total, more) = least.addingReportingOverflow(product)
      if overflow || more { return }
      least = total
    }
    for (place, (factor, operand)) in zip(factors, operands).enumerated() where factor != 0 && operand.variable != nil {
      if open == 1, place != openPlace { continue }
      let bound = factor > 0 ? low(operand) : high(operand)
      // factor * x <= -(the others' least)
      let (room, overflow) = (open == 1 ? 0 : factor * bound).subtractingReportingOverflow(least)
      if overflow { continue }
      if factor > 0 {
        cut(operand, to: floorDivide(room, factor))
      } else {
        cut(operand, from: -floorDivide(room, -factor))
      }
    }
  }
}
