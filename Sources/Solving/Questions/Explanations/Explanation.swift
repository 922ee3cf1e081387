import Statements

extension Model {
  /// Why a model has no solution: constraints that cannot hold together, whatever the others are.
  public struct Explanation: Sendable, CustomStringConvertible {
    /// Constraints with one name, or one without.
    public struct Group: Sendable {
      /// As ``Model/named(_:_:)`` was told; nil for a constraint by itself.
      public let name: String?
      /// Each constraint in words, such as `linear constraint 5: 2 x + y <= 7`.
      public let constraints: [String]
    }

    /// In the order of the model; empty where the domains of the variables alone leave no solution.
    public let groups: [Group]
    /// Variables of these constraints with their domains, such as `x in 0 ... 5`.
    public let domains: [String]
    /// Whether each group is needed: without it, the others can hold together.
    public let isMinimal: Bool

    /// The names of the groups, and the words of those without one.
    public var names: [String] { groups.map { $0.name ?? $0.constraints[0] } }

    /// Domains in the description.
    private static let shownCount = 16

    /// All of it, a line a constraint.
    public var description: String {
      var lines = ["These cannot hold together\(isMinimal ? "" : " (not all of them may be needed)"):"]
      if groups.isEmpty { lines = ["The domains of the variables leave no solution."] }
      for group in groups {
        if let name = group.name { lines.append("- \(name)") }
        for text in group.constraints { lines.append(group.name == nil ? "- \(text)" : "  - \(text)") }
      }
      let shown = domains.prefix(Self.shownCount).joined(separator: ", ")
      let more = domains.count > Self.shownCount ? " and \(domains.count - Self.shownCount) more" : ""
      if !shown.isEmpty { lines.append("where \(shown)\(more)") }
      return lines.joined(separator: "\n")
    }
  }

  /// Why the model has no solution; nil where it has one, or where none of both was proved within the limits.
  ///
  /// The explanation is a minimal set of groups of constraints that cannot hold together: constraints posted in one
  /// ``named(_:_:)`` are one group, each other constraint is one by itself. What an interval or a variable is made with
  /// (a duration, a window, a set of values) belongs to its domain and is always kept. Where a limit comes before the
  /// set is minimal, it is what is left until then.
  /// ```swift
  /// model.named("everybody works") { for w in workers { model.atLeastOne(of: w.shifts) } }
  /// model.named("two may be on holiday") { model.add(sum(of: holidays) >= 2) }
  /// if let why = try model.explainInfeasibility() { print(why) }
  /// ```
  /// - Throws: the first mistake made in building the model.
  public func explainInfeasibility(_ options: Options = Options()) throws(ModelError) -> Explanation? {
    let data = try validated(adding: [], objective: nil)
    let budget = QuestionBudget(options)
    let race = ModelRace(data, budget.next.silent)
    let status = try race.run().status
    budget.spend(race.elapsed)
    guard status == .infeasible else { return nil }

    let (background, parts) = groups.partition
    let refuter = GroupRefuter(data, background: background, groups: parts.map(\.constraints), budget)
    var refinement = CoreRefinement { (asked) throws(ModelError) in try refuter.ask(asked) }
    let core = try refinement.refine(Array(parts.indices))
    let found = core.map { parts[$0] }
    return Explanation(
      groups: found.map { part in
        Explanation.Group(name: part.name, constraints: part.constraints.map(data.text(ofConstraint:)))
      },
      domains: domains(of: found.flatMap(\.constraints) + (found.isEmpty ? background : []), in: data),
      isMinimal: refinement.isMinimal)
  }

  private func domains(of constraints: [Int], in data: ModelData) -> [String] {
    var variables = Set<Int>()
    for position in constraints { data.constraints[position].forEachVariable(data.intervals) { variables.insert($0) } }
    // Booleans go without saying.
    return variables.sorted().filter { data.lower[$0] != 0 || data.upper[$0] != 1 }.map {
      "\(data.variableName($0)) in \(data.lower[$0]) ... \(data.upper[$0])"
    }
  }
}

extension ConstraintGroups {
  fileprivate struct Part {
    let name: String?
    var constraints: [Int]
  }

  /// The constraints that are part of domains, and all others group by group in the order of the first constraint.
  fileprivate var partition: (background: [Int], parts: [Part]) {
    var background: [Int] = []
    var parts: [Part] = []
    var places: [Int: Int] = [:]
    for (position, membership) in memberships.enumerated() {
      switch membership {
      case .domain: background.append(position)
      case .single: parts.append(Part(name: nil, constraints: [position]))
      case .named(let group):
        if let place = places[group] {
          parts[place].constraints.append(position)
        } else {
          places[group] = parts.count
          parts.append(Part(name: names[group], constraints: [position]))
        }
      }
    }
    return (background, parts)
  }
}
