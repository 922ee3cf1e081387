import Basics
import Statements

/// Tables and automata.
extension Builtins {
  private static func table(_ name: String, _ parameters: [Parameter]) -> Builtin {
    Builtin(name, parameters) { (arguments, translation) throws(InputError) in
      let width = arguments.count(0)
      let numbers = arguments.numbers(1)
      guard width > 0, numbers.count.isMultiple(of: width) else {
        if width == 0, numbers.isEmpty { return }
        throw translation.error(arguments.line, "\(counted(numbers.count, "number")) for rows of \(width)")
      }
      let rows = stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<$0 + width]) }
      if rows.isEmpty { return translation.fail() }
      translation.post(TableConstraint(translation.forms(arguments, 0), rows: rows))
    } holds: { arguments, assignment in
      let found = arguments.values(0, assignment)
      let numbers = arguments.list(1)
      if found.isEmpty { return true }
      return stride(from: numbers.startIndex, to: numbers.endIndex, by: found.count).contains { row in
        found.indices.allSatisfy { numbers[row + $0].number == found[$0] }
      }
    }
  }

  /// The states that a run is in at the end.
  private static func ends(
    _ start: Int, _ symbols: [Int], _ next: (_ state: Int, _ symbol: Int) -> [Int]
  ) -> Set<Int> {
    symbols.reduce([start]) { states, symbol in Set(states.flatMap { next($0, symbol) }) }
  }

  private static func next(_ arguments: Arguments, _ state: Int, _ symbol: Int) -> [Int] {
    let (states, symbols) = (arguments.number(1), arguments.number(2))
    guard (1...max(1, states)).contains(state), symbol >= 1, symbol <= symbols else { return [] }
    let list = arguments.list(3)
    let target = list[list.startIndex + (state - 1) * symbols + symbol - 1].number ?? 0
    return target > 0 ? [target] : []
  }

  static var extensional: [Builtin] {
    [
      table("dovetail_table", [.integers, .numbers]), table("dovetail_table_bool", [.booleans, .booleans]),
      Builtin("dovetail_regular", [.integers, .number, .number, .numbers, .number, .set]) {
        (arguments, translation) throws(InputError) in
        let (transitions, _) = try translation.transitions(arguments)
        try translation.automaton(
          arguments, translation.forms(arguments, 0), transitions, initial: arguments.number(4),
          accepting: arguments.set(5))
      } holds: { arguments, assignment in
        ends(arguments.number(4), arguments.values(0, assignment)) { next(arguments, $0, $1) }
          .contains { state in arguments.set(5).contains { $0.contains(state) } }
      },
      Builtin(
        "dovetail_regular_nfa", [.integers, .number, .number, .numbers, .numbers, .numbers, .number, .set],
        equalLengths: [[3, 4, 5]]
      ) { (arguments, translation) throws(InputError) in
        let (from, symbols, to) = (arguments.numbers(3), arguments.numbers(4), arguments.numbers(5))
        try translation.automaton(
          arguments, translation.forms(arguments, 0), from.indices.map { [from[$0], symbols[$0], to[$0]] },
          initial: arguments.number(6), accepting: arguments.set(7))
      } holds: { arguments, assignment in
        let (from, symbols, to) = (arguments.numbers(3), arguments.numbers(4), arguments.numbers(5))
        return ends(arguments.number(6), arguments.values(0, assignment)) { state, symbol in
          from.indices.filter { from[$0] == state && symbols[$0] == symbol }.map { to[$0] }
        }.contains { state in arguments.set(7).contains { $0.contains(state) } }
      },
      Builtin(
        "dovetail_cost_regular", [.integers, .number, .number, .numbers, .number, .set, .numbers, .integer],
        equalLengths: [[3, 6]]
      ) { (arguments, translation) throws(InputError) in
        let (transitions, places) = try translation.transitions(arguments)
        let costs = arguments.numbers(6)
        let automaton = try translation.checked(
          arguments, zip(transitions, places).map { $0 + [costs[$1]] }, initial: arguments.number(4),
          accepting: arguments.set(5))
        let forms = translation.forms(arguments, 0)
        try translation.checkSize(automaton, forms, arguments.line)
        translation.post(CostAutomatonConstraint(translation.form(arguments[7]), of: forms, automaton))
      } holds: { arguments, assignment in
        var state = arguments.number(4)
        var cost = 0
        let costs = arguments.list(6)
        for symbol in arguments.values(0, assignment) {
          guard let target = next(arguments, state, symbol).first else { return false }
          cost += costs[costs.startIndex + (state - 1) * arguments.number(2) + symbol - 1].number ?? 0
          state = target
        }
        return cost == arguments[7].value(assignment) && arguments.set(5).contains { $0.contains(state) }
      },
      Builtin(
        "dovetail_mdd", [.integers, .number, .numbers, .number, .numbers, .numbers, .numbers],
        equalLengths: [[4, 5, 6]]
      ) { (arguments, translation) throws(InputError) in
        let (from, labels, to) = (arguments.numbers(4), arguments.numbers(5), arguments.numbers(6))
        let nodes = arguments.number(1)
        guard (1...1_000_000).contains(nodes), from.allSatisfy((1...nodes).contains),
          to.allSatisfy((0...nodes).contains)
        else { throw translation.error(arguments.line, "edges between nodes that there are not, of \(nodes)") }
        let automaton = Automaton(
          stateCount: nodes + 1, transitions: from.indices.map { [from[$0], labels[$0], to[$0]] },
          initial: 1, accepting: [0])
        let forms = translation.forms(arguments, 0)
        try translation.checkSize(automaton, forms, arguments.line)
        translation.post(AutomatonConstraint(forms, automaton))
      } holds: { arguments, assignment in
        let (from, labels, to) = (arguments.numbers(4), arguments.numbers(5), arguments.numbers(6))
        return ends(1, arguments.values(0, assignment)) { state, symbol in
          from.indices.filter { from[$0] == state && labels[$0] == symbol }.map { to[$0] }
        }.contains(0)
      },
    ]
  }
}

