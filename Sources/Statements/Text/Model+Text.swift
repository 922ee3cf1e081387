import Basics

/// A model as a text, which says all there is of it: for files, for other programs, and to hand a case on.
extension Model {
  /// The model's text: variables, intervals, constraints, objective and hints, a line each.
  ///
  /// Equal models have equal texts, and a model that is read from it has the same text.
  /// ```swift
  /// let copy = try Model(text: model.text())
  /// ```
  /// - Throws: the first mistake made in building the model.
  public func text() throws(ModelError) -> String { ModelWriter.text(of: try validated()) }

  /// The model of a text that `text()` or somebody else has written.
  /// ```swift
  /// let model = try Model(text: "dovetail-model 1\nint x0 0..9 \"x\"\nmaximize x0\n")
  /// let result = try model.solve()
  /// if let x = model.variable(named: "x") { print(result[x]) }
  /// ```
  /// - Throws: `InputError` with the first line that is wrong.
  public convenience init(text: String) throws(InputError) {
    self.init(try ModelReader.read(SourceText(name: "the model's text", text: text)))
  }

  /// The first variable of that name; nil where there is none.
  /// - Complexity: O(variables).
  public func variable(named name: String) -> IntVar? {
    data.names.firstIndex(of: name).map(variable(at:))
  }

  /// The first Boolean of that name; nil where there is none.
  /// - Complexity: O(variables).
  public func boolean(named name: String) -> BoolVar? {
    data.names.indices.first { data.names[$0] == name && data.lower[$0] >= 0 && data.upper[$0] <= 1 }
      .map { BoolVar(variable: variable(at: $0), isNegated: false) }
  }

  /// The first interval of that name; nil where there is none.
  /// - Complexity: O(intervals).
  public func interval(named name: String) -> IntervalVar? {
    guard let index = data.intervals.firstIndex(where: { $0.name == name }) else { return nil }
    let interval = data.intervals[index]
    return IntervalVar(
      index: index, start: variable(at: interval.start.terms[0].variable), duration: expression(interval.duration),
      end: expression(interval.end),
      presence: interval.presence.map { BoolVar(variable: variable(at: $0.variable.index), isNegated: $0.isNegated) })
  }

  private func expression(_ form: LinearForm) -> LinearExpression {
    LinearExpression(
      terms: form.terms.map {
        LinearExpression.Term(variable: variable(at: $0.variable), coefficient: $0.coefficient)
      }, constant: form.constant)
  }
}
