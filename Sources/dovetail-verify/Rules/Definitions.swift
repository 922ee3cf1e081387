/// Lines that make variables and constraints. In every solution so far there is a value for the new variable, so none
/// is lost; a constraint without a variable follows from what is there.
extension Checker {
  mutating func define(_ definition: Definition, line: Int32) throws {
    let fresh = model.lower.count
    let numbers = definition.numbers
    guard fresh < 1 << 30 else { throw reject("too many variables") }
    for atom in definition.atoms { try check(atom) }
    switch definition.op {
    case Op.order:
      try checkOrder(numbers[0], numbers[1], by: numbers[2])
      try appendOrder(numbers[0], numbers[1], isTotal: true, line)
    case Op.before:
      for task in numbers { try check(task: task) }
      guard numbers[0] != numbers[1] else { throw reject("a task is not before itself") }
      try appendOrder(numbers[0], numbers[1], isTotal: false, line)
    case Op.and:
      appendVariable(0, 1)
      try model.append(.conjunction(truth(fresh), of: definition.atoms.map(literal)), line: line)
    case Op.form:
      // Kept by the bounds of now, which hold in all solutions that are left.
      let form = try form(definition)
      let flat = try model.flatten(form)
      noteAll(flat)
      let range = (least: least(flat), most: most(flat))
      guard range.least >= -ProofReader.limit, range.most <= ProofReader.limit,
        let difference = form.adding(.variable(fresh), times: -1)
      else { throw reject("the form is too large") }
      appendVariable(range.least, range.most)
      model.name(flat, fresh)
      try model.append(.linear(difference, .equal, conditions: []), line: line)
    case Op.value:
      try check(Atom(code: 2 * numbers[0], value: 0))
      appendVariable(0, 1)
      let form = Form(terms: [(numbers[0], 1)], constant: -definition.constant)
      try model.append(.reified(truth(fresh), form, .equal), line: line)
    case Op.atMost:
      let form = try form(definition)
      appendVariable(0, 1)
      try model.append(.reified(truth(fresh), form, .atMost), line: line)
    case Op.clique:
      let count = numbers[0]
      try checkApart(Array(numbers[1..<count + 1]), Array(numbers[(count + 2)...]), leastDemand: 1)
      try model.append(.noOverlap(Array(numbers[1..<count + 1])), line: line)
    default: try model.append(try strengthened(numbers), line: line)
    }
    while variableLines.count < model.lower.count - model.statement.lower.count { variableLines.append(line) }
  }

  private func truth(_ variable: Int) -> Literal { Literal(variable: variable, isUpper: false, bound: 1) }

  private func literal(_ atom: Atom) -> Literal {
    let isUpper = atom.code & 1 == 1
    return Literal(variable: atom.code >> 1, isUpper: isUpper, bound: isUpper ? -atom.value : atom.value)
  }

  private mutating func appendVariable(_ lower: Int, _ upper: Int) {
    model.appendVariable(lower, upper)
    state.append(lower: lower, upper: upper)
  }

  func check(task: Int) throws {
    guard task < model.statement.tasks.count else { throw reject("there is no task \(task)") }
  }

  /// Terms in any order, a variable maybe more than once.
  private func form(_ definition: Definition) throws -> Form {
    var form = Form(constant: definition.constant)
    for k in stride(from: 0, to: definition.terms.count, by: 2) {
      try check(Atom(code: 2 * definition.terms[k], value: 0))
      form.terms.append((definition.terms[k], definition.terms[k + 1]))
    }
    guard let merged = Form().adding(form) else { throw reject("the form is too large") }
    return merged
  }

  // MARK: Orders

  /// The tasks are both present, take time, and cannot run at the same time: so one ends before the other starts.
  private mutating func checkOrder(_ i: Int, _ j: Int, by constraint: Int) throws {
    for task in [i, j] { try check(task: task) }
    guard i != j else { throw reject("a task is not before itself") }
    for task in [i, j] {
      for atom in model.presence(task) {
        guard state.holds(atom) else { throw reject("task \(task) may be absent") }
        note(atom.code)
      }
      guard model.least(model.tasks[task].duration) >= 1 else { throw reject("task \(task) may have no duration") }
    }
    try checkApart([i, j], [constraint], leastDemand: 0)
  }

  /// `order`: o says which of two is first. `before`: o is true exactly where both are present and i ends by j's start.
  private mutating func appendOrder(_ i: Int, _ j: Int, isTotal: Bool, _ line: Int32) throws {
    let fresh = model.lower.count
    appendVariable(0, 1)
    let (first, second) = (model.statement.tasks[i], model.statement.tasks[j])
    guard let gap = first.end.adding(second.start, times: -1),
      let back = isTotal ? second.end.adding(first.start, times: -1) : Form.number(1).adding(gap, times: -1)
    else { throw reject("the tasks' times are too large") }
    let (isTrue, isFalse) = (truth(fresh), Literal(variable: fresh, isUpper: true, bound: 0))
    let presences = isTotal ? [] : [first.presence, second.presence].compactMap { $0 }
    try model.append(
      .all(
        [.linear(gap, .atMost, conditions: [isTrue])] + presences.map { .clause([isFalse, $0]) }
          + [.linear(back, .atMost, conditions: [isFalse] + presences)]), line: line)
    let isFirst = Atom(isTrue)
    orders[fresh] = (i, j, isTotal)
    for (first, second, atom) in isTotal ? [(i, j, isFirst), (j, i, isFirst.negated)] : [(i, j, isFirst)] {
      ordersOf[second].append((other: first, relation: 1, atom: atom))
      ordersOf[first].append((other: second, relation: 2, atom: atom))
    }
  }

