/// A mixed-integer linear model: minimise c·x + constant over rows and column bounds.
public struct LinearModel: Sendable {
  /// What values a column takes.
  public enum Kind: Sendable {
    /// Any number within the bounds.
    case continuous
    /// Whole numbers within the bounds.
    case integer
    /// 0 or 1.
    case binary
  }

  /// A variable of the linear model.
  public struct Column: Sendable {
    /// Written to files, as far as their format allows it.
    public var name: String
    /// What values it takes.
    public var kind: Kind
    /// -infinity and +infinity stand for no bound.
    public var lower: Double
    /// At least `lower`.
    public var upper: Double
    /// What a unit adds to the objective.
    public var cost: Double
  }

  /// A column times a number, in a row.
  public struct Term: Sendable {
    /// The column's index.
    public var column: Int
    /// Not zero in a row of a model, and finite.
    public var coefficient: Double

    /// The column of this index times a number.
    public init(_ column: Int, _ coefficient: Double) {
      self.column = column
      self.coefficient = coefficient
    }
  }

  /// lower <= sum of the terms <= upper; each column at most once.
  public struct Row: Sendable {
    /// As in a column.
    public var name: String
    /// What is added up.
    public var terms: [Term]
    /// -infinity where the sum has no lower limit.
    public var lower: Double
    /// +infinity where it has no upper one.
    public var upper: Double
  }

  /// Of the model, for files.
  public var name: String
  /// In the order in which they were added.
  public private(set) var columns: [Column] = []
  /// In the order in which they were added.
  public private(set) var rows: [Row] = []
  /// Added to the objective, whatever the columns are.
  public var objectiveConstant = 0.0
  /// Some optimal solution's objective is an integer (every solution's, say, or the makespan of integer durations
  /// whose start times are continuous columns), so a bound may be rounded up.
  public var isObjectiveIntegral = false

  /// A model without columns and rows.
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

  /// A row whose terms are of different columns and not zero, as whoever made them has checked.
  mutating func addDistinctRow(_ row: Row) { rows.append(row) }

  /// Of a model whose columns count in larger units than its objective is to be read in.
  package mutating func multiplyObjective(by factor: Double) {
    for column in columns.indices { columns[column].cost *= factor }
    objectiveConstant *= factor
  }

  /// The number of nonzero coefficients in rows.
  public var nonzeroCount: Int { rows.reduce(0) { $0 + $1.terms.count } }
}
