import Basics

/// The cheapest assignment of columns to rows, kept while costs grow: a row that has lost its column finds another one
/// by a shortest alternating path under the prices of before.
///
/// - Source: Jonker, Volgenant 1987, "A shortest augmenting path algorithm for dense and sparse linear assignment
///   problems".
struct Assignment: ~Copyable {
  /// The cost of what must not be; a sum with one of these is no assignment.
  static let forbidden = 1 << 50

  let count: Int
  /// Row by row; those of an assigned pair may change only through `release`, others only grow.
  let costs: Buffer<Int>
  /// The column of each row, the row of each column; -1 for none.
  let columns, rows: Buffer<Int>
  private let rowPrices, columnPrices: Buffer<Int>
  private let distances, parents: Buffer<Int>
  private let isDone: Buffer<Bool>

  /// What costs more in a pair than its row and column say.
  func reduced(_ row: Int, _ column: Int) -> Int {
    costs[row &* count &+ column] &- rowPrices[row] &- columnPrices[column]
  }

  /// What `restore` needs.
  struct State {
    fileprivate(set) var columns: [Int]
    fileprivate var rowPrices, columnPrices: [Int]
  }

  /// Nothing is assigned yet. Costs are not negative, and `forbidden` on the diagonal.
  init(_ count: Int, _ costs: borrowing Buffer<Int>) {
    self.count = count
    self.costs = Buffer(repeating: 0, count: count * count)
    for index in 0..<count * count { self.costs[index] = costs[index] }
    columns = Buffer(repeating: -1, count: count)
    rows = Buffer(repeating: -1, count: count)
    rowPrices = Buffer(repeating: 0, count: count)
    columnPrices = Buffer(repeating: 0, count: count)
    distances = Buffer(repeating: 0, count: count)
    parents = Buffer(repeating: 0, count: count)
    isDone = Buffer(repeating: false, count: count)
  }

  /// The cost of what is assigned, which is the least one once every row is.
  var cost: Int {
    var sum = 0
    for row in 0..<count where columns[row] >= 0 { sum &+= min(costs[row &* count &+ columns[row]], Self.forbidden) }
    return sum
  }

  /// Takes a row's column away.
  func release(_ row: Int) {
    rows[columns[row]] = -1
    columns[row] = -1
  }

  /// Assigns a column to a row that has none.
  func augment(_ row: Int) {
    let count = count
    for column in 0..<count {
      distances[column] = costs[row &* count &+ column] &- rowPrices[row] &- columnPrices[column]
      parents[column] = row
      isDone[column] = false
    }
    var reached: Int
    var least: Int
    while true {
      reached = -1
      least = .max
      for column in 0..<count where !isDone[column] && distances[column] < least {
        (reached, least) = (column, distances[column])
      }
      isDone[reached] = true
      let owner = rows[reached]
      if owner < 0 { break }
      let line = costs.pointer + owner &* count
      let base = least &- rowPrices[owner]
      for column in 0..<count where !isDone[column] {
        let distance = base &+ line[column] &- columnPrices[column]
        if distance < distances[column] {
          distances[column] = distance
          parents[column] = owner
        }
      }
    }
    rowPrices[row] &+= least
    for column in 0..<count where isDone[column] && column != reached {
      columnPrices[column] &+= distances[column] &- least
      rowPrices[rows[column]] &+= least &- distances[column]
    }
    var column = reached
    while true {
      let owner = parents[column]
      let next = columns[owner]
      rows[column] = owner
      columns[owner] = column
      if owner == row { break }
      column = next
    }
  }

  func save() -> State {
    State(
      columns: (0..<count).map { columns[$0] }, rowPrices: (0..<count).map { rowPrices[$0] },
      columnPrices: (0..<count).map { columnPrices[$0] })
  }

  func restore(_ state: State) {
    for index in 0..<count {
      columns[index] = state.columns[index]
      rows[state.columns[index]] = index
      rowPrices[index] = state.rowPrices[index]
      columnPrices[index] = state.columnPrices[index]
    }
  }
}
