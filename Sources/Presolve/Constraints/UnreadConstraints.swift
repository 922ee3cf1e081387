import Statements

/// Constraints of which presolve knows no more than what they are made of: their variables stay as they are, Booleans and
/// presences included, and they are written over the columns that are left.
extension PresolveState {
  mutating func readUnknown(_ constraint: any Constraint, at position: Int) -> Bool {
    var entries = 4
    constraint.forEachVariable(data.intervals) { variable in
      numberUses[variable] += 1
      entries += 1
    }
    opaque.append(position)
    return spend(entries)
  }
}

/// Puts the columns of the reduced model in the place of the original's.
struct PartRenamer: PartVisitor {
  private let renaming: Renaming

  init(_ renaming: Renaming) { self.renaming = renaming }

  mutating func form(_ label: String, _ part: inout LinearForm) { part = renaming.form(part) }

  mutating func variable(_ label: String, _ part: inout Int) { part = Int(renaming.position[part]) }

  mutating func literal(_ label: String, _ part: inout BoolVar) { part = renaming.kept(part) }

  mutating func interval(_ label: String, _ part: inout Int) { part = Int(renaming.intervalPosition[part]) }
}

extension Constraint {
  func renamed(_ renaming: Renaming) -> Self {
    var copy = self
    var renamer = PartRenamer(renaming)
    copy.visitParts(&renamer)
    return copy
  }
}
