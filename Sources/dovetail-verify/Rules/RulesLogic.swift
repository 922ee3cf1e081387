/// The dispatch of steps, and `C`, `T`, `O`, `R` and `G`.
extension Checker {
  mutating func run(_ step: Step) throws {
    switch step.op {
    case Op.unit: propagateClause(try clause(step.constraint))
    case Op.bounds:
      try check(constraint: step.constraint)
      propagate(step.constraint)
    case Op.transitive: try propagateOrders(step.from, step.to, step.task)
    case Op.pair: try propagatePair(step)
    default: try conclude(step)
    }
  }

  @inline(__always) func check(constraint: Int) throws {
    guard constraint < model.entries.count else { throw reject("there is no constraint \(constraint)") }
  }

  @inline(__always) func check(_ atom: Atom) throws {
    guard atom.code >> 1 < state.count else { throw reject("there is no variable \(atom.code >> 1)") }
  }

  /// All rules with a conclusion: its opposite joins the state, which then has to be refuted; so the conclusion
  /// follows.
  private mutating func conclude(_ step: Step) throws {
    var conclusion = step.literal
    if let literal = conclusion { try check(literal) }
    if step.op == Op.joint {
      for constraint in step.list { try check(constraint: constraint) }
    } else if step.op != Op.rows {
      try check(constraint: step.constraint)
    }
    if step.op == Op.nowhere {
      guard step.task < model.statement.tasks.count else { throw reject("there is no task \(step.task)") }
      if conclusion == nil { conclusion = model.presence(step.task).first?.negated }
    }
    let (mark, current) = (state.mark, state.current)
    state.current = State.assumed
    if let conclusion { state.raise(conclusion.negated) }
    let isRefuted = try state.isCrossed || refutes(step)
    state.undo(to: mark)
    state.current = current
    guard isRefuted else { throw reject("does not follow") }
    if let conclusion { state.raise(conclusion) } else { state.fail() }
  }

  private mutating func refutes(_ step: Step) throws -> Bool {
    switch step.op {
    case Op.rows: return try refutesSum(step.list)
    case Op.joint: return try haveNoSolution(step.list)
    default: break
    }
    let number = model.entries[step.constraint].resource
    guard number >= 0 else { throw reject("constraint \(step.constraint) is no resource") }
    let resource = model.resources[number]
    if step.op == Op.nowhere {
      guard model.contains(number, step.task) else { throw reject("task \(step.task) is not in the resource") }
      return fitsNowhere(resource, step.task)
    }
    guard step.from < step.to else { throw reject("the window is empty") }
    switch step.op {
    case Op.window: return isOverloaded(resource, step.from, step.to)
    case Op.unusable: return isOverloadedByWaste(resource, step.from, step.to)
    default:
      guard resource.isUnary, model.contains(number, step.task)
      else { throw reject("task \(step.task) is not in a noOverlap \(step.constraint)") }
      let isChained = isChained(number)
      return isOverloaded(resource, step.from, step.to, ordering: step.task, isChained: isChained)
    }
  }

  func clause(_ distance: Int) throws -> [Atom] {
    guard let clause = clauses[distance]
    else { throw reject("there is no clause at distance \(distance), or it was deleted") }
    return clause
  }

  /// `C`. One of the literals is true, so the only one that is not false is; all false is a conflict.
  private mutating func propagateClause(_ literals: [Atom]) {
    var open = -1
    for k in literals.indices where !state.isFalse(literals[k]) {
      if open >= 0 { return }
      open = k
    }
    if isNoting { for k in literals.indices where k != open { note(literals[k].code ^ 1) } }
    if open < 0 { state.fail() } else { state.raise(literals[open]) }
  }

  /// The order that a variable and a sign say, with the literal that says it.
  private func order(_ number: Int) throws -> (first: Int, second: Int, atom: Atom) {
    guard let order = orders[number >> 1] else { throw reject("variable \(number >> 1) is no order") }
    if number & 1 == 0 { return (order.first, order.second, Atom(code: number, value: 1)) }
    guard order.isTotal else { throw reject("variable \(number >> 1) has no opposite order") }
    return (order.second, order.first, Atom(code: number, value: 0))
  }

