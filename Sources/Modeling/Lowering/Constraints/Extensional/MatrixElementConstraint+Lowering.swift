import Kernel
import Statements

extension MatrixElementConstraint: Lowerable {
  /// More places than these go by the flat list.
  private static let largest = 100_000

  package var takesLong: Bool { elements.count > 10_000 }

  /// A literal for each place whose row and column are open.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let solver = model.solver
    let (r, c) = (try model.offsetVariable(for: row), try model.offsetVariable(for: column))
    for (term, count) in [(r, height), (c, width)] {
      solver.add(clause: [term.atLeast(0)])
      solver.add(clause: [term.atMost(Int32(count - 1))])
    }
    if solver.isInfeasible { return }
    let rows = Int(solver.store.lower(r))...Int(solver.store.upper(r))
    let columns = Int(solver.store.lower(c))...Int(solver.store.upper(c))
    if rows.count * columns.count > Self.largest { return try lowerFlat(r, c, model, at: position) }
    _ = (model.valueLiterals(of: r.variable), model.valueLiterals(of: c.variable))
    var places: [Literal] = []
    var values: [OffsetVariable] = []
    for i in rows {
      let isRow = model.literal(r.variable, equals: i - Int(r.offset))
      for j in columns {
        let isColumn = model.literal(c.variable, equals: j - Int(c.offset))
        if isRow == Literal.always.negated || isColumn == Literal.always.negated { continue }
        places.append(model.conjunction(of: [isRow, isColumn]))
        values.append(try model.element(elements[i * width + j]))
      }
    }
    if places.isEmpty { return solver.add(clause: []) }
    let result = try model.variable(for: target)
    solver.add(clause: places)
    solver.postElement(index: places, values: values, result: result)
    if elements.allSatisfy({ $0.fixedValue != nil }) {
      model.linkValues(of: result, to: zip(places, values).map { ($0, Int(solver.store.lower($1))) })
    }
  }

  /// An element of the list of all rows.
  private func lowerFlat(
    _ r: OffsetVariable, _ c: OffsetVariable, _ model: LoweredModel, at position: Int
  ) throws(ModelError) {
    let solver = model.solver
    let result = try model.variable(for: target)
    let place = solver.makeVariable(lower: 0, upper: Int32(elements.count - 1))
    let shift = width * Int(r.offset) + Int(c.offset)
    let terms = [
      (coefficient: width, variable: r.variable), (coefficient: 1, variable: c.variable),
      (coefficient: -1, variable: place),
    ]
    solver.postLinear(terms, atMost: -shift)
    solver.postLinear(terms.map { (coefficient: -$0.coefficient, variable: $0.variable) }, atMost: shift)
    let numbers = elements.compactMap(\.fixedValue)
    if numbers.count == elements.count {
      let range = Int(solver.store.lower(result))...Int(solver.store.upper(result))
      let near = numbers.map { Int32(min(max($0, range.lowerBound - 1), range.upperBound + 1)) }
      return solver.postWideElement(near, at: OffsetVariable(place), equals: result)
    }
    var values: [OffsetVariable] = []
    for element in elements { values.append(try model.element(element)) }
    let index = elements.indices.map { model.literal(place, equals: $0) }
    solver.postElement(index: index, values: values, result: result)
  }
}
