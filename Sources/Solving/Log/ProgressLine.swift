import Race

/// A line of the log: an improvement of either side, in columns.
package enum ProgressLine {
  /// What the columns are.
  package static let header = columns("time", "found by", "objective", "bound", "gap")

  /// - Parameters:
  ///   - time: seconds since the work began.
  ///   - source: the strategy that found it.
  ///   - objective: of the best solution as of then, in words.
  ///   - bound: the best one as of then, in words.
  ///   - gap: what separates the two.
  package static func text(time: Double, source: String, objective: String, bound: String, gap: Double?) -> String {
    columns(NumberText.seconds(time), source, objective, bound, NumberText.gap(gap))
  }

  private static func columns(
    _ time: String, _ source: String, _ objective: String, _ bound: String, _ gap: String
  ) -> String {
    NumberText.leftPadded(time, to: 11) + "  " + NumberText.padded(source, to: 24)
      + [objective, bound, gap].map { " " + NumberText.leftPadded($0, to: 11) }.joined()
  }
}
