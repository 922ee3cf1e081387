extension Solver {
  /// Posts that `whole`, where it is present, starts with the first and ends with the last of the parts that are. Call at
  /// level 0.
  ///
  /// - Precondition: the model makes `whole` present just where one of the parts is; at least one part.
  /// - Source: Laborie, Rogerie 2008, "Reasoning with conditional time-intervals": the hull of what can be present.
  package func postSpan(_ whole: Task, parts: [Task]) {
    precondition(!parts.isEmpty, "a span has parts")
    for (time, values) in [(whole.start, parts.map(\.start)), (-whole.end, parts.map { -$0.end })] {
      for (value, part) in zip(values, parts) {
        let difference = Int(value.offset) - Int(time.offset)
        postLinear([(1, time.variable), (-1, value.variable)], atMost: difference, if: [part.presence])
      }
      post(
        Alternative(time, presence: whole.presence, options: zip(values, parts).map { ($0, $1.presence) }))
    }
  }
}
