import Basics

/// Sums of tight rows with odd right sides and even coefficients of columns off their bounds, halved and rounded.
///
/// Works modulo 2 on rows of bits: columns are eliminated by falling distance from their bounds, the row of least slack
/// as pivot. A sum with an odd right side, whose slacks and leftover odd columns stay below 1, is a violated cut.
/// - Source: Koster, Zymolka, Kutschka 2009, "Algorithms to separate {0,1/2}-Chvátal–Gomory cuts".
struct ZeroHalfCuts: ~Copyable {
  private var rows: [Int] = []
  private var columns: [(distance: Double, column: Int)] = []
  private var position: Buffer<Int32>
  /// A row's odd columns, then the rows of its sum, then the right side's parity as last bit.
  private var bits = Buffer<UInt64>()
  private var columnWords = 0
  private var words = 0
  private var slack = Buffer<Double>()
  private var isPivot = Buffer<Bool>()
  private var sum: RowAggregation
  private static let mostRows = 1_000
  private static let mostColumns = 2_000
  /// Of words looked at; an entry of a sum counts as many.
  private static let mostWork = 60_000_000
  private static let wordsPerEntry = 50
  private var work = 0
  private static let mostCuts = 100
  /// Of these sums all cuts are looked for, of later ones the half only.
  private static let mostExplored = 30
  private var emitted = 0

  init(_ matrix: CutRows) {
    position = Buffer(repeating: -1, count: matrix.columnCount)
    sum = RowAggregation(size: matrix.columnCount + matrix.rowCount)
  }

  mutating func separate(
    _ matrix: CutRows, _ frame: CutFrame, _ base: inout BaseRowCuts, into candidates: CutCandidates,
    shouldStop: () -> Bool
  ) {
    guard collect(matrix, frame) else { return }
    work = 0
    emitted = 0
    var found = 0
    for i in 0..<rows.count where emit(i, matrix, frame, &base, candidates) { found += 1 }
    if work > Self.mostWork { return }
    for c in 0..<columns.count {
      if c & 15 == 15, shouldStop() { return }
      let (word, bit) = (c >> 6, UInt64(1) << UInt64(c & 63))
      var pivot = -1
      for i in 0..<rows.count where !isPivot[i] && bits[i * words + word] & bit != 0 {
        if pivot < 0 || slack[i] < slack[pivot] { pivot = i }
      }
      if pivot < 0 { continue }
      isPivot[pivot] = true
      for i in 0..<rows.count where !isPivot[i] && bits[i * words + word] & bit != 0 {
        for w in 0..<words { bits[i * words + w] ^= bits[pivot * words + w] }
        slack[i] += slack[pivot]
        work += words
        if emit(i, matrix, frame, &base, candidates) { found += 1 }
        if work > Self.mostWork || found == Self.mostCuts { return }
      }
    }
  }

  /// Fills the bits; false when there is nothing to combine.
  private mutating func collect(_ matrix: CutRows, _ frame: CutFrame) -> Bool {
    rows = (0..<matrix.rowCount).filter { matrix.isUsable[$0] && matrix.slack[$0] < 0.95 }
    rows.sort { (matrix.slack[$0], matrix.places($0).count, $0) < (matrix.slack[$1], matrix.places($1).count, $1) }
    rows.removeLast(max(0, rows.count - Self.mostRows))
    columns.removeAll(keepingCapacity: true)
    position.fill(-1)
    // Rows as long as their columns off the bounds are few enough altogether.
    var count = 0
    while count < rows.count, columns.count <= Self.mostColumns {
      for k in matrix.places(rows[count]) {
        let j = Int(matrix.column[k])
        let value = frame.values[j]
        let distance = min(value - Double(frame.lower[j]), Double(frame.upper[j]) - value)
        if distance <= 1e-6 || position[j] >= 0 { continue }
        position[j] = 0
        columns.append((distance, j))
      }
      count += 1
    }
    rows.removeLast(rows.count - count)
    columns.sort { (-$0.distance, $0.column) < (-$1.distance, $1.column) }
    guard !rows.isEmpty, !columns.isEmpty else { return false }
    for (c, entry) in columns.enumerated() { position[entry.column] = Int32(c) }
    columnWords = (columns.count + 63) / 64
    words = columnWords + rows.count / 64 + 1
    bits.resize(to: 0, filling: 0)
    bits.resize(to: words * rows.count, filling: 0)
    slack.removeAll()
    isPivot.removeAll()
    for (i, row) in rows.enumerated() {
      slack.append(matrix.slack[row])
      isPivot.append(false)
      fill(i, row, matrix, frame)
    }
    return true
  }

  private func fill(_ i: Int, _ row: Int, _ matrix: CutRows, _ frame: CutFrame) {
    var side = matrix.side[row]
    for k in matrix.places(row) where matrix.coefficient[k] & 1 == 1 {
      let j = Int(matrix.column[k])
      let value = frame.values[j]
      side ^= value - Double(frame.lower[j]) > Double(frame.upper[j]) - value ? frame.upper[j] : frame.lower[j]
      if position[j] >= 0 { bits[i * words + Int(position[j]) >> 6] ^= 1 << UInt64(position[j] & 63) }
    }
    bits[i * words + columnWords + i >> 6] |= 1 << UInt64(i & 63)
    if side & 1 == 1 { bits[i * words + words - 1] ^= 1 << 63 }
  }

  /// Makes cuts of a sum of rows when it is violated.
  private mutating func emit(
    _ i: Int, _ matrix: CutRows, _ frame: CutFrame, _ base: inout BaseRowCuts, _ candidates: CutCandidates
  ) -> Bool {
    guard bits[i * words + words - 1] >> 63 == 1, slack[i] < 0.99 else { return false }
    var total = slack[i]
    for w in 0..<columnWords {
      var word = bits[i * words + w]
      while word != 0 {
        total += columns[w << 6 + word.trailingZeroBitCount].distance
        word &= word - 1
      }
      if total >= 0.99 { return false }
    }
    sum.clear()
    for k in 0..<rows.count where bits[i * words + columnWords + k >> 6] >> UInt64(k & 63) & 1 == 1 {
      sum.add(rows[k], matrix.sign[rows[k]] < 0 ? -1 : 1, of: matrix)
      work += matrix.places(rows[k]).count * Self.wordsPerEntry
    }
    emitted += 1
    return emitted > Self.mostExplored
      ? base.halve(sum, matrix, frame, into: candidates)
      : base.separate(sum, divisor: 2, matrix, frame, into: candidates)
  }
}