  /// `T`. end_i <= start_j <= end_j <= start_k, since durations are not negative. Where i before k is the opposite of
  /// an `order` of k and i, that one is false: end_k <= start_i would need two tasks, of 1 at least, with no duration.
  private mutating func propagateOrders(_ first: Int, _ second: Int, _ third: Int) throws {
    let (left, right, sum) = (try order(first), try order(second), try order(third))
    guard left.second == right.first, left.first == sum.first, right.second == sum.second
    else { throw reject("the orders are not of i j, j k and i k") }
    propagateClause([left.atom.negated, right.atom.negated, sum.atom])
  }

  /// `O`. Of two present tasks of a unary resource that take time one is before the other, and not both are.
  private mutating func propagatePair(_ step: Step) throws {
    try check(constraint: step.constraint)
    let number = model.entries[step.constraint].resource
    guard let first = orders[step.from], let second = orders[step.to], first.first == second.second,
      first.second == second.first
    else { throw reject("the variables are not the two orders of two tasks") }
    guard number >= 0, model.resources[number].isUnary, model.contains(number, first.first),
      model.contains(number, first.second)
    else { throw reject("constraint \(step.constraint) is no noOverlap of both tasks") }
    let durations = [model.tasks[first.first].duration, model.tasks[first.second].duration]
    guard durations.allSatisfy({ least($0) >= 1 }) else { return }
    for duration in durations { noteForm(duration) }
    let (f, g) = (Atom(code: 2 * step.from, value: 1), Atom(code: 2 * step.to, value: 1))
    let absent = (model.presence(first.first) + model.presence(first.second)).map(\.negated)
    propagateClause([f, g] + absent)
    if !state.isCrossed { propagateClause([f.negated, g.negated]) }
  }

  /// `R`. The sum of rows of at most 0, times what is not negative, is at most 0; where its least value is more, no.
  private mutating func refutesSum(_ list: [Int]) throws -> Bool {
    func add(_ sum: inout Int128, _ factor: Int128, times other: Int128) throws {
      let (product, isOver) = factor.multipliedReportingOverflow(by: other)
      let (result, isOverToo) = sum.addingReportingOverflow(product)
      guard !isOver, !isOverToo else { throw reject("the sum leaves 128 bits") }
      sum = result
    }
    var sums: [Int: Int128] = [:]
    var total: Int128 = 0
    for k in stride(from: 0, to: list.count, by: 2) {
      try check(constraint: list[k])
      guard let row = model.entries[list[k]].rows.first(where: { areTrue(model.rows[$0]) }) else {
        throw reject("constraint \(list[k]) has no row whose conditions are true")
      }
      guard list[k + 1] >= 0 || model.entries[list[k]].isEquation
      else { throw reject("constraint \(list[k]) is no equation") }
      for i in model.rows[row].firstAtom..<model.rows[row].endAtom { note(model.atoms[i].code) }
      let flat = model.forms[list[k + 1] >= 0 ? model.rows[row].form : model.rows[row].form ^ 1]
      let factor = Int128(abs(list[k + 1]))
      for term in model.terms[flat.first..<flat.end] {
        try add(&sums[term.code >> 1, default: 0], factor, times: Int128(term.code & 1 == 0 ? term.size : -term.size))
      }
      try add(&total, factor, times: Int128(flat.constant))
    }
    for (variable, coefficient) in sums where coefficient != 0 {
      let code = 2 * variable + (coefficient > 0 ? 0 : 1)
      note(code)
      // At code 2x + 1 the bound is negated.
      try add(&total, coefficient, times: Int128(state.bounds[code]) * (coefficient > 0 ? 1 : -1))
    }
    return total > 0
  }

  private func areTrue(_ row: Row) -> Bool { (row.firstAtom..<row.endAtom).allSatisfy { state.holds(model.atoms[$0]) } }

  // MARK: Enumeration

  static let nodeLimit = 200_000