  // MARK: Constraints without a variable

  static let cliqueLimit = 4096

  /// Of each two tasks, the constraints do not let both be under way, or a chain has one before the other.
  private mutating func checkApart(_ tasks: [Int], _ constraints: [Int], leastDemand: Int) throws {
    let n = tasks.count
    guard n <= Self.cliqueLimit else { throw reject("more than \(Self.cliqueLimit) tasks") }
    var place: [Int: Int] = [:]
    for (k, task) in tasks.enumerated() {
      try check(task: task)
      guard place.updateValue(k, forKey: task) == nil else { throw reject("task \(task) stands twice") }
    }
    var isApart = [Bool](repeating: false, count: n * n)
    for constraint in constraints {
      try check(constraint: constraint)
      let number = model.entries[constraint].resource
      guard number >= 0 else { continue }
      let resource = model.resources[number]
      let capacity = -Int128(model.least(resource.capacity ^ 1))
      var found: [(place: Int, demand: Int)] = []
      for member in model.members[resource.first..<resource.end] {
        guard let place = place[member.task] else { continue }
        for other in found {
          let demand = model.least(member.demand)
          let isOver = min(demand, other.demand) >= leastDemand && Int128(demand) + Int128(other.demand) > capacity
          if resource.isUnary || isOver {
            isApart[place * n + other.place] = true
            isApart[other.place * n + place] = true
          }
        }
        found.append((place, model.least(member.demand)))
      }
    }
    for i in 0..<n {
      for j in 0..<i where !isApart[i * n + j] {
        guard precedences.precedes(tasks[i], tasks[j]) || precedences.precedes(tasks[j], tasks[i])
        else { throw reject("nothing keeps tasks \(tasks[j]) and \(tasks[i]) apart") }
      }
    }
  }

  /// A cumulative with the same solutions: demands of those under way at a time are a sum of a subset, and all subsets
  /// that fit the old numbers fit the new ones.
  private func strengthened(_ numbers: [Int]) throws -> Constraint {
    try check(constraint: numbers[0])
    let entry = model.entries[numbers[0]]
    guard case .cumulative(let tasks, let forms, let limit) = entry.constraint, entry.resource >= 0,
      model.resources[entry.resource].isConstant
    else { throw reject("constraint \(numbers[0]) is no cumulative of constant numbers") }
    var demands = forms.map(\.constant)
    var capacity = limit.constant
    let parameter = numbers[2]
    switch numbers[1] {
    case 0:
      guard parameter >= 1, demands.allSatisfy({ $0 % parameter == 0 })
      else { throw reject("\(parameter) does not divide all demands") }
      demands = demands.map { $0 / parameter }
      // Towards minus infinity: a negative capacity must not become 0.
      capacity = capacity >= 0 ? capacity / parameter : -1
    case 1:
      guard parameter <= capacity, try largestSum(demands, capacity) <= parameter
      else { throw reject("some demands add up to more than \(parameter) and at most \(capacity)") }
      capacity = parameter
    default:
      guard parameter < demands.count, numbers[3] >= demands[parameter]
      else { throw reject("place \(parameter) does not have a demand of \(numbers[3]) at most") }
      let room = capacity - demands[parameter]
      var others = demands
      others.remove(at: parameter)
      // Where the task does not fit at all it may demand what it will.
      if room >= 0 {
        let sum = try largestSum(others, room)
        guard sum <= capacity - numbers[3] else { throw reject("other demands add up to \(sum)") }
      }
      demands[parameter] = numbers[3]
    }
    return .cumulative(tasks, demands: demands.map { .number($0) }, capacity: .number(capacity))
  }

  private func largestSum(_ demands: [Int], _ capacity: Int) throws -> Int {
    guard (0...(1 << 24)).contains(capacity) else { throw reject("a capacity of \(capacity) is too much") }
    return SubsetSums.largest(of: demands, atMost: capacity)
  }
}

/// Which tasks come before which by chains of F's unconditional precedences; all between the ends are always present.
struct Precedences {
  private var successors: [[Int]]
  private let isOptional: [Bool]
  private var reached: [[UInt64]]
  private var isEmpty = true

  init(_ statement: Statement) {
    successors = [[Int]](repeating: [], count: statement.tasks.count)
    isOptional = statement.tasks.map { $0.presence != nil }
    reached = successors.map { _ in [] }
    for case .temporal(let before, true, let after, false, false, let delay, let conditions) in statement.constraints
    where conditions.isEmpty && delay.terms.isEmpty && delay.constant >= 0 {
      successors[before].append(after)
      isEmpty = false
    }
  }

  /// Looked up in rows of bits, each made when first asked for.
  mutating func precedes(_ i: Int, _ j: Int) -> Bool {
    if isEmpty || successors[i].isEmpty { return false }
    if reached[i].isEmpty {
      var row = [UInt64](repeating: 0, count: successors.count / 64 + 1)
      var open = [i]
      while let task = open.popLast() {
        if task != i, isOptional[task] { continue }
        for next in successors[task] where row[next / 64] >> UInt64(next % 64) & 1 == 0 {
          row[next / 64] |= 1 << UInt64(next % 64)
          open.append(next)
        }
      }
      reached[i] = row
    }
    return reached[i][j / 64] >> UInt64(j % 64) & 1 == 1
  }
}
