/// Which constraints of a model belong together, and under which name: what an explanation of infeasibility speaks of.
package struct ConstraintGroups: Sendable {
  package enum Membership: Sendable, Equatable {
    /// Posted by itself: a group of its own.
    case single
    /// A part of what a variable or interval is, not something that could be left out.
    case domain
    /// By its place in `names`.
    case named(Int)

    /// As rows of words have it.
    package var number: Int {
      switch self {
      case .single: -1
      case .domain: -2
      case .named(let group): group
      }
    }
  }

  /// Of all named groups; nested ones with the names around theirs.
  package private(set) var names: [String] = []
  /// By constraint.
  package private(set) var memberships: [Membership] = []
  private var current = Membership.single

  /// The name of the group that a constraint belongs to; nil where it has none.
  package func name(ofConstraint position: Int) -> String? {
    guard memberships.indices.contains(position), case .named(let group) = memberships[position] else { return nil }
    return names[group]
  }

  /// Of a constraint that nobody put anywhere, `single`.
  package func membership(ofConstraint position: Int) -> Membership {
    memberships.indices.contains(position) ? memberships[position] : .single
  }

  mutating func noteConstraint() { memberships.append(current) }

  /// What is posted until `leave` belongs to a new group.
  mutating func enter(_ name: String) -> Membership {
    let outer = current
    let prefix = if case .named(let group) = outer { names[group] + ", " } else { "" }
    names.append(prefix + name)
    current = .named(names.count - 1)
    return outer
  }

  /// What is posted until `leave` says what a variable or interval is.
  mutating func enterDomain() -> Membership {
    defer { current = .domain }
    return current
  }

  mutating func leave(to outer: Membership) { current = outer }

  // MARK: Rows of words

  /// What is posted from now on belongs to the group of this number, as rows of words have it; the next number that is
  /// free makes a group.
  ///
  /// - Returns: whether there is such a group.
  mutating func enter(_ number: Int) -> Bool {
    switch number {
    case -2: current = .domain
    case -1: current = .single
    case 0...names.count:
      if number == names.count { names.append("group \(number)") }
      current = .named(number)
    default: return false
    }
    return true
  }

  /// - Parameter group: one that there is, or the next.
  mutating func setName(_ name: String, of group: Int) {
    if group == names.count { names.append(name) } else { names[group] = name }
  }

  /// How much there is, to go back to.
  struct Mark: Sendable {
    fileprivate let names: Int
    fileprivate let constraints: Int
    fileprivate let current: Membership
  }

  var mark: Mark { Mark(names: names.count, constraints: memberships.count, current: current) }

  mutating func keep(_ mark: Mark) {
    names.removeLast(names.count - mark.names)
    memberships.removeLast(memberships.count - mark.constraints)
    current = mark.current
  }
}

extension Model {
  /// Gives all constraints that are posted in `body` one name, as one group: an explanation of infeasibility then
  /// speaks of them by that name.
  ///
  /// Inside of another group the names are joined, and what is posted belongs to the inner group alone.
  /// ```swift
  /// model.named("one nurse per shift") {
  ///   for shift in shifts { model.exactlyOne(of: shift) }
  /// }
  /// ```
  /// - Returns: what `body` returns.
  @discardableResult
  public func named<Made, Failure: Error>(
    _ name: String, _ body: () throws(Failure) -> Made
  ) throws(Failure) -> Made {
    let outer = groups.enter(name)
    defer { groups.leave(to: outer) }
    return try body()
  }

  /// From now on what is posted has this name, until the end of the group: for bodies that change what they are part of.
  package func beginGroup(_ name: String) -> GroupMark { GroupMark(outer: groups.enter(name)) }

  /// What is posted belongs to what it belonged to before the group again.
  package func endGroup(_ mark: GroupMark) { groups.leave(to: mark.outer) }

  /// What a group is inside of.
  package struct GroupMark { fileprivate let outer: ConstraintGroups.Membership }

  /// What is posted in `body` is part of what a variable or interval is.
  func asDomain<Made>(_ body: () -> Made) -> Made {
    let outer = groups.enterDomain()
    defer { groups.leave(to: outer) }
    return body()
  }
}