  /// `G`. Tries all values of their variables, depth first; what `B` refutes on the way
  /// has no solution, and neither has a leaf at which some constraint's definition does not hold.
  private mutating func haveNoSolution(_ numbers: [Int]) throws -> Bool {
    var seen = Set<Int>()
    let variables = numbers.flatMap { self.variables(of: $0).filter { seen.insert($0).inserted } }
    if isNoting {
      for variable in variables {
        for code in [variable] + (model.values[variable] ?? []).map({ $0.atom.code >> 1 }) {
          note(2 * code)
          note(2 * code + 1)
        }
      }
    }
    let wasNoting = isNoting
    isNoting = false
    defer { isNoting = wasNoting }
    // Small domains first: Booleans decide what the others mean.
    let open = variables.filter { state.lower($0) < state.upper($0) }
      .sorted { (state.upper($0) - state.lower($0), $0) < (state.upper($1) - state.lower($1), $1) }
    var path: [(place: Int, next: Int, mark: Int)] = []
    var nodes = 0
    var isOpen = !fails(numbers)
    while true {
      if isOpen {
        let place = path.last.map { $0.place + 1 } ?? 0
        guard let next = open[place...].firstIndex(where: { state.lower($0) < state.upper($0) }) else {
          if areFulfilled(numbers, variables) { return false }
          isOpen = false
          continue
        }
        path.append((next, state.lower(open[next]), state.mark))
      }
      guard let node = path.last else { return true }
      state.undo(to: node.mark)
      let variable = open[node.place]
      if node.next > state.upper(variable) {
        path.removeLast()
        isOpen = false
        continue
      }
      path[path.count - 1].next += 1
      nodes += 1
      guard nodes <= Self.nodeLimit else { throw reject("more than \(Self.nodeLimit) nodes") }
      isOpen = canBe(variable, node.next)
      if isOpen {
        state.raise(2 * variable, node.next)
        state.raise(2 * variable + 1, -node.next)
        isOpen = !fails(numbers)
      }
    }
  }

  /// One after the other until nothing moves, or often enough.
  private mutating func fails(_ numbers: [Int]) -> Bool {
    for _ in 0..<(numbers.count == 1 ? 1 : 64) {
      let mark = state.mark
      for number in numbers where fails(number) { return true }
      if state.mark == mark { return false }
    }
    return false
  }

  private mutating func fails(_ number: Int) -> Bool {
    propagate(number)
    for task in model.entries[number].tasks where !state.isCrossed {
      for row in model.tasks[task].firstRow..<model.tasks[task].endRow where !state.isCrossed { propagate(row: row) }
    }
    if state.isCrossed { return true }
    let resource = model.entries[number].resource
    return resource >= 0 && isOverfull(model.resources[resource])
  }

  /// Whether at some latest start those that must run are too many.
  private func isOverfull(_ resource: Resource) -> Bool {
    let capacity = Int128(most(resource.capacity))
    let parts = (resource.first..<resource.end).compactMap { k -> (from: Int, to: Int, demand: Int)? in
      let task = model.tasks[model.members[k].task]
      guard isPresent(task) else { return nil }
      let window = window(task)
      return window.lst < window.ect ? (window.lst, window.ect, least(model.members[k].demand)) : nil
    }
    for part in parts {
      var height: Int128 = 0
      for other in parts where other.from <= part.from && part.from < other.to { height += Int128(other.demand) }
      if height > capacity { return true }
    }
    return false
  }

  private mutating func areFulfilled(_ numbers: [Int], _ variables: [Int]) -> Bool {
    while leaf.count < state.count { leaf.append(0) }
    for variable in variables { leaf[variable] = state.lower(variable) }
    return numbers.allSatisfy { Statement.holds(model.entries[$0].constraint, leaf, model.statement.tasks) }
  }

  private mutating func variables(of number: Int) -> [Int] {
    if let known = variablesOf[number] { return known }
    let result = model.statement.variables(of: model.entries[number].constraint)
    variablesOf[number] = result
    return result
  }
}

/// The checker adds the line and the rule. Not a method: that would copy the checker.
func reject(_ reason: String) -> Rejection { Rejection(line: nil, rule: "", reason: reason) }
