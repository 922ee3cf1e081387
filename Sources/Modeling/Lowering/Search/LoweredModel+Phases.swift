import Kernel
import Statements

/// The order of decisions that the user says.
extension LoweredModel {
  /// From now on the search decides what the phases of the model name, in their order, before all else. Call at level 0.
  package func followPhases() {
    let degrees = data.search.isEmpty ? [] : degreesOfVariables()
    for phase in data.search {
      let named = phase.forms.compactMap { form in
        unitVariable(of: form).map { x in
          OrderedVariable(
            x, plus: form.constant, degree: degrees[form.terms[0].variable], values: knownValues(of: x))
        }
      }
      solver.decide(named, DecisionSelection(phase.selection), DecisionChoice(phase.choice))
    }
  }

  /// By variable, the number of constraints of the model on it and others.
  private func degreesOfVariables() -> [Int] {
    var degrees = [Int](repeating: 0, count: data.variableCount)
    var last = [Int](repeating: -1, count: data.variableCount)
    var met: [Int] = []
    for (position, constraint) in data.constraints.enumerated() {
      met.removeAll(keepingCapacity: true)
      constraint.forEachVariable(data.intervals) { variable in
        if last[variable] == position { return }
        last[variable] = position
        met.append(variable)
      }
      if met.count > 1 { for variable in met { degrees[variable] += 1 } }
    }
    return degrees
  }

  /// What literals and lists of values say of x beyond its bounds, by ascending values.
  private func knownValues(of x: IntegerVariable) -> [(range: ClosedRange<Int32>, literal: Literal)] {
    guard let place = encodingPlaces[x.isNegated ? -x : x] else { return [] }
    let encoding = encodings[place]
    var known = encoding.literals.filter { !encoding.isGap(Int($0.key)) }.map { (range: $0...$0, literal: $1) }
    known += encoding.gaps.map { (range: $0, literal: Literal.always.negated) }
    known.sort { $0.range.lowerBound < $1.range.lowerBound }
    if !x.isNegated { return known }
    return known.reversed().map { (range: -$0.range.upperBound ... -$0.range.lowerBound, literal: $0.literal) }
  }
}

extension ValueEncoding {
  /// The ranges between values that the lists have in common, ascending.
  fileprivate var gaps: [ClosedRange<Int32>] {
    guard let first = sets.first else { return [] }
    let common = sets.count == 1 ? first : first.filter { !isGap($0) }
    return zip(common, common.dropFirst()).filter { $0 + 1 < $1 }.map { Int32($0 + 1)...Int32($1 - 1) }
  }
}

extension DecisionSelection {
  fileprivate init(_ selection: Model.SearchPhase.Selection) {
    self =
      switch selection {
      case .inputOrder: .inputOrder
      case .firstFail: .firstFail
      case .antiFirstFail: .antiFirstFail
      case .smallest: .smallest
      case .largest: .largest
      case .occurrence: .occurrence
      case .mostConstrained: .mostConstrained
      case .maxRegret: .maxRegret
      case .weightedDegree: .weightedDegree
      }
  }
}

extension DecisionChoice {
  fileprivate init(_ choice: Model.SearchPhase.Choice) {
    self =
      switch choice {
      case .least: .least
      case .greatest: .greatest
      case .split: .split
      case .reverseSplit: .reverseSplit
      case .median: .median
      case .random: .random
      case .interval: .interval
      case .middle: .middle
      }
  }
}
