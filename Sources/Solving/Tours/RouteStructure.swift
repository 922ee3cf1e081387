import Statements

/// Routes from a depot, or one tour, whose arcs' lengths add up in the objective and along which quantities grow: loads
/// with a capacity, times with windows.
///
///     quantity of j >= quantity of i + amount, where the arc from i to j is used
///
/// What else the model says may only make routes longer or impossible: routes are a solution once the checker says so.
struct RouteStructure: Sendable {
  /// What grows along arcs.
  struct Quantity: Sendable {
    /// By node; nil where it has none.
    var variables: [Int?]
    /// By node.
    var least: [Int]
    var most: [Int]
    /// By tail · nodes + head; nil where the arc says nothing.
    var amounts: [Int?]
  }

  let nodeCount: Int
  /// Where routes begin and end.
  let root: Int
  /// False for one tour.
  let hasManyRoutes: Bool
  /// By tail · nodes + head; nil where there is no arc.
  let lengths: [Int?]
  let quantities: [Quantity]
  private let choices: [TourStructure.Choice?]
  private let arcVariables: [BoolVar]

  /// nil where the model has no circuit by arcs, several, or a single one without such quantities.
  init?(_ data: ModelData) {
    let circuits = data.constraints.compactMap { $0 as? ArcCircuitConstraint }
    guard circuits.count == 1, let objective = data.objective?.cost, (3...500).contains(circuits[0].nodeCount),
      !data.constraints.contains(where: { $0 is CircuitConstraint })
    else { return nil }
    let circuit = circuits[0]
    let table = TourStructure.Table(circuit, objective)
    guard table.lengths.allSatisfy({ ($0 ?? 0).magnitude < 1 << 40 }) else { return nil }
    nodeCount = table.nodeCount
    lengths = table.lengths
    choices = table.choices
    arcVariables = table.arcVariables
    hasManyRoutes = circuit.depot >= 0
    quantities = Self.quantities(circuit, table, data)
    if circuit.depot >= 0 {
      root = circuit.depot
    } else {
      // Where nothing grows on the way in, a tour begins.
      let starts = (0..<nodeCount).filter { [nodeCount, quantities] node in
        quantities.allSatisfy { quantity in
          (0..<nodeCount).allSatisfy { quantity.amounts[$0 * nodeCount + node] == nil }
        }
      }
      guard !quantities.isEmpty, let first = starts.first else { return nil }
      root = first
    }
  }

  private static func quantities(
    _ circuit: ArcCircuitConstraint, _ table: TourStructure.Table, _ data: ModelData
  ) -> [Quantity] {
    let n = circuit.nodeCount
    var arcOf: [Int: Int] = [:]
    for (place, choice) in table.choices.enumerated() {
      if let choice { arcOf[2 * choice.variable + choice.value] = place }
    }
    // Variables that rows join are one quantity.
    var groupOf: [Int: Int] = [:]
    var groups: [[(place: Int, tail: Int, head: Int, amount: Int)]] = []
    for case let row as LinearConstraint in data.constraints where row.comparison != .notEqual {
      guard row.conditions.count == 1, row.form.terms.count == 2, row.form.constant.magnitude < 1 << 40,
        let place = arcOf[2 * row.conditions[0].variable.index + (row.conditions[0].isNegated ? 0 : 1)],
        let tail = row.form.terms.first(where: { $0.coefficient == 1 })?.variable,
        let head = row.form.terms.first(where: { $0.coefficient == -1 })?.variable
      else { continue }
      let group = groupOf[tail] ?? groupOf[head] ?? groups.count
      if group == groups.count { groups.append([]) }
      if let other = groupOf[head], other != group {
        groups[group] += groups[other]
        for row in groups[other] { (groupOf[row.tail], groupOf[row.head]) = (group, group) }
        groups[other] = []
      }
      (groupOf[tail], groupOf[head]) = (group, group)
      groups[group].append((place, tail, head, row.form.constant))
    }
    return groups.compactMap { rows in
      if rows.isEmpty { return nil }
      var made = Quantity(
        variables: Array(repeating: nil, count: n), least: Array(repeating: 0, count: n),
        most: Array(repeating: 0, count: n), amounts: Array(repeating: nil, count: n * n))
      for row in rows {
        for (node, variable) in [(row.place / n, row.tail), (row.place % n, row.head)] {
          // Two at a node are no quantity of this kind.
          if let known = made.variables[node], known != variable { return nil }
          made.variables[node] = variable
          (made.least[node], made.most[node]) = (data.lower[variable], data.upper[variable])
        }
        made.amounts[row.place] = max(row.amount, made.amounts[row.place] ?? row.amount)
      }
      return made
    }
  }

  /// A value for each variable with these routes, where the rest of the model follows from them and allows it.
  func values(of routes: [[Int]], in data: ModelData) -> [Int]? {
    var hinted = data
    hinted.hints = []
    var isSaid = Set<Int>()
    func say(_ variable: Int, _ value: Int) {
      if isSaid.insert(variable).inserted { hinted.hints.append(ModelData.Hint(variable: variable, value: value)) }
    }
    for route in routes {
      for (node, head) in zip([root] + route, route + [root]) {
        guard let choice = choices[node * nodeCount + head] else { return nil }
        say(choice.variable, choice.value)
      }
    }
    for literal in arcVariables { say(literal.variable.index, literal.isNegated ? 1 : 0) }
    for quantity in quantities {
      if let variable = quantity.variables[root] { say(variable, quantity.least[root]) }
      for route in routes {
        var (node, value) = (root, quantity.least[root])
        for head in route {
          let amount = quantity.amounts[node * nodeCount + head]
          value = max(quantity.least[head], amount.map { value + $0 } ?? quantity.least[head])
          if let variable = quantity.variables[head] { say(variable, value) }
          node = head
        }
      }
    }
    return hinted.hintedAssignment()
  }
}
