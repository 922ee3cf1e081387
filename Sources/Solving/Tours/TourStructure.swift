import Statements

/// A circuit inside a model whose arcs' lengths add up in the objective: what a search for tours looks at.
///
/// What else the model says may only make tours longer or impossible: a tour is a solution once the checker says so.
struct TourStructure: Sendable {
  let nodeCount: Int
  /// By tail · nodes + head; nil where there is no arc.
  let lengths: [Int?]
  /// By tail · nodes + head, what to say where the arc is used; of successors, their values, of arcs, that they are
  /// true.
  private let choices: [Choice?]
  /// Literals that are false where no arc uses them.
  private let arcVariables: [BoolVar]

  struct Choice: Sendable {
    var variable: Int
    var value: Int
  }

  /// nil where the model has no circuit, several, one that is no matter of lengths, or one too large for a table.
  ///
  /// - Complexity: linear in the model, and the square of the nodes.
  init?(_ data: ModelData) {
    guard let objective = data.objective.map({ Self.spelledOut($0.cost, data) }) else { return nil }
    var found: (any Constraint)?
    for constraint in data.constraints where constraint is CircuitConstraint || constraint is ArcCircuitConstraint {
      if found != nil { return nil }
      found = constraint
    }
    var table: Table
    switch found {
    case let circuit as CircuitConstraint where Self.sizes.contains(circuit.successors.count):
      guard let made = Table(circuit, data, objective) else { return nil }
      table = made
    case let circuit as ArcCircuitConstraint where circuit.depot < 0 && Self.sizes.contains(circuit.nodeCount):
      table = Table(circuit, objective)
    default: return nil
    }
    let present = table.lengths.compactMap { $0 }
    guard let low = present.min(), let high = present.max(), low < high, max(abs(low), abs(high)) < 1 << 40 else {
      return nil
    }
    nodeCount = table.nodeCount
    lengths = table.lengths
    choices = table.choices
    arcVariables = table.arcVariables
  }

  /// The objective with sums in the place of variables that equations say to be sums.
  private static func spelledOut(_ objective: LinearForm, _ data: ModelData) -> LinearForm {
    var objective = objective
    for _ in 0..<3 {
      let variables = Set(objective.terms.map(\.variable))
      if variables.count > mostSums { return objective }
      var isReplaced = Set<Int>()
      var sum = FormSum()
      sum.add(objective, times: 1)
      for case let row as LinearConstraint in data.constraints {
        guard row.comparison == .equal, row.conditions.isEmpty, row.form.terms.count > 2,
          let term = row.form.terms.first(where: { variables.contains($0.variable) && abs($0.coefficient) == 1 }),
          isReplaced.insert(term.variable).inserted,
          let weight = objective.terms.first(where: { $0.variable == term.variable })?.coefficient
        else { continue }
        // weight · x less the row, as often as takes x out.
        sum.add(row.form, times: -weight * term.coefficient)
      }
      guard !isReplaced.isEmpty, let form = sum.form else { return objective }
      objective = form
    }
    return objective
  }

  /// Objectives of more variables are sums already.
  private static let mostSums = 8

  /// Smaller ones need no search, larger ones no table.
  private static let sizes = 5...1_000

  struct Table {
    let nodeCount: Int
    var lengths: [Int?]
    var choices: [Choice?]
    var arcVariables: [BoolVar] = []

    private init(_ nodeCount: Int) {
      self.nodeCount = nodeCount
      lengths = Array(repeating: nil, count: nodeCount * nodeCount)
      choices = Array(repeating: nil, count: nodeCount * nodeCount)
    }

    /// Weighted Booleans.
    init(_ circuit: ArcCircuitConstraint, _ objective: LinearForm) {
      self.init(circuit.nodeCount)
      var weights: [Int: Int] = [:]
      for term in objective.terms { weights[term.variable] = term.coefficient }
      for (arc, literal) in circuit.literals.enumerated() {
        let (tail, head) = (circuit.tails[arc], circuit.heads[arc])
        arcVariables.append(literal)
        if tail == head { continue }
        let weight = weights[literal.variable.index] ?? 0
        let place = tail * nodeCount + head
        let length = literal.isNegated ? -weight : weight
        // Of several arcs, the shortest.
        if let known = lengths[place], known <= length { continue }
        lengths[place] = length
        choices[place] = Choice(variable: literal.variable.index, value: literal.isNegated ? 0 : 1)
      }
    }

    /// Elements at successors, each of which is a variable of its own.
    init?(_ circuit: CircuitConstraint, _ data: ModelData, _ objective: LinearForm) {
      self.init(circuit.successors.count)
      var nodeOf: [LinearForm: Int] = [:]
      for (node, successor) in circuit.successors.enumerated() {
        guard successor.terms.count == 1, abs(successor.terms[0].coefficient) == 1, nodeOf[successor] == nil else {
          return nil
        }
        nodeOf[successor] = node
        let term = successor.terms[0]
        let domain = data.lower[term.variable]...data.upper[term.variable]
        for head in 0..<nodeCount where head != node {
          let value = term.coefficient * (head - successor.constant)
          if !domain.contains(value) { continue }
          lengths[node * nodeCount + head] = 0
          choices[node * nodeCount + head] = Choice(variable: term.variable, value: value)
        }
      }
      var weights: [Int: Int] = [:]
      for term in objective.terms { weights[term.variable] = term.coefficient }
      for case let element as ElementConstraint in data.constraints {
        guard let node = nodeOf[element.index], element.target.terms.count == 1,
          let weight = weights[element.target.terms[0].variable]
        else { continue }
        let sign = element.target.terms[0].coefficient
        guard abs(sign) == 1 else { continue }
        for (head, form) in element.elements.prefix(nodeCount).enumerated() {
          let place = node * nodeCount + head
          guard let known = lengths[place] else { continue }
          guard let value = form.fixedValue, value.magnitude < 1 << 40, weight.magnitude < 1 << 20,
            element.target.constant.magnitude < 1 << 40, known.magnitude < 1 << 60
          else { return nil }
          lengths[place] = known + weight * sign * (value - element.target.constant)
        }
        // Outside the list is no arc.
        for head in element.elements.count..<max(nodeCount, element.elements.count) {
          lengths[node * nodeCount + head] = nil
        }
      }
    }
  }

  /// A value for each variable with these arcs, where the rest of the model follows from them and allows it.
  ///
  /// - Parameter tour: the nodes in their order.
  func values(of tour: [Int], in data: ModelData) -> [Int]? {
    var hinted = data
    hinted.hints = []
    var isSaid = Set<Int>()
    for (place, node) in tour.enumerated() {
      let head = tour[place + 1 < tour.count ? place + 1 : 0]
      guard let choice = choices[node * nodeCount + head] else { return nil }
      hinted.hints.append(ModelData.Hint(variable: choice.variable, value: choice.value))
      isSaid.insert(choice.variable)
    }
    for literal in arcVariables where isSaid.insert(literal.variable.index).inserted {
      hinted.hints.append(ModelData.Hint(variable: literal.variable.index, value: literal.isNegated ? 1 : 0))
    }
    return hinted.hintedAssignment()
  }
}
