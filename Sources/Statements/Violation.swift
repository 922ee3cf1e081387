/// The checker: looks at values only, and shares nothing with the engines that find them.
extension ModelData {
  /// The first thing that is wrong with an assignment of all variables, in words; nil where it is a solution.
  ///
  /// - Parameter groups: names of constraints, where the model has some.
  package func violation(of values: [Int], naming groups: ConstraintGroups? = nil) -> String? {
    breach(by: values, naming: groups)?.reason
  }

  /// The same with the number of the constraint; nil instead of that for values outside of their bounds.
  package func breach(
    by values: [Int], naming groups: ConstraintGroups? = nil
  ) -> (constraint: Int?, reason: String)? {
    guard values.count == variableCount else { return (nil, "\(values.count) values for \(variableCount) variables") }
    for index in 0..<variableCount where values[index] < lower[index] || values[index] > upper[index] {
      return (nil, "\(variableName(index)) = \(values[index]) is outside \(lower[index]) ... \(upper[index])")
    }
    for (position, constraint) in constraints.enumerated() {
      if let broken = constraint.violation(of: values, in: self) {
        let name = groups?.name(ofConstraint: position).map { " (\($0))" } ?? ""
        return (position, "constraint \(position)\(name): \(broken)")
      }
    }
    return nil
  }

  /// The objective's value for a solution, in the sense of minimisation.
  package func cost(of values: [Int]) -> Int? { objective?.cost.value(values) }

  package func holds(_ b: BoolVar, _ values: [Int]) -> Bool { b.holds(values[b.variable.index]) }

  package func isPresent(_ interval: Int, _ values: [Int]) -> Bool {
    intervals[interval].presence.map { holds($0, values) } ?? true
  }

  /// The present intervals of positive duration among `members`: position, start, end.
  package func occupied(_ members: [Int], _ values: [Int]) -> [(position: Int, start: Int, end: Int)] {
    members.enumerated().compactMap { position, interval in
      guard isPresent(interval, values) else { return nil }
      let start = intervals[interval].start.value(values)
      let end = intervals[interval].end.value(values)
      return end > start ? (position, start, end) : nil
    }
  }
}
