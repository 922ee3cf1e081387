import Basics
import Statements

/// Constraints that are no linear rows: intervals on resources, and functions whose value a target must have.
///
/// All of them look at linear forms, whose values are kept; a violation is computed from these.
/// - Source: Davies, Didier, Perron 2024, "ViolationLS: constraint-based local search in CP-SAT".
final class Resources {
  enum Kind: UInt8 { case noOverlap, cumulative, reach, element, count }

  struct Resource: BitwiseCopyable {
    var kind: Kind
    /// Where its forms start in `operands`.
    var first: Int32
    /// Members (intervals) or operands of the function.
    var count: Int32
    /// What expressions are compared with, of a count.
    var value = 0
    var violation = 0
    /// What it was before the move under way.
    var previous = 0
    var weight = 1.0
    var scale = 1.0
  }

  /// A variable's coefficient in a form.
  struct FormLink: BitwiseCopyable {
    var coefficient: Int
    var form: Int32
  }

  /// A variable is in a resource; in this member only, or in several (-1).
  struct Membership: BitwiseCopyable {
    var resource: Int32
    var member: Int32
  }

  /// The place of a form in the function that it belongs to; -1 for intervals'.
  struct Place: BitwiseCopyable {
    var resource: Int32
    var operand: Int32
  }

  let resources: Buffer<Resource>
  let operands: Buffer<Int32>
  let formTerms: Grouped<RowTerm>
  let formConstants: Buffer<Int>
  /// Where the forms stand now.
  let value: Buffer<Int>
  let places: Buffer<Place>
  /// By variable.
  let links: Grouped<FormLink>
  let memberships: Grouped<Membership>
  /// By resource, its variables.
  let variables: Grouped<Int32>
  /// Times of steps of a profile, and scratch for them.
  var steps = Buffer<ProfileStep>()

  struct ProfileStep: BitwiseCopyable {
    var time: Int
    var change: Int
  }

  init(_ builder: Builder) {
    let count = builder.data.variableCount
    var constants = Buffer<Int>()
    var owned = Buffer<RowTerm>()
    var formOf = Buffer<Int32>()
    var formTerms = Grouped<RowTerm>()
    for (number, form) in builder.forms.enumerated() {
      constants.append(form.constant)
      for term in form.terms {
        let made = RowTerm(coefficient: term.coefficient, variable: Int32(term.variable))
        formTerms.append(made)
        owned.append(made)
        formOf.append(Int32(number))
      }
      formTerms.close()
    }
    links = Grouped(groups: count, count: owned.count) {
      (Int(owned[$0].variable), FormLink(coefficient: owned[$0].coefficient, form: formOf[$0]))
    }
    var memberships: [(variable: Int, membership: Membership)] = []
    var variables = Grouped<Int32>()
    for (number, resource) in builder.resources.enumerated() {
      let size = Self.formsPerMember(resource.kind)
      let forms = builder.operands[Int(resource.first)..<Int(resource.first) + Self.formCount(resource)]
      let lead = resource.kind == .cumulative ? 1 : 0
      var memberOf: [Int: Int32] = [:]
      for (place, form) in forms.enumerated() {
        let member: Int32 = place < lead ? -1 : Int32((place - lead) / size)
        for term in builder.forms[Int(form)].terms {
          memberOf[term.variable] = memberOf[term.variable, default: member] == member ? member : -1
        }
      }
      for variable in memberOf.keys.sorted() {
        variables.append(Int32(variable))
        memberships.append(
          (variable, Membership(resource: Int32(number), member: memberOf[variable] ?? -1)))
      }
      variables.close()
    }
    self.memberships = Grouped(groups: count, count: memberships.count) {
      (memberships[$0].variable, memberships[$0].membership)
    }
    self.variables = variables
    self.formTerms = formTerms
    resources = Buffer(builder.resources)
    operands = Buffer(builder.operands)
    value = Buffer(repeating: 0, count: builder.forms.count)
    formConstants = constants
    places = Buffer(builder.places)
  }

  var count: Int { resources.count }

  /// Start, end, presence, and a demand on a cumulative; functions have a form an operand.
  static func formsPerMember(_ kind: Kind) -> Int {
    switch kind {
    case .noOverlap: 3
    case .cumulative: 4
    case .reach, .element, .count: 1
    }
  }

