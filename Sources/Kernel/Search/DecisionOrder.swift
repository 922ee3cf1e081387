import Basics

/// Decisions in an order that the user says, phase by phase: in each, which variable comes next and what is decided of it.
///
/// A phase holds its variables in one list. In the order of the list it keeps how many at the front are fixed; otherwise
/// fixed ones go to the end, and it keeps how many at the front may be open. Both numbers backtrack, so that a decision
/// takes time for what is open, and none for what was fixed before. Nothing here depends on phases of the engine, which
/// are about its own decisions.
struct DecisionOrder: ~Copyable {
  struct Variable: BitwiseCopyable {
    var x: IntegerVariable
    /// Of a tie the smaller one comes first.
    var place: Int32
    /// What is added to x where lower and upper bounds of several are compared.
    var offset: Double
    /// The constraints that it is in.
    var degree: Int32
    /// Where its values are among all that are known, and how many.
    var firstValue: Int32
    var valueCount: Int32
  }

  /// Values of a variable that are in its domain unless the literal is false.
  struct Values: BitwiseCopyable {
    var first: Int32
    var last: Int32
    var literal: Literal
  }

  struct Phase: BitwiseCopyable {
    var selection: DecisionSelection
    var choice: DecisionChoice
    var first: Int32
    var end: Int32
    /// In the order of the list, how many are fixed at the front; otherwise how many may be open there.
    var mark: Store.Reversible
  }

  var variables = Buffer<Variable>()
  var values = Buffer<Values>()
  private var phases = Buffer<Phase>()
  /// The first phase that may have something open.
  private var current: Store.Reversible?
  /// What is to be fixed at `value` by two decisions, of which the first led to this level; at level 0, nothing is.
  var half = (x: Literal.always.variable, value: Int32(0), level: 0)

  init() {}

  var isEmpty: Bool { phases.isEmpty }

  mutating func append(
    _ added: [OrderedVariable], _ selection: DecisionSelection, _ choice: DecisionChoice, _ store: inout Store
  ) {
    let first = Int32(variables.count)
    for variable in added {
      variables.append(
        Variable(
          x: variable.x, place: Int32(variables.count), offset: Double(variable.offset),
          degree: Int32(clamping: variable.degree), firstValue: Int32(values.count),
          valueCount: Int32(variable.values.count)))
      for known in variable.values {
        values.append(
          Values(first: known.range.lowerBound, last: known.range.upperBound, literal: known.literal))
      }
    }
    let mark = store.makeReversible(selection == .inputOrder ? 0 : Int32(added.count))
    phases.append(
      Phase(selection: selection, choice: choice, first: first, end: Int32(variables.count), mark: mark))
    if current == nil { current = store.makeReversible(0) }
  }

  /// The next decision; nil where all variables of all phases are fixed. Called with everything propagated.
  mutating func next(
    _ store: inout Store, _ activities: borrowing ActivityHeap, _ random: inout RandomSource
  ) -> Literal? {
    guard let current else { return nil }
    // Any other decision would have led to a lower level first, and then to this place.
    let isHalf = half.level > 0 && half.level == store.level && store.lower(half.x) == half.value
    half.level = 0
    if isHalf, !store.isFixed(half.x) { return Literal(half.x, atMost: half.value) }
    let start = Int(store.value(of: current))
    for place in start..<phases.count {
      let phase = phases[place]
      let chosen =
        phase.selection == .inputOrder ? firstOpen(of: phase, &store) : best(of: phase, &store, activities)
      guard let chosen else { continue }
      if place > start { store.set(current, to: Int32(place)) }
      return decision(on: chosen, phase.choice, store, &random)
    }
    if start < phases.count { store.set(current, to: Int32(phases.count)) }
    return nil
  }

  private func firstOpen(of phase: Phase, _ store: inout Store) -> Variable? {
    let start = phase.first + store.value(of: phase.mark)
    var i = start
    while i < phase.end, store.isFixed(variables[i].x) { i += 1 }
    if i > start { store.set(phase.mark, to: i - phase.first) }
    return i < phase.end ? variables[i] : nil
  }

  /// The open variable of the least key.
  private func best(
    of phase: Phase, _ store: inout Store, _ activities: borrowing ActivityHeap
  ) -> Variable? {
    let known = phase.first + store.value(of: phase.mark)
    var open = known
    var best = phase.first
    var bestKey = Double.infinity
    var i = phase.first
    while i < open {
      let variable = variables[i]
      if store.isFixed(variable.x) {
        open -= 1
        variables.swapAt(Int(i), Int(open))
        continue
      }
      let key = key(of: variable, phase.selection, below: bestKey, store, activities)
      if key < bestKey || (key == bestKey && variable.place < variables[best].place) {
        bestKey = key
        best = i
      }
      i += 1
    }
    if open < known { store.set(phase.mark, to: open - phase.first) }
    return open > phase.first ? variables[best] : nil
  }

  /// What `selection` wants small; where that is more than `bound`, anything above it. Exact up to 2^53.
  @inline(__always)
  private func key(
    of variable: Variable, _ selection: DecisionSelection, below bound: Double, _ store: borrowing Store,
    _ activities: borrowing ActivityHeap
  ) -> Double {
    switch selection {
    case .inputOrder: return 0
    case .firstFail: return size(of: variable, atMost: bound, store)
    case .antiFirstFail:
      let range = Double(store.upper(variable.x)) - Double(store.lower(variable.x)) + 1
      return -range > bound ? -range : -size(of: variable, atMost: .infinity, store)
    case .smallest: return Double(store.lower(variable.x)) + variable.offset
    case .largest: return -(Double(store.upper(variable.x)) + variable.offset)
    case .occurrence: return -Double(variable.degree)
    case .mostConstrained:
      // Domains have less than 2^31 values.
      return size(of: variable, atMost: bound + 1, store) - Double(min(variable.degree, 1 << 21 - 1)) / 0x1p21
    case .maxRegret:
      return Double(store.lower(variable.x)) - Double(value(after: store.lower(variable.x), of: variable, store))
    case .weightedDegree:
      return size(of: variable, atMost: .infinity, store) / weight(of: variable, store, activities)
    }
  }
}

/// Which of a phase's variables is decided next; of equals, the first in its list.
package enum DecisionSelection: Sendable, BitwiseCopyable {
  case inputOrder, firstFail, antiFirstFail, smallest, largest, occurrence, mostConstrained, maxRegret, weightedDegree
}

/// What is decided of a variable.
package enum DecisionChoice: Sendable, BitwiseCopyable {
  case least, greatest, split, reverseSplit, median, random, interval, middle
}

/// A variable plus a number in a phase, and what is known beside the bounds of x.
package struct OrderedVariable {
  package var x: IntegerVariable
  package var offset: Int
  /// The number of constraints that it is in.
  package var degree: Int
  /// Values of x that are in its domain unless a literal is false, in ascending order and apart. A value that is alone
  /// has a literal that means it: [x = value].
  package var values: [(range: ClosedRange<Int32>, literal: Literal)]

  package init(
    _ x: IntegerVariable, plus offset: Int, degree: Int, values: [(range: ClosedRange<Int32>, literal: Literal)]
  ) {
    self.x = x
    self.offset = offset
    self.degree = degree
    self.values = values
  }
}

extension Solver {
  /// After what earlier calls have named and before all else, the search decides `variables`. Call at level 0.
  package func decide(_ variables: [OrderedVariable], _ selection: DecisionSelection, _ choice: DecisionChoice) {
    precondition(store.level == 0, "called at level 0")
    order.append(variables, selection, choice, &store)
  }
}
