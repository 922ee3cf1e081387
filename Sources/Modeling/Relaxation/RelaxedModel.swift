import Basics
import Relaxation
import Statements

/// A constraint that has something to say to a linear relaxation: rows that hold for every solution, exactly or not.
package protocol Relaxable: Constraint {
  /// Adds the rows. Nothing that they exclude may be a solution.
  func relax(into relaxed: inout RelaxedModel)
}

/// What a side of a row is called in a proof: a constraint of it, which is the row times the sign, less the limit.
package struct RowName: BitwiseCopyable, Sendable {
  package var constraint: Int32
  package var sign: Int8
}

/// The linear rows that the constraints of a model imply, in exact integers; the columns are its variables.
///
/// What rows leave out the engine's propagators keep, so a row that does not fit is left out rather than refused.
package struct RelaxedModel {
  package let data: ModelData
  package private(set) var rows: [Row] = []
  /// By row, the names of its lower and its upper limit; empty where there is no proof.
  package private(set) var names: [(lower: RowName?, upper: RowName?)] = []
  /// Says which constraint of a proof a row is: given the place of the model's constraint, and lower <= form <= upper.
  package typealias Naming = (_ position: Int, _ form: LinearForm, _ lower: Int, _ upper: Int) -> Int32?
  private let naming: Naming?
  /// The place of the constraint that is being relaxed.
  private var position = 0
  /// Literals of which at most one is true.
  package private(set) var cliques: [[BoolVar]] = []
  /// Circuits, of which rows against subtours are made as they are violated.
  package private(set) var graphs: [ArcGraph] = []
  /// By variable, the literals of its values.
  private var valueLiterals: [Int: [Int: BoolVar]] = [:]
  /// By variable, whether rows make it integral where others are: nobody need branch on it.
  package private(set) var isDerived: [Bool]
  /// By the terms of a row, its place: both sides of an equation are often said apart.
  private var places: [LinearForm: Int] = [:]

  /// - Parameters:
  ///   - data: with the bounds of level 0; every row holds within them only.
  ///   - naming: where all rows need a name in a proof: what it has none for is left out.
  /// - Complexity: linear in the model.
  package init(_ data: ModelData, naming: Naming? = nil, until shouldStop: () -> Bool = { false }) {
    self.data = data
    self.naming = naming
    isDerived = [Bool](repeating: false, count: data.variableCount)
    for constraint in data.constraints {
      guard let indicator = constraint as? IndicatorConstraint else { continue }
      valueLiterals[indicator.variable, default: [:]][indicator.value] = indicator.literal
    }
    for (position, constraint) in data.constraints.enumerated() {
      if position & 1023 == 0, shouldStop() { return }
      self.position = position
      (constraint as? any Relaxable)?.relax(into: &self)
    }
  }

  // MARK: Rows

  /// Coefficients and sums beyond this are not for floating point.
  private static let largest = 1 << 40

  /// form <= 0 where all conditions hold: above that by the form's largest value, for each that does not.
  package mutating func addAtMostZero(_ form: LinearForm, if conditions: [BoolVar] = []) {
    guard data.isSafe(form) else { return }
    let excess = data.range(of: form).upperBound
    if excess <= 0 { return }
    if conditions.isEmpty { return addRow(form, lower: .min, upper: 0) }
    guard excess <= Self.largest, let room = LinearForm(sum(of: conditions.map { excess * !$0 })) else { return }
    addRow(form - room, lower: .min, upper: 0)
  }

  /// lower <= form <= upper.
  package mutating func addRow(_ form: LinearForm, lower: Int, upper: Int) {
    guard data.isSafe(form), !form.terms.isEmpty else { return }
    guard form.terms.allSatisfy({ abs($0.coefficient) <= Self.largest }) else { return }
    var name: RowName?
    if let naming {
      guard let constraint = naming(position, form, lower, upper) else { return }
      name = RowName(constraint: constraint, sign: form.terms[0].coefficient < 0 ? -1 : 1)
    }
    var lower = lower == .min ? .min : lower - form.constant
    var upper = upper == .max ? .max : upper - form.constant
    var terms = LinearForm(terms: form.terms)
    if form.terms[0].coefficient < 0 {
      terms = terms.negated
      (lower, upper) = (upper == .max ? .min : -upper, lower == .min ? .max : -lower)
    }
    if let place = places[terms] {
      let (first, last) = (max(rows[place].lower, lower), min(rows[place].upper, upper))
      // Where the two exclude each other, the engine finds that out.
      guard first <= last else { return }
      if naming != nil {
        if first > rows[place].lower { names[place].lower = name }
        if last < rows[place].upper { names[place].upper = name }
      }
      (rows[place].lower, rows[place].upper) = (first, last)
      return
    }
    places[terms] = rows.count
    if naming != nil { names.append((name, name)) }
    rows.append(
      Row(
        columns: terms.terms.map { Int32($0.variable) }, coefficients: terms.terms.map(\.coefficient), lower: lower,
        upper: upper))
  }

  /// lower <= number of true literals <= upper.
  package mutating func addCount(_ literals: [BoolVar], lower: Int, upper: Int) {
    if let count = LinearForm(sum(of: literals)) { addRow(count, lower: lower, upper: upper) }
  }

  package mutating func addGraph(_ graph: ArcGraph) { graphs.append(graph) }

  /// The literals of all values of a variable's domain, in their order; nil where one has none or they are too many.
  package func literals(ofAllValuesOf variable: Int) -> [BoolVar]? {
    let (first, last) = (data.lower[variable], data.upper[variable])
    guard last - first < Self.mostValues, let known = valueLiterals[variable] else { return nil }
    let literals = (first...last).compactMap { known[$0] }
    return literals.count == last - first + 1 ? literals : nil
  }

  /// More of them are no row for a linear program.
  private static let mostValues = 1_000

  /// A row makes the variable integral where all others in it are.
  package mutating func noteDerived(_ variable: Int) {
    // The rows may have had no name.
    if naming == nil { isDerived[variable] = true }
  }

  package mutating func noteClique(_ literals: [BoolVar]) {
    if literals.count > 1 { cliques.append(literals) }
  }
}
