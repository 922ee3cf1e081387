/// Intervals, the objective and hints.
extension RowReader {
  mutating func readInterval() {
    let number = contents.data.intervals.count
    let (start, duration, end) = (readVariable(), readForm(), readForm())
    let presence = readLiterals()
    if hasFailed { return }
    if presence.count > 1 { return fail("expected no presence or one, found \(presence.count)") }
    // What has no bounds yet is checked when it has.
    for form in [duration, end] where !contents.open.contains(form) {
      let range = contents.data.range(of: form)
      guard range.lowerBound >= -Model.limit, range.upperBound <= Model.limit else {
        return fail(
          "interval \(number): expected times strictly within -2^30 ... 2^30, found \(range.lowerBound) ... "
            + "\(range.upperBound)")
      }
    }
    if !contents.open.contains(duration), contents.data.range(of: duration).lowerBound < 0 {
      return fail("interval \(number): expected a duration from 0 on, found one that can be negative")
    }
    contents.data.intervals.append(
      Interval(
        name: Interval.defaultName(number),
        start: LinearForm(terms: [LinearForm.Term(variable: start, coefficient: 1)]), duration: duration, end: end,
        presence: presence.first))
  }

  mutating func readObjective() {
    let sense = readWord()
    let form = readForm()
    if hasFailed { return }
    guard let sense = RowCode.Sense(rawValue: sense) else {
      return fail("expected a sense from 0 to \(RowCode.Sense.allCases.count - 1), found \(sense)")
    }
    contents.data.objective =
      switch sense {
      case .minimize: ModelData.Objective(cost: form, isMaximised: false)
      case .maximize: ModelData.Objective(cost: form.negated, isMaximised: true)
      case .satisfy: nil
      }
  }

  mutating func readHints() {
    let count = readCount(width: 2)
    if hasFailed { return }
    var hints: [ModelData.Hint] = []
    hints.reserveCapacity(count)
    for _ in 0..<count {
      let (variable, value) = (readVariable(), readWord())
      if hasFailed { return }
      let range = contents.data.lower[variable]...contents.data.upper[variable]
      guard contents.open.contains(variable) || range.contains(value) else {
        return fail(
          "expected a value of variable \(variable), from \(range.lowerBound) to \(range.upperBound), found \(value)")
      }
      hints.append(ModelData.Hint(variable: variable, value: value))
    }
    contents.data.hints = hints
  }
}
