/// A variable plus a constant: the end of a task of fixed duration is its start plus that duration.
package struct OffsetVariable: Sendable, BitwiseCopyable {
  package var variable: IntegerVariable
  package var offset: Int32

  package init(_ variable: IntegerVariable, plus offset: Int32 = 0) {
    self.variable = variable
    self.offset = offset
  }

  /// [variable + offset >= bound].
  @inline(__always) package func atLeast(_ bound: Int32) -> Literal { Literal(variable, atLeast: bound - offset) }
  @inline(__always) package func atMost(_ bound: Int32) -> Literal { Literal(variable, atMost: bound - offset) }

  /// -(variable + offset), for the mirrored time line.
  @inline(__always) package static prefix func - (x: OffsetVariable) -> OffsetVariable {
    OffsetVariable(-x.variable, plus: -x.offset)
  }
}

/// An activity on a resource as the disjunctive and cumulative propagators see it: the half-open interval [start, end).
///
/// Somebody else keeps start + duration = end where the duration is variable. Duration and demand are variables, mostly
/// constants: a premise about a constant is true at level 0 and costs nothing. An absent task constrains nothing, and
/// its bounds are about the case that it is present.
package struct Task: Sendable, BitwiseCopyable {
  package var start: OffsetVariable
  package var end: OffsetVariable
  package var duration: IntegerVariable
  package var demand: IntegerVariable
  package var presence: Literal
  /// Of the model's interval, for proofs; -1 where it is none.
  package var number: Int32 = -1

  package init(
    start: OffsetVariable, end: OffsetVariable, duration: IntegerVariable, demand: IntegerVariable, presence: Literal
  ) {
    self.start = start
    self.end = end
    self.duration = duration
    self.demand = demand
    self.presence = presence
  }

  /// The same task on the reversed time line: it starts at -end and ends at -start.
  package var mirrored: Task {
    var task = self
    task.start = -end
    task.end = -start
    return task
  }
}

extension Store {
  @inline(__always) package func lower(_ x: OffsetVariable) -> Int32 { lower(x.variable) + x.offset }
  @inline(__always) package func upper(_ x: OffsetVariable) -> Int32 { upper(x.variable) + x.offset }

  @inline(__always) package func lower(_ x: OffsetVariable, before position: Int32) -> Int32 {
    lower(x.variable, before: position) + x.offset
  }

  @inline(__always) package func upper(_ x: OffsetVariable, before position: Int32) -> Int32 {
    upper(x.variable, before: position) + x.offset
  }
}

extension Solver {
  /// A task of fixed duration.
  package func makeTask(
    start: IntegerVariable, duration: Int32, demand: Int32 = 1, presence: Literal = .always
  ) -> Task {
    Task(
      start: OffsetVariable(start), end: OffsetVariable(start, plus: duration), duration: constant(duration),
      demand: constant(demand), presence: presence)
  }

  /// The variable that is always `value`; one for each value.
  package func constant(_ value: Int32) -> IntegerVariable {
    if value == 1 { return Literal.always.variable }
    if let known = constants[value] { return known }
    let made = makeVariable(lower: value, upper: value)
    constants[value] = made
    return made
  }
}
