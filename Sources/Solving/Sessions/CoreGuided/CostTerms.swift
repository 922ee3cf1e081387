import Kernel

/// A cost as a sum of parts that are not negative: bound + Σ weight · (variable − floor).
///
/// True of every solution that is better than the best one known, each sum of a core at its exact value. So the bound is
/// proved, and no part is larger than what the best solution leaves above the bound.
struct CostTerms {
  struct Term {
    let variable: IntegerVariable
    /// Positive.
    var weight: Int
    /// A lower bound of level 0.
    var floor: Int32

    /// [variable <= floor], which costs nothing.
    var assumption: Literal { Literal(variable, atMost: floor) }
  }

  /// Terms of a core that wait to become one variable: at least one is above its floor.
  struct Sum {
    let weight: Int
    let members: [(variable: IntegerVariable, floor: Int32)]
  }

  private(set) var bound: Int
  private(set) var terms: [Term] = []
  private var places: [IntegerVariable: Int] = [:]
  /// Only terms of at least this weight are assumed to cost nothing.
  private(set) var threshold = Int.max

  init(bound: Int) { self.bound = bound }

  /// Adds weight · (variable − floor); nothing of the same variable is there.
  mutating func add(_ variable: IntegerVariable, weight: Int, floor: Int32) {
    places[variable] = terms.count
    terms.append(Term(variable: variable, weight: weight, floor: floor))
  }

  mutating func raiseBound(by amount: Int) { bound += amount }

  /// The term of an assumption.
  func term(of assumption: Literal) -> Term? { places[-assumption.variable].map { terms[$0] } }

  /// Takes terms out, which the caller replaces.
  mutating func remove(_ variables: [IntegerVariable]) {
    for x in variables { if let place = places[x] { terms[place].weight = 0 } }
    dropEmpty()
  }

  /// Raises floors to level 0's lower bounds, and the bound with them.
  mutating func raiseFloors(_ store: borrowing Store) {
    for i in terms.indices {
      let lower = store.lower(terms[i].variable)
      if lower <= terms[i].floor { continue }
      bound += terms[i].weight * Int(lower - terms[i].floor)
      terms[i].floor = lower
    }
  }

  /// The assumptions of the present stratum, dear ones first.
  func assumptions(_ store: borrowing Store) -> [Literal] {
    var chosen: [Int] = []
    for i in terms.indices where terms[i].weight >= threshold && !store.isFixed(terms[i].variable) { chosen.append(i) }
    chosen.sort { (terms[$1].weight, $0) < (terms[$0].weight, $1) }
    return chosen.map { terms[$0].assumption }
  }

  /// Lets lighter terms in: down to the ninth tenth of the distinct smaller weights.
  ///
  /// - Returns: false when all terms are in.
  mutating func descend() -> Bool {
    let smaller = Set(terms.map(\.weight)).filter { $0 < threshold }.sorted()
    if smaller.isEmpty { return false }
    threshold = smaller[(smaller.count - 1) * 9 / 10]
    return true
  }

  /// At least one of these is above its floor: takes the least weight off each, which the bound gains.
  mutating func relax(_ core: [Literal]) -> Sum {
    let members = core.compactMap { places[-$0.variable] }
    let weight = members.map { terms[$0].weight }.min() ?? 0
    for i in members { terms[i].weight -= weight }
    bound += weight
    defer { dropEmpty() }
    return Sum(weight: weight, members: members.map { (terms[$0].variable, terms[$0].floor) })
  }

  private mutating func dropEmpty() {
    terms.removeAll { $0.weight == 0 }
    places = Dictionary(uniqueKeysWithValues: terms.enumerated().map { ($1.variable, $0) })
  }

  /// What holds of each better solution, where none costs more than `limit`.
  func hardened(limit: Int, _ store: borrowing Store) -> [Literal] {
    let slack = limit - bound
    if slack < 0 { return [Literal.always.negated] }
    var facts: [Literal] = []
    for term in terms {
      let most = Int(term.floor) + slack / term.weight
      if most < Int(store.upper(term.variable)) { facts.append(Literal(term.variable, atMost: Int32(most))) }
    }
    return facts
  }
}
