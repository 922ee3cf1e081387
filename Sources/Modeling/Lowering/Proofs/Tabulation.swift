import Statements

/// Constraints of few values as the tables of their solutions: what the verifier tries value by value, whatever the kind.
enum Tabulation {
  /// Of the sizes of the domains of a constraint's variables, at most.
  static let largestProduct = 4_000

  /// - Returns: nil where there are too many values to try.
  static func table(of constraint: any Constraint, in data: ModelData) -> TableConstraint? {
    let variables = variables(of: constraint, in: data)
    guard product(of: variables, in: data) <= largestProduct else { return nil }
    var values = data.lower
    var rows: [[Int]] = []
    while true {
      if constraint.violation(of: values, in: data) == nil { rows.append(variables.map { values[$0] }) }
      // The next one, as an odometer counts.
      guard let place = variables.lastIndex(where: { values[$0] < data.upper[$0] }) else { break }
      values[variables[place]] += 1
      for variable in variables[(place + 1)...] { values[variable] = data.lower[variable] }
    }
    for (column, variable) in variables.enumerated() {
      rows = merged(rows, column, valueCount: data.upper[variable] - data.lower[variable] + 1)
    }
    let columns = variables.map { LinearForm(terms: [LinearForm.Term(variable: $0, coefficient: 1)]) }
    return TableConstraint(columns, rows: rows)
  }

  /// Rows that differ in a column only, and there have all of its values, become one that takes any.
  private static func merged(_ rows: [[Int]], _ column: Int, valueCount: Int) -> [[Int]] {
    func others(_ row: [Int]) -> [Int] {
      var row = row
      row[column] = RowList.wildcard
      return row
    }
    var counts: [[Int]: Int] = [:]
    for row in rows { counts[others(row), default: 0] += 1 }
    return rows.compactMap { row in
      let any = others(row)
      if counts[any] == valueCount {
        counts[any] = 0
        return any
      }
      return counts[any] == 0 ? nil : row
    }
  }

  /// Whether all values of a constraint's variables can be tried.
  static func isPossible(_ constraint: any Constraint, in data: ModelData) -> Bool {
    product(of: variables(of: constraint, in: data), in: data) <= largestProduct
  }

  private static func variables(of constraint: any Constraint, in data: ModelData) -> [Int] {
    var found = Set<Int>()
    constraint.forEachVariable(data.intervals) { found.insert($0) }
    return found.sorted()
  }

  /// Of the sizes of the variables' domains; beyond 2^30 it says no more than that.
  static func product(of variables: some Sequence<Int>, in data: ModelData) -> Int {
    variables.reduce(1) { product, variable in
      min(1 << 30, product * min(1 << 30, data.upper[variable] - data.lower[variable] + 1))
    }
  }
}
