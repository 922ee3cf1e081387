/// An integer variable of a model; made by ``Model/integer(_:_:)``.
///
/// Use it in linear expressions, and read its value from a result:
/// ```swift
/// let x = model.integer(0...10, "x")
/// model.add(2 * x <= 7)
/// let value = try model.solve()[x]
/// ```
public struct IntVar: Sendable {
  /// Which model it belongs to, so that a variable of another model is noticed.
  package let model: Int32
  package let position: Int32

  package init(model: Int32, position: Int32) {
    self.model = model
    self.position = position
  }

  /// The place of its value in an assignment.
  package var index: Int { Int(position) }
}

/// A Boolean variable of a model or the negation of one; made by ``Model/boolean(_:)``.
///
/// In a linear expression it counts 1 when true and 0 when false.
/// ```swift
/// let open = model.boolean("open")
/// model.add(x <= 3, if: !open)
/// ```
public struct BoolVar: Sendable {
  /// The 0/1 variable under it.
  package let variable: IntVar
  package let isNegated: Bool

  package init(variable: IntVar, isNegated: Bool) {
    self.variable = variable
    self.isNegated = isNegated
  }

  /// The first Boolean of a model that nobody owns yet.
  package static var blank: BoolVar { BoolVar(variable: IntVar(model: 0, position: 0), isNegated: false) }

  /// The opposite.
  public static prefix func ! (b: BoolVar) -> BoolVar { BoolVar(variable: b.variable, isNegated: !b.isNegated) }

  /// Its truth where the variable under it has `value`.
  package func holds(_ value: Int) -> Bool { (value == 1) != isNegated }
}

/// An interval of time [start, end) of a model, possibly optional; made by
/// one of the `interval` methods of ``Model``.
///
/// `start + duration = end`, where it is present. An absent interval constrains nothing; its start and end then have no
/// meaning.
public struct IntervalVar: Sendable {
  package let index: Int
  /// When it begins.
  public let start: IntVar
  /// How long it takes: a number or a variable.
  public let duration: LinearExpression
  /// The first time after it.
  public let end: LinearExpression
  /// Whether the interval takes place; nil when it always does.
  public let presence: BoolVar?
}
