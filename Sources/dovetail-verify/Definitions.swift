/// Lines that make variables and constraints. In every solution so far there is a value for the new variable, so none is
/// lost; a constraint without a variable follows from what is there.
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
      try check(task: numbers[0])
      try check(task: numbers[1])
      guard numbers[0] != numbers[1] else { throw reject("a task is not before itself") }
      try appendOrder(numbers[0], numbers[1], isTotal: false, line)
    case Op.and:
      appendVariable(0, 1)
      try append(.conjunction(truth(fresh), of: definition.atoms.map(literal)), line)
    case Op.form:
      // Kept by the bounds of now, which hold in all solutions that are left.
      let form = try form(definition)
      let flat = try flatten(form)
      noteForm(flat)
      noteForm(flat ^ 1)
      let range = (least: least(flat), most: most(flat))
      guard range.least >= -ProofReader.limit, range.most <= ProofReader.limit,
        let difference = form.adding(.variable(fresh), times: -1)
      else { throw reject("the form is too large") }
      appendVariable(range.least, range.most)
      try append(.linear(difference, .equal, conditions: []), line)
    case Op.value:
      try check(Atom(code: 2 * numbers[0], value: 0))
      appendVariable(0, 1)
      let form = Form(terms: [(numbers[0], 1)], constant: -definition.constant)
      try append(.reified(truth(fresh), form, .equal), line)
      model.appendValue(of: numbers[0], definition.constant, Atom(code: 2 * fresh, value: 1))
    case Op.atMost:
      let form = try form(definition)
      appendVariable(0, 1)
      try append(.reified(truth(fresh), form, .atMost), line)
    case Op.clique:
      let count = numbers[0]
      try checkClique(Array(numbers[1..<count + 1]), Array(numbers[(count + 2)...]))
      try append(.noOverlap(Array(numbers[1..<count + 1])), line)
    default: try append(try strengthened(numbers), line)
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

  private mutating func append(_ constraint: Constraint, _ line: Int32) throws {
    do { try model.append(constraint, line: line) } catch let error as Unsupported { throw reject(error.reason) }
  }

  private mutating func flatten(_ form: Form) throws -> Int {
    do { return try model.flatten(form) } catch let error as Unsupported { throw reject(error.reason) }
  }

  func check(task: Int) throws {
    guard task < model.statement.tasks.count else { throw reject("there is no task \(task)") }
  }

  /// Terms in any order, a variable maybe more than once.
  private func form(_ definition: Definition) throws -> Form {
    var sums: [Int: Int] = [:]
    for k in stride(from: 0, to: definition.terms.count, by: 2) {
      try check(Atom(code: 2 * definition.terms[k], value: 0))
      let (sum, isOver) = sums[definition.terms[k], default: 0].addingReportingOverflow(definition.terms[k + 1])
      guard !isOver else { throw reject("the form is too large") }
      sums[definition.terms[k]] = sum
    }
    let terms = sums.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return Form(terms: terms, constant: definition.constant)
  }

  // MARK: Orders

  /// The tasks are both present, take time, and cannot run at the same time: so one ends before the other starts.
  private mutating func checkOrder(_ i: Int, _ j: Int, by constraint: Int) throws {
    try check(task: i)
    try check(task: j)
    try check(constraint: constraint)
    guard i != j else { throw reject("a task is not before itself") }
    for task in [i, j] {
      guard model.presence(task).isEmpty else { throw reject("task \(task) may be absent") }
      guard model.least(model.tasks[task].duration) >= 1 else { throw reject("task \(task) may have no duration") }
    }
    guard excludes(constraint, i, j) || precedences.precedes(i, j) || precedences.precedes(j, i) else {
      throw reject("constraint \(constraint) does not keep tasks \(i) and \(j) apart")
    }
  }

  /// Whether a constraint does not let two tasks be under way at the same time.
  private func excludes(_ constraint: Int, _ i: Int, _ j: Int) -> Bool {
    let number = model.entries[constraint].resource
    guard number >= 0 else { return false }
    let resource = model.resources[number]
    var demands: [Int] = []
    for member in model.members[resource.first..<resource.end] where member.task == i || member.task == j {
      demands.append(model.least(member.demand))
    }
    guard demands.count == 2 else { return false }
    return resource.isUnary || Int128(demands[0]) + Int128(demands[1]) > -Int128(model.least(resource.capacity ^ 1))
  }

  /// `order`: o says which of two is first. `before`: o is true exactly where both are present and i ends by j's start.
  private mutating func appendOrder(_ i: Int, _ j: Int, isTotal: Bool, _ line: Int32) throws {
    let fresh = model.lower.count
    appendVariable(0, 1)
    let isFirst = Atom(code: 2 * fresh, value: 1)
    let (first, second) = (model.statement.tasks[i], model.statement.tasks[j])
    let firstRow = model.rows.count
    guard let gap = first.end.adding(second.start, times: -1),
      let back = isTotal ? second.end.adding(first.start, times: -1) : Form.number(1).adding(gap, times: -1)
    else { throw reject("the tasks' times are too large") }
    model.row([isFirst], try flatten(gap))
    if isTotal {
      model.row([isFirst.negated], try flatten(back))
    } else {
      let presences = model.presence(i) + model.presence(j)
      for presence in presences { model.clause([isFirst.negated, presence]) }
      model.row([isFirst.negated] + presences, try flatten(back))
    }
    model.appendEntry(rows: firstRow, line: line)
    orders[fresh] = (i, j, isTotal)
    pairs.append(i, j, isFirst)
    if isTotal { pairs.append(j, i, isFirst.negated) }
  }

  // MARK: Constraints without a variable

  static let cliqueLimit = 4096

  /// Of each two tasks, the constraints do not let both be under way, or a chain has one before the other.
  private mutating func checkClique(_ tasks: [Int], _ constraints: [Int]) throws {
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
          let isOver = min(demand, other.demand) >= 1 && Int128(demand) + Int128(other.demand) > capacity
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
        guard precedences.precedes(tasks[i], tasks[j]) || precedences.precedes(tasks[j], tasks[i]) else {
          throw reject("nothing keeps tasks \(tasks[j]) and \(tasks[i]) apart")
        }
      }
    }
  }

  /// A cumulative with the same solutions: demands of those under way at a time are a sum of a subset, and all subsets
  /// that fit the old numbers fit the new ones.
  private func strengthened(_ numbers: [Int]) throws -> Constraint {
    try check(constraint: numbers[0])
    let entry = model.entries[numbers[0]]
    guard case .cumulative(let tasks, let forms, let limit)? = entry.constraint, entry.resource >= 0,
      model.resources[entry.resource].isConstant
    else { throw reject("constraint \(numbers[0]) is no cumulative of constant numbers") }
    var demands = forms.map(\.constant)
    var capacity = limit.constant
    let parameter = numbers[2]
    switch numbers[1] {
    case 0:
      guard parameter >= 1, demands.allSatisfy({ $0 % parameter == 0 }) else {
        throw reject("\(parameter) does not divide all demands")
      }
      demands = demands.map { $0 / parameter }
      // Towards minus infinity: a negative capacity must not become 0.
      capacity = capacity >= 0 ? capacity / parameter : -1
    case 1:
      guard parameter <= capacity, try largestSum(demands, capacity) <= parameter else {
        throw reject("some demands add up to more than \(parameter) and at most \(capacity)")
      }
      capacity = parameter
    default:
      guard parameter < demands.count, numbers[3] >= demands[parameter] else {
        throw reject("place \(parameter) does not have a demand of \(numbers[3]) at most")
      }
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
    return SubsetSums(demands, upTo: capacity).largest(atMost: capacity)
  }
}

