import Kernel
import Statements

extension AllDifferentConstraint: Lowerable {
  /// More values than these of one expression, or of all together, are not encoded for it.
  private static let (widest, largest) = (400, 200_000)

  /// Hall intervals of bounds and, of narrow expressions, at most one expression a value; exactly one where there are as
  /// many values as expressions.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    var terms: [OffsetVariable] = []
    for expression in expressions { terms.append(try model.offsetVariable(for: expression)) }
    if terms.count < 2 { return }
    if exceptions.isEmpty {
      if terms.count == 2 { return model.postDisequality(terms[0], terms[1], if: []) }
      model.solver.postAllDifferent(terms)
    }
    if isNarrow(terms, model) { return postValues(of: terms, model) }
    if exceptions.isEmpty { return }
    for (place, term) in terms.enumerated() {
      let isNotFree = exceptions.filter { $0.magnitude <= 2 * Model.limit }.map {
        model.literal(term.variable, equals: $0 - Int(term.offset)).negated
      }
      for other in terms[..<place] { model.postDisequality(other, term, if: isNotFree) }
    }
  }

  private func isNarrow(_ terms: [OffsetVariable], _ model: LoweredModel) -> Bool {
    var size = 0
    for term in terms {
      let width = Int(model.solver.store.upper(term)) - Int(model.solver.store.lower(term)) + 1
      size += width
      if width > Self.widest || size > Self.largest { return false }
    }
    return true
  }

  private func postValues(of terms: [OffsetVariable], _ model: LoweredModel) {
    let free = Set(exceptions)
    var literals: [Int: [Literal]] = [:]
    for term in terms {
      guard let (first, values) = model.valueLiterals(of: term.variable) else { continue }
      for (place, literal) in values.enumerated() where literal != Literal.always.negated {
        let value = first + place + Int(term.offset)
        if !free.contains(value) { literals[value, default: []].append(literal) }
      }
    }
    // In a proof, Hall intervals show it.
    if free.isEmpty, literals.count < terms.count, model.solver.proof == nil { return model.solver.add(clause: []) }
    let isPermutation = free.isEmpty && literals.count == terms.count
    for (_, same) in literals.sorted(by: { $0.key < $1.key }) {
      model.postAtMostOne(same)
      // A proof would have to try all permutations.
      if isPermutation, model.solver.proof == nil || same.count <= 6 { model.solver.add(clause: same) }
    }
  }
}
