/// A mixed-integer linear model: minimise c·x + constant over rows and column bounds.
public struct LinearModel: Sendable {
  public enum Kind: Sendable { case continuous, integer, binary }

  public struct Column: Sendable {
    public var name: String
    public var kind: Kind
    /// -infinity and +infinity stand for no bound.
    public var lower: Double
    public var upper: Double
    public var cost: Double
  }

  public struct Term: Sendable {
    public var column: Int
    public var coefficient: Double

    public init(_ column: Int, _ coefficient: Double) {
      self.column = column
      self.coefficient = coefficient
    }
  }

  /// lower <= sum of the terms <= upper; each column at most once.
  public struct Row: Sendable {
    public var name: String
    public var terms: [Term]
    public var lower: Double
    public var upper: Double
  }

  public var name: String
  public private(set) var columns: [Column] = []
  public private(set) var rows: [Row] = []
  public var objectiveConstant = 0.0
  /// Some optimal solution's objective is an integer (every solution's, say, or the makespan of integer durations
  /// whose start times are continuous columns), so a bound may be rounded up.
  public var isObjectiveIntegral = false

  public init(name: String) { self.name = name }

  /// - Returns: the column's index.
  @discardableResult
  public mutating func addColumn(
    _ name: String, _ kind: Kind, from lower: Double, to upper: Double, cost: Double = 0
  ) -> Int {
    columns.append(Column(name: name, kind: kind, lower: lower, upper: upper, cost: cost))
    return columns.count - 1
  }

  /// Terms of the same column are added up.
  @discardableResult
  public mutating func addRow(
    _ name: String, _ terms: [Term], from lower: Double = -.infinity, to upper: Double = .infinity
  ) -> Int {
    var merged: [Term] = []
    var place: [Int: Int] = [:]
    for term in terms {
      precondition(columns.indices.contains(term.column), "row \(name) names a column that does not exist")
      if let known = place[term.column] {
        merged[known].coefficient += term.coefficient
      } else {
        place[term.column] = merged.count
        merged.append(term)
      }
    }
    merged.removeAll { $0.coefficient == 0 }
    rows.append(Row(name: name, terms: merged, lower: lower, upper: upper))
    return rows.count - 1
  }

  /// The number of nonzero coefficients in rows.
  public var nonzeroCount: Int { rows.reduce(0) { $0 + $1.terms.count } }
}
