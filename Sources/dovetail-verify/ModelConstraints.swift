/// The lines of constraints, and what makes one impossible to state.
extension ModelText {
  mutating func readConstraint(_ word: String) throws -> Constraint {
    switch word {
    case "linear": return .linear(try form(), try relation(), conditions: try literals("if"))
    case "reified": return .reified(try literal(), try form("form"), try relation())
    case "domain": return .domain(try variable(), values: try numbers("values"))
    case "membership": return .membership(try form(), ranges: try numbers("in"), target: try target())
    case "indicator":
      let literal = try literal()
      try scanner.expect("variable")
      return .indicator(literal, variable: try variable(), value: try number("value"))
    case "clause": return .clause(try literals())
    case "atMostOne": return .atMostOne(try literals())
    case "conjunction": return .conjunction(try literal(), of: try literals("of"))
    case "parity": return .parity(try literals(), target: try target())

    case "maximum": return .maximum(try form(), of: try forms("of"))
    case "indexOfMaximum": return .indexOfMaximum(try form(), of: try forms("of"))
    case "arithmetic":
      let operations: [String: Arithmetic] = [
        "product": .product, "quotient": .quotient, "remainder": .remainder, "power": .power,
      ]
      guard let operation = operations[scanner.word()] else { throw scanner.error("expected such as 'product'") }
      return .arithmetic(operation, target: try form("target"), left: try form("left"), right: try form("right"))
    case "count": return .count(try form(), of: try forms("of"), value: try number("value"))
    case "element": return .element(try form(), of: try forms("of"), at: try form("at"))
    case "matrixElement":
      return .matrixElement(
        try form(), of: try forms("of"), width: try number("width"), row: try form("row"), column: try form("column"))
    case "allDifferent": return .allDifferent(try forms(), except: try numbers("except"))
    case "among": return .among(try form(), of: try forms("of"), values: try numbers("values"))
    case "cardinalities":
      return .cardinalities(
        of: try forms("of"), values: try numbers("values"), counts: try forms("counts"),
        isClosed: try choice("closed", "open"))
    case "distinctCount": return .distinctCount(try form(), of: try forms("of"))
    case "inverse": return .inverse(try forms(), try forms("and"), isTotal: try choice("total", "partial"))

    case "table": return .table(try forms(), rows: try rows("rows"))
    case "forbiddenRows": return .forbiddenRows(try forms(), rows: try rows("rows"))
    case "lexicographic":
      let first = try forms("first")
      try scanner.expect("order")
      let isStrict = try !choice("<=", "<")
      return .lexicographic(first, try forms("second"), isStrict: isStrict)
    case "circuit": return .circuit(try forms(), isWhole: try choice("whole", "partial"))
    case "arcCircuit":
      return .arcCircuit(
        nodes: try number("nodes"), depot: try number("depot"), from: try numbers("from"), to: try numbers("to"),
        arcs: try literals("arcs"))
    case "noOverlap2D":
      let isStrict = try choice("strict", "nowhere")
      return .noOverlap2D(x: try intervals("x"), y: try intervals("y"), isStrict: isStrict)
    case "pack": return .pack(try forms(), sizes: try numbers("sizes"), loads: try forms("loads"))
    case "binCapacity":
      return .binCapacity(try forms(), sizes: try numbers("sizes"), capacity: try form("capacity"))
    case "binLoad": return .binLoad(try form(), sizes: try numbers("sizes"), items: try literals("items"))
    case "knapsack":
      return .knapsack(
        weights: try numbers("weights"), profits: try numbers("profits"), counts: try forms("counts"),
        weight: try form("weight"), profit: try form("profit"))

    case "noOverlap": return .noOverlap(try intervals())
    case "cumulative":
      return .cumulative(try intervals(), demands: try forms("demands"), capacity: try form("capacity"))
    case "precedence":
      let before = try interval()
      try scanner.expect("before")
      return .precedence(
        before: before, after: try interval(), delay: try number("delay"), conditions: try literals("if"))
    case "temporal":
      let (first, isEnd) = (try interval(), try choice("end", "start"))
      let isEqual = try choice("=", "<=")
      return .temporal(
        first, isEnd: isEnd, try interval(), isOtherEnd: try choice("end", "start"), isEqual: isEqual,
        delay: try form("delay"), conditions: try literals("if"))
    case "alternative": return .alternative(try interval(), of: try intervals("of"))
    case "selection":
      return .selection(try interval(), of: try intervals("of"), cardinality: try form("cardinality"))
    case "span": return .span(try interval(), parts: try intervals("parts"))
    case "synchronize": return .synchronize(try interval(), with: try intervals("with"))
    case "transitions":
      return .transitions(try intervals(), kinds: try numbers("kinds"), times: try times())
    case "state": return .state(try intervals(), states: try numbers("states"), times: try times())
    case "reservoir":
      return .reservoir(
        times: try forms("times"), amounts: try forms("amounts"), presences: try literals("presences"),
        from: try number("from"), to: try number("to"), initial: try number("initial"))
    default: throw scanner.error("'\(word)' is not supported by the verifier")
    }
  }

  private mutating func target() throws -> Literal? {
    let list = try literals("target")
    if list.count > 1 { throw scanner.error("expected one target at most") }
    return list.first
  }

