/// A level that events raise and lower lies within two bounds at every time: it is what it was at first plus the amounts
/// of all events up to then that take place.
package struct ReservoirConstraint: Constraint {
  package static let name = "reservoir"
  package private(set) var times: [LinearForm]
  package private(set) var amounts: [LinearForm]
  /// Of the last events, one each; those before them always take place.
  package private(set) var presences: [BoolVar]
  package private(set) var lowest: Int
  package private(set) var highest: Int
  package private(set) var initial: Int

  package init(
    times: [LinearForm], amounts: [LinearForm], presences: [BoolVar], levels: ClosedRange<Int>, initial: Int
  ) {
    self.times = times
    self.amounts = amounts
    self.presences = presences
    lowest = levels.lowerBound
    highest = levels.upperBound
    self.initial = initial
  }

  package static var blank: Self { Self(times: [], amounts: [], presences: [], levels: 0...0, initial: 0) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("times", &times)
    visitor.forms("amounts", &amounts)
    visitor.literals("presences", &presences)
    visitor.number("from", &lowest)
    visitor.number("to", &highest)
    visitor.number("initial", &initial)
  }

  package func flaw(in data: ModelData) -> String? {
    if amounts.count != times.count { return "\(times.count) times, \(amounts.count) amounts" }
    if presences.count > times.count { return "\(times.count) events, \(presences.count) presences" }
    return isSafe(in: data) ? nil : "the level can leave the range of exact arithmetic"
  }

  /// nil where the event always takes place.
  package func presence(_ event: Int) -> BoolVar? {
    let position = event - (times.count - presences.count)
    return position < 0 ? nil : presences[position]
  }

  /// Whether no level, however amounts and presences come out, leaves 2^60.
  package func isSafe(in data: ModelData) -> Bool {
    let limit: UInt = 1 << 60
    var total: UInt = 0
    for bound in [lowest, highest, initial] {
      if bound.magnitude > limit { return false }
      total += bound.magnitude
    }
    for amount in amounts {
      let range = data.range(of: amount)
      let largest = max(range.lowerBound.magnitude, range.upperBound.magnitude)
      if largest > limit { return false }
      total += largest
      if total > limit { return false }
    }
    return total <= limit
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    for form in times + amounts { form.forEachVariable(visit) }
    for b in presences { visit(b.variable.index) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    if initial < lowest || initial > highest {
      return "the level is \(initial) at first, not within \(lowest) ... \(highest)"
    }
    var changes: [Int: Int] = [:]
    for event in times.indices where presence(event).map({ data.holds($0, values) }) ?? true {
      changes[times[event].value(values), default: 0] += amounts[event].value(values)
    }
    var level = initial
    for (time, change) in changes.sorted(by: { $0.key < $1.key }) {
      level += change
      if level < lowest || level > highest {
        return "the level is \(level) at \(time), not within \(lowest) ... \(highest)"
      }
    }
    return nil
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    guard (times + amounts).contains(where: open.contains) else { return }
    guard (times + amounts).allSatisfy(data.isSafe), isSafe(in: data) else { throw .overflow("a reservoir") }
  }
}

extension ReservoirConstraint {
  /// The level after each event as a sum: of each other event, whether it is up to then and takes place. Order literals
  /// are shared with whatever asks for the same order.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    if initial < lowest || initial > highest {
      pieces.post(ClauseConstraint([]))
      return true
    }
    for event in times.indices where !addLevel(after: event, to: &pieces) { return false }
    return true
  }

  private func addLevel(after event: Int, to pieces: inout Decomposition) -> Bool {
    var level = LinearExpression(constant: initial)
    for other in times.indices {
      guard other != event else {
        level += expression(amounts[other])
        continue
      }
      let order = times[other] - times[event]
      if pieces.range(of: order).lowerBound > 0 { continue }
      let isBefore = pieces.literal(atMostZero: order)
      let counts = presence(other).map { both($0, isBefore, &pieces) } ?? isBefore
      level += part(of: amounts[other], if: counts, &pieces)
    }
    guard let form = LinearForm(level) else { return false }
    let conditions = presence(event).map { [$0] } ?? []
    let range = pieces.range(of: form)
    if range.upperBound > highest { pieces.post(LinearConstraint(form + -highest, .atMost, if: conditions)) }
    if range.lowerBound < lowest { pieces.post(LinearConstraint(form.negated + lowest, .atMost, if: conditions)) }
    return true
  }

  /// A literal that is true exactly where both are.
  private func both(_ first: BoolVar, _ second: BoolVar, _ pieces: inout Decomposition) -> BoolVar {
    let made = pieces.boolean()
    pieces.post(ClauseConstraint([!made, first]))
    pieces.post(ClauseConstraint([!made, second]))
    pieces.post(ClauseConstraint([made, !first, !second]))
    return made
  }

  /// The amount where the literal is true, else 0.
  private func part(of amount: LinearForm, if counts: BoolVar, _ pieces: inout Decomposition) -> LinearExpression {
    if let constant = amount.fixedValue { return constant * counts }
    let range = pieces.range(of: amount)
    let made = pieces.integer(min(0, range.lowerBound)...max(0, range.upperBound))
    let form = LinearForm(variable: made)
    pieces.post(LinearConstraint(form - amount, .equal, if: [counts]))
    pieces.post(LinearConstraint(form, .equal, if: [!counts]))
    return made.linearExpression
  }

  private func expression(_ form: LinearForm) -> LinearExpression {
    LinearExpression(
      terms: form.terms.map {
        LinearExpression.Term(variable: IntVar(model: 0, position: Int32($0.variable)), coefficient: $0.coefficient)
      }, constant: form.constant)
  }
}

