import Basics

/// Σ a·x ≤ b over integers 0 ≤ x ≤ range, each standing for a column or a slack seen from one of its bounds.
///
/// Made of an aggregation; what is found in it is carried back to columns by `restore`.
package struct ShiftedRow: ~Copyable {
  /// What a term's x is, before a possible complement.
  package enum Origin: UInt8, BitwiseCopyable {
    /// column − lower.
    case lower
    /// constant + slope·y − column, of a variable bound from above.
    case variableUpper
    /// column − constant − slope·y, of one from below.
    case variableLower
  }

  package struct Term: BitwiseCopyable {
    package let index: Int32
    package let origin: Origin
    /// x is range minus that.
    package var isComplemented: Bool
    package var coefficient: Int
    package let range: Int
    /// At the point, in 0...range.
    package var value: Double
  }

  package private(set) var terms = Buffer<Term>()
  package private(set) var rightSide = 0
  /// Terms before it have a value above 0 at the point, so only they count for a cut's violation and length.
  private(set) var activeCount = 0
  /// No |coefficient|, nor |right side|, is above it.
  private(set) var largest = 0
  /// Coefficients and right sides stay below it.
  private static let limit: Int128 = 1 << 56
  /// Wider terms are not complemented.
  private static let largestRange = 1 << 50
  /// Coefficients of the binaries of variable bounds, dense, all 0 between calls.
  private var extra: Buffer<Int128>
  private var extraColumns = Buffer<Int32>()
  private var shifted: Int128 = 0

  package init(columnCount: Int) { extra = Buffer(repeating: 0, count: columnCount) }

  /// Takes the sum, each column seen from the bound that is nearest to the point.
  ///
  /// - Returns: false when a number is too large.
  package mutating func load(_ sum: borrowing RowAggregation, _ matrix: CutRows, _ frame: CutFrame) -> Bool {
    terms.removeAll()
    shifted = sum.rightSide
    let succeeded = substitute(sum, matrix, frame) && shiftExtra(frame)
    for k in 0..<extraColumns.count { extra[extraColumns[k]] = 0 }
    extraColumns.removeAll()
    guard succeeded, abs(shifted) < Self.limit else { return false }
    rightSide = Int(shifted)
    measure()
    return true
  }

  private mutating func substitute(
    _ sum: borrowing RowAggregation, _ matrix: CutRows, _ frame: CutFrame
  ) -> Bool {
    for k in 0..<sum.touched.count {
      let index = sum.touched[k]
      let a = sum.coefficient[index]
      if a == 0 { continue }
      guard abs(a) < Self.limit else { return false }
      let j = Int(index)
      if j >= matrix.columnCount {
        let i = j - matrix.columnCount
        append(index, .lower, a, matrix.slackUpper[i], matrix.slack[i])
        continue
      }
      guard frame.isUsable(j) else { return false }
      let value = frame.values[j]
      let nearest = min(value - Double(frame.lower[j]), Double(frame.upper[j]) - value)
      let (above, below) = (frame.variableBounds.upperChoice[j], frame.variableBounds.lowerChoice[j])
      if above >= 0 {
        let bound = frame.variableBounds.all[above]
        let distance = frame.variableValue(bound) - value
        if distance < nearest {
          shifted -= a * Int128(bound.constant)
          note(bound.binary, a * Int128(bound.slope))
          let range = bound.constant + max(0, bound.slope) - frame.lower[j]
          append(index, .variableUpper, -a, range, distance)
          continue
        }
      }
      if below >= 0 {
        let bound = frame.variableBounds.all[below]
        let distance = value - frame.variableValue(bound)
        if distance < nearest {
          shifted -= a * Int128(bound.constant)
          note(bound.binary, a * Int128(bound.slope))
          let range = frame.upper[j] - bound.constant - min(0, bound.slope)
          append(index, .variableLower, a, range, distance)
          continue
        }
      }
      note(index, a)
    }
    return true
  }

  private mutating func note(_ column: Int32, _ amount: Int128) {
    if extra[column] == 0 { extraColumns.append(column) }
    extra[column] &+= amount
  }

  /// Shifts what was noted: columns seen from constant bounds, and the binaries that substitutions brought in.
  private mutating func shiftExtra(_ frame: CutFrame) -> Bool {
    for k in 0..<extraColumns.count {
      let column = extraColumns[k]
      let a = extra[column]
      if a == 0 { continue }
      extra[column] = 0
      guard abs(a) < Self.limit else { return false }
      let (low, high) = (frame.lower[column], frame.upper[column])
      shifted -= a * Int128(low)
      if high > low { append(column, .lower, a, high - low, frame.values[Int(column)] - Double(low)) }
    }
    return true
  }

  private mutating func append(_ index: Int32, _ origin: Origin, _ a: Int128, _ range: Int, _ value: Double) {
    let value = min(max(0, value), Double(range))
    terms.append(
      Term(
        index: index, origin: origin, isComplemented: false, coefficient: Int(a), range: range, value: value))
    if value > Double(range) - value, range < Self.largestRange {
      shifted -= a * Int128(range)
      flip(terms.count - 1)
    }
  }

  /// The term's part of `complement`; that of the right side is the caller's.
  private mutating func flip(_ k: Int) {
    let term = terms[k]
    terms[k].coefficient = -term.coefficient
    terms[k].value = Double(term.range) - term.value
    terms[k].isComplemented.toggle()
  }

  /// Sees a term from its other bound.
  ///
  /// - Returns: false, and nothing changes, when the right side would become too large.
  package mutating func complement(_ k: Int) -> Bool {
    let moved = Int128(rightSide) - Int128(terms[k].coefficient) * Int128(terms[k].range)
    guard abs(moved) < Self.limit, terms[k].range < Self.largestRange else { return false }
    flip(k)
    rightSide = Int(moved)
    largest = max(largest, abs(rightSide))
    return true
  }

  /// The other direction of the equation.
  mutating func negate() {
    for k in 0..<terms.count { terms[k].coefficient = -terms[k].coefficient }
    rightSide = -rightSide
  }

  /// Raises a coefficient by `amount` ≥ 0 and the right side by what that can be worth.
  package mutating func raise(_ k: Int, by amount: Int) {
    terms[k].coefficient += amount
    rightSide += amount * terms[k].range
    largest = max(largest, abs(terms[k].coefficient), abs(rightSide))
  }

  private mutating func measure() {
    activeCount = 0
    largest = abs(rightSide)
    for k in 0..<terms.count {
      largest = max(largest, abs(terms[k].coefficient))
      if terms[k].value > 1e-9 {
        terms.swapAt(k, activeCount)
        activeCount += 1
      }
    }
  }

  mutating func copy(from other: borrowing ShiftedRow) {
    terms.removeAll()
    for k in 0..<other.terms.count { terms.append(other.terms[k]) }
    (rightSide, activeCount, largest) = (other.rightSide, other.activeCount, other.largest)
  }
}
