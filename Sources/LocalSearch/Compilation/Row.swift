/// low <= activity <= high, or activity ≠ low, wherever all guards hold: one linear constraint and where it stands.
struct Row: BitwiseCopyable {
  /// Beyond every activity, and far from overflow.
  static let infinity = 1 << 61

  var low: Int
  var high: Int
  var activity = 0
  /// The distance of the activity to what is allowed; 0 while a guard is false.
  var violation = 0
  var weight = 1.0
  /// Brings rows of large and of small coefficients to one scale.
  var scale = 1.0
  /// The largest change of the activity by one variable.
  var reach = 0
  var falseGuards: Int32 = 0
  var isDisequation = false
  var hasGuards = false

  /// Activities stay within 2^60 by the check of the forms, so differences cannot overflow.
  @inline(__always)
  func distance(_ activity: Int) -> Int {
    if isDisequation { return activity == low ? 1 : 0 }
    return max(0, low &- activity, activity &- high)
  }

  /// Whether every single move of its variables changes the violation by the same, at both activities.
  @inline(__always)
  func looksAlike(_ first: Int, _ second: Int) -> Bool {
    if isDisequation { return false }
    if min(first, second) &- reach >= low && max(first, second) &+ reach <= high { return true }
    if hasGuards { return false }
    return min(first, second) &- reach >= high || max(first, second) &+ reach <= low
  }
}

/// A multiple of a variable in a row.
struct RowTerm: BitwiseCopyable {
  var coefficient: Int
  var variable: Int32
}

/// A row that a variable is in.
struct ColumnEntry: BitwiseCopyable {
  var coefficient: Int
  var row: Int32
}

/// A condition of a row, by the value at which it holds; `index` is the variable in a row, the row in a column.
struct Guard: BitwiseCopyable {
  var index: Int32
  var holdsAt: Int32
}
