extension Model {
  /// A quantity that changes at some times and is constant between: a capacity over the week, a least staffing.
  ///
  /// ```swift
  /// let crew = Model.StepFunction(2, then: [(8, 5), (17, 3)])  // 2 before 8, 5 until 17, 3 from then on
  /// ```
  public struct StepFunction: Sendable, Equatable {
    /// Ascending times from which on the value is another one.
    package private(set) var times: [Int] = []
    /// One more than times: before the first, and from each on.
    package private(set) var values: [Int]

    /// - Parameters:
    ///   - initial: the value before the first step.
    ///   - steps: times, and the value from each on until the next; in any order. Of several at one time the last counts.
    public init(_ initial: Int, then steps: [(time: Int, value: Int)] = []) {
      values = [initial]
      for (_, step) in steps.enumerated().sorted(by: { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }) {
        if times.last == step.time {
          values[values.count - 1] = step.value
        } else {
          times.append(step.time)
          values.append(step.value)
        }
      }
    }

    /// The value at a time.
    public func value(at time: Int) -> Int { values[times.prefix { $0 <= time }.count] }

    /// The stretches of constant value within a window, ascending.
    package func pieces(in window: Range<Int>) -> [(stretch: Range<Int>, value: Int)] {
      var found: [(stretch: Range<Int>, value: Int)] = []
      var begin = window.lowerBound
      for (place, value) in values.enumerated() where begin < window.upperBound {
        let end = place < times.count ? min(times[place], window.upperBound) : window.upperBound
        if end > begin {
          found.append((begin..<end, value))
          begin = end
        }
      }
      return found
    }
  }
}
