import Basics

/// Finds blocks of columns that may change places: two bins with all that is said of them.
///
/// One column of each block is given; the rest follows through rows of equal colours. Columns that share an exactly-one
/// row (the places of one item) are each other's counterparts; others are where they are the only ones of their colour in
/// the row. What comes out is a guess, and checked: every row that a moved column is in must become a row of the model.
struct BlockSwap: ~Copyable {
  let matrix: ColumnMatrix
  private let colours: ColourRefinement
  private let isIgnored: Buffer<Bool>
  /// By column, the row that links it with its counterparts; −1 for none.
  private let link: Buffer<Int32>
  /// By column, its counterpart while a swap is made; −1 for none.
  private let image: Buffer<Int32>
  private var moved = Buffer<Int32>()
  private var rowsByHash: [UInt64: Int32] = [:]
  private(set) var work = 0

  init(
    _ state: borrowing PresolveState, _ colours: consuming ColourRefinement, ignoring isIgnored: consuming Buffer<Bool>,
    link: consuming Buffer<Int32>
  ) {
    matrix = ColumnMatrix(state)
    self.colours = colours
    self.isIgnored = isIgnored
    self.link = link
    image = Buffer(repeating: -1, count: state.lower.count)
    for index in 0..<state.rows.count
    where state.rows[index].isLive && !state.rows[index].isShadow && !self.isIgnored[index] {
      rowsByHash[hash(state, index)] = Int32(index)
    }
  }

  func colour(_ column: Int32) -> UInt64 { colours.columns[column] }

  func linkRow(_ column: Int32) -> Int32 { link[column] }

  /// The blocks of two columns, in the order in which they were found and counterparts at equal places; nil where they
  /// cannot change places.
  mutating func blocks(
    _ first: Int32, _ second: Int32, _ state: borrowing PresolveState
  ) -> (first: [Int32], second: [Int32])? {
    moved.removeAll()
    let isGood = grow(first, second, state) && check(state)
    var blocks: (first: [Int32], second: [Int32]) = ([], [])
    if isGood {
      for i in 0..<moved.count {
        blocks.first.append(moved[i])
        blocks.second.append(image[moved[i]])
      }
    }
    for i in 0..<moved.count {
      image[image[moved[i]]] = -1
      image[moved[i]] = -1
    }
    return isGood ? blocks : nil
  }

  // MARK: Growing

  private mutating func pair(_ a: Int32, _ b: Int32) -> Bool {
    if image[a] == b, image[b] == a { return true }
    guard a != b, image[a] < 0, image[b] < 0, colours.columns[a] == colours.columns[b] else { return false }
    image[a] = b
    image[b] = a
    moved.append(a)
    return true
  }

  private mutating func grow(_ first: Int32, _ second: Int32, _ state: borrowing PresolveState) -> Bool {
    guard pair(first, second) else { return false }
    var next = 0
    while next < moved.count {
      let a = moved[next]
      next += 1
      for place in matrix.range(Int(a)) {
        let row = matrix.rows[place]
        if isIgnored[row] || row == link[a] { continue }
        if !match(row, with: image[a], state) { return false }
      }
    }
    return true
  }

  /// Pairs the columns of a row with those of its counterpart among the rows of `column`.
  private mutating func match(_ row: Int32, with column: Int32, _ state: borrowing PresolveState) -> Bool {
    for place in matrix.range(Int(column)) {
      let other = matrix.rows[place]
      // A row of both stays where it is.
      if other == row { return true }
      if isIgnored[other] || colours.rows[other] != colours.rows[row] { continue }
      work += 8 * Int(state.rows[row].count)
      if let pairs = pairs(row, other, state) {
        for (a, b) in pairs where !pair(a, b) { return false }
        return true
      }
    }
    return false
  }

