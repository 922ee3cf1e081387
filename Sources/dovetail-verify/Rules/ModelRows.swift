/// Constraints as rows, specials and resources.
extension Model {
  mutating func append(_ constraint: Constraint, line: Int32 = -1) throws {
    let (firstRow, firstSpecial, firstResource) = (rows.count, specials.count, resources.count)
    let isEquation = try translate(constraint)
    let resource = resources.count > firstResource ? resources.count - 1 : -1
    entries.append(
      Entry(
        rows: firstRow..<rows.count, specials: firstSpecial..<specials.count, isEquation: isEquation,
        resource: resource, constraint: constraint, tasks: constraint.parts.tasks, line: line))
  }

  /// - Returns: whether the first two rows are an equation.
  private mutating func translate(_ constraint: Constraint) throws -> Bool {
    switch constraint {
    case .all(let constraints): for constraint in constraints { _ = try translate(constraint) }
    case .linear(let form, let relation, let conditions):
      relate(conditions.map { Atom($0) }, try flatten(form), relation)
      return relation == .equal
    case .reified(let literal, let form, let relation):
      try reified(Atom(literal), form, relation)
      guard relation == .equal, form.terms.count == 1 else { break }
      let (value, rest) = (-form.constant).quotientAndRemainder(dividingBy: form.terms[0].coefficient)
      if rest == 0 { values[form.terms[0].variable, default: []].append((value, Atom(literal))) }
    case .membership(let form, let ranges, let target):
      // Values of a plain variable are looked at one by one, where there are no wide ranges of them.
      let isList = stride(from: 0, to: ranges.count, by: 2).allSatisfy { ranges[$0] == ranges[$0 + 1] }
      let code = isList && form.constant == 0 && form.terms.map(\.coefficient) == [1] ? 2 * form.terms[0].variable : -1
      specials.append(.ranges(form: try flatten(form), code: code, ranges, target: target.map { Atom($0) }))
    case .clause(let literals): clause(literals.map { Atom($0) })
    case .atMostOne(let literals): specials.append(.atMostOne(literals.map { Atom($0) }))
    case .conjunction(let literal, let others): conjunction(Atom(literal), others.map { Atom($0) })
    case .maximum(let form, let others):
      for other in others { try rows([], other, form) }
      let options = try others.map { (atom: Atom?.none, form: try flatten($0)) }
      specials.append(.witness(condition: nil, target: try flatten(form), options: options))
    case .element(let form, let others, let width, let row, let column):
      specials.append(
        .element(
          target: try flatten(form), forms: try others.map { try flatten($0) }, width: width, row: try flatten(row),
          column: try flatten(column)))
    case .allDifferent(let forms, let except) where except.isEmpty:
      try allDifferent(forms)
      specials.append(.distinct(try forms.map { try flatten($0) }))
      for (place, form) in forms.enumerated() {
        let isThere = forms[..<place].contains { other in
          other.constant == form.constant && other.terms.elementsEqual(form.terms) { $0 == $1 }
        }
        if isThere { clause([]) }
      }
    case .noOverlap(let list): try appendResource(list, demands: nil, capacity: .number(1))
    case .cumulative(let list, let demands, let capacity):
      try appendResource(list, demands: demands, capacity: capacity)
    case .temporal(let first, let isEnd, let second, let isOtherEnd, let isEqual, let delay, let conditions):
      try rows(
        presence(first) + presence(second) + conditions.map { Atom($0) },
        try sum(isEnd ? statement.tasks[first].end : statement.tasks[first].start, delay, times: 1),
        isOtherEnd ? statement.tasks[second].end : statement.tasks[second].start, isEqual: isEqual)
      return isEqual
    case .alternative(let task, let parts):
      try alternative(task, parts, isNonempty: true)
      let certain = parts.count { presence($0).isEmpty }
      if certain == 0 { clause(presence(task).map(\.negated) + parts.flatMap(presence)) }
      if certain > 1 { clause([]) }
      if certain == 1 { for literal in parts.flatMap(presence) { clause([literal.negated]) } }
      specials.append(.atMostOne(parts.flatMap(presence)))
    case .selection(let task, let parts, let cardinality):
      let flat = try flatten(cardinality)
      try alternative(task, parts, isNonempty: least(flat) >= 1)
      if let count = count(parts) { try rows(presence(task), count, cardinality, isEqual: true) }
    case .span(let task, let parts): try span(task, parts)
    case .synchronize(let task, let others):
      for other in others { try sameTimes(task, other, presence(task) + presence(other), withDuration: false) }
    case .parity, .indexOfMaximum, .arithmetic, .allDifferent, .distinctCount, .tally, .binCapacity, .table,
      .lexicographic, .circuit:
      break
    }
    return false
  }

  /// Values are unit tasks, of which one runs at a time.
  private mutating func allDifferent(_ list: [Form]) throws {
    let first = tasks.count
    for form in list {
      let range = form.range(lower, upper)
      guard let range, -Self.timeLimit < range.least, range.most < Self.timeLimit else { return }
      let end = try sum(form, .number(1), times: 1)
      try append(Task(start: form, duration: .number(1), end: end, presence: nil, name: ""))
    }
    try appendResource(Array(first..<tasks.count), demands: nil, capacity: .number(1))
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
      guard lower[x] >= 0, upper[x] <= 1, presence.bound == (presence.isUpper ? 0 : 1),
        let next = sum.adding(presence.form)
      else { return nil }
      sum = next
    }
    return sum
  }
}
