/// Variables whose bounds are known only once the model is complete: starts that nothing restricts, and what is computed
/// from them. Until then their bounds are those of a start at 0.
package struct OpenVariables: Sendable {
  package enum Definition: Sendable {
    /// From 0 to the horizon that the model asks for.
    case start
    /// The sum of these: the end of an interval.
    case sum(start: Int, duration: Int)
    /// The largest of the operands or, where the sign is -1, the negation of that.
    case largest([LinearForm], sign: Int)
    /// One of the elements.
    case oneOf([LinearForm])
  }

  /// In the order in which they were made, so each after what it is computed from.
  package private(set) var definitions: [(variable: Int, definition: Definition)] = []
  private var places = Set<Int>()
  private var starts = Set<Int>()

  package var isEmpty: Bool { definitions.isEmpty }

  package mutating func add(_ variable: IntVar, _ definition: Definition) {
    definitions.append((variable.index, definition))
    places.insert(variable.index)
    if case .start = definition { starts.insert(variable.index) }
  }

  /// Forgets all but the first so many.
  package mutating func keepFirst(_ count: Int) {
    for (variable, _) in definitions[count...] {
      places.remove(variable)
      starts.remove(variable)
    }
    definitions.removeLast(definitions.count - count)
  }

  /// A start is never negative.
  package func isStart(_ variable: Int) -> Bool { starts.contains(variable) }

  package func contains(_ variable: Int) -> Bool { places.contains(variable) }

  package func contains(_ form: LinearForm) -> Bool {
    !places.isEmpty && form.terms.contains { places.contains($0.variable) }
  }
}

extension OpenVariables {
  /// `data` with bounds that lose no solution worth finding, everything checked that depends on them.
  /// - Throws: what does not fit.
  package func resolved(_ data: ModelData) throws(ModelError) -> ModelData {
    var data = data
    var bound = HorizonBound(data, self)
    let horizon = try bound.horizon()
    for (variable, definition) in definitions {
      let range = try range(definition, horizon, data)
      guard range.lowerBound >= -Model.limit, range.upperBound <= Model.limit else {
        throw Self.tooLate(data.variableName(variable), range.upperBound)
      }
      data.lower[variable] = range.lowerBound
      data.upper[variable] = range.upperBound
    }
    try check(data)
    return data
  }

  package static func tooLate(_ what: String, _ value: Int) -> ModelError {
    .boundsOutOfRange("\(what), up to \(value) by the model's durations, delays and bounds,")
  }

  private func range(
    _ definition: Definition, _ horizon: Int, _ data: ModelData
  ) throws(ModelError) -> ClosedRange<Int> {
    switch definition {
    case .start: return 0...horizon
    case .sum(let start, let duration):
      return data.lower[start] + max(0, data.lower[duration])...data.upper[start] + max(0, data.upper[duration])
    case .largest(let operands, let sign):
      let ranges = try safeRanges(of: operands, data)
      let low = ranges.map(\.lowerBound).max() ?? 0
      let high = ranges.map(\.upperBound).max() ?? 0
      return sign > 0 ? low...high : -high ... -low
    case .oneOf(let elements):
      let ranges = try safeRanges(of: elements, data)
      return (ranges.map(\.lowerBound).min() ?? 0)...(ranges.map(\.upperBound).max() ?? 0)
    }
  }

  private func safeRanges(of forms: [LinearForm], _ data: ModelData) throws(ModelError) -> [ClosedRange<Int>] {
    if !forms.allSatisfy(data.isSafe) { throw .overflow("a maximum, a minimum or an element") }
    return forms.map(data.range(of:))
  }

  /// What was checked with provisional bounds, once more with the final ones.
  private func check(_ data: ModelData) throws(ModelError) {
    for interval in data.intervals {
      if contains(interval.duration), data.range(of: interval.duration).lowerBound < 0 {
        throw .negativeDuration(interval.name)
      }
      let latest = data.range(of: interval.end).upperBound
      if contains(interval.end), latest > Model.limit { throw Self.tooLate("the end of \(interval.name)", latest) }
    }
    for (position, constraint) in data.constraints.enumerated() {
      try constraint.recheck(at: position, in: data, self)
    }
    if let cost = data.objective?.cost, contains(cost), !data.isSafe(cost) { throw .overflow("the objective") }
    for hint in data.hints where contains(hint.variable) {
      guard (data.lower[hint.variable]...data.upper[hint.variable]).contains(hint.value) else {
        throw .invalidHint(data.variableName(hint.variable))
      }
    }
  }
}
