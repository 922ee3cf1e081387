/// Is shown what a constraint is made of, part by part, and may put something else in its place.
///
/// A constraint describes itself once, in `visitParts`: writers, the reader of a model's text, and what renumbers
/// variables all go by that. Labels are words of a model's text; an empty one stands for none.
package protocol PartVisitor {
  mutating func form(_ label: String, _ part: inout LinearForm)
  mutating func forms(_ label: String, _ part: inout [LinearForm])
  /// A variable that stands by itself.
  mutating func variable(_ label: String, _ part: inout Int)
  mutating func variables(_ label: String, _ part: inout [Int])
  mutating func literal(_ label: String, _ part: inout BoolVar)
  mutating func literals(_ label: String, _ part: inout [BoolVar])
  /// An interval, by its place among the model's.
  mutating func interval(_ label: String, _ part: inout Int)
  mutating func intervals(_ label: String, _ part: inout [Int])
  mutating func number(_ label: String, _ part: inout Int)
  mutating func numbers(_ label: String, _ part: inout [Int])
  /// A table, row by row; rows may differ in length.
  mutating func rows(_ label: String, _ part: inout [[Int]])
  /// One of a few words.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ label: String, _ part: inout Choice)
  where Choice.RawValue == String
}

/// What does not change the parts that it does not name.
extension PartVisitor {
  package mutating func number(_ label: String, _ part: inout Int) {}
  package mutating func numbers(_ label: String, _ part: inout [Int]) {}
  package mutating func rows(_ label: String, _ part: inout [[Int]]) {}
  package mutating func choice<Choice: RawRepresentable & CaseIterable>(_ label: String, _ part: inout Choice)
  where Choice.RawValue == String {}

  package mutating func forms(_ label: String, _ part: inout [LinearForm]) {
    for i in part.indices { form("", &part[i]) }
  }

  package mutating func variables(_ label: String, _ part: inout [Int]) {
    for i in part.indices { variable("", &part[i]) }
  }

  package mutating func literals(_ label: String, _ part: inout [BoolVar]) {
    for i in part.indices { literal("", &part[i]) }
  }

  package mutating func intervals(_ label: String, _ part: inout [Int]) {
    for i in part.indices { interval("", &part[i]) }
  }
}

/// Collects the variables and intervals of a constraint.
package struct PartCollector: PartVisitor {
  package private(set) var variables: [Int] = []
  package private(set) var intervals: [Int] = []

  package init(_ constraint: some Constraint) {
    var copy = constraint
    copy.visitParts(&self)
  }

  package mutating func form(_ label: String, _ part: inout LinearForm) {
    for term in part.terms { variables.append(term.variable) }
  }

  package mutating func variable(_ label: String, _ part: inout Int) { variables.append(part) }

  package mutating func literal(_ label: String, _ part: inout BoolVar) { variables.append(part.variable.index) }

  package mutating func interval(_ label: String, _ part: inout Int) { intervals.append(part) }
}

extension Constraint {
  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    let parts = PartCollector(self)
    for variable in parts.variables { visit(variable) }
    for interval in parts.intervals { intervals[interval].forEachVariable(visit) }
  }
}