  /// Counterparts of a row's columns in another row; columns of both stay. nil where one has none.
  private func pairs(_ row: Int32, _ other: Int32, _ state: borrowing PresolveState) -> [(Int32, Int32)]? {
    let (p, q) = (state.rows[row], state.rows[other])
    guard p.count == q.count else { return nil }
    var pairs: [(Int32, Int32)] = []
    var byLink: [Int32: Int32] = [:]
    var byColour: [UInt64: Int32] = [:]
    for j in Int(q.start)..<Int(q.start + q.count) {
      let column = state.columns[j]
      if link[column] >= 0 { byLink[link[column]] = column }
      // Two of a colour are no answer.
      byColour[colours.columns[column]] = byColour[colours.columns[column]] == nil ? column : -1
    }
    for i in Int(p.start)..<Int(p.start + p.count) {
      let column = state.columns[i]
      if image[column] >= 0 {
        if byColour[colours.columns[column]] == nil { return nil }
        continue
      }
      let counterpart = link[column] >= 0 ? byLink[link[column]] : byColour[colours.columns[column]]
      guard let counterpart, counterpart >= 0, colours.columns[counterpart] == colours.columns[column] else {
        return nil
      }
      if counterpart != column { pairs.append((column, counterpart)) }
    }
    return pairs
  }

  // MARK: Checking

  /// Whether each row of a moved column is, after the swap, a row of the model; exactly.
  private mutating func check(_ state: borrowing PresolveState) -> Bool {
    for i in 0..<moved.count {
      let (a, b) = (moved[i], image[moved[i]])
      guard state.cost[a] == state.cost[b], state.lower[a] == state.lower[b], state.upper[a] == state.upper[b],
        state.isInRowsOnly(Int(a)), state.isInRowsOnly(Int(b)), matrix.conditionUses[a] == 0,
        matrix.conditionUses[b] == 0
      else { return false }
      for column in [a, b] {
        for place in matrix.range(Int(column)) where !isIgnored[matrix.rows[place]] {
          if !hasImage(Int(matrix.rows[place]), state) { return false }
        }
      }
    }
    return true
  }

  private mutating func hasImage(_ index: Int, _ state: borrowing PresolveState) -> Bool {
    let row = state.rows[index]
    work += 4 * Int(row.count)
    guard let other = rowsByHash[hash(state, index)] else { return false }
    let counterpart = state.rows[other]
    guard counterpart.comparison == row.comparison, counterpart.right == row.right, counterpart.count == row.count,
      counterpart.conditionCount == row.conditionCount
    else { return false }
    for i in 0..<Int(row.conditionCount)
    where state.conditions[Int(row.firstCondition) + i] != state.conditions[Int(counterpart.firstCondition) + i] {
      return false
    }
    var terms: [(column: Int32, coefficient: Int)] = []
    for i in Int(row.start)..<Int(row.start + row.count) {
      let column = state.columns[i]
      terms.append((image[column] >= 0 ? image[column] : column, state.coefficients[i]))
    }
    terms.sort { $0.column < $1.column }
    for (i, term) in terms.enumerated()
    where term.column != state.columns[Int(counterpart.start) + i]
      || term.coefficient != state.coefficients[Int(counterpart.start) + i]
    {
      return false
    }
    return true
  }

  /// The hash of a row, the present swap applied; the order of its terms does not count.
  private func hash(_ state: borrowing PresolveState, _ index: Int) -> UInt64 {
    let row = state.rows[index]
    var sum: UInt64 = 0
    for i in Int(row.start)..<Int(row.start + row.count) {
      let column = state.columns[i]
      let now = image[column] >= 0 ? image[column] : column
      sum &+= mix(UInt64(now), UInt64(bitPattern: Int64(state.coefficients[i])))
    }
    for i in Int(row.firstCondition)..<Int(row.firstCondition + row.conditionCount) {
      sum &+= mix(0xC0DE, UInt64(state.conditions[i]))
    }
    return mix(mix(UInt64(row.comparison.rawValue), UInt64(bitPattern: Int64(row.right))), sum)
  }
}
