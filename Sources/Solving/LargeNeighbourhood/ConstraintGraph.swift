import Statements

/// Which variables meet in which constraints of a model, both ways, in flat lists.
struct ConstraintGraph: Sendable {
  private let membersOf: [Int32]
  private let firstMember: [Int32]
  private let constraintsOf: [Int32]
  private let firstConstraint: [Int32]

  /// - Parameter isMovable: other variables are left out.
  /// - Complexity: linear in the model.
  init(_ data: ModelData, isMovable: [Bool]) {
    var members: [Int32] = []
    var first: [Int32] = [0]
    var degree = [Int32](repeating: 0, count: data.variableCount + 1)
    for constraint in data.constraints {
      constraint.forEachVariable(data.intervals) { variable in
        if !isMovable[variable] { return }
        members.append(Int32(variable))
        degree[variable + 1] += 1
      }
      first.append(Int32(members.count))
    }
    for variable in 0..<data.variableCount { degree[variable + 1] += degree[variable] }
    firstConstraint = degree
    var place = degree
    var constraints = [Int32](repeating: 0, count: members.count)
    for constraint in 0..<first.count - 1 {
      for m in Int(first[constraint])..<Int(first[constraint + 1]) {
        let variable = Int(members[m])
        constraints[Int(place[variable])] = Int32(constraint)
        place[variable] += 1
      }
    }
    membersOf = members
    firstMember = first
    constraintsOf = constraints
  }

  var constraintCount: Int { firstMember.count - 1 }

  func members(of constraint: Int) -> ArraySlice<Int32> {
    membersOf[Int(firstMember[constraint])..<Int(firstMember[constraint + 1])]
  }

  func constraints(of variable: Int) -> ArraySlice<Int32> {
    constraintsOf[Int(firstConstraint[variable])..<Int(firstConstraint[variable + 1])]
  }
}
