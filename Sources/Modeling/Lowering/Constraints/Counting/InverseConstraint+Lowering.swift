import Kernel
import Statements

extension InverseConstraint: Lowerable {
  /// More pairs of places than these have no literals; then what is fixed is passed on.
  private static let largest = 200_000

  package var takesLong: Bool { first.count * second.count > 10_000 }

  /// One literal for f[i] = j and g[j] = i, so that the values of one list are at most one place each of the other; and
  /// Hall intervals.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let f = try terms(first, model, count: second.count)
    let g = try terms(second, model, count: first.count)
    if model.solver.isInfeasible { return }
    let widths = (f + g).map { Int(model.solver.store.upper($0)) - Int(model.solver.store.lower($0)) + 1 }
    if f.count * g.count <= Self.largest, widths.allSatisfy({ $0 <= LoweredModel.largestEncoding }) {
      for (i, x) in f.enumerated() {
        for (j, y) in g.enumerated() {
          model.equate(x.variable, equals: j - Int(x.offset), y.variable, equals: i - Int(y.offset))
        }
      }
      for term in f + g { _ = model.valueLiterals(of: term.variable) }
    } else {
      model.solver.postInverse(f, g)
    }
    if reach == .partial { return }
    model.solver.postAllDifferent(f)
    model.solver.postAllDifferent(g)
  }

  private func terms(
    _ forms: [LinearForm], _ model: LoweredModel, count: Int
  ) throws(ModelError) -> [OffsetVariable] {
    var terms: [OffsetVariable] = []
    for form in forms {
      let term = try model.offsetVariable(for: form)
      if reach == .total {
        model.solver.add(clause: [term.atLeast(0)])
        model.solver.add(clause: [term.atMost(Int32(count - 1))])
      }
      terms.append(term)
    }
    return terms
  }
}