/// Orders by the pair of tasks that they are about: a hash table with linear probing, since `J` asks it for all tasks.
struct PairTable {
  private var keys: [Int] = []
  private var heads: [Int] = []
  private(set) var atoms: [Atom] = []
  private(set) var next: [Int] = []
  private var used = 0

  /// Where the pair is, or would be.
  @inline(__always) private func place(_ key: Int) -> Int {
    var place = Int(truncatingIfNeeded: (UInt(bitPattern: key) &* 0x9e37_79b9_7f4a_7c15) >> 20) & (keys.count - 1)
    while keys[place] != key, keys[place] >= 0 { place = (place + 1) & (keys.count - 1) }
    return place
  }

  @inline(__always) func first(_ i: Int, _ j: Int) -> Int { used == 0 ? -1 : heads[place(i << 31 | j)] }

  mutating func append(_ i: Int, _ j: Int, _ atom: Atom) {
    if 2 * (used + 1) > keys.count { grow() }
    let place = place(i << 31 | j)
    if keys[place] < 0 {
      keys[place] = i << 31 | j
      used += 1
    }
    next.append(heads[place])
    atoms.append(atom)
    heads[place] = atoms.count - 1
  }

  private mutating func grow() {
    let (oldKeys, oldHeads) = (keys, heads)
    keys = [Int](repeating: -1, count: max(64, 2 * oldKeys.count))
    heads = [Int](repeating: -1, count: keys.count)
    for (key, head) in zip(oldKeys, oldHeads) where key >= 0 {
      let place = place(key)
      (keys[place], heads[place]) = (key, head)
    }
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
    for case .precedence(let before, let after, let delay, let conditions) in statement.constraints
    where conditions.isEmpty && delay >= 0 {
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
