import Basics
import Kernel
import Lowering
import Race
import Statements

/// Neighbourhoods of any model: some variables are free, the others keep the values that they have in a good solution.
///
/// - Source: Danna, Rothberg, Le Pape 2005, "Exploring relaxation induced neighborhoods to improve MIP solutions" (RINS);
///   Rothberg 2007, "An evolutionary algorithm for polishing mixed integer programming solutions" (crossover).
struct FixingNeighbourhoods<Formulation: ConstraintFormulation>: NeighbourhoodSource {
  private enum Kind: Int, CaseIterable {
    /// Where the solution and the relaxation's optimum agree, variables are held.
    case relaxation
    /// Where the solution and another one agree.
    case crossover
    /// Variables near one of them in the graph of constraints.
    case connected
    /// All variables of some constraints.
    case constraints
    /// Those that cost most, with what they share constraints with.
    case objective
    /// Any.
    case random

    var title: String {
      switch self {
      case .relaxation: "relaxation's optimum"
      case .crossover: "crossover"
      case .connected: "connected variables"
      case .constraints: "some constraints"
      case .objective: "dear variables"
      case .random: "random variables"
      }
    }
  }

  private let formulation: Formulation
  private let data: ModelData
  /// Variables that are decided rather than computed from others, and open at level 0.
  private let movable: [Int]
  private let graph: ConstraintGraph
  private let costs: [Int: Int]
  /// The values of the best solutions; the best one first.
  private var members: [[Int]] = []
  private var version = -1
  /// The optimum of the relaxation at level 0, by variable; nil where there is none.
  private let relaxed: () -> [Double]?

  init(_ formulation: Formulation, _ lowered: LoweredModel, relaxed: @escaping () -> [Double]?) {
    self.formulation = formulation
    self.relaxed = relaxed
    data = lowered.data
    var isMovable = (0..<data.variableCount).map { variable in
      let x = lowered.columns[variable]
      return !lowered.solver.store.isFixed(x)
    }
    for constraint in data.constraints {
      for variable in constraint.functionTargets { isMovable[variable] = false }
    }
    movable = isMovable.indices.filter { isMovable[$0] }
    graph = ConstraintGraph(data, isMovable: isMovable)
    costs = Dictionary(
      uniqueKeysWithValues: (data.objective?.cost.terms ?? []).map { ($0.variable, $0.coefficient) })
  }

  var titles: [String] { Kind.allCases.map(\.title) }
  var movableCount: Int { movable.count }
  var memberCount: Int { members.count }

  mutating func refresh(from scoreboard: Scoreboard<Formulation.Solution>) {
    let latest = scoreboard.eliteVersion
    if latest == version { return }
    version = latest
    var found: [[Int]] = []
    for entry in scoreboard.elites {
      guard let values = formulation.encode(entry.solution), !found.contains(values) else { continue }
      found.append(values)
    }
    members = found
  }

  func values(of member: Int) -> [Int]? { members[member] }

  func assumptions(
    _ kind: Int, around member: Int, share: Double, _ random: inout RandomSource, in lowered: LoweredModel
  ) throws(ModelError) -> [Literal]? {
    guard !movable.isEmpty else { return nil }
    let values = members[member]
    let size = min(movable.count, max(2, Int((share * Double(movable.count)).rounded())))
    guard let isFree = draw(Kind.allCases[kind], size, values, member, &random) else { return nil }
    var held = movable.filter { !isFree[$0] }
    // What is on before what is off: the former implies most of the latter.
    held.sort { (values[$0] == data.lower[$0] ? 1 : 0, $0) < (values[$1] == data.lower[$1] ? 1 : 0, $1) }
    var literals: [Literal] = []
    for variable in held {
      let x = lowered.columns[variable]
      let value = Int32(values[variable])
      literals += [Literal(x, atLeast: value), Literal(x, atMost: value)]
    }
    return literals.filter { !lowered.solver.store.isTrue($0) }
  }

  private func draw(
    _ kind: Kind, _ size: Int, _ values: [Int], _ member: Int, _ random: inout RandomSource
  ) -> [Bool]? {
    var isFree = [Bool](repeating: false, count: data.variableCount)
    var freed = 0
    func free(_ variable: Int) {
      if isFree[variable] || freed >= size { return }
      isFree[variable] = true
      freed += 1
    }
    /// These as far as there is room, and others where there are fewer.
    func free(_ apart: [Int]) -> [Bool]? {
      if apart.isEmpty { return nil }
      for variable in apart.shuffled(using: &random) { free(variable) }
      fill(&isFree, &freed, size, &random)
      return isFree
    }
    switch kind {
    case .relaxation:
      guard let point = relaxed() else { return nil }
      return free(movable.filter { (point[$0] - Double(values[$0])).magnitude > 0.1 })
    case .crossover:
      guard members.count > 1 else { return nil }
      let other = (member + 1 + random.below(members.count - 1)) % members.count
      return free(movable.filter { members[other][$0] != values[$0] })
    case .connected:
      spread(from: [movable[random.below(movable.count)]], &isFree, &freed, size, &random)
    case .constraints:
      guard graph.constraintCount > 0 else { return nil }
      for _ in 0..<4 * size where freed < size {
        for variable in graph.members(of: random.below(graph.constraintCount)) { free(Int(variable)) }
      }
    case .objective:
      let dear = movable.filter { variable in
        guard let cost = costs[variable] else { return false }
        return values[variable] != (cost > 0 ? data.lower[variable] : data.upper[variable])
      }
      if dear.isEmpty { return nil }
      let seeds = (0..<max(1, size / 16)).map { _ in dear[random.below(dear.count)] }
      spread(from: seeds, &isFree, &freed, size, &random)
    case .random: fill(&isFree, &freed, size, &random)
    }
    return isFree
  }

  /// Frees any others until there are so many.
  private func fill(_ isFree: inout [Bool], _ freed: inout Int, _ size: Int, _ random: inout RandomSource) {
    for _ in 0..<4 * size where freed < size {
      let variable = movable[random.below(movable.count)]
      if isFree[variable] { continue }
      isFree[variable] = true
      freed += 1
    }
  }

  /// Frees these and what shares constraints with them, ever further away.
  private func spread(
    from seeds: [Int], _ isFree: inout [Bool], _ freed: inout Int, _ size: Int, _ random: inout RandomSource
  ) {
    var frontier: [Int] = []
    for seed in seeds where !isFree[seed] && freed < size {
      isFree[seed] = true
      freed += 1
      frontier.append(seed)
    }
    while freed < size, !frontier.isEmpty {
      let choice = random.below(frontier.count)
      let variable = frontier[choice]
      frontier.swapAt(choice, frontier.count - 1)
      frontier.removeLast()
      var constraints = Array(graph.constraints(of: variable))
      constraints.shuffle(using: &random)
      for constraint in constraints where freed < size {
        var others = graph.members(of: Int(constraint)).filter { !isFree[Int($0)] }
        if others.count > 32 { others.shuffle(using: &random) }
        for other in others.prefix(max(32, size / 4)) where freed < size {
          isFree[Int(other)] = true
          freed += 1
          frontier.append(Int(other))
        }
      }
    }
  }
}
