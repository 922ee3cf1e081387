/// A model that grows by rows of 64-bit words, for callers of other languages: a plain value, free to cross threads.
///
/// The pieces of a row are those of the constraint's `visitParts`; `dovetail.h` defines all rows.
package struct RowModel: Sendable {
  package internal(set) var data: ModelData
  package internal(set) var open = OpenVariables()
  package internal(set) var groups = ConstraintGroups()

  package init(name: String = "model") { data = ModelData(name: name) }

  package init(_ data: ModelData, _ open: OpenVariables, _ groups: ConstraintGroups) {
    self.data = data
    self.open = open
    self.groups = groups
  }

  /// Appends all rows, or none of them.
  ///
  /// - Complexity: O(words); sums whose variables are out of order are sorted.
  /// - Throws: the first row that is none, or that no method of `Model` would have posted.
  package mutating func append(_ words: UnsafeBufferPointer<Int64>) throws(RowError) {
    let mark = Mark(self)
    var reader = RowReader(words)
    // What is read into must have one owner, so that nothing is copied.
    swap(&reader.contents, &self)
    reader.readAll()
    swap(&reader.contents, &self)
    if let failure = reader.failure {
      mark.restore(&self)
      throw failure
    }
  }

  /// The same of an array.
  package mutating func append(_ words: [Int64]) throws(RowError) {
    let result = words.withUnsafeBufferPointer { buffer in
      Result { () throws(RowError) in try append(buffer) }
    }
    try result.get()
  }

  /// The model, whose intervals are complete.
  ///
  /// - Throws: where nothing says that start + duration = end.
  package func model() throws(RowError) -> Model {
    if let interval = data.intervalWithoutEquation {
      throw RowError(
        row: nil,
        "interval \(interval): expected a linear constraint that says start + duration = end where it is present, "
          + "found none")
    }
    return Model(data, open, groups)
  }

  // MARK: Names

  /// Names the model, some of its variables or intervals, or groups of constraints from the first number on.
  package enum Named: Int, Sendable { case model, variables, intervals, groups }

  /// - Throws: where there are fewer of what is named.
  package mutating func name(_ what: Named, from first: Int, _ names: [String]) throws(RowError) {
    let count: Int
    switch what {
    case .model:
      guard names.count == 1 else { throw RowError(row: nil, "expected one name of the model, found \(names.count)") }
      data.name = names[0]
      return
    case .variables: count = data.variableCount
    case .intervals: count = data.intervals.count
    case .groups: count = .max
    }
    let (end, overflows) = first.addingReportingOverflow(names.count)
    guard first >= 0, !overflows, end <= count, what != .groups || first <= groups.names.count else {
      throw RowError(row: nil, "expected names of \(what) that there are, found \(names.count) from \(first) on")
    }
    for (place, name) in names.enumerated() {
      switch what {
      case .model: break
      case .variables: data.names[first + place] = name
      case .intervals:
        data.intervals[first + place].name = name.isEmpty ? Interval.defaultName(first + place) : name
      case .groups: groups.setName(name, of: first + place)
      }
    }
  }
}

/// How much there was before an append, which is undone by cutting off what came after.
private struct Mark {
  private let variables: Int
  private let intervals: Int
  private let constraints: Int
  private let definitions: Int
  private let groups: ConstraintGroups.Mark
  private let objective: ModelData.Objective?
  private let hints: [ModelData.Hint]

  init(_ model: RowModel) {
    variables = model.data.variableCount
    intervals = model.data.intervals.count
    constraints = model.data.constraints.count
    definitions = model.open.definitions.count
    groups = model.groups.mark
    objective = model.data.objective
    hints = model.data.hints
  }

  func restore(_ model: inout RowModel) {
    let added = model.data.variableCount - variables
    model.data.lower.removeLast(added)
    model.data.upper.removeLast(added)
    model.data.names.removeLast(added)
    model.data.intervals.removeLast(model.data.intervals.count - intervals)
    model.data.constraints.removeLast(model.data.constraints.count - constraints)
    model.open.keepFirst(definitions)
    model.groups.keep(groups)
    model.data.objective = objective
    model.data.hints = hints
  }
}
