import GLPKBridge
import MIP

/// A validated linear model as GLPK takes it: flat arrays, entries counted from 1, integral bounds of integer columns.
struct Formulation: Sendable {
  let model: LinearModel
  let options: MIPOptions
  /// Whether rounding the bounds of some integer column has left it no value.
  let isEmpty: Bool
  let isInteger: [UInt8]
  private let lower: [Double]
  private let upper: [Double]

  /// - Throws: `MIPError` when the model is not valid, or too large for GLPK's 32-bit indices or for the memory allowed.
  init(_ model: LinearModel, _ options: MIPOptions) throws(MIPError) {
    try model.validate()
    try Self.checkSize(model, options)
    var isInteger: [UInt8] = [0]
    var lower = [0.0]
    var upper = [0.0]
    for column in model.columns {
      let integral = column.kind != .continuous
      isInteger.append(integral ? 1 : 0)
      lower.append(integral ? (column.lower - Self.integralityTolerance).rounded(.up) : column.lower)
      upper.append(integral ? (column.upper + Self.integralityTolerance).rounded(.down) : column.upper)
    }
    if let column = Self.objectiveColumn(model), isInteger.contains(1) {
      // GLPK rounds node bounds up, and so prunes far more, when it can see that the objective is integral.
      isInteger[column + 1] = 1
      lower[column + 1] = lower[column + 1].rounded(.up)
      upper[column + 1] = upper[column + 1].rounded(.down)
    }
    self.model = model
    self.options = options
    self.isInteger = isInteger
    self.lower = lower
    self.upper = upper
    isEmpty = zip(lower, upper).contains { $0 > $1 }
  }

  private static let integralityTolerance = 1e-9

  /// The only column of an integral objective such as a makespan. It may be declared integer: an optimal solution has
  /// an integer there.
  private static func objectiveColumn(_ model: LinearModel) -> Int? {
    guard model.isObjectiveIntegral, model.objectiveConstant == model.objectiveConstant.rounded() else { return nil }
    let costed = model.columns.indices.filter { model.columns[$0].cost != 0 }
    guard costed.count == 1, model.columns[costed[0]].cost.magnitude == 1 else { return nil }
    return costed[0]
  }

  private static func checkSize(_ model: LinearModel, _ options: MIPOptions) throws(MIPError) {
    let entries = model.nonzeroCount
    // GLPK keeps about 56 bytes an entry and 200 a row or column; the factorised basis and the tree come on top.
    let bytes = 120 * entries + 400 * (model.rows.count + model.columns.count)
    let largest = 100_000_000  // GLPK's own limit on rows and on columns
    guard model.columns.count <= largest, model.rows.count <= largest, entries <= 500_000_000,
      bytes <= options.memoryLimit
    else {
      throw MIPError(
        "the model is too large for GLPK: \(model.columns.count) columns, \(model.rows.count) rows, \(entries) nonzeros "
          + "need about \(bytes >> 20) MiB of the \(options.memoryLimit >> 20) MiB allowed", kind: .tooLarge)
    }
  }

  /// Builds GLPK's problem.
  ///
  /// - Parameter isObjectiveZero: leave the objective out, to ask only for feasibility.
  func build(
    in session: OpaquePointer, isObjectiveZero: Bool, _ problem: inout OpaquePointer?
  ) -> bridge_outcome {
    var entryRow: [Int32] = [0]
    var entryColumn: [Int32] = [0]
    var entryValue = [0.0]
    var rowLower = [0.0]
    var rowUpper = [0.0]
    for (index, row) in model.rows.enumerated() {
      rowLower.append(row.lower)
      rowUpper.append(row.upper)
      for term in row.terms {
        entryRow.append(Int32(index + 1))
        entryColumn.append(Int32(term.column + 1))
        entryValue.append(term.coefficient)
      }
    }
    let cost = [0] + model.columns.map { isObjectiveZero ? 0 : $0.cost }
    return bridge_build(
      session, Int32(model.columns.count), Int32(model.rows.count), Int32(entryValue.count - 1),
      isObjectiveZero ? 0 : model.objectiveConstant, cost, lower, upper, isInteger, rowLower, rowUpper,
      entryRow, entryColumn, entryValue, &problem)
  }

  /// What a bound out of floating-point arithmetic proves: less the LP's tolerance, and then, where the objective is
  /// integral, up to the next integer.
  func provable(_ bound: Double) -> Double {
    if model.isObjectiveIntegral { return (bound - max(1e-6, 1e-9 * bound.magnitude)).rounded(.up) }
    return bound - 1e-9 * max(1, bound.magnitude)
  }
}