  /// Forms of a resource: its capacity, or its target (and index), come before the members.
  static func formCount(_ resource: Resource) -> Int {
    let members = Int(resource.count) * formsPerMember(resource.kind)
    switch resource.kind {
    case .noOverlap: return members
    case .cumulative, .reach, .count: return members + 1
    case .element: return members + 2
    }
  }

  /// Computes all forms and violations anew.
  func reset(_ values: borrowing Buffer<Int>) {
    for form in 0..<value.count {
      var sum = formConstants[form]
      for place in formTerms.range(of: form) {
        sum += formTerms[place].coefficient * values[formTerms[place].variable]
      }
      value[form] = sum
    }
    for number in 0..<count { resources[number].violation = violation(of: number) }
  }

  /// Moves the forms of a variable by so much.
  @inline(__always)
  func shift(_ variable: Int, by step: Int) {
    for place in links.range(of: variable) {
      let link = links[place]
      value[link.form] &+= link.coefficient &* step
    }
  }

  /// The value of a form of a resource.
  @inline(__always)
  func operand(_ resource: borrowing Resource, _ place: Int) -> Int { value[operands[Int(resource.first) + place]] }

  /// What the violation is now, from the forms.
  func violation(of number: Int) -> Int {
    let resource = resources[number]
    switch resource.kind {
    case .noOverlap:
      var sum = 0
      for member in 0..<Int(resource.count) { sum += overlap(resource, member, after: member) }
      return sum
    case .cumulative: return overload(resource)
    case .reach:
      var largest = Int.min
      for i in 1...Int(resource.count) { largest = max(largest, operand(resource, i)) }
      return max(0, operand(resource, 0) - largest)
    case .element:
      let index = operand(resource, 1)
      if index < 0 { return -index }
      if index >= Int(resource.count) { return index - Int(resource.count) + 1 }
      return abs(operand(resource, 0) - operand(resource, 2 + index))
    case .count:
      var count = 0
      for i in 1..<Int(resource.count) + 1 where operand(resource, i) == resource.value { count += 1 }
      return abs(operand(resource, 0) - count)
    }
  }

  /// The part of the violation that one member causes; the violation changes by as much as it does.
  func share(_ number: Int, of member: Int) -> Int {
    let resource = resources[number]
    return resource.kind == .noOverlap ? overlap(resource, member, after: -1) : overload(resource, by: member)
  }

  func isOnTime(_ kind: Kind) -> Bool { kind == .noOverlap || kind == .cumulative }

  /// How much the weighted violation changes where a variable moves by `step`.
  func change(_ variable: Int, by step: Int) -> Double {
    let range = memberships.range(of: variable)
    var sum = 0.0
    for place in range {
      let membership = memberships[place]
      guard membership.member >= 0, isOnTime(resources[membership.resource].kind) else { continue }
      let share = share(Int(membership.resource), of: Int(membership.member))
      sum -= resources[membership.resource].weight * Double(share)
    }
    shift(variable, by: step)
    for place in range {
      let membership = memberships[place]
      let number = Int(membership.resource)
      if membership.member >= 0, isOnTime(resources[number].kind) {
        sum += resources[number].weight * Double(share(number, of: Int(membership.member)))
      } else {
        sum += resources[number].weight * Double(violation(of: number) - resources[number].violation)
      }
    }
    shift(variable, by: -step)
    return sum
  }

  /// Takes a member's share out of a violation, before the member moves.
  func prepare(_ membership: Membership) {
    let number = Int(membership.resource)
    resources[number].previous = resources[number].violation
    if membership.member >= 0, resources[number].kind == .noOverlap {
      resources[number].violation -= share(number, of: Int(membership.member))
    }
  }

  /// Puts the share back after the move; other violations are computed anew.
  func settle(_ membership: Membership) {
    let number = Int(membership.resource)
    if membership.member >= 0, resources[number].kind == .noOverlap {
      resources[number].violation += share(number, of: Int(membership.member))
    } else {
      resources[number].violation = violation(of: number)
    }
  }

  /// Work of one look at a variable's resources.
  func effort(_ variable: Int) -> Int {
    var sum = 0
    for place in memberships.range(of: variable) {
      let resource = resources[memberships[place].resource]
      sum += resource.kind == .element ? 2 : Int(resource.count)
    }
    return 2 * sum
  }
}
