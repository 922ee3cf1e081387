import Statements

/// One reduction, as what it does to solutions: forward to one that the smaller model has too, and back.
///
/// Steps are in the columns of the original model. Forward, a step is given a solution of the model before it and makes one
/// of the model after it that costs no more; backward it gives the columns that it took their values. Columns that every
/// solution has at one value need no step.
enum PostsolveStep: Sendable {
  /// Every solution can be moved to this value without cost.
  case moved(column: Int32, value: Int)
  /// x = scale · y + offset in every solution.
  case affine(column: Int32, scale: Int, other: Int32, offset: Int)
  /// Every solution can be moved to x = scale · y + offset without cost.
  case movedAffine(column: Int32, scale: Int, other: Int32, offset: Int)
  /// x = Σ terms + offset, which every solution has or can be moved to; the terms are of columns left.
  case expression(column: Int32, terms: [LinearForm.Term], offset: Int)
  /// The first column has become x + factor · y; the bounds are those of x and y.
  case merged(first: Int32, second: Int32, factor: Int, firstBounds: ClosedRange<Int>, secondBounds: ClosedRange<Int>)
  /// y at 1 and x at 0 change places, y at 1 beside x at 1 goes to 0.
  case dominated(column: Int32, by: Int32)
  /// Values of whole columns or blocks change places so that they come in the order kept.
  case sorted(SymmetryOrder)

  func apply(_ values: inout [Int]) {
    switch self {
    case .affine, .expression: break
    case .moved(let column, let value): values[Int(column)] = value
    case .movedAffine(let column, let scale, let other, let offset):
      values[Int(column)] = scale * values[Int(other)] + offset
    case .merged(let first, let second, let factor, _, _): values[Int(first)] += factor * values[Int(second)]
    case .dominated(let column, let other):
      if values[Int(column)] == 1 {
        values[Int(column)] = 0
        values[Int(other)] = 1
      }
    case .sorted(let order): order.sort(&values)
    }
  }

  func undo(_ values: inout [Int]) {
    switch self {
    case .moved(let column, let value): values[Int(column)] = value
    case .affine(let column, let scale, let other, let offset),
      .movedAffine(let column, let scale, let other, let offset):
      values[Int(column)] = scale * values[Int(other)] + offset
    case .expression(let column, let terms, let offset):
      values[Int(column)] = terms.reduce(offset) { $0 + $1.coefficient * values[$1.variable] }
    case .merged(let first, let second, let factor, let firstBounds, let secondBounds):
      let sum = values[Int(first)]
      // The merged bounds leave no gap, so that some y leaves x inside its own.
      for y in secondBounds where firstBounds.contains(sum - factor * y) {
        values[Int(first)] = sum - factor * y
        values[Int(second)] = y
        break
      }
    case .dominated(let column, _): values[Int(column)] = 0
    case .sorted: break
    }
  }
}
