import Basics
import Relaxation
import Testing

@Suite struct ShiftedRowTests {
  /// The sum of two rows, seen from any bounds, says of every integer point that keeps the rows what the rows say, with
  /// terms inside their ranges; raised, it is implied.
  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func sumsMeanTheSameFromAllBounds(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let (model, point) = Self.randomModel(&random)
    let frame = CutFrame(lower: model.lower, upper: model.upper)
    for row in model.rows { frame.variableBounds.detect(in: row, lower: frame.lower, upper: frame.upper) }
    frame.move(to: point)
    let matrix = CutRows(model.rows, values: point, lower: frame.lower, upper: frame.upper)
    var sum = RowAggregation(size: model.lower.count + model.rows.count)
    var multipliers: [(row: Int, multiplier: Int)] = []
    for row in model.rows.indices where random.below(2) == 0 {
      multipliers.append((row, random.within(-3...3)))
      sum.add(row, multipliers.last!.multiplier, of: matrix)
    }
    var shifted = ShiftedRow(columnCount: model.lower.count)
    guard shifted.load(sum, matrix, frame) else {
      Issue.record("small numbers were refused")
      return
    }
    for k in 0..<shifted.terms.count where random.below(3) == 0 {
      let isPossible = shifted.complement(k)
      #expect(isPossible)
    }
    let solutions = model.solutions()
    // The equation holds with equality, slacks and all.
    for x in solutions {
      let (activity, rightSide) = (Self.activity(shifted, x, model, matrix, frame), shifted.rightSide)
      #expect(activity == rightSide)
    }
    guard shifted.terms.count > 0 else { return }
    shifted.raise(random.below(shifted.terms.count), by: random.within(1...3))
    for x in solutions {
      let (activity, rightSide) = (Self.activity(shifted, x, model, matrix, frame), shifted.rightSide)
      #expect(activity <= rightSide)
    }
  }

  /// Half the models bind an integer to a binary in two-column rows; a point near these bounds makes them the nearest.
  private static func randomModel(_ random: inout RandomSource) -> (SmallModel, [Double]) {
    let low = random.within(-1...1)
    let high = low + random.within(2...5)
    var model = SmallModel(lower: [low, 0, 0, -1], upper: [high, 1, 1, 2])
    let (near, far) = (random.within(low...high), random.within(low...high))
    // x between affine functions of y: x − (far − near)·y on one side of near.
    if random.below(2) == 0 {
      model.add([(1, 0), (near - far, 1)], atMost: near)
    } else {
      model.add([(1, 0), (near - far, 1)], atLeast: near)
    }
    for _ in 0..<random.within(1...3) {
      let terms = (0..<4).map { (random.within(-4...4), $0) }
      if random.below(2) == 0 {
        model.add(terms, atMost: random.within(0...9))
      } else {
        model.add(terms, atLeast: -random.within(0...9), atMost: random.within(1...9))
      }
    }
    model.rows.removeAll { $0.columns.isEmpty }
    var point = model.randomPoint(&random)
    let y = point[1]
    let bound = Double(near) + Double(far - near) * y
    if bound >= Double(low), bound <= Double(high), random.below(3) > 0 { point[0] = bound }
    return (model, point)
  }

  private static func activity(
    _ shifted: borrowing ShiftedRow, _ x: [Int], _ model: SmallModel, _ matrix: CutRows, _ frame: CutFrame
  ) -> Int {
    var activity = 0
    for k in 0..<shifted.terms.count {
      let term = shifted.terms[k]
      let j = Int(term.index)
      var value: Int
      if j >= x.count {
        let row = model.rows[j - x.count]
        value = isSeenFromAbove(row, frame) ? row.upper - row.activity(x) : row.activity(x) - row.lower
      } else {
        switch term.origin {
        case .lower: value = x[j] - model.lower[j]
        case .variableUpper:
          let bound = frame.variableBounds.all[Int(frame.variableBounds.upperChoice[j])]
          value = bound.constant + bound.slope * x[Int(bound.binary)] - x[j]
        case .variableLower:
          let bound = frame.variableBounds.all[Int(frame.variableBounds.lowerChoice[j])]
          value = x[j] - bound.constant - bound.slope * x[Int(bound.binary)]
        }
      }
      if term.isComplemented { value = term.range - value }
      #expect(value >= 0 && value <= term.range)
      activity += term.coefficient * value
    }
    return activity
  }

  /// The side of a row that is nearer to the point.
  private static func isSeenFromAbove(_ row: Row, _ frame: CutFrame) -> Bool {
    var activity = 0.0
    for (j, a) in zip(row.columns, row.coefficients) { activity += Double(a) * frame.values[Int(j)] }
    let above = row.upper == Int.max ? Double.infinity : Double(row.upper) - activity
    return above <= (row.lower == Int.min ? Double.infinity : activity - Double(row.lower))
  }
}
