/// Ranges of integer options, checked with one wording.
enum IntegerRange {
  /// - Throws: `CommandFailure` with `usage` for a value outside `range`; an absent one passes.
  static func checked(
    _ range: ClosedRange<Int>, _ value: Int?, _ option: String
  ) throws(CommandFailure) -> Int? {
    guard let value, !range.contains(value) else { return value }
    let limits =
      range.upperBound == Int.max ? "from \(range.lowerBound) on" : "from \(range.lowerBound) to \(range.upperBound)"
    throw CommandFailure(.usage, "\(option) takes an integer \(limits), not \(value)")
  }
}
