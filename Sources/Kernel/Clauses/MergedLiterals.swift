/// The literals of a clause, of each signed variable the weakest alone: [x >= 3] or [x >= 5] is [x >= 3].
struct MergedLiterals {
  private(set) var literals: [Literal] = []
  /// Of signed variables; long clauses, such as those of large tables, are looked up.
  private var places: [IntegerVariable: Int] = [:]
  private let isLong: Bool

  init(_ all: some Sequence<Literal>, count: Int) {
    isLong = count > 32
    for literal in all { include(literal) }
  }

  init(_ all: [Literal]) { self.init(all, count: all.count) }

  /// The place of the variable's literal.
  func place(of variable: IntegerVariable) -> Int? {
    isLong ? places[variable] : literals.firstIndex { $0.variable == variable }
  }

  private mutating func include(_ literal: Literal) {
    if let same = place(of: literal.variable) {
      if literal.bound < literals[same].bound { literals[same] = literal }
    } else {
      if isLong { places[literal.variable] = literals.count }
      literals.append(literal)
    }
  }
}