  private mutating func times() throws -> [[Int]] {
    try rows("times").map { row throws in
      try row.map { time throws in
        guard let time, (-1..<Self.limit).contains(time) else { throw scanner.error("expected times from -1 to 2^30") }
        return time
      }
    }
  }

  /// What is wrong with a constraint whose parts are right by themselves.
  func flaw(of constraint: Constraint) -> String? {
    let hasNone = "a list without elements"
    let differ = "lists of different lengths"
    switch constraint {
    case .domain(_, let values):
      guard let first = values.first, let last = values.last else { return hasNone }
      let isRight = first > -Self.limit && last < Self.limit && zip(values, values.dropFirst()).allSatisfy(<)
      return isRight ? nil : "values that do not ascend within -2^30 ... 2^30"
    case .membership(_, let ranges, _):
      let isRight =
        ranges.count.isMultiple(of: 2)
        && ranges.indices.dropFirst().allSatisfy {
          $0.isMultiple(of: 2) ? ranges[$0 - 1] < ranges[$0] - 1 : ranges[$0 - 1] <= ranges[$0]
        }
      return isRight ? nil : "ranges that do not ascend with gaps"
    case .maximum(let form, let forms):
      if forms.isEmpty { return hasNone }
      return form.constant == 0 && isVariable(form) ? nil : "a maximum that is no variable"
    case .indexOfMaximum(_, let forms), .element(_, let forms, _): return forms.isEmpty ? hasNone : nil
    case .arithmetic(_, let target, let left, let right):
      guard target.terms.isEmpty || isVariable(target) else { return "a target that is no variable" }
      return [target, left, right].allSatisfy(isWithinTimes) ? nil : "values not within -2^30 ... 2^30"
    case .matrixElement(_, let forms, let width, _, _):
      return width > 0 && !forms.isEmpty && forms.count.isMultiple(of: width) ? nil : "no matrix"
    case .cardinalities(_, let values, let counts, _): return values.count == counts.count ? nil : differ
    case .inverse(let first, let second, let isTotal): return !isTotal || first.count == second.count ? nil : differ
    case .table(let forms, let rows), .forbiddenRows(let forms, let rows):
      return rows.allSatisfy { $0.count == forms.count } ? nil : differ
    case .arcCircuit(let nodes, let depot, let from, let to, let arcs):
      guard from.count == arcs.count, to.count == arcs.count else { return differ }
      // Each needs an arc, so that none is made of a number alone.
      guard nodes >= 0, nodes <= arcs.count + 1 else { return "a node without an arc" }
      return (-1..<nodes).contains(depot) && (from + to).allSatisfy((0..<nodes).contains) ? nil : "no such node"
    case .noOverlap2D(let x, let y, _): return x.count == y.count ? nil : differ
    case .pack(let forms, let sizes, _), .binCapacity(let forms, let sizes, _):
      return forms.count == sizes.count ? flaw(ofSizes: sizes) : differ
    case .binLoad(_, let sizes, let items): return items.count == sizes.count ? flaw(ofSizes: sizes) : differ
    case .knapsack(let weights, let profits, let counts, _, _):
      guard weights.count == counts.count, profits.count == counts.count else { return differ }
      return isSafe(zip(weights, counts)) && isSafe(zip(profits, counts)) ? nil : "sums that can leave 2^60"
    case .cumulative(let members, let demands, let capacity):
      guard members.count == demands.count else { return differ }
      return (demands + [capacity]).allSatisfy { range($0).least >= 0 }
        ? repetition(members) : "a demand or capacity that can be negative"
    case .noOverlap(let members): return repetition(members)
    case .precedence(let before, let after, let delay, _):
      return delay.magnitude < Self.limit ? repetition([before, after]) : "a delay not within -2^30 ... 2^30"
    case .alternative(let main, let others): return others.isEmpty ? hasNone : repetition([main] + others)
    case .selection(let main, let others, _), .span(let main, let others), .synchronize(let main, let others):
      return repetition([main] + others)
    case .transitions(let members, let kinds, let times), .state(let members, let kinds, let times):
      guard members.count == kinds.count, times.allSatisfy({ $0.count == times.count }) else { return differ }
      return kinds.allSatisfy(times.indices.contains) ? repetition(members) : "a kind without times"
    case .reservoir(let times, let amounts, let presences, _, _, let initial):
      guard times.count == amounts.count, presences.count <= times.count else { return differ }
      return isSafe(zip([Int](repeating: 1, count: amounts.count + 1), amounts + [.number(initial)]))
        ? nil : "a level that can leave 2^60"
    default: return nil
    }
  }

  private func isVariable(_ form: Form) -> Bool { form.terms.count == 1 && form.terms[0].coefficient.magnitude == 1 }

  private func repetition(_ members: [Int]) -> String? {
    Set(members).count == members.count ? nil : "an interval stands twice"
  }

  private func flaw(ofSizes sizes: [Int]) -> String? {
    if sizes.contains(where: { $0 < 0 }) { return "a size that is negative" }
    return isSafe(sizes.map { ($0, .number(1)) }) ? nil : "sizes of a sum of more than 2^60"
  }

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
