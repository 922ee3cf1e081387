import Statements

/// A constraint that is no row: presolve leaves it as it is, tightens bounds by it, and writes it over the columns that
/// are left.
///
/// Its variables stay, but those that it only knows as literals may be said by others.
protocol OpaqueConstraint: Constraint {
  /// The Booleans that it asks for their truth; those of its intervals included, as often as `forEachVariable` has them.
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void)

  /// Rows that follow from it.
  func addShadows(to state: inout PresolveState)

  /// What a look at its bounds costs, in entries.
  var size: Int { get }

  /// Bounds that no row gives, once a round.
  func tighten(_ state: inout PresolveState)

  /// The same in what is left; nothing where it always holds. Constraints that take its place where it is simpler.
  func rewritten(_ renaming: Renaming) -> [any Constraint]

  /// Takes it into the state. The default counts uses and adds its shadows.
  ///
  /// - Returns: false where presolve cannot take it.
  func read(into state: inout PresolveState, at position: Int) -> Bool
}

extension OpaqueConstraint {
  func addShadows(to state: inout PresolveState) {}
  func tighten(_ state: inout PresolveState) {}
  var size: Int { 20 }

  func read(into state: inout PresolveState, at position: Int) -> Bool { readUses(into: &state, at: position) }

  func readUses(into state: inout PresolveState, at position: Int) -> Bool {
    let intervals = state.data.intervals
    var literals: [BoolVar] = []
    forEachLiteral(intervals) { literals.append($0) }
    guard state.areLiterals(literals) else { return false }
    var entries = 4
    var variables: [Int] = []
    forEachVariable(intervals) { variables.append($0) }
    for variable in variables {
      state.numberUses[variable] += 1
      entries += 1
    }
    for literal in literals {
      state.numberUses[literal.variable.index] -= 1
      state.literalUses[literal.variable.index] += 1
    }
    state.opaque.append(position)
    addShadows(to: &state)
    return state.spend(entries)
  }
}

/// What the columns of the original are in the reduced model.
struct Renaming {
  /// By column, its place; −1 where it has none.
  var position: [Int32] = []
  /// By Boolean column, the literal of the reduced model that it is: a code, or one of the two below.
  var image: [Int32] = []
  /// By interval, its place; −1 for one that no constraint speaks of.
  var intervalPosition: [Int32] = []
  /// Of the original, with the bounds that presolve has found.
  var data: ModelData

  static let never: Int32 = -1
  static let always: Int32 = -2

  enum Truth {
    case never, always
    case open(BoolVar)
  }

  init(_ data: ModelData) { self.data = data }

  func truth(_ b: BoolVar) -> Truth {
    let code = image[b.variable.index]
    if code < 0 { return (code == Self.always) != b.isNegated ? .always : .never }
    return .open(
      BoolVar(variable: IntVar(model: 0, position: code >> 1), isNegated: (code & 1 == 1) != b.isNegated))
  }

  /// The same literal over a column that is left.
  func kept(_ b: BoolVar) -> BoolVar {
    BoolVar(variable: IntVar(model: 0, position: position[b.variable.index]), isNegated: b.isNegated)
  }

  func presence(_ interval: Int) -> Truth { data.intervals[interval].presence.map(truth) ?? .always }

  func mayBePresent(_ interval: Int) -> Bool {
    if case .never = presence(interval) { false } else { true }
  }

  /// Columns that constraints count with keep their order.
  func form(_ form: LinearForm) -> LinearForm {
    LinearForm(
      terms: form.terms.map {
        LinearForm.Term(variable: Int(position[$0.variable]), coefficient: $0.coefficient)
      }, constant: form.constant)
  }

  /// The conditions that are left; nil where one never holds.
  func conditions(_ literals: [BoolVar]) -> [BoolVar]? {
    var left: [BoolVar] = []
    for literal in literals {
      switch truth(literal) {
      case .never: return nil
      case .always: break
      case .open(let b): left.append(b)
      }
    }
    return left
  }

  func interval(_ index: Int) -> Interval {
    let interval = data.intervals[index]
    let presence: BoolVar? =
      switch self.presence(index) {
      case .open(let b): b
      case .always: nil
      // Some constraint that is written as it was speaks of it.
      case .never: interval.presence.map(kept)
      }
    return Interval(
      name: interval.name, start: form(interval.start), duration: form(interval.duration), end: form(interval.end),
      presence: presence)
  }
}
