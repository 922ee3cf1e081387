/// The lines of constraints. Kinds that are sums or equations of others are read as these.
extension ModelText {
  mutating func readConstraint(_ word: String) throws -> Constraint {
    /// What is wrong with a constraint whose parts are right by themselves.
    func need(_ isRight: Bool, _ flaw: String) throws { if !isRight { throw scanner.error("\(word): \(flaw)") } }
    func needLists(_ isRight: Bool) throws { try need(isRight, "lists of different lengths") }
    func needSome(_ isRight: Bool) throws { try need(isRight, "a list without elements") }
    func needApart(_ tasks: [Int]) throws { try need(Set(tasks).count == tasks.count, "an interval stands twice") }
    func needSizes(_ sizes: [Int]) throws {
      try need(sizes.allSatisfy { $0 >= 0 } && isSafe(sizes.map { ($0, .number(1)) }), "sizes out of range")
    }
    /// Products of numbers and forms add up to a form.
    func sum(_ numbers: [Int], _ forms: [Form], _ total: Form) throws -> Constraint {
      try needLists(numbers.count == forms.count)
      try need(isSafe(zip(numbers, forms)), "sums that can leave 2^60")
      let difference = zip(numbers, forms).reduce(Form().adding(total, times: -1)) { $0?.adding($1.1, times: $1.0) }
      guard let difference else { throw scanner.error("\(word): sums that can leave 2^60") }
      return .linear(difference, .equal, conditions: [])
    }
    func tally(_ forms: [Form], _ groups: [(Set<Int>, Form)], isClosed: Bool = false) -> Constraint {
      .tally(forms, sizes: forms.map { _ in 1 }, groups: groups, isClosed: isClosed)
    }

    switch word {
    case "linear": return .linear(try form(), try relation(), conditions: try literals("if"))
    case "reified": return .reified(try literal(), try form("form"), try relation())
    case "domain":
      let (variable, values) = (try variable(), try numbers("values"))
      let isRight = zip(values, values.dropFirst()).allSatisfy(<) && values.allSatisfy { $0.magnitude < Self.limit }
      try need(isRight && !values.isEmpty, "values that do not ascend within -2^30 ... 2^30")
      return .membership(.variable(variable), ranges: values.flatMap { [$0, $0] }, target: nil)
    case "membership":
      let (form, ranges) = (try form(), try numbers("in"))
      let areApart = ranges.indices.dropFirst().allSatisfy {
        $0.isMultiple(of: 2) ? ranges[$0 - 1] < ranges[$0] - 1 : ranges[$0 - 1] <= ranges[$0]
      }
      try need(areApart && ranges.count.isMultiple(of: 2), "ranges that do not ascend with gaps")
      return .membership(form, ranges: ranges, target: try target())
    case "indicator":
      let literal = try literal()
      try scanner.expect("variable")
      let (variable, value) = (try variable(), try number("value"))
      return .reified(literal, Form(terms: [(variable, 1)], constant: -value), .equal)
    case "clause": return .clause(try literals())
    case "atMostOne": return .atMostOne(try literals())
    case "conjunction": return .conjunction(try literal(), of: try literals("of"))
    case "parity": return .parity(try literals(), target: try target())

    case "maximum":
      let (form, forms) = (try form(), try forms("of"))
      try needSome(!forms.isEmpty)
      try need(form.constant == 0 && isVariable(form), "a maximum that is no variable")
      return .maximum(form, of: forms)
    case "indexOfMaximum":
      let (form, forms) = (try form(), try forms("of"))
      try needSome(!forms.isEmpty)
      return .indexOfMaximum(form, of: forms)
    case "arithmetic":
      guard let operation = Arithmetic(rawValue: scanner.word()) else { throw scanner.error("expected 'product'...") }
      let (target, left, right) = (try form("target"), try form("left"), try form("right"))
      try need(target.terms.isEmpty || isVariable(target), "a target that is no variable")
      try need([target, left, right].allSatisfy(isWithinTimes), "values not within -2^30 ... 2^30")
      return .arithmetic(operation, target: target, left: left, right: right)
    case "element":
      let (form, forms) = (try form(), try forms("of"))
      try needSome(!forms.isEmpty)
      return .element(form, of: forms, width: forms.count, row: .number(0), column: try self.form("at"))
    case "matrixElement":
      let (form, forms, width) = (try form(), try forms("of"), try number("width"))
      try need(width > 0 && !forms.isEmpty && forms.count.isMultiple(of: width), "no matrix")
      return .element(form, of: forms, width: width, row: try self.form("row"), column: try self.form("column"))
    case "allDifferent": return .allDifferent(try forms(), except: try numbers("except"))
    case "distinctCount": return .distinctCount(try form(), of: try forms("of"))
    case "count":
      let (count, forms) = (try form(), try forms("of"))
      return tally(forms, [([try number("value")], count)])
    case "among":
      let (count, forms) = (try form(), try forms("of"))
      return tally(forms, [(Set(try numbers("values")), count)])
    case "cardinalities":
      let (forms, values, counts) = (try forms("of"), try numbers("values"), try forms("counts"))
      try needLists(values.count == counts.count)
      return tally(forms, zip(values, counts).map { ([$0], $1) }, isClosed: try choice("closed", "open"))
    case "pack":
      let (forms, sizes, loads) = (try forms(), try numbers("sizes"), try forms("loads"))
      try needLists(forms.count == sizes.count)
      try needSizes(sizes)
      return .tally(forms, sizes: sizes, groups: loads.enumerated().map { ([$0], $1) }, isClosed: true)
    case "binCapacity":
      let (forms, sizes) = (try forms(), try numbers("sizes"))
      try needLists(forms.count == sizes.count)
      try needSizes(sizes)
      return .binCapacity(forms, sizes: sizes, capacity: try form("capacity"))
    case "binLoad":
      let (load, sizes, items) = (try form(), try numbers("sizes"), try literals("items"))
      try needSizes(sizes)
      return try sum(sizes, items.map(\.form), load)
    case "knapsack":
      let (weights, profits, counts) = (try numbers("weights"), try numbers("profits"), try forms("counts"))
      let totals = [try sum(weights, counts, try form("weight")), try sum(profits, counts, try form("profit"))]
      // No count is negative.
      return .all(totals + counts.map { .linear($0.negated, .atMost, conditions: []) })

    case "table", "forbiddenRows":
      let (forms, rows) = (try forms(), try rows("rows"))
      try needLists(rows.allSatisfy { $0.count == forms.count })
      return .table(forms, rows: rows, isAllowed: word == "table")
    case "lexicographic":
      let first = try forms("first")
      try scanner.expect("order")
      let isStrict = try !choice("<=", "<")
      return .lexicographic(first, try forms("second"), isStrict: isStrict)
    case "circuit": return .circuit(try forms(), isWhole: try choice("whole", "partial"))

    case "noOverlap":
      let tasks = try intervals()
      try needApart(tasks)
      return .noOverlap(tasks)
    case "cumulative":
      let (tasks, demands, capacity) = (try intervals(), try forms("demands"), try form("capacity"))
      try needLists(tasks.count == demands.count)
      try needApart(tasks)
      try need((demands + [capacity]).allSatisfy { range($0).least >= 0 }, "a demand or capacity that can be negative")
      return .cumulative(tasks, demands: demands, capacity: capacity)
    case "precedence":
      let before = try interval()
      try scanner.expect("before")
      let (after, delay) = (try interval(), try number("delay"))
      try needApart([before, after])
      try need(delay.magnitude < Self.limit, "a delay not within -2^30 ... 2^30")
      return .precedence(before: before, after: after, delay: delay, conditions: try literals("if"))
    case "temporal":
      let (first, isEnd) = (try interval(), try choice("end", "start"))
      let isEqual = try choice("=", "<=")
      return .temporal(
        first, isEnd: isEnd, try interval(), isOtherEnd: try choice("end", "start"), isEqual: isEqual,
        delay: try form("delay"), conditions: try literals("if"))
    case "alternative", "selection", "span", "synchronize":
      let labels: [String: StaticString] = ["span": "parts", "synchronize": "with"]
      let (main, others) = (try interval(), try intervals(labels[word] ?? "of"))
      try needApart([main] + others)
      if word == "span" { return .span(main, parts: others) }
      if word == "synchronize" { return .synchronize(main, with: others) }
      if word == "selection" { return .selection(main, of: others, cardinality: try form("cardinality")) }
      try needSome(!others.isEmpty)
      return .alternative(main, of: others)
    default: throw scanner.error("'\(word)' is not supported by the verifier")
    }
  }

  private mutating func target() throws -> Literal? {
    let list = try literals("target")
    if list.count > 1 { throw scanner.error("expected one target at most") }
    return list.first
  }

  private func isVariable(_ form: Form) -> Bool { form.terms.count == 1 && form.terms[0].coefficient.magnitude == 1 }

  /// Whether the sum of products stays within 2^60 whatever the values.
  private func isSafe(_ products: some Sequence<(Int, Form)>) -> Bool {
    var rest: UInt = 1 << 60
    for (factor, form) in products {
      let most = max(range(form).least.magnitude, range(form).most.magnitude)
      let (product, isOver) = factor.magnitude.multipliedReportingOverflow(by: most)
      guard !isOver, product <= rest else { return false }
      rest -= product
    }
    return true
  }
}
