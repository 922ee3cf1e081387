/// Constraints as rows, specials and resources.
extension Model {
  /// Takes what has been appended since as the rows of a new constraint.
  mutating func appendEntry(rows firstRow: Int, line: Int32) {
    entries.append(Entry(rows: firstRow..<rows.count, specials: specials.count..<specials.count, line: line))
  }

  mutating func appendEquation(_ form: Int, line: Int32) {
    relate([], form, .equal)
    appendEntry(rows: rows.count - 2, line: line)
    entries[entries.count - 1].isEquation = true
  }

  mutating func append(_ constraint: Constraint, line: Int32 = -1) throws {
    let (firstRow, firstSpecial) = (rows.count, specials.count)
    var (isEquation, resource) = (false, -1)
    switch constraint {
    case .linear(let form, let relation, let conditions):
      isEquation = relation == .equal
      relate(conditions.map { Atom($0) }, try flatten(form), relation)
    case .reified(let literal, let form, let relation): try reified(Atom(literal), form, relation)
    case .indicator(let literal, let variable, let value):
      try reified(Atom(literal), try sum(.variable(variable), .number(value), times: -1), .equal)
      appendValue(of: variable, value, Atom(literal))
    case .domain(let variable, let values):
      specials.append(
        .ranges(
          form: try flatten(.variable(variable)), code: 2 * variable, values.flatMap { [$0, $0] }, target: nil))
    case .membership(let form, let ranges, let target):
      specials.append(.ranges(form: try flatten(form), code: -1, ranges, target: target.map { Atom($0) }))
    case .clause(let literals): clause(literals.map { Atom($0) })
    case .atMostOne(let literals): specials.append(.atMostOne(literals.map { Atom($0) }))
    case .conjunction(let literal, let others): conjunction(Atom(literal), others.map { Atom($0) })
    case .maximum(let form, let others):
      for other in others { try rows([], other, form) }
      let options = try others.map { (atom: Atom?.none, form: try flatten($0)) }
      specials.append(.witness(condition: nil, target: try flatten(form), options: options))
    case .element(let form, let others, let index):
      specials.append(
        .element(
          target: try flatten(form), forms: try others.map { try flatten($0) }, width: max(1, others.count), row: zero,
          column: try flatten(index)))
    case .matrixElement(let form, let others, let width, let row, let column) where width > 0:
      specials.append(
        .element(
          target: try flatten(form), forms: try others.map { try flatten($0) }, width: width, row: try flatten(row),
          column: try flatten(column)))
    case .allDifferent(let forms, let except) where except.isEmpty:
      resource = try allDifferent(forms)
      specials.append(.distinct(try forms.map { try flatten($0) }))
    case .noOverlap(let list): resource = try self.resource(list, demands: nil, capacity: .number(1))
    case .cumulative(let list, let demands, let capacity):
      resource = try self.resource(list, demands: demands, capacity: capacity)
    case .precedence(let before, let after, let delay, let conditions):
      try rows(
        presence(before) + presence(after) + conditions.map { Atom($0) }, statement.tasks[before].end,
        statement.tasks[after].start, offset: delay)
    case .temporal(let first, let isEnd, let second, let isOtherEnd, let isEqual, let delay, let conditions):
      isEquation = isEqual
      try rows(
        presence(first) + presence(second) + conditions.map { Atom($0) },
        try sum(isEnd ? statement.tasks[first].end : statement.tasks[first].start, delay, times: 1),
        isOtherEnd ? statement.tasks[second].end : statement.tasks[second].start, isEqual: isEqual)
    case .alternative(let task, let parts):
      try alternative(task, parts, isNonempty: true)
      let certain = parts.count { presence($0).isEmpty }
      if certain == 0 { clause(presence(task).map(\.negated) + parts.flatMap(presence)) }
      if certain > 1 { clause([]) }
      if certain == 1 { for part in parts where !presence(part).isEmpty { clause([presence(part)[0].negated]) } }
      specials.append(.atMostOne(parts.flatMap(presence)))
    case .selection(let task, let parts, let cardinality):
      let flat = try flatten(cardinality)
      try alternative(task, parts, isNonempty: least(flat) >= 1)
      if let count = count(parts) { try rows(presence(task), count, cardinality, isEqual: true) }
    case .span(let task, let parts): try span(task, parts)
    case .synchronize(let task, let others):
      for other in others { try sameTimes(task, other, presence(task) + presence(other), withDuration: false) }
    default: break
    }
    entries.append(
      Entry(
        rows: firstRow..<rows.count, specials: firstSpecial..<specials.count, isEquation: isEquation,
        resource: resource, constraint: constraint, tasks: constraint.parts.tasks, line: line))
  }

  /// Values are unit tasks, of which one runs at a time.
  mutating func allDifferent(_ list: [Form]) throws -> Int {
    let first = tasks.count
    for form in list {
      let range = form.range(lower, upper)
      guard let range, -Self.timeLimit < range.least, range.most < Self.timeLimit else { return -1 }
      let end = try sum(form, .number(1), times: 1)
      try append(Task(start: form, duration: .number(1), end: end, presence: nil, name: ""))
    }
    return try resource(Array(first..<tasks.count), demands: nil, capacity: .number(1))
  }

  mutating func sameTimes(_ task: Int, _ other: Int, _ conditions: [Atom], withDuration: Bool) throws {
    let (first, second) = (statement.tasks[task], statement.tasks[other])
    try rows(conditions, first.start, second.start, isEqual: true)
    try rows(conditions, first.end, second.end, isEqual: true)
    if withDuration { try rows(conditions, first.duration, second.duration, isEqual: true) }
  }

  mutating func witness(_ task: Int, _ parts: [Int], _ form: (FlatTask) -> Int) {
    let options = parts.map { (atom: presence($0).first, form: form(tasks[$0])) }
    specials.append(.witness(condition: presence(task).first, target: form(tasks[task]), options: options))
  }

  mutating func alternative(_ task: Int, _ parts: [Int], isNonempty: Bool) throws {
    for part in parts {
      if let presence = presence(task).first { clause(self.presence(part).map(\.negated) + [presence]) }
      try sameTimes(task, part, presence(part), withDuration: true)
    }
    guard isNonempty else { return }
    for sign in [0, 1] {
      witness(task, parts) { $0.start ^ sign }
      witness(task, parts) { $0.duration ^ sign }
      witness(task, parts) { $0.end ^ sign }
    }
  }

  mutating func span(_ task: Int, _ parts: [Int]) throws {
    for part in parts {
      if let presence = presence(task).first { clause(self.presence(part).map(\.negated) + [presence]) }
      try rows(presence(part), statement.tasks[task].start, statement.tasks[part].start)
      try rows(presence(part), statement.tasks[part].end, statement.tasks[task].end)
    }
    if parts.allSatisfy({ !presence($0).isEmpty }) { clause(presence(task).map(\.negated) + parts.flatMap(presence)) }
    witness(task, parts) { $0.start ^ 1 }
    witness(task, parts) { $0.end }
  }

  /// How many are present, where presences are Booleans.
  func count(_ parts: [Int]) -> Form? {
    var sum = Form.number(0)
    for part in parts {
      guard let presence = statement.tasks[part].presence else {
        sum.constant += 1
        continue
      }
      let x = presence.variable
      guard lower[x] >= 0, upper[x] <= 1, presence.bound == (presence.isUpper ? 0 : 1) else { return nil }
      guard let next = sum.adding(.variable(x), times: presence.isUpper ? -1 : 1) else { return nil }
      sum = next
      if presence.isUpper { sum.constant += 1 }
    }
    return sum
  }
}