extension Model {
  /// What raises or lowers the level of a reservoir: a delivery, a withdrawal, a payment.
  public struct Event: Sendable {
    /// When it happens.
    public var time: LinearExpression
    /// By how much the level rises; negative where it falls.
    public var amount: LinearExpression
    /// Whether it takes place; nil when it always does.
    public var presence: BoolVar?

    /// - Parameters:
    ///   - time: a variable, an interval's start or end, a number, any expression.
    ///   - amount: a number or an expression, of either sign.
    ///   - presence: makes the event optional: it counts where this is true.
    public init(time: some LinearExpressible, amount: some LinearExpressible, presence: BoolVar? = nil) {
      self.time = time.linearExpression
      self.amount = amount.linearExpression
      self.presence = presence
    }
  }

  /// Holds a level within a range at every time: `initial` before the first event, and after that what all events up to
  /// a time add up to. Events at the same time count together.
  ///
  /// ```swift
  /// let deliveries = trucks.map { Model.Event(time: $0.end, amount: 20) }
  /// let batches = mixes.map { Model.Event(time: $0.start, amount: -5) }
  /// model.reservoir(deliveries + batches, level: 0...60, initial: 10)
  /// ```
  /// - Parameters:
  ///   - level: what the level may be. It has no value before the first event where `initial` is not in it, which is a
  ///     mistake.
  ///   - initial: the level before all events.
  public func reservoir(_ events: [Event], level: ClosedRange<Int>, initial: Int = 0) {
    // Those that always take place come first.
    let sorted = events.filter { $0.presence == nil } + events.filter { $0.presence != nil }
    let times = canonical(sorted.map(\.time), "the time of an event")
    let amounts = canonical(sorted.map(\.amount), "the amount of an event")
    let optional = sorted.compactMap(\.presence)
    let presences = check(optional, "the presence of an event")
    guard times.count == events.count, amounts.count == events.count, presences.count == optional.count else { return }
    if !level.contains(initial) { return note(.emptyDomain("the level of a reservoir before its first event")) }
    let constraint = ReservoirConstraint(
      times: times, amounts: amounts, presences: presences, levels: level, initial: initial)
    if !amounts.contains(where: isOpen), !constraint.isSafe(in: data) { return note(.overflow("a reservoir")) }
    post(constraint)
  }
}