/// Automata as FlatZinc tells of them: states and symbols from 1, a next state of 0 for none.
extension Translation {
  /// State, symbol and next state of each transition that there is, and its place in the list.
  fileprivate func transitions(_ arguments: Arguments) throws(InputError) -> (rows: [[Int]], places: [Int]) {
    let (states, symbols) = (arguments.number(1), arguments.number(2))
    let next = arguments.numbers(3)
    guard states >= 1, symbols >= 0, symbols <= next.count, states <= max(1, next.count),
      states * symbols == next.count
    else {
      throw error(arguments.line, "\(counted(next.count, "transition")) of \(states) states and \(symbols) symbols")
    }
    let places = next.indices.filter { next[$0] != 0 }
    return (places.map { [$0 / max(1, symbols) + 1, $0 % max(1, symbols) + 1, next[$0]] }, places)
  }

  fileprivate func checked(
    _ arguments: Arguments, _ transitions: [[Int]], initial: Int, accepting: [ClosedRange<Int>]
  ) throws(InputError) -> Automaton {
    let states = arguments.number(1)
    guard states >= 1, states <= 1_000_000 else { throw error(arguments.line, "an automaton of \(states) states") }
    for row in transitions where !(1...states).contains(row[0]) || !(1...states).contains(row[2]) {
      throw error(arguments.line, "a transition from \(row[0]) to \(row[2]), of \(states) states")
    }
    guard (1...states).contains(initial) else {
      throw error(arguments.line, "an automaton of \(states) states that begins in \(initial)")
    }
    let accepted = accepting.filter((1...states).overlaps).flatMap { Array($0.clamped(to: 1...states)) }
    return Automaton(stateCount: states + 1, transitions: transitions, initial: initial, accepting: accepted)
  }

  fileprivate func automaton(
    _ arguments: Arguments, _ forms: [LinearForm], _ transitions: [[Int]], initial: Int, accepting: [ClosedRange<Int>]
  ) throws(InputError) {
    let automaton = try checked(arguments, transitions, initial: initial, accepting: accepting)
    try checkSize(automaton, forms, arguments.line)
    post(AutomatonConstraint(forms, automaton))
  }

  fileprivate func checkSize(_ automaton: Automaton, _ forms: [LinearForm], _ line: Int) throws(InputError) {
    guard LayeredGraph(automaton, over: forms.map(model.data.range(of:))) != nil else {
      throw error(line, "an automaton that has more than \(LayeredGraph.edgeLimit) edges over these variables")
    }
  }
}
